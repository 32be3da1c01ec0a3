// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSGRendererInterface>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "editor_command.h"
#include "graphics_probe.h"
#include "render_quality.h"
#include "robot_fleet.h"
#include "robot_page_window.h"

#include "../steady_picture.h"

#include <orrery/bridge/gui_executor.h>

#include <filesystem>
#include <memory>

using namespace orrery;

namespace {

const char* const twoLinks = R"(
<robot name="NAME">
<link name="base"/>
<link name="arm"><visual><geometry>SHAPE</geometry></visual></link>
<joint name="turn" type="revolute"><parent link="base"/><child link="arm"/><axis xyz="0 0 1"/></joint>
</robot>
)";

QByteArray urdf(const char* name, const char* shape) {
    return QByteArray(twoLinks).replace("NAME", name).replace("SHAPE", shape);
}

bool write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly) &&
           file.write(bytes) == bytes.size();
}

constexpr const char* box = "<box size='0.1 0.1 0.1'/>";

} // namespace

/// The Robot page in a window: its panes, what they do to the scene, and the files around the robot. Without a display
/// the robot is drawn flat; with one, and ORRERY_PICTURES set to a folder, pictures of it go there.
class RobotPageTest : public QObject {
    Q_OBJECT

    struct Fixture {
        explicit Fixture(const GraphicsCapabilities& graphics) : quality(graphics) {}

        GuiExecutor gui;
        WorkerPool workers{2};
        QTemporaryDir folder;
        RenderQuality quality;
        AppSettings settings{folder.filePath(QStringLiteral("settings.ini"))};
        RobotFleet side{folders(), settings, gui, workers};
        RobotController& robot = *side.robot();
        RobotScene& scene = *side.scene();
        RobotFiles& files = *side.active().files();
        RobotFigures& figures = *side.active().figures();
        QQmlEngine engine;
        QStringList warnings;
        std::unique_ptr<QQuickWindow> window;

        platform::Folders folders() const {
            const std::filesystem::path root = folder.path().toStdString();
            return {root / "config", root / "data", root / "cache", root / "state"};
        }
    };
    std::unique_ptr<Fixture> f;
    GraphicsCapabilities graphics;

    QQuickItem* item(const char* name) { return find(f->window->contentItem(), QLatin1String(name)); }
    static QQuickItem* find(QQuickItem* parent, const QString& name) {
        if (parent->objectName() == name) return parent;
        for (QQuickItem* child : parent->childItems())
            if (QQuickItem* found = find(child, name)) return found;
        return nullptr;
    }
    void click(QQuickItem* target) {
        QVERIFY(target);
        const auto inWindow = [&] {
            return QRectF(QPointF(), QSizeF(f->window->size()))
                .contains(target->mapToScene({target->width() / 2, target->height() / 2}));
        };
        QTRY_VERIFY2(inWindow(), qPrintable(target->objectName()));
        QTest::mouseClick(f->window.get(), Qt::LeftButton, {},
                          target->mapToScene({target->width() / 2, target->height() / 2}).toPoint());
    }
    void showPane(int pane) {
        auto* inspector = f->window->property("page").value<QQuickItem*>()->property("inspector").value<QQuickItem*>();
        QVERIFY(inspector);
        inspector->setProperty("pane", pane);
    }
    void open(const QString& path) {
        QSignalSpy opened(&f->robot, &RobotController::sessionOpened);
        f->robot.open(QUrl::fromLocalFile(path));
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(!f->scene.isLoading(), 30000);
    }
    QString path(const char* name) const { return f->folder.filePath(QString::fromLatin1(name)); }

    /// Saved where somebody looks; a picture of something in any case.
    void picture(const QString& name) {
        const QString folder = qEnvironmentVariable("ORRERY_PICTURES");
        for (const char* mode : {"dark", "light"}) {
            f->window->setProperty("mode", QString::fromLatin1(mode));
            const QImage image = test::steadyPicture(*f->window);
            QVERIFY(!image.isNull());
            if (!folder.isEmpty())
                image.save(QDir(folder).filePath(QStringLiteral("%1-%2.png").arg(name, QLatin1String(mode))));
        }
    }

private Q_SLOTS:
    void initTestCase() {
        QQuickStyle::setStyle(QStringLiteral("Basic"));
        graphics = probeGraphics();
        if (graphics.available)
            applyGraphics(graphics);
        else
            QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    }
    void init() {
        f = std::make_unique<Fixture>(graphics);
        f->engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
        connect(&f->engine, &QQmlEngine::warnings, this, [this](const QList<QQmlError>& list) {
            for (const QQmlError& warning : list) f->warnings += warning.toString();
        });
        QQmlComponent component(&f->engine);
        component.setData(robotPageWindow, QUrl());
        QVariantMap properties = f->side.properties();
        properties.insert(QStringLiteral("quality"), QVariant::fromValue(&f->quality));
        auto* root = component.createWithInitialProperties(properties);
        QVERIFY2(root, qPrintable(component.errorString()));
        f->window.reset(qobject_cast<QQuickWindow*>(root));
        QVERIFY(QTest::qWaitForWindowExposed(f->window.get()));
    }
    void cleanup() {
        QVERIFY2(f->warnings.isEmpty(), qPrintable(f->warnings.join(QLatin1Char('\n'))));
        f->window.reset();
        f.reset();
    }

