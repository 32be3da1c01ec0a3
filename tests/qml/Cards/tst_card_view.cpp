// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QClipboard>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickView>
#include <QSignalSpy>
#include <QTest>
#include <QtQml/qqmlextensionplugin.h>

#include "card_model.h"

Q_IMPORT_QML_PLUGIN(Orrery_CardsPlugin)

/// The view as a person uses it: keys, links, consent, copying.
class CardViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QQuickStyle::setStyle(QStringLiteral("Basic")); }

    void init() {
        m_model = std::make_unique<CardModel>();
        m_window = std::make_unique<QQuickView>();
        m_window->engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
        m_window->resize(600, 400);
        m_window->setResizeMode(QQuickView::SizeRootObjectToView);
        m_window->setInitialProperties({{QStringLiteral("card"), QVariant::fromValue(m_model.get())}});
        m_window->setSource(QUrl(QStringLiteral("qrc:/qt/qml/Orrery/Cards/CardView.qml")));
        QVERIFY(m_window->errors().isEmpty());
        m_view = m_window->rootObject();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup() {
        m_window.reset();
        m_model.reset();
    }

    void onlyWhatIsInSightExists() {
        std::string card;
        for (int i = 0; i < 5000; ++i) card += "Paragraph **" + std::to_string(i) + "** of a long card.\n\n";
        show(card);
        QTRY_VERIFY(find("text") != nullptr);
        const auto texts = m_view->findChildren<QQuickItem*>(QStringLiteral("text"));
        QVERIFY2(texts.size() < 60, qPrintable(QString::number(texts.size())));
    }

    void theKeyboardScrolls() {
        std::string card;
        for (int i = 0; i < 200; ++i) card += "Paragraph\n\n";
        show(card);
        m_view->forceActiveFocus();
        QTest::keyClick(m_window.get(), Qt::Key_PageDown);
        QTRY_VERIFY(contentY() > 300);
        QTest::keyClick(m_window.get(), Qt::Key_Home);
        QTRY_VERIFY(contentY() <= 0);
        QTest::keyClick(m_window.get(), Qt::Key_Up);
        QVERIFY(contentY() <= 0);
        QTest::keyClick(m_window.get(), Qt::Key_End);
        QTRY_VERIFY(m_view->property("atYEnd").toBool());
    }

    void linksAreToldNotOpened() {
        show("[docs](docs/a.md)");
        QSignalSpy told(m_view, SIGNAL(linkActivated(QUrl)));
        QQuickItem* text = nullptr;
        QTRY_VERIFY((text = find("text")) != nullptr && text->height() > 0);
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, text->mapToScene(QPointF(8, 8)).toPoint());
        QTRY_COMPARE(told.count(), 1);
        QCOMPARE(told[0][0].toUrl(), QUrl(QStringLiteral("https://hub.example/o/n/blob/main/docs/a.md")));
    }

    void anchorsScroll() {
        std::string card = "[end](#the-end)\n\n";
        for (int i = 0; i < 200; ++i) card += "Paragraph\n\n";
        show(card + "# The end\n\n");
        QSignalSpy told(m_view, SIGNAL(linkActivated(QUrl)));
        QMetaObject::invokeMethod(m_view, "follow", Q_ARG(QString, QStringLiteral("#the-end")));
        QTRY_VERIFY(contentY() > 1000);
        QCOMPARE(told.count(), 0);
    }

    void picturesWaitForConsent() {
        show("![An arm](http://127.0.0.1:9/arm.png)");
        QTRY_VERIFY(find("showPictures") != nullptr);
        QVERIFY(find("picture") == nullptr);
        QCOMPARE(find("description")->property("text").toString(), QStringLiteral("An arm"));
        QVERIFY(find("showPictures")->property("text").toString().contains(QStringLiteral("127.0.0.1")));
        QSignalSpy asked(m_view, SIGNAL(imagesRequested()));
        QMetaObject::invokeMethod(find("showPictures"), "clicked");
        QCOMPARE(asked.count(), 1);
        QVERIFY(find("picture") == nullptr);
        m_view->setProperty("imagesAllowed", true);
        QTRY_VERIFY(find("picture") != nullptr);
        QCOMPARE(find("picture")->property("source").toUrl(), QUrl(QStringLiteral("http://127.0.0.1:9/arm.png")));
    }

    void codeIsCopiedWhole() {
        show("```py\nprint(1)\nprint(2)\n```");
        QTRY_VERIFY(find("copyCode") != nullptr);
        QMetaObject::invokeMethod(find("copyCode"), "clicked");
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("print(1)\nprint(2)"));
    }

    void aCutCardSaysSo() {
        orrery::card::Document card = orrery::card::readCardBody("text");
        m_model->setDocument(card);
        QTRY_VERIFY(find("text") != nullptr);
        QVERIFY(find("cutNotice") == nullptr);
        card.cut = true;
        m_model->setDocument(card);
        QTRY_VERIFY(find("cutNotice") != nullptr);
    }

    void textIsFormattedAndNamed() {
        show("Some **bold** text");
        QTRY_VERIFY(find("text") != nullptr);
        QVERIFY(find("text")->property("text").toString().contains(QStringLiteral("bold")));
        QVERIFY(find("text")->width() <= 600);
    }

private:
    void show(std::string_view markdown) {
        m_model->setDocument(orrery::card::readCardBody(markdown),
                             QUrl(QStringLiteral("https://hub.example/o/n/blob/main/")),
                             QUrl(QStringLiteral("https://hub.example/o/n/resolve/main/")));
    }
    QQuickItem* find(const char* name) const { return find(m_view, QLatin1String(name)); }
    static QQuickItem* find(QQuickItem* item, QLatin1String name) {
        if (item->objectName() == name) return item;
        for (QQuickItem* child : item->childItems()) {
            if (QQuickItem* found = find(child, name)) return found;
        }
        return nullptr;
    }
    qreal contentY() const { return m_view->property("contentY").toReal(); }

    std::unique_ptr<CardModel> m_model;
    std::unique_ptr<QQuickView> m_window;
    QQuickItem* m_view = nullptr;
};

QTEST_MAIN(CardViewTest)
#include "tst_card_view.moc"
