// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub_side.h"
#include "launch_options.h"
#include "picture_taker.h"
#include "resources.h"
#include "robot_fleet.h"
#include "startup_timer.h"
#include "tour.h"
#include "try_side.h"
#include "window_place.h"

#include "app_settings.h"
#include "frame_pacer.h"
#include "graphics_probe.h"
#include "render_quality.h"

#include <orrery/base/executor.h>
#include <orrery/bridge/gui_executor.h>
#include <orrery/platform/paths.h>

#include <QEventLoop>
#include <QFileInfo>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QThread>
#include <QTranslator>

#include <cstdio>
#include <memory>

using namespace orrery;

namespace {

QString pathFrom(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

std::filesystem::path catalogueSeed() {
    return (resourcesFolder() + QStringLiteral("/catalogue/seed.jsonl")).toStdString();
}

/// Everything that lives as long as the window, in the order it depends on one another. This is where implementations
/// are chosen.
struct Program {
    explicit Program(const LaunchOptions& options, const GraphicsCapabilities& graphics)
        : folders(platform::standardFolders()),
          settings(pathFrom(folders.config / "settings.ini")),
          quality(graphics),
          workers(0),
          robots(folders, settings, gui, workers),
          licences(readLicences(resourcesFolder().toStdString())),
          labs(readLabs(resourcesFolder().toStdString())),
          models(folders, licences, settings, gui),
          hub(folders, {licences, labs, catalogueSeed()}, &models.modelServices(), settings, gui) {
        applyOptions(options);
        applySettings();
        QObject::connect(&settings, &AppSettings::changed, &settings, [this] { applySettings(); });
        QObject::connect(hub.library(), &LibraryController::scanned, &models,
                         [this] { models.setLibrary(*hub.library()->items()); });
    }

    void applyOptions(const LaunchOptions& options) {
        if (options.unattended()) settings.freeze();
        if (options.theme.isEmpty() && !options.offline) return;
        settings.freeze();
        if (!options.theme.isEmpty()) settings.setThemeMode(options.theme);
        if (options.offline) settings.setOffline(true);
    }

    void applySettings() {
        quality.setRequested(RenderQuality::presetFromName(settings.stageQuality()));
        robots.setTriangleBudget(quality.triangleBudget());
        robots.setSearchFolders(settings.robotFolders());
    }

    bool settled() const { return !robots.busy() && !models.busy() && !hub.busy(); }

    platform::Folders folders;
    AppSettings settings;
    RenderQuality quality;
    GuiExecutor gui;
    WorkerPool workers;
    RobotFleet robots;
    governance::LicenceTable licences;
    governance::LabTable labs;
    TrySide models;
    HubSide hub;
};

bool isModel(const QString& file) {
    return file.endsWith(QLatin1String(".gguf"), Qt::CaseInsensitive);
}

QUrl shellFile(const QString& name) {
    return QUrl(QStringLiteral("qrc:/qt/qml/Orrery/Shell/%1.qml").arg(name));
}

QString firstPage(const LaunchOptions& options, const AppSettings& settings) {
    if (!options.page.isEmpty()) return options.page;
    if (!options.repo.isEmpty()) return QStringLiteral("explore");
    if (!options.files.isEmpty())
        return isModel(options.files.constLast()) ? QStringLiteral("try") : QStringLiteral("robot");
    return options.unattended() ? QStringLiteral("home") : settings.lastPage();
}

/// The file of a page, which is small and named after it; Main.qml knows the same.
QString areaOf(const QString& page) {
    static const QStringList own{QStringLiteral("home"), QStringLiteral("explore"), QStringLiteral("library"),
                                 QStringLiteral("robot"), QStringLiteral("settings")};
    if (!own.contains(page)) return QStringLiteral("TryArea");
    return page.at(0).toUpper() + page.mid(1) + QStringLiteral("Area");
}

void openFiles(Program& program, const LaunchOptions& options) {
    bool robotGiven = false;
    for (const QString& file : options.files) {
        const QUrl url = QUrl::fromLocalFile(QFileInfo(file).absoluteFilePath());
        if (isModel(file)) {
            program.models.models()->addFile(url);
            program.models.chat()->openModel(url);
        } else {
            program.robots.add(url);
            robotGiven = true;
        }
    }
    if (!options.repo.isEmpty() && !program.hub.openRepository(options.repo))
        std::fprintf(stderr, "%s is no repository's name or address.\n", qPrintable(options.repo));
    if (!robotGiven)
        program.robots.robot()->openBundled(options.robot.isEmpty() ? QStringLiteral("lyra") : options.robot);
}

std::vector<Tour::Stop> tourStops(Program& program, QQuickWindow* window, const QString& model) {
    const auto show = [window](const char* page) { window->setProperty("page", QString::fromLatin1(page)); };
    const auto theme = [&program](const char* mode) { program.settings.setThemeMode(QString::fromLatin1(mode)); };
    std::vector<Tour::Stop> stops;
    stops.push_back({QStringLiteral("01-home"), [=] { theme("dark"), show("home"); }});
    stops.push_back({QStringLiteral("02-explore"), [=] { show("explore"); }});
    stops.push_back(
        {QStringLiteral("03-repository"), [&program] { program.hub.openRepository(QStringLiteral("Qwen/Qwen3-8B")); }});
    stops.push_back({QStringLiteral("04-library"), [=, &program] {
                         program.hub.repository()->close();
                         show("library");
                     }});
    stops.push_back({QStringLiteral("05-robot-waving"),
                     [=, &program] {
                         show("robot");
                         program.robots.robot()->playGesture(QStringLiteral("wave"));
                     },
                     1500});
    stops.push_back({QStringLiteral("06-robot-arm"),
                     [&program] { program.robots.robot()->openBundled(QStringLiteral("meridian")); }});
    stops.push_back({QStringLiteral("07-try-empty"), [=] { show("try"); }});
    if (!model.isEmpty()) {
        stops.push_back({QStringLiteral("08-try-model"), [&program, model] {
                             program.models.chat()->openModel(QUrl::fromLocalFile(QFileInfo(model).absoluteFilePath()));
                         }});
        stops.push_back({QStringLiteral("09-try-answer"), [&program] {
                             program.models.chat()->setDraft(QObject::tr("Who are you?"));
                             program.models.chat()->send();
                         }});
    }
    stops.push_back({QStringLiteral("10-settings"), [=] { show("settings"); }});
    stops.push_back({QStringLiteral("11-home-light"), [=, &program] {
                         theme("light");
                         program.robots.robot()->openBundled(QStringLiteral("lyra"));
                         show("home");
                     }});
    stops.push_back({QStringLiteral("12-explore-light"), [=] { show("explore"); }});
    stops.push_back({QStringLiteral("13-robot-contrast"), [=] { theme("contrast"), show("robot"); }});
    return stops;
}

QVariantMap windowProperties(Program& program, const LaunchOptions& options, const QString& page) {
    QVariantMap properties = program.hub.properties();
    properties.insert(program.models.properties());
    properties.insert(program.robots.properties());
    properties.insert({{QStringLiteral("settings"), QVariant::fromValue(&program.settings)},
                       {QStringLiteral("quality"), QVariant::fromValue(&program.quality)},
                       {QStringLiteral("unattended"), options.unattended()},
                       {QStringLiteral("page"), page}});
    return properties;
}

/// The words in the language of the desktop, or else in English, which has plural forms of its own.
void installWords(QTranslator& words) {
    const QString folder = QStringLiteral(":/translations");
    if (words.load(QLocale(), QStringLiteral("orrery"), QStringLiteral("_"), folder) ||
        words.load(QStringLiteral("orrery_en"), folder))
        QCoreApplication::installTranslator(&words);
}

/// Runs it on a thread of its own and serves the event loop until it is over: whoever reads QML needs the GUI thread
/// now and then.
void meanwhile(void (*work)()) {
    QEventLoop loop;
    const std::unique_ptr<QThread> thread(QThread::create(work));
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit);
    thread->start();
    loop.exec();
    thread->wait();
}

void waitUntilRead(const QQmlComponent& component) {
    QEventLoop loop;
    QObject::connect(&component, &QQmlComponent::statusChanged, &loop, &QEventLoop::quit);
    if (component.isLoading()) loop.exec();
}

void leave(const QString& problem) {
    if (!problem.isEmpty()) std::fprintf(stderr, "%s\n", qPrintable(problem));
    QCoreApplication::exit(problem.isEmpty() ? 0 : 1);
}

void runUnattended(Program& program, QQuickWindow* window, const LaunchOptions& options, StartupTimer& timer) {
    const auto settled = [&program] { return program.settled(); };
    if (options.timing) {
        QObject::connect(program.robots.scene(), &RobotScene::loadFinished, &timer, &StartupTimer::complete);
        const bool there =
            program.robots.robot()->state() != RobotController::Loading && !program.robots.scene()->isLoading();
        if (there) timer.complete(); // it was read while the window was made
    } else if (!options.tour.isEmpty()) {
        auto* tour = new Tour(window, options.tour, tourStops(program, window, options.model), settled);
        QObject::connect(tour, &Tour::finished, tour, leave);
        tour->start();
    } else if (!options.screenshot.isEmpty()) {
        auto* pictures = new PictureTaker(window, settled, window);
        QObject::connect(pictures, &PictureTaker::taken, pictures, leave);
        pictures->take(options.screenshot);
    }
}

} // namespace

