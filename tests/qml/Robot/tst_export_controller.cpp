// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "export_controller.h"
#include "orbit_camera.h"
#include "robot_controller.h"
#include "robot_scene.h"
#include "simulation_controller.h"
#include "stage_look.h"
#include "stage_robots.h"

#include <orrery/bridge/gui_executor.h>

#include <memory>

using namespace orrery;

/// A picture or film as the window asks for it, with a script in the place of the program that draws.
class ExportControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_robot =
            std::make_unique<RobotController>(m_gui, m_pool, QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots"));
        m_robot->openBundled(QStringLiteral("lyra"));
        QTRY_COMPARE(m_robot->state(), RobotController::Ready);
        m_scene = std::make_unique<RobotScene>(m_pool, m_gui, path(QStringLiteral("meshes")).toStdString());
        m_scene->load(m_robot->shownDescription());
        m_simulation = std::make_unique<SimulationController>(*m_robot, m_gui, m_pool, QString());
        m_onStage = std::make_unique<StageRobots>();
        m_onStage->add(*m_scene);
        m_exporter = std::make_unique<ExportController>(*m_robot, *m_scene, *m_simulation, *m_onStage, m_processes,
                                                        m_gui, m_pool, path(QStringLiteral("program")));
    }
    void cleanup() {
        m_exporter.reset();
        m_onStage.reset();
        m_simulation.reset();
        m_scene.reset();
        m_robot.reset();
    }

    void aPictureIsAskedForAsTheStageShowsIt() {
        program("printf '%s\\n' \"$@\" > \"$(dirname \"$0\")/asked\"; echo 'frame 1 of 1'");
        OrbitCamera camera;
        camera.setYaw(0.5);
        m_exporter->savePicture(path(QStringLiteral("a.png")), {640, 480}, true, QStringLiteral("light"), &camera);
        QVERIFY(m_exporter->isBusy());
        QTRY_VERIFY(!m_exporter->isBusy());
        QCOMPARE(m_exporter->problem(), QString());
        QCOMPARE(m_exporter->saved(), path(QStringLiteral("a.png")));
        QCOMPARE(m_exporter->progress(), 1.0);
        const QStringList asked = lines(QStringLiteral("asked"));
        QCOMPARE(asked.value(0), m_robot->file());
        for (const char* part : {"640x480", "light", "--transparent"})
            QVERIFY2(asked.contains(QLatin1String(part)), part);
        QVERIFY(asked.filter(QStringLiteral("--camera=28.6")).size() == 1);
        QVERIFY(asked.filter(QStringLiteral("--pose=")).size() == 1);
        m_exporter->dismiss();
        QVERIFY(m_exporter->saved().isEmpty());
    }

    void howTheStageIsLookedAtGoesAlong() {
        program(keepsTheView);
        m_scene->view()->setExplosion(0.5);
        m_scene->setPickedLink(2);
        m_scene->ghost()->setLinkPoses(m_scene->linkPoses());
        OrbitCamera camera;
        camera.setProperty("viewport", QSizeF(320, 240));
        m_exporter->savePicture(path(QStringLiteral("a.png")), {640, 480}, false, QStringLiteral("dark"), &camera);
        const StageLook picture = viewUsed();
        QCOMPARE(picture.explosion, 0.5);
        QCOMPARE(picture.labelScale, 2.0);
        QCOMPARE(picture.picked, m_scene->description()->links[2].name);
        QCOMPARE(picture.robot.size(), m_scene->linkPoses().size());
        QVERIFY(!picture.ghost.empty());
        QVERIFY(picture.beside.empty());

        RobotScene other(m_pool, m_gui, path(QStringLiteral("meshes")).toStdString());
        other.load(m_robot->shownDescription());
        m_onStage->add(other);
        m_onStage->setNames(1, QStringLiteral("Other"), QStringLiteral("/robots/other.urdf"));
        m_onStage->setPlace(1, 1, 2, 0, 30);
        m_exporter->savePicture(path(QStringLiteral("a.png")), {640, 480}, false, QStringLiteral("dark"), &camera);
        const StageLook both = viewUsed();
        QCOMPARE(both.beside.size(), std::size_t(1));
        QCOMPARE(both.beside[0].file, std::string("/robots/other.urdf"));
        QCOMPARE(both.beside[0].place->y, 2.0);
        QCOMPARE(both.beside[0].robot.size(), other.linkPoses().size());
        m_onStage->removeRow(1);

        m_exporter->filmGesture(QStringLiteral("nod"), path(QStringLiteral("a.mp4")), {64, 48}, 30,
                                QStringLiteral("dark"), nullptr);
        const StageLook film = viewUsed();
        QCOMPARE(film.explosion, 0.5);
        QVERIFY(film.robot.empty() && film.ghost.empty());

        m_exporter->setAsOnStage(false);
        m_exporter->savePicture(path(QStringLiteral("a.png")), {640, 480}, false, QStringLiteral("dark"), &camera);
        const StageLook plain = viewUsed();
        QCOMPARE(plain.explosion, 0.0);
        QVERIFY(plain.picked.empty() && plain.ghost.empty());
        QCOMPARE(plain.robot.size(), m_scene->linkPoses().size());
    }

    void aFreePlaceIsSuggested() {
        qputenv("HOME", m_folder->path().toUtf8());
        const QString first = m_exporter->suggestedPlace(QStringLiteral("png"));
        QCOMPARE(first, path(m_robot->title() + QStringLiteral(".png")));
        QFile file(first);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(m_exporter->isTaken(first));
        const QString second = m_exporter->suggestedPlace(QStringLiteral("png"));
        QCOMPARE(second, path(m_robot->title() + QStringLiteral(" 2.png")));
        QVERIFY(!m_exporter->isTaken(second));
        QCOMPARE(m_exporter->suggestedPlace(QString()), path(m_robot->title()));
        m_exporter->savePicture(QString(), {64, 48}, false, QStringLiteral("dark"), nullptr); // nowhere
        QVERIFY(!m_exporter->isBusy());
    }

    void nothingOfItIsLeftBehind() {
        program(keepsTheView);
        m_exporter->savePicture(path(QStringLiteral("a.png")), {64, 48}, false, QStringLiteral("dark"), nullptr);
        QTRY_VERIFY(!m_exporter->isBusy());
        const QStringList asked = lines(QStringLiteral("asked"));
        const QString view = asked.value(asked.indexOf(QStringLiteral("--view")) + 1);
        QVERIFY(view.endsWith(QStringLiteral("view.json")));
        QVERIFY(!QFile::exists(view));
    }

    void cancellingBeforeItBeganIsNoProblem() {
        program("echo 'frame 1 of 1'");
        m_exporter->savePicture(path(QStringLiteral("a.png")), {64, 48}, false, QStringLiteral("dark"), nullptr);
        m_exporter->cancel();
        QTRY_VERIFY(!m_exporter->isBusy());
        QVERIFY(m_exporter->problem().isEmpty() && m_exporter->saved().isEmpty());
    }

    void progressIsThatOfTheFilm() {
        program("echo 'frame 1 of 4'; read -r line < \"$(dirname \"$0\")/gate\"; echo 'frame 4 of 4'");
        QCOMPARE(::system(qPrintable(QStringLiteral("mkfifo ") + path(QStringLiteral("gate")))), 0);
        m_exporter->filmGesture(QStringLiteral("nod"), path(QStringLiteral("a.mp4")), {64, 48}, 30,
                                QStringLiteral("dark"), nullptr);
        QTRY_COMPARE(m_exporter->progress(), 0.25);
        QVERIFY(m_exporter->isBusy());
        QVERIFY(m_exporter->detail().isEmpty()); // how fast cannot be said yet
        QCOMPARE(::system(qPrintable(QStringLiteral("echo go > ") + path(QStringLiteral("gate")))), 0);
        QTRY_VERIFY(!m_exporter->isBusy());
        QCOMPARE(m_exporter->progress(), 1.0);
        QVERIFY(m_exporter->detail().startsWith(QStringLiteral("Picture 4 of 4")));
        QCOMPARE(m_exporter->savedFolder(), QUrl::fromLocalFile(m_folder->path()));
    }

    void whatWentWrongIsSaid() {
        program("echo 'There is no room.' >&2; exit 1");
        m_exporter->filmTake(path(QStringLiteral("t.mcap")), path(QStringLiteral("a.mp4")), {64, 48}, 30,
                             QStringLiteral("dark"), nullptr);
        QTRY_VERIFY(!m_exporter->isBusy());
        QCOMPARE(m_exporter->problem(), QStringLiteral("There is no room."));
        QVERIFY(m_exporter->saved().isEmpty());
    }

    void cancellingIsNoProblem() {
        program("trap 'exit 130' TERM; echo 'frame 1 of 9'; sleep 60 & wait");
        m_exporter->filmGesture(QStringLiteral("nod"), path(QStringLiteral("a.mp4")), {64, 48}, 30,
                                QStringLiteral("dark"), nullptr);
        QTRY_VERIFY(m_exporter->progress() > 0);
        m_exporter->cancel();
        QTRY_VERIFY(!m_exporter->isBusy());
        QVERIFY(m_exporter->problem().isEmpty());
        QVERIFY(m_exporter->saved().isEmpty());
    }

    void aProgramThatIsNotThereIsSaid() {
        m_exporter->savePicture(path(QStringLiteral("a.png")), {64, 48}, false, QStringLiteral("dark"), nullptr);
        QTRY_VERIFY(!m_exporter->isBusy());
        QVERIFY(!m_exporter->problem().isEmpty());
    }

