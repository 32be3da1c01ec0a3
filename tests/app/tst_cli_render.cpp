// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "cli_runner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <memory>

namespace {

using Outcome = orrery::test::CliOutcome;

const QString meridian = QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/meridian/meridian.urdf");

/// Stands in for ffmpeg: writes how many bytes it was given into the file it was to make.
const QByteArray counting = "#!/bin/sh\nfor out; do :; done\nwc -c | tr -d ' \\n' > \"$out\"\n";
/// Takes its time, so that it can be cancelled.
const QByteArray slow = "#!/bin/sh\nfor out; do :; done\necho part > \"$out\"\nsleep 30\n";
/// Is killed when it has taken a part of the film.
const QByteArray killed =
    "#!/bin/sh\nfor out; do :; done\necho part > \"$out\"\nhead -c 30000 > /dev/null\nkill -9 $$\n";
const QByteArray failing = "#!/bin/sh\ncat > /dev/null\necho 'Unknown encoder' >&2\nexit 3\n";

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

double differingShare(const QImage& a, const QImage& b) {
    int count = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) count += a.pixel(x, y) != b.pixel(x, y) ? 1 : 0;
    return static_cast<double>(count) / (a.width() * a.height());
}

} // namespace

/// Pictures and films, asked for on the command line and drawn by orrery-render. Needs a display.
class TestCliRender : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_cli = std::make_unique<orrery::test::CliRunner>(QStringList{"robot", "render"});
        m_cli->keepBelow(m_folder->filePath(QStringLiteral("home")));
        m_cli->environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_folder->path());
    }

    void theRobotIsInThePicture() {
        const QImage dark = picture({});
        QCOMPARE(dark.size(), QSize(320, 240));
        QCOMPARE(dark.pixelColor(2, 2).alpha(), 255);
        const QImage posed = picture({"--pose", "elbow_pitch=1.0"});
        QVERIFY2(differingShare(dark, posed) > 0.01, "the pose must show");
        QVERIFY2(differingShare(dark, picture({"--camera", "left"})) > 0.05, "the camera must show");
        const QImage light = picture({"--theme", "light"});
        QVERIFY(light.pixelColor(2, 2).lightness() > 200);
        QVERIFY(dark.pixelColor(2, 2).lightness() < 80);
    }

    void aTransparentPictureHoldsOnlyTheRobot() {
        const QImage image = picture({"--transparent"});
        QVERIFY(image.hasAlphaChannel());
        int clear = 0;
        int solid = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                clear += image.pixelColor(x, y).alpha() == 0 ? 1 : 0;
                solid += image.pixelColor(x, y).alpha() == 255 ? 1 : 0;
            }
        }
        for (const QPoint corner : {QPoint(0, 0), QPoint(319, 0), QPoint(0, 239), QPoint(319, 239)})
            QCOMPARE(image.pixelColor(corner).alpha(), 0);
        QVERIFY2(solid > 320 * 240 / 50, qPrintable(QString::number(solid)));
        QVERIFY2(clear > 320 * 240 / 3, qPrintable(QString::number(clear)));
    }

    void theSameAskedTwiceGivesTheSameBytes() {
        for (const QStringList& options : {QStringList{}, QStringList{"--transparent"}}) {
            QVERIFY(!picture(options).isNull());
            const QByteArray first = bytesOf(out());
            QVERIFY(!picture(options).isNull());
            QVERIFY(!first.isEmpty() && first == bytesOf(out()));
        }
    }

    void whatExplainsTheRobotShows() {
        const QImage plain = picture({});
        for (const QStringList& options :
             {QStringList{"--overlay", "frames"}, QStringList{"--overlay", "axes"}, QStringList{"--overlay", "masses"},
              QStringList{"--overlay", "inertia"}, QStringList{"--overlay", "collisions"},
              QStringList{"--section", "y"}, QStringList{"--section", "z=0.3", "--flip"},
              QStringList{"--explode", "0.5"}, QStringList{"--opacity", "0.3"}}) {
            const QImage explained = picture(options);
            QVERIFY2(differingShare(plain, explained) > 0.002, qPrintable(options.join(' ')));
        }
    }

    void aViewFileSaysHowTheRobotIsLookedAt() {
        const QString options = view(R"({"frames": true, "jointAxes": true, "section": {"axis": "y", "share": 0.4}})");
        const QImage asked = picture({"--view", options});
        QCOMPARE(asked, picture({"--overlay", "frames,axes", "--section", "y=0.4"}));
        const QImage named = picture({"--view", view(R"({"frames": true, "picked": "forearm"})")});
        const QImage largely = picture({"--view", view(R"({"frames": true, "picked": "forearm", "labelScale": 3})")});
        QVERIFY2(differingShare(named, largely) > 0.01, "the words must show");
        const QImage walked =
            picture({"--view", view(R"({"base": {"position": [0.3, 0.2, 0.1]}})"), "--camera", "0,10,2,0,0,0.3"});
        QVERIFY(differingShare(walked, picture({"--camera", "0,10,2,0,0,0.3"})) > 0.02);
        const QImage ghost = picture({"--view", view(R"({"ghost": {"upper_arm": {"position": [0.05, 0.1, 0.1]}}})")});
        QVERIFY(differingShare(ghost, picture({})) > 0.005);
        const QImage forces = picture({"--view", view(R"({"forces": {"contacts": [[0, 0, 0], [0, 0, 0.4]]}})")});
        QVERIFY(differingShare(forces, picture({})) > 0.001);
    }

    void robotsStandBesideOneAnother() {
        const QImage alike = picture({"--beside", meridian + "@0,0.5,90"});
        QVERIFY(differingShare(picture({}), alike) > 0.03);
        // Where one stands and how it is turned shows.
        QVERIFY(differingShare(alike, picture({"--beside", meridian + "@0,0.5"})) > 0.003);
        QVERIFY(differingShare(alike, picture({"--beside", meridian})) > 0.003);
        const auto mistaken = m_cli->run({meridian, "-o", out(), "--beside", "lyra@far"});
        QCOMPARE(mistaken.exitCode, 2);
        const auto absent = m_cli->run({meridian, "-o", out(), "--beside", "/nowhere/robot.urdf@0,1"});
        QCOMPARE(absent.exitCode, 1);
        QVERIFY(absent.err.contains("robot.urdf"));
    }

    void aViewFileThatCannotBeUsedIsSaid() {
        const Outcome unknown = m_cli->run({meridian, "-o", out(), "--view", view(R"({"framse": true})")});
        QCOMPARE(unknown.exitCode, 1);
        QVERIFY2(unknown.err.contains(QStringLiteral("framse")) && unknown.err.contains(QStringLiteral("view.json")),
                 qPrintable(unknown.err));
        const Outcome link = m_cli->run({meridian, "-o", out(), "--view", view(R"({"picked": "tail"})")});
        QCOMPARE(link.exitCode, 1);
        QVERIFY2(link.err.contains(QStringLiteral("'tail'")), qPrintable(link.err));
        QCOMPARE(m_cli->run({meridian, "-o", out(), "--view", "/nowhere/view.json"}).exitCode, 1);
        QCOMPARE(m_cli->run({meridian, "-o", out(), "--overlay", "frames,bones"}).exitCode, 2);
        QCOMPARE(m_cli->run({meridian, "-o", out(), "--section", "q"}).exitCode, 2);
        QVERIFY(!QFile::exists(out()));
    }

    void mistakesAreSaid() {
        QCOMPARE(m_cli->run({meridian}).exitCode, 2);
        QCOMPARE(m_cli->run({meridian, "-o", out(), "--size", "huge"}).exitCode, 2);
        QCOMPARE(m_cli->run({meridian, "--video", out()}).exitCode, 2);
        const Outcome joint = m_cli->run({meridian, "-o", out(), "--pose", "nothing=1"});
        QCOMPARE(joint.exitCode, 1);
        QVERIFY2(joint.err.contains(QStringLiteral("nothing")), qPrintable(joint.err));
        const Outcome place = m_cli->run({meridian, "-o", "/dev/null/picture.png", "--json"});
        QCOMPARE(place.exitCode, 1);
        QVERIFY(!place.json()["ok"].toBool(true));
        QVERIFY(!QFile::exists(out()));
    }

    void withoutADisplayAndXvfbItSaysSo() {
        m_cli->environment.remove(QStringLiteral("DISPLAY"));
        m_cli->environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
        m_cli->environment.insert(QStringLiteral("PATH"), m_folder->path());
        const Outcome outcome = m_cli->run({meridian, "-o", out()});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains(QStringLiteral("xvfb")), qPrintable(outcome.err));
    }

    void withoutADisplayItBringsItsOwn() {
        m_cli->environment.remove(QStringLiteral("DISPLAY"));
        QVERIFY(!picture({}).isNull());
    }

    void ffmpegGetsEveryPictureOfAFilm() {
        usesFfmpeg(counting);
        const QString film = m_folder->filePath(QStringLiteral("film.mp4"));
        const Outcome outcome =
            m_cli->run({"lyra", "--gesture", "nod", "--video", film, "--fps", "5", "--size", "64x48", "--json"});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err + outcome.out));
        const int frames = outcome.json()["frames"].toInt();
        QVERIFY(frames > 3);
        QCOMPARE(bytesOf(film).toInt(), frames * 64 * 48 * 4);
        QVERIFY(leftovers().isEmpty());
    }

    void aRecordingBecomesNumberedPictures() {
        const QString take = m_folder->filePath(QStringLiteral("take.mcap"));
        orrery::test::CliRunner record({"robot", "record"});
        record.keepBelow(m_folder->filePath(QStringLiteral("home")));
        QCOMPARE(record.run({take, "--robot", "lyra", "--gesture", "nod"}).exitCode, 0);
        const QString frames = m_folder->filePath(QStringLiteral("frames"));
        const Outcome outcome = m_cli->run({take, "--video", frames, "--fps", "4", "--size", "160x120", "--json"});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err + outcome.out));
        const QStringList names = QDir(frames).entryList({QStringLiteral("*.png")});
        QCOMPARE(int(names.size()), outcome.json()["frames"].toInt());
        QVERIFY(names.size() >= 4);
        QVERIFY(differingShare(QImage(frames + '/' + names.first()), QImage(frames + '/' + names.last())) > 0.0005);
        QCOMPARE(m_cli->run({take, "--video", frames}).exitCode, 1); // never over what is there
        QVERIFY(leftovers().isEmpty());
    }

    void withoutFfmpegItOffersPictures() {
        // A PATH with the X server alone.
        m_cli->environment.insert(QStringLiteral("PATH"), m_folder->path());
        const Outcome outcome = m_cli->run({"lyra", "--gesture", "nod", "--video", out(QStringLiteral("mp4"))});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains(QStringLiteral("numbered pictures")), qPrintable(outcome.err));
    }

    void aFailingFfmpegLeavesNothingAndSaysWhy() {
        usesFfmpeg(failing);
        const QString film = out(QStringLiteral("webm"));
        const Outcome outcome =
            m_cli->run({"lyra", "--gesture", "nod", "--video", film, "--fps", "2", "--size", "64x48"});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains(QStringLiteral("Unknown encoder")), qPrintable(outcome.err));
        QVERIFY(!QFile::exists(film));
        QVERIFY(leftovers().isEmpty());
    }

    void aKilledFfmpegLeavesNothingAndEndsTheFilm() {
        usesFfmpeg(killed);
        const QString film = out(QStringLiteral("mp4"));
        const Outcome outcome =
            m_cli->run({"lyra", "--gesture", "dance", "--video", film, "--size", "64x48", "--json"});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.out.contains(QStringLiteral("ffmpeg could not write")), qPrintable(outcome.out));
        QVERIFY(!QFile::exists(film));
        QVERIFY(leftovers().isEmpty());
    }

    void aTransparentMp4IsRefused() {
        const Outcome outcome =
            m_cli->run({"lyra", "--gesture", "nod", "--video", out(QStringLiteral("mp4")), "--transparent"});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains(QStringLiteral(".webm")), qPrintable(outcome.err));
    }

    void realVideosAreWholeAndTheSameEachTime_data() {
        QTest::addColumn<QString>("suffix");
        QTest::newRow("mp4") << QStringLiteral("mp4");
        QTest::newRow("webm") << QStringLiteral("webm");
    }
    void realVideosAreWholeAndTheSameEachTime() {
        QFETCH(QString, suffix);
        if (QStandardPaths::findExecutable(QStringLiteral("ffmpeg")).isEmpty() ||
            QStandardPaths::findExecutable(QStringLiteral("ffprobe")).isEmpty())
            QSKIP("ffmpeg is not installed");
        const QString film = out(suffix);
        const QStringList asked{"lyra", "--gesture", "nod",     "--video",   film,     "--fps",
                                "10",   "--size",    "161x120", "--overlay", "frames", "--json"};
        const Outcome outcome = m_cli->run(asked);
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err + outcome.out));
        const int frames = outcome.json()["frames"].toInt();
        const QJsonObject video = probe(film);
        const QJsonObject stream = video["streams"].toArray().first().toObject();
        QCOMPARE(stream["width"].toInt(), 162); // even
        QCOMPARE(stream["height"].toInt(), 120);
        QCOMPARE(stream["nb_read_frames"].toString().toInt(), frames);
        QVERIFY(std::abs(video["format"].toObject()["duration"].toString().toDouble() - frames / 10.0) < 0.06);
        const QByteArray first = bytesOf(film);
        QVERIFY(QFile::remove(film));
        QCOMPARE(m_cli->run(asked).exitCode, 0);
        QVERIFY(bytesOf(film) == first);
    }

    void aDiskThatIsFullAtTheEndOfAVideoIsSaid() {
        const QString ffmpeg = QStandardPaths::findExecutable(QStringLiteral("ffmpeg"));
        if (ffmpeg.isEmpty()) QSKIP("ffmpeg is not installed");
        const QString film = out(QStringLiteral("mp4"));
        const QStringList asked{"lyra", "--gesture", "nod", "--video", film, "--fps", "4", "--size", "160x120"};
        QCOMPARE(m_cli->run(asked).exitCode, 0);
        // A little less room than it needs, as the system tells ffmpeg: blocks of 512 bytes.
        const auto blocks = (QFileInfo(film).size() - 1) / 512;
        QVERIFY(QFile::remove(film));
        usesFfmpeg("#!/bin/sh\ntrap '' XFSZ\nulimit -f " + QByteArray::number(blocks) + "\nexec " + ffmpeg.toUtf8() +
                   " \"$@\"\n");
        const Outcome outcome = m_cli->run(asked);
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains(QStringLiteral("ffmpeg could not write")), qPrintable(outcome.err));
        QVERIFY(!QFile::exists(film));
        QVERIFY(leftovers().isEmpty());
    }

    void cancellingLeavesNothing() {
        usesFfmpeg(slow);
        const QString film = out(QStringLiteral("mp4"));
        const auto process = m_cli->start({"lyra", "--gesture", "dance", "--video", film, "--size", "640x480"});
        QTRY_VERIFY_WITH_TIMEOUT(!leftovers().isEmpty(), 60'000);
        QCOMPARE(orrery::test::CliRunner::interrupt(*process), 130);
        QVERIFY(!QFile::exists(film));
        QVERIFY2(leftovers().isEmpty(), qPrintable(leftovers().join(' ')));
    }

private:
    QString view(const QByteArray& json) const {
        QFile file(m_folder->filePath(QStringLiteral("view.json")));
        if (file.open(QIODevice::WriteOnly)) file.write(json);
        return file.fileName();
    }

    static QJsonObject probe(const QString& film) {
        QProcess process;
        process.start(QStringLiteral("ffprobe"),
                      {"-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", film});
        process.waitForFinished(60'000);
        return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    }

    QString out(const QString& suffix = QStringLiteral("png")) const {
        return m_folder->filePath(QStringLiteral("out.") + suffix);
    }

    QImage picture(const QStringList& options) {
        QFile::remove(out());
        const Outcome outcome = m_cli->run(QStringList{meridian, "-o", out(), "--size", "320x240"} + options);
        if (outcome.exitCode != 0 || !outcome.err.isEmpty()) {
            qWarning("%s", qPrintable(outcome.err));
            return {};
        }
        return QImage(out());
    }

    void usesFfmpeg(const QByteArray& script) {
        const QDir tools(m_folder->filePath(QStringLiteral("tools")));
        QVERIFY(tools.mkpath(QStringLiteral(".")));
        QFile file(tools.filePath(QStringLiteral("ffmpeg")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(script);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        m_cli->environment.insert(QStringLiteral("PATH"), tools.path() + ':' + qEnvironmentVariable("PATH"));
    }

    QStringList leftovers() const {
        return QDir(m_folder->path())
            .entryList({QStringLiteral(".*rendering*")}, QDir::Files | QDir::Dirs | QDir::Hidden);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<orrery::test::CliRunner> m_cli;
};

QTEST_GUILESS_MAIN(TestCliRender)
#include "tst_cli_render.moc"
