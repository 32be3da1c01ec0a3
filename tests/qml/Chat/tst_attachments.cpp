// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include "attachments.h"

#include <memory>
#include <sys/stat.h>

using namespace orrery;
using conversation::Attachment;

/// What goes with a question. Workers and the GUI thread are stepped by hand.
class AttachmentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_attachments = std::make_unique<Attachments>(m_workers, m_gui);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_attachments.get());
    }
    void cleanup() {
        m_tester.reset();
        m_attachments.reset();
    }

    void aTextIsTaken() {
        add({write("notes.txt", "the notes\n")});
        QCOMPARE(m_attachments->count(), 1);
        QVERIFY(m_attachments->problem().isEmpty());
        QCOMPARE(at(0, Attachments::NameRole).toString(), QStringLiteral("notes.txt"));
        QVERIFY(!at(0, Attachments::PictureRole).toBool());
        QVERIFY(at(0, Attachments::DetailRole).toString().contains(QStringLiteral("10")));
        const std::vector<Attachment> taken = m_attachments->take();
        QCOMPARE(taken.size(), std::size_t(1));
        QVERIFY(taken.front().kind == Attachment::Kind::Text);
        QCOMPARE(taken.front().bytes, std::string("the notes\n"));
        QCOMPARE(m_attachments->count(), 0);
    }

    void aTextsMarkOfOrderIsNoPartOfIt() {
        add({write("bom.txt", "\xEF\xBB\xBFhello")});
        QCOMPARE(m_attachments->take().at(0).bytes, std::string("hello"));
    }

    void aMegabyteIsTheMost() {
        add({write("fits.txt", QByteArray(1'000'000, 'x'))});
        QCOMPARE(m_attachments->count(), 1);
        add({write("long.txt", QByteArray(1'000'001, 'x'))});
        QCOMPARE(m_attachments->count(), 1);
        QVERIFY2(m_attachments->problem().contains(QStringLiteral("long.txt")), qPrintable(m_attachments->problem()));
    }

    void whatIsNoTextIsRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("zeros") << QByteArray("a\0b", 3);
        QTest::newRow("another encoding") << QByteArray("caf\xE9 au lait");
        QTest::newRow("cut in a character") << QByteArray("caf\xC3");
        QTest::newRow("a program") << QByteArray("\x7F"
                                                 "ELF\x02\x01\x01\0\0\0",
                                                 10);
    }
    void whatIsNoTextIsRefused() {
        QFETCH(const QByteArray, bytes);
        add({write("thing", bytes)});
        QCOMPARE(m_attachments->count(), 0);
        QVERIFY(m_attachments->problem().contains(QStringLiteral("thing")));
    }

    void whatCannotBeReadIsSaid() {
        add({m_folder.filePath(QStringLiteral("nowhere.txt"))});
        QVERIFY(m_attachments->problem().contains(QStringLiteral("nowhere.txt")));
        add({m_folder.path()});
        QVERIFY(!m_attachments->problem().isEmpty());
        QCOMPARE(m_attachments->count(), 0);
        m_attachments->addFiles({QUrl(QStringLiteral("https://example.org/x.txt"))});
        step();
        QCOMPARE(m_attachments->count(), 0);
    }

    void aPipeKeepsNobodyWaiting() {
        const QString pipe = m_folder.filePath(QStringLiteral("pipe"));
        QCOMPARE(::mkfifo(pipe.toLocal8Bit().constData(), 0600), 0);
        add({pipe}); // would never come back
        QVERIFY(m_attachments->problem().contains(QStringLiteral("pipe")));
    }

    void picturesNeedAModelThatSees() {
        const QString picture = savePicture(4, 3);
        add({picture});
        QCOMPARE(m_attachments->count(), 0);
        QVERIFY(m_attachments->problem().contains(QStringLiteral("does not see")));
        m_attachments->setPicturesAllowed(true);
        QVERIFY(m_attachments->picturesAllowed());
        add({picture});
        QCOMPARE(m_attachments->count(), 1);
        QVERIFY(m_attachments->problem().isEmpty());
        QVERIFY(at(0, Attachments::PictureRole).toBool());
        QVERIFY(at(0, Attachments::SourceRole).toString().startsWith(QStringLiteral("data:image/png;base64,")));
        const Attachment taken = m_attachments->take().at(0);
        QCOMPARE(taken.mediaType, std::string("image/jpeg"));
        QCOMPARE(QImage::fromData(QByteArray::fromStdString(taken.bytes)).size(), QSize(4, 3));
    }

    void largePicturesAreMadeSmaller() {
        m_attachments->setPicturesAllowed(true);
        add({savePicture(4000, 1000)});
        const Attachment taken = m_attachments->take().at(0);
        QCOMPARE(QImage::fromData(QByteArray::fromStdString(taken.bytes)).size(), QSize(1536, 384));
    }

    void aBrokenPictureIsSaid() {
        m_attachments->setPicturesAllowed(true);
        QFile whole(savePicture(64, 64));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        add({write("cut.png", whole.read(60))});
        QCOMPARE(m_attachments->count(), 0);
        QVERIFY(m_attachments->problem().contains(QStringLiteral("cut.png")));
    }

    void aPictureIsPasted() {
        QGuiApplication::clipboard()->setText(QStringLiteral("words"));
        QVERIFY(!m_attachments->addFromClipboard()); // to be pasted as text
        QImage image(5, 5, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        QGuiApplication::clipboard()->setImage(image);
        QVERIFY(m_attachments->addFromClipboard());
        QVERIFY(!m_attachments->problem().isEmpty()); // nobody would see it
        m_attachments->setPicturesAllowed(true);
        QVERIFY(m_attachments->addFromClipboard());
        step();
        QCOMPARE(m_attachments->count(), 1);
        QVERIFY(m_attachments->problem().isEmpty());
        QCOMPARE(m_attachments->take().at(0).mediaType, std::string("image/png")); // it is see-through
    }

    void oneRefusedAmongSeveralIsSaid() {
        add({write("bad", QByteArray(3, '\0')), write("good.txt", "good")});
        QCOMPARE(m_attachments->count(), 1);
        QVERIFY2(m_attachments->problem().contains(QStringLiteral("bad")), qPrintable(m_attachments->problem()));
        add({write("better.txt", "better")});
        QCOMPARE(m_attachments->count(), 2);
        QVERIFY(m_attachments->problem().isEmpty());
    }

    void sixteenAreEnough() {
        QStringList files;
        for (int i = 0; i < 17; ++i) files << write(qPrintable(QStringLiteral("%1.txt").arg(i)), "x");
        add(files);
        QCOMPARE(m_attachments->count(), 16);
        QVERIFY(m_attachments->problem().contains(QStringLiteral("16")));
    }

    void oneIsRemoved() {
        add({write("a.txt", "a"), write("b.txt", "b")});
        m_attachments->remove(2);
        m_attachments->remove(-1);
        QCOMPARE(m_attachments->count(), 2);
        m_attachments->remove(0);
        QCOMPARE(m_attachments->count(), 1);
        QCOMPARE(at(0, Attachments::NameRole).toString(), QStringLiteral("b.txt"));
    }

    void thoseOfAQuestionComeBack() {
        Attachment text{Attachment::Kind::Text, "a.txt", "text/plain", "a"};
        m_attachments->setItems({text, text});
        QCOMPARE(m_attachments->count(), 2);
        QVERIFY(at(1, Attachments::SourceRole).toString().isEmpty());
        m_attachments->setItems({});
        QCOMPARE(m_attachments->count(), 0);
    }

    void aReaderThatComesLateMeetsNobody() {
        m_attachments->addFiles({QUrl::fromLocalFile(write("a.txt", "a")), QUrl::fromLocalFile(write("b.txt", "b"))});
        m_workers.runPending();
        cleanup();
        m_gui.runPending();
    }

private:
    void add(const QStringList& files) {
        QList<QUrl> urls;
        for (const QString& file : files) urls << QUrl::fromLocalFile(file);
        m_attachments->addFiles(urls);
        step();
    }
    void step() {
        m_workers.runPending();
        m_gui.runPending();
    }
    [[nodiscard]] QVariant at(int row, int role) const { return m_attachments->index(row).data(role); }

    QString write(const char* name, const QByteArray& bytes) const {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (file.open(QIODevice::WriteOnly)) file.write(bytes);
        return file.fileName();
    }
    QString savePicture(int width, int height) const {
        QImage image(width, height, QImage::Format_RGB32);
        image.fill(Qt::darkCyan);
        const QString path = m_folder.filePath(QStringLiteral("picture.png"));
        image.save(path);
        return path;
    }

    QTemporaryDir m_folder;
    ManualExecutor m_workers;
    ManualExecutor m_gui;
    std::unique_ptr<Attachments> m_attachments;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(AttachmentsTest)
#include "tst_attachments.moc"