private:
    static constexpr const char* keepsTheView =
        "here=$(dirname \"$0\"); printf '%s\\n' \"$@\" > \"$here/asked\"\n"
        "while [ $# -gt 1 ]; do [ \"$1\" != --view ] || cp \"$2\" \"$here/view\"; shift; done\n"
        "echo 'frame 1 of 1'";

    /// The view that the last call was given, once it has ended.
    StageLook viewUsed() const {
        if (!QTest::qWaitFor([this] { return !m_exporter->isBusy(); }, 20'000)) return {};
        QFile file(path(QStringLiteral("view")));
        if (!file.open(QIODevice::ReadOnly)) return {};
        return readStageLook(file.readAll().toStdString(), "view").value_or(StageLook{});
    }

    QString path(const QString& name) const { return m_folder->filePath(name); }

    void program(const QByteArray& script) {
        QFile file(path(QStringLiteral("program")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script + "\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    QStringList lines(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))
                                              : QStringList();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    platform::EventThread m_processes;
    GuiExecutor m_gui;
    WorkerPool m_pool{2};
    std::unique_ptr<RobotController> m_robot;
    std::unique_ptr<RobotScene> m_scene;
    std::unique_ptr<StageRobots> m_onStage;
    std::unique_ptr<SimulationController> m_simulation;
    std::unique_ptr<ExportController> m_exporter;
};

QTEST_GUILESS_MAIN(ExportControllerTest)
#include "tst_export_controller.moc"