int main(int argc, char** argv) {
    StartupTimer timer;
    int exitCode = 0;
    const std::optional<LaunchOptions> options = readCommandLine(argc, argv, exitCode);
    if (!options) return exitCode;

    qputenv("QT_QPA_UPDATE_IDLE_TIME", "0"); // no pause between frames: matters where the CPU draws
    QGuiApplication app(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("orrery"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Orrery"));
    QGuiApplication::setApplicationVersion(QStringLiteral(ORRERY_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("orrery"));
    QTranslator words;
    installWords(words);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    QQmlEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    // Read on a thread of its own, beside what follows.
    QQmlComponent component(&engine, shellFile(QStringLiteral("Main")), QQmlComponent::Asynchronous);
    meanwhile(loadGraphicsDriver);
    const GraphicsCapabilities graphics = probeGraphics();
    applyGraphics(graphics);
    Program program(*options, graphics);
    openFiles(program, *options);
    const QString page = firstPage(*options, program.settings);
    const QQmlComponent ahead(&engine, shellFile(areaOf(page)), QQmlComponent::Asynchronous);
    waitUntilRead(component);
    const std::unique_ptr<QObject> made(
        component.createWithInitialProperties(windowProperties(program, *options, page)));
    auto* window = qobject_cast<QQuickWindow*>(made.get());
    if (!window) {
        std::fprintf(stderr, "The window could not be made.\n%s", qPrintable(component.errorString()));
        return 1;
    }
    new FramePacer(window);
    program.robots.watchStop(*window);
    program.robots.keepCurrent(*window);
    if (options->timing) timer.watch(window);
    if (!options->unattended()) new WindowPlace(window, program.settings);
    if (options->size) window->resize(*options->size);
    window->show();
    runUnattended(program, window, *options, timer);
    return QGuiApplication::exec();
}
