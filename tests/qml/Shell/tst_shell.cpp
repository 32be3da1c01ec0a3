// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAccessible>
#include <QDir>
#include <QDropEvent>
#include <QMimeData>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app_settings.h"
#include "export_controller.h"
#include "hub_side.h"
#include "render_quality.h"
#include "resources.h"
#include "robot_fleet.h"
#include "robot_session.h"
#include "try_side.h"

#include <orrery/bridge/gui_executor.h>

#include <archive.h>
#include <archive_entry.h>

#include <functional>
#include <memory>

using namespace orrery;

/// The window as QML: routing between pages, keyboard, names for assistive technology, files dropped on it. Offscreen,
/// without 3D.
class ShellTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QQuickStyle::setStyle(QStringLiteral("Basic"));
        qputenv("HF_HOME", m_folder.filePath(QStringLiteral("hf")).toUtf8());
        qputenv("HF_HUB_OFFLINE", "1");
    }

    void init() {
        m_settings = std::make_unique<AppSettings>(m_folder.filePath(QStringLiteral("settings.ini")));
        m_quality = std::make_unique<RenderQuality>(GraphicsCapabilities{});
        m_robots = std::make_unique<RobotFleet>(folders(), *m_settings, m_gui, m_workers);
        m_robot = m_robots->robot();
        const std::filesystem::path resources = ORRERY_SOURCE_DIR "/resources";
        m_licences = readLicences(resources);
        m_labs = readLabs(resources);
        m_models = std::make_unique<TrySide>(folders(), m_licences, *m_settings, m_gui);
        m_hub =
            std::make_unique<HubSide>(folders(), HubTables{m_licences, m_labs, resources / "catalogue" / "seed.jsonl"},
                                      &m_models->modelServices(), *m_settings, m_gui);
        m_engine = std::make_unique<QQmlApplicationEngine>();
        m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        QVariantMap properties = m_hub->properties();
        properties.insert(m_models->properties());
        properties.insert(m_robots->properties());
        properties.insert({{QStringLiteral("settings"), QVariant::fromValue(m_settings.get())},
                           {QStringLiteral("quality"), QVariant::fromValue(m_quality.get())},
                           {QStringLiteral("unattended"), true}});
        m_engine->setInitialProperties(properties);
        m_engine->load(QUrl(QStringLiteral("qrc:/qt/qml/Orrery/Shell/Main.qml")));
        QVERIFY(!m_engine->rootObjects().isEmpty());
        m_window = qobject_cast<QQuickWindow*>(m_engine->rootObjects().constFirst());
        QVERIFY(m_window);
        m_window->show();
        m_window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(m_window));
    }

    void cleanup() {
        m_engine.reset();
        m_hub.reset();
        m_models.reset();
        m_robots.reset();
    }

    void shortcutsChangeThePageAndItIsRemembered() {
        const QStringList pages{"home", "explore", "library", "try", "robot", "settings"};
        for (int i = 0; i < pages.size(); ++i) {
            QTest::keyClick(m_window, static_cast<Qt::Key>(Qt::Key_1 + i), Qt::ControlModifier);
            QCOMPARE(page(), pages[i]);
        }
        QTest::keyClick(m_window, Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(page(), QStringLiteral("try"));
        QCOMPARE(m_settings->lastPage(), QStringLiteral("try"));
        QTest::keyClick(m_window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(page(), QStringLiteral("home"));
    }

    void tryHasPagesOfItsOwn() {
        for (const char* section : {"compare", "measure", "engines", "chat"}) {
            QMetaObject::invokeMethod(m_window, "showPage", Q_ARG(QString, QString::fromLatin1(section)));
            QCOMPARE(page(), QStringLiteral("try"));
            QCOMPARE(m_window->property("trySection").toString(), QString::fromLatin1(section));
        }
        QMetaObject::invokeMethod(m_window, "showPage", Q_ARG(QString, QStringLiteral("nowhere")));
        QCOMPARE(page(), QStringLiteral("try"));
    }

    void aDroppedRobotOpensOnTheRobotPage() {
        drop({robotFolder("meridian") + QStringLiteral("/meridian.urdf")});
        QCOMPARE(page(), QStringLiteral("robot"));
        QTRY_COMPARE(m_robot->title(), QStringLiteral("Meridian"));
    }

    void aDroppedFolderOpens() {
        drop({robotFolder("lyra") + u'/'});
        QCOMPARE(page(), QStringLiteral("robot"));
        QTRY_COMPARE(m_robot->title(), QStringLiteral("Lyra"));
        QCOMPARE(dropNotice(), QString());
    }

    void aDroppedArchiveOpens() {
        const QString zip = m_folder.filePath(QStringLiteral("robot.zip"));
        writeZip(zip, "arm/arm.urdf", "<robot name=\"zipped\"><link name=\"a\"/></robot>");
        drop({zip});
        QCOMPARE(page(), QStringLiteral("robot"));
        QTRY_COMPARE(m_robot->title(), QStringLiteral("zipped"));
    }

    void aDroppedFolderWithoutARobotSaysSo() {
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("nothing in it")));
        drop({m_folder.filePath(QStringLiteral("nothing in it"))});
        QCOMPARE(page(), QStringLiteral("robot"));
        QTRY_COMPARE(m_robot->state(), RobotController::Failed);
        QVERIFY(!m_robot->problem().isEmpty());
    }

    void ofSeveralTheOneDescriptionOpens() {
        const QString folder = robotFolder("meridian");
        drop({folder + QStringLiteral("/meshes"), folder + QStringLiteral("/robot.json"),
              folder + QStringLiteral("/meridian.urdf"), m_folder.filePath(QStringLiteral("package.xml"))});
        QTRY_COMPARE(m_robot->title(), QStringLiteral("Meridian"));
        QCOMPARE(dropNotice(), QString());
    }

    void ofSeveralRobotsTheFirstOpensAndThatIsSaid() {
        drop({robotFolder("lyra") + QStringLiteral("/lyra.urdf"),
              robotFolder("meridian") + QStringLiteral("/meridian.urdf"),
              m_folder.filePath(QStringLiteral("model.gguf"))});
        QTRY_COMPARE(m_robot->title(), QStringLiteral("Lyra"));
        QVERIFY2(dropNotice().contains(QStringLiteral("lyra.urdf")), qPrintable(dropNotice()));
        QVERIFY(dropNotice().contains(QStringLiteral("3 items")));
        drop({robotFolder("meridian") + QStringLiteral("/meridian.urdf")});
        QTRY_COMPARE(m_robot->title(), QStringLiteral("Meridian"));
        QCOMPARE(dropNotice(), QString());
    }

    void robotsStandSideBySide() {
        m_robots->keepCurrent(*m_window);
        m_robot->openBundled(QStringLiteral("lyra"));
        QTRY_COMPARE(m_robot->state(), RobotController::Ready);
        RobotController* lyra = m_robot;
        StageRobots& stage = *m_robots->onStage();
        showPage("robot");
        stage.addBundled(QStringLiteral("meridian"));
        QTRY_COMPARE(stage.count(), 2);
        RobotController* meridian = m_robots->robot();
        QVERIFY(meridian != lyra);
        QCOMPARE(m_window->property("robot").value<RobotController*>(), meridian);
        QTRY_COMPARE(meridian->state(), RobotController::Ready);
        QTRY_VERIFY(!m_robots->busy());
        QTRY_VERIFY(stage.place(1).y > 0);
        QCOMPARE(stage.index(0).data(StageRobots::TitleRole).toString(), QStringLiteral("Lyra"));

        // Both move; what stops one stops all.
        lyra->playGesture(QStringLiteral("wave"));
        meridian->moveJoint(0, 20);
        QTRY_VERIFY(lyra->moving() && meridian->moving());
        const std::uint64_t epochs[]{lyra->session()->gate().epoch(), meridian->session()->gate().epoch()};
        QTest::keyClick(m_window, Qt::Key_Period, Qt::ControlModifier);
        QCOMPARE(lyra->session()->gate().epoch() > epochs[0], true);
        QCOMPARE(meridian->session()->gate().epoch() > epochs[1], true);
        QTRY_VERIFY(!lyra->moving() && !meridian->moving());

        stage.activate(0);
        QCOMPARE(m_window->property("robot").value<RobotController*>(), lyra);
        QCOMPARE(m_window->property("scene").value<RobotScene*>(), m_robots->scene());
        QSignalSpy gone(meridian, &QObject::destroyed);
        stage.remove(1);
        QTRY_COMPARE(gone.count(), 1);
        QCOMPARE(stage.count(), 1);
        stage.remove(0); // the last one stays
        QCoreApplication::processEvents();
        QCOMPARE(stage.count(), 1);
        QCOMPARE(m_robots->robot(), lyra);
    }

    void stopIsInSightOnEveryPage() {
        m_robot->openBundled(QStringLiteral("lyra"));
        QTRY_COMPARE(m_robot->state(), RobotController::Ready);
        for (const char* name : {"home", "explore", "library", "try", "robot", "settings"}) {
            showPage(name);
            int seen = 0;
            visit(m_window->contentItem(), [&](QQuickItem* item) {
                if (QByteArray(item->metaObject()->className()).startsWith("StopZone")) ++seen;
            });
            QVERIFY2(seen == 1, name);
        }
    }

    void aDroppedModelOpensOnTheTryPage() {
        drop({m_folder.filePath(QStringLiteral("absent.GGUF"))});
        QCOMPARE(page(), QStringLiteral("try"));
        QTRY_VERIFY_WITH_TIMEOUT(m_models->chat()->failed(), 20000);
        QVERIFY(!m_models->chat()->model()->problem().isEmpty());
    }

    void aRepositoryOpensOnTheExplorePage() {
        QVERIFY(!m_hub->openRepository(QStringLiteral("no repository at all")));
        QVERIFY(m_hub->openRepository(QStringLiteral("Qwen/Qwen3-8B")));
        QCOMPARE(m_hub->repository()->header().repo, QStringLiteral("Qwen/Qwen3-8B"));
    }

    void theSeedFillsTheCatalogueOnTheFirstStart() {
        showPage("explore");
        QTRY_VERIFY(m_hub->explore()->results()->rowCount() > 20);
        QVERIFY(m_hub->explore()->offline());
    }

    void everythingThatTakesTheKeyboardHasAName() {
        m_robot->openBundled(QStringLiteral("lyra"));
        QTRY_COMPARE(m_robot->state(), RobotController::Ready);
        for (const char* name : {"home", "explore", "library", "try", "robot", "settings"}) {
            showPage(name);
            int seen = 0;
            visit(m_window->contentItem(), [&](QQuickItem* item) {
                if (!item->activeFocusOnTab() || !item->isEnabled()) return;
                ++seen;
                QAccessibleInterface* face = QAccessible::queryAccessibleInterface(item);
                const QString said = face ? face->text(QAccessible::Name) : QString();
                QVERIFY2(!said.isEmpty(), qPrintable(QStringLiteral("%1 on %2")
                                                         .arg(QString::fromLatin1(item->metaObject()->className()),
                                                              QString::fromLatin1(name))));
            });
            QVERIFY2(seen >= 5, name);
        }
    }

    void tabReachesThePageAndComesBack() {
        showPage("settings");
        std::vector<QQuickItem*> stops;
        for (int i = 0; i < 60; ++i) {
            QTest::keyClick(m_window, Qt::Key_Tab);
            QQuickItem* item = m_window->activeFocusItem();
            QVERIFY(item);
            if (!stops.empty() && item == stops.front()) break;
            stops.push_back(item);
        }
        QVERIFY2(stops.size() >= 8 && stops.size() < 60, qPrintable(QString::number(stops.size())));
    }

