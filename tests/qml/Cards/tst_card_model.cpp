// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "card_model.h"

using orrery::card::readCardBody;

class CardModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_model = std::make_unique<CardModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
    }

    void cleanup() {
        m_tester.reset();
        m_model.reset();
    }

    void tellsItsBlocks() {
        show("# Title\n\n> - quoted\n\n```py\nx\n```\n\n<p align=center>mid</p>");
        QCOMPARE(m_model->count(), 4);
        QCOMPARE(at(0, CardModel::KindRole).toInt(), int(CardModel::Heading));
        QCOMPARE(at(0, CardModel::LevelRole).toInt(), 1);
        QCOMPARE(at(1, CardModel::MarkerRole).toString(), QStringLiteral("•"));
        QCOMPARE(at(1, CardModel::DepthRole).toInt(), 2);
        QCOMPARE(at(1, CardModel::QuoteLevelsRole).toList(), QVariantList{0});
        QCOMPARE(at(2, CardModel::CodeRole).toString(), QStringLiteral("x"));
        QCOMPARE(at(2, CardModel::LanguageRole).toString(), QStringLiteral("py"));
        QVERIFY(at(3, CardModel::CentredRole).toBool());
    }

    void coloursOfTheTextFollowThePalette() {
        show("[a](https://e.example)");
        const QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setProperty("linkColor", QColor(0x12, 0x34, 0x56));
        QCOMPARE(changed.count(), 1);
        QVERIFY(at(0, CardModel::RichTextRole).toString().contains(QStringLiteral("#123456")));
    }

    void relativeAddressesFindTheirPlace() {
        show("![a](img/a.png) ![b](/b.png) ![c](https://c.example/c.png)");
        const QVariantList images = at(0, CardModel::ImagesRole).toList();
        QCOMPARE(images.size(), 3);
        QCOMPARE(images[0].toMap()[QStringLiteral("url")].toString(),
                 QStringLiteral("https://hub.example/o/n/resolve/main/img/a.png"));
        QCOMPARE(images[1].toMap()[QStringLiteral("url")].toString(), QStringLiteral("https://hub.example/b.png"));
        QCOMPARE(images[2].toMap()[QStringLiteral("host")].toString(), QStringLiteral("c.example"));
        QCOMPARE(m_model->resolvedLink(QStringLiteral("docs/x.md")),
                 QUrl(QStringLiteral("https://hub.example/o/n/blob/main/docs/x.md")));
        QVERIFY(!m_model->resolvedLink(QStringLiteral("javascript:alert(1)")).isValid());
    }

    void withoutABaseRelativeAddressesLeadNowhere() {
        m_model->setDocument(readCardBody("![a](img/a.png)"));
        QCOMPARE(at(0, CardModel::ImagesRole).toList()[0].toMap()[QStringLiteral("url")].toString(), QString());
        QVERIFY(!m_model->resolvedLink(QStringLiteral("docs/x.md")).isValid());
    }

    void anchorsFindTheirHeading() {
        show("a\n\n# 你好 x\n\n# Use it");
        QCOMPARE(m_model->rowOfAnchor(QStringLiteral("#use-it")), 2);
        QCOMPARE(m_model->rowOfAnchor(QStringLiteral("#%E4%BD%A0%E5%A5%BD-x")), 1);
        QCOMPARE(m_model->rowOfAnchor(QStringLiteral("#none")), -1);
    }

    void longTablesAreCutAndSaySo() {
        std::string table = "|a|b|c|d|\n|-|-|-|-|\n";
        for (int row = 0; row < 1500; ++row) table += "|1|2|3|4|\n";
        show(table);
        QCOMPARE(at(0, CardModel::ColumnsRole).toInt(), 4);
        QCOMPARE(at(0, CardModel::RowsLeftOutRole).toInt(), 1001);
        QCOMPARE(at(0, CardModel::RichTextRole).toString().count(QStringLiteral("<tr>")), 500);
    }

    void aNewCardReplacesTheOld() {
        show("a\n\nb");
        const QSignalSpy changed(m_model.get(), &CardModel::documentChanged);
        show("c");
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_model->count(), 1);
    }

private:
    void show(std::string_view markdown) {
        m_model->setDocument(readCardBody(markdown), QUrl(QStringLiteral("https://hub.example/o/n/blob/main/")),
                             QUrl(QStringLiteral("https://hub.example/o/n/resolve/main/")));
    }
    QVariant at(int row, int role) const { return m_model->index(row).data(role); }

    std::unique_ptr<CardModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(CardModelTest)
#include "tst_card_model.moc"