    void theViewPaneSwitchesWhatIsDrawn() {
        open(QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/meridian"));
        showPane(2);
        QTRY_VERIFY(item("framesSwitch") && item("framesSwitch")->isVisible());
        click(item("framesSwitch"));
        QVERIFY(f->scene.view()->frames());
        click(item("massesSwitch"));
        QVERIFY(f->scene.view()->massCentres());
        QTRY_VERIFY(!f->figures.massText().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(f->figures.reachText().endsWith(QLatin1Char('m')), 20000);
        QVERIFY(!f->figures.sizeText().isEmpty());
        picture(QStringLiteral("view"));
        f->scene.view()->reset();
        QCOMPARE(item("framesSwitch")->property("checked").toBool(), false);
    }

    void partsAreSeenThroughAndHidden() {
        open(QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/meridian"));
        showPane(1);
        f->robot.parts()->pick(2);
        click(item("seeThroughButton"));
        QCOMPARE(f->scene.view()->lookOf(2), ViewOptions::Look::SeeThrough);
        click(item("hideButton"));
        QCOMPARE(f->scene.view()->lookOf(2), ViewOptions::Look::Hidden);
        picture(QStringLiteral("parts"));
        click(item("hideButton"));
        QCOMPARE(f->scene.view()->lookOf(2), ViewOptions::Look::AsRobot);
    }

    void findingsShowTheirPartAndTheirPlace() {
        QVERIFY(write(path("a/r.urdf"), urdf("r", "<mesh filename='meshes/gone.stl'/>")));
        open(path("a/r.urdf"));
        auto* findings = f->robot.findings();
        QVERIFY(findings->count() > 0);
        int row = -1;
        for (int i = 0; i < findings->count(); ++i)
            if (findings->index(i).data(FindingListModel::LinkRole).toInt() == 1) row = i;
        QVERIFY2(row >= 0, "no finding names the arm");
        int placed = -1;
        for (int i = 0; i < findings->count(); ++i)
            if (findings->index(i).data(FindingListModel::OpenableRole).toBool()) placed = i;
        QVERIFY(placed >= 0);
        findings->copyPlace(placed);
        QVERIFY2(QGuiApplication::clipboard()->text().contains(QStringLiteral("r.urdf")),
                 qPrintable(QGuiApplication::clipboard()->text()));
        showPane(1);
        picture(QStringLiteral("findings"));
    }

    void missingMeshesAreFoundInAFolderOfThePersons() {
        QVERIFY(write(path("deep/er/robot/r.urdf"), urdf("r", "<mesh filename='package://mine/meshes/ball.stl'/>")));
        QVERIFY(write(path("elsewhere/mine/meshes/ball.stl"),
                      "solid b\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\n"
                      "endfacet\nendsolid b\n"));
        open(path("deep/er/robot/r.urdf"));
        QCOMPARE(f->files.missingMeshes(), 1);
        f->robot.setSearchFolders({path("elsewhere")});
        QSignalSpy opened(&f->robot, &RobotController::sessionOpened);
        f->robot.retry();
        QTRY_COMPARE(opened.count(), 1);
        QCOMPARE(f->files.missingMeshes(), 0);
    }

    void aFolderWithSeveralRobotsOffersThem() {
        QVERIFY(write(path("many/one.urdf"), urdf("one", box)));
        QVERIFY(write(path("many/sub/two.urdf"), urdf("two", box)));
        open(path("many"));
        QTRY_COMPARE(f->files.choices().size(), 2);
        QVERIFY(f->files.chosen() >= 0);
        const QString first = f->robot.title();
        QSignalSpy opened(&f->robot, &RobotController::sessionOpened);
        f->files.choose(1 - f->files.chosen());
        QTRY_COMPARE(opened.count(), 1);
        QVERIFY(f->robot.title() != first);
        QCOMPARE(f->files.choices().size(), 2); // and back again
        picture(QStringLiteral("choice"));
        open(path("many/one.urdf"));
        QCOMPARE(f->files.choices().size(), 2);
        QVERIFY(write(path("alone/three.urdf"), urdf("three", box)));
        open(path("alone/three.urdf"));
        QCOMPARE(f->files.choices().size(), 0);
    }

    void picturesHaveAPlaceAndLookAsTheStageDoes() {
        const QString file = f->folder.filePath(QStringLiteral("lamp.urdf"));
        QVERIFY(write(file, urdf("lamp", box)));
        open(file);
        auto* exporter = f->window->property("exporter").value<ExportController*>();
        QVERIFY(exporter->isAsOnStage());
        click(item("exportButton"));
        QTRY_VERIFY(item("savePlace") && item("savePlace")->isVisible());
        const QString place = item("savePlace")->property("text").toString();
        QVERIFY2(place.startsWith(QLatin1Char('/')) && place.endsWith(QStringLiteral(".png")), qPrintable(place));
        click(item("asOnStageSwitch"));
        QTRY_VERIFY(!exporter->isAsOnStage());
        item("savePlace")->setProperty("text", file); // something is there
        QTRY_VERIFY(item("savePlace")->property("hint").toString().contains(QStringLiteral("replaced")));
        QVERIFY(item("acceptButton")->isEnabled());
        item("savePlace")->setProperty("text", QString());
        QTRY_VERIFY(!item("acceptButton")->isEnabled());
    }

    void editorsAreStartedAtTheLine() {
        const QString file = QStringLiteral("/r/a b.urdf");
        QCOMPARE(editorCommand(QStringLiteral("/usr/bin/code --wait"), file, 7),
                 (QStringList{"/usr/bin/code", "--goto", "/r/a b.urdf:7"}));
        QCOMPARE(editorCommand(QStringLiteral("kate"), file, 0), (QStringList{"kate", "--line", "1", file}));
        QCOMPARE(editorCommand(QStringLiteral("gvim"), file, 3), (QStringList{"gvim", "+3", file}));
        QCOMPARE(editorCommand(QStringLiteral("vim"), file, 3), QStringList());
        QCOMPARE(editorCommand(QStringLiteral("rm -rf"), file, 3), QStringList());
        QCOMPARE(editorCommand({}, file, 3), QStringList());
    }

    /// Only to be looked at: needs a display, and a folder for the pictures.
    void realRobotsAreLookedInto_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("lyra") << QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/lyra");
        QTest::newRow("meridian") << QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/meridian");
        QTest::newRow("reachy_mini") << QStringLiteral(ORRERY_SHARED_DATA "/robots/reachy_mini/robot.urdf");
        QTest::newRow("so101") << QStringLiteral(ORRERY_SHARED_DATA "/robots/so101/so101_new_calib.urdf");
    }
    void realRobotsAreLookedInto() {
        QFETCH(QString, file);
        if (!graphics.available || qEnvironmentVariableIsEmpty("ORRERY_PICTURES"))
            QSKIP("nobody looks at pictures in this run");
        if (!QFileInfo::exists(file)) QSKIP("this robot's files are not here");
        open(file);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        showPane(2);
        ViewOptions* view = f->scene.view();
        view->setProperty("frames", true);
        f->robot.parts()->pick(f->scene.linkCount() / 2);
        picture(name + QStringLiteral("-frames"));
        view->reset();
        view->setProperty("jointAxes", true);
        view->setProperty("massCentres", true);
        view->setOpacity(0.35);
        picture(name + QStringLiteral("-masses"));
        view->reset();
        view->setProperty("inertiaBoxes", true);
        view->setOpacity(0.35);
        picture(name + QStringLiteral("-inertia"));
        f->robot.parts()->pick(-1);
        view->reset();
        view->setProperty("section", QVariant::fromValue(ViewOptions::Axis::Y));
        picture(name + QStringLiteral("-section"));
        view->reset();
        view->setExplosion(0.5);
        picture(name + QStringLiteral("-apart"));
        view->reset();
        for (const auto& [choice, word] : {std::pair{ViewOptions::Collisions::Overlaid, "over"},
                                           std::pair{ViewOptions::Collisions::Beside, "beside"}}) {
            view->setProperty("collisions", QVariant::fromValue(choice));
            QTRY_VERIFY_WITH_TIMEOUT(f->scene.collisionBatches()->count() > 0, 60'000);
            QMetaObject::invokeMethod(f->window->property("stage").value<QObject*>(), "frame", Q_ARG(bool, false));
            picture(name + QStringLiteral("-collisions-") + QLatin1String(word));
        }
        view->reset();
    }
};

QTEST_MAIN(RobotPageTest)
#include "tst_robot_page.moc"