private:
    /// Goes to a page and waits until it has faded in.
    void showPage(const QByteArray& name) {
        const QByteArray type = name.left(1).toUpper() + name.mid(1) + "Area";
        m_window->setProperty("page", QString::fromLatin1(name));
        QTRY_VERIFY(([&] {
            bool shown = false;
            visit(m_window->contentItem(), [&](QQuickItem* item) {
                if (QByteArray(item->metaObject()->className()).startsWith(type))
                    shown = item->parentItem()->opacity() == 1;
            });
            return shown;
        })());
    }

    platform::Folders folders() const {
        const std::filesystem::path root = m_folder.path().toStdString();
        return {root / "config", root / "data", root / "cache", root / "state"};
    }

    QString page() const { return m_window->property("page").toString(); }

    void drop(const QStringList& files) {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& file : files) urls.push_back(QUrl::fromLocalFile(file));
        data.setUrls(urls);
        const QPoint middle(m_window->width() / 2, m_window->height() / 2);
        QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window, &enter);
        QDropEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window, &event);
    }

    static QString robotFolder(const char* name) {
        return QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/") + QLatin1String(name);
    }

    static void writeZip(const QString& path, const char* name, const QByteArray& bytes) {
        const std::unique_ptr<archive, int (*)(archive*)> out(archive_write_new(), archive_write_free);
        archive_write_set_format_zip(out.get());
        QCOMPARE(archive_write_open_filename(out.get(), path.toUtf8().constData()), ARCHIVE_OK);
        const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname(entry.get(), name);
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_size(entry.get(), bytes.size());
        QCOMPARE(archive_write_header(out.get(), entry.get()), ARCHIVE_OK);
        QCOMPARE(archive_write_data(out.get(), bytes.data(), static_cast<std::size_t>(bytes.size())), bytes.size());
        archive_write_close(out.get());
    }

    /// What the window says about the last drop.
    QString dropNotice() const {
        QString notice = QStringLiteral("there is no drop target");
        visit(m_window->contentItem(), [&](const QQuickItem* item) {
            if (QByteArray(item->metaObject()->className()).startsWith("DropTarget"))
                notice = item->property("notice").toString();
        });
        return notice;
    }

    static void visit(QQuickItem* item, const std::function<void(QQuickItem*)>& look) {
        if (!item->isVisible()) return;
        look(item);
        const QList<QQuickItem*> children = item->childItems();
        for (QQuickItem* child : children) visit(child, look);
    }

    QTemporaryDir m_folder;
    GuiExecutor m_gui;
    WorkerPool m_workers{2};
    std::unique_ptr<AppSettings> m_settings;
    std::unique_ptr<RenderQuality> m_quality;
    std::unique_ptr<RobotFleet> m_robots;
    RobotController* m_robot = nullptr;
    governance::LicenceTable m_licences;
    governance::LabTable m_labs;
    std::unique_ptr<TrySide> m_models;
    std::unique_ptr<HubSide> m_hub;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QQuickWindow* m_window = nullptr;
};

QTEST_MAIN(ShellTest)
#include "tst_shell.moc"
