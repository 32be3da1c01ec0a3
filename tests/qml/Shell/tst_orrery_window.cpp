// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "gguf/broken_models.h"
#include "gguf/scripted_model.h"

#include <set>

using namespace orrery;

namespace {

struct Run {
    int exitCode = -1;
    QString errors;
    QString output;
};

void write(const QString& path, const std::string& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes.data(), static_cast<qint64>(bytes.size()));
}

int colours(const QImage& image) {
    std::set<QRgb> seen;
    for (int y = 0; y < image.height(); y += 7) {
        for (int x = 0; x < image.width(); x += 7) seen.insert(image.pixel(x, y));
    }
    return static_cast<int>(seen.size());
}

} // namespace

/// The real program, started as a person would, under an X server of its own.
class OrreryWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!QFile::exists(QStringLiteral(XVFB))) QSKIP("Xvfb is not installed");
        m_display.start(QStringLiteral(XVFB), {"-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"});
        QVERIFY(m_display.waitForReadyRead(20'000));
        m_displayName = QStringLiteral(":") + QString::fromLatin1(m_display.readLine()).trimmed();
        write(m_folder.filePath(QStringLiteral("hello.gguf")), fixtures::scriptedModel({{"Hello", "."}}).bytes());
        write(m_folder.filePath(QStringLiteral("page.gguf")), fixtures::brokenModel(fixtures::Breakage::WebPage));
    }

    void cleanupTestCase() {
        m_display.terminate();
        m_display.waitForFinished();
    }

    void everyPageInEveryThemeAndSize_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("theme");
        QTest::addColumn<QSize>("size");
        QTest::newRow("home dark small") << "home"
                                         << "dark" << QSize(1024, 640);
        QTest::newRow("explore light") << "explore"
                                       << "light" << QSize(1280, 800);
        QTest::newRow("explore dark small") << "explore"
                                            << "dark" << QSize(1024, 640);
        QTest::newRow("library dark") << "library"
                                      << "dark" << QSize(1280, 800);
        QTest::newRow("try light") << "try"
                                   << "light" << QSize(1280, 800);
        QTest::newRow("robot contrast large") << "robot"
                                              << "contrast" << QSize(1920, 1080);
        QTest::newRow("settings dark small") << "settings"
                                             << "dark" << QSize(1024, 640);
    }

    void everyPageInEveryThemeAndSize() {
        QFETCH(QString, page);
        QFETCH(QString, theme);
        QFETCH(QSize, size);
        const QString picture = m_folder.filePath(QStringLiteral("picture.png"));
        QFile::remove(picture);
        const Run result = run({"--page", page, "--theme", theme, "--screenshot", picture, "--size",
                                QStringLiteral("%1x%2").arg(size.width()).arg(size.height())});
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.errors.isEmpty(), qPrintable(result.errors));
        const QImage image(picture);
        QCOMPARE(image.size(), size);
        QVERIFY2(colours(image) > 12, "the picture is empty");
    }

    void opensARobotFileGivenAsArgument() {
        const QString robot = QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/meridian/meridian.urdf");
        const QImage arm = pictureOf({robot});
        const QImage companion = pictureOf({"--page", "robot"});
        QVERIFY(arm.size() == companion.size());
        QVERIFY(arm != companion);
    }

    void theFirstStartHasACatalogueWithNoNetwork() {
        const QImage page = pictureOf({"--page", "explore"});
        const QImage repository = pictureOf({"--repo", "Qwen/Qwen3-8B"});
        QVERIFY(colours(page) > 12);
        QVERIFY(page != repository);
    }

    void aModelThatIsNoneIsSaidInThePage() {
        const QImage image = pictureOf({m_folder.filePath(QStringLiteral("page.gguf"))});
        QVERIFY(colours(image) > 12);
    }

    void theTourLeavesAPictureOfEachPage() {
        const QString pictures = m_folder.filePath(QStringLiteral("tour"));
        const Run result = run({"--tour", pictures, "--model", m_folder.filePath(QStringLiteral("hello.gguf"))});
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.errors.isEmpty(), qPrintable(result.errors));
        QVERIFY(QDir(pictures).entryList({QStringLiteral("*.png")}).size() >= 7);
    }

    void theSoftwareSceneGraphStillShowsTheWindow() {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QUICK_BACKEND"), QStringLiteral("software"));
        const QString picture = m_folder.filePath(QStringLiteral("flat.png"));
        const Run result = run({"--page", "robot", "--screenshot", picture, "--size", "1280x800"}, environment);
        QCOMPARE(result.exitCode, 0);
        QVERIFY(colours(QImage(picture)) > 8);
    }

    void mistakesOnTheCommandLineAreSaid() {
        QCOMPARE(run({"--page", "nowhere"}).exitCode, 2);
        QCOMPARE(run({"--size", "large"}).exitCode, 2);
        const Run unwritable = run({"--screenshot", "/dev/null/picture.png"});
        QCOMPARE(unwritable.exitCode, 1);
        QVERIFY(unwritable.errors.contains(QStringLiteral("picture")));
    }

private:
    Run run(const QStringList& arguments, QProcessEnvironment environment = QProcessEnvironment::systemEnvironment()) {
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        environment.insert(QStringLiteral("DISPLAY"), m_displayName);
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder.filePath(QStringLiteral("config")));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_folder.filePath(QStringLiteral("data")));
        environment.insert(QStringLiteral("HF_HOME"), m_folder.filePath(QStringLiteral("hf")));
        environment.insert(QStringLiteral("HF_HUB_OFFLINE"), QStringLiteral("1"));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_runtime.path());
        environment.insert(QStringLiteral("XDG_CACHE_HOME"), m_folder.filePath(QStringLiteral("cache")));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(ORRERY_PROGRAM), arguments);
        Run result;
        if (!process.waitForFinished(120'000)) {
            process.kill();
            return result;
        }
        result.exitCode = process.exitCode();
        result.output = QString::fromUtf8(process.readAllStandardOutput());
        result.errors = QString::fromUtf8(process.readAllStandardError());
        return result;
    }

    QImage pictureOf(QStringList arguments) {
        const QString picture = m_folder.filePath(QStringLiteral("one.png"));
        QFile::remove(picture);
        arguments << QStringLiteral("--screenshot") << picture << QStringLiteral("--size")
                  << QStringLiteral("1280x800");
        const Run result = run(arguments);
        return result.exitCode == 0 && result.errors.isEmpty() ? QImage(picture) : QImage();
    }

    QTemporaryDir m_folder;
    QTemporaryDir m_runtime; // as private as Qt wants it
    QProcess m_display;
    QString m_displayName;
};

QTEST_GUILESS_MAIN(OrreryWindowTest)
#include "tst_orrery_window.moc"
