// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "try_side.h"

#include <orrery/base/log.h>
#include <orrery/hub/tokens.h>
#include <orrery/platform/machine.h>
#include <orrery/platform/secret_store.h>

#include <QCoreApplication>
#include <QTimer>

#include <chrono>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

/// The person's figures; when their place cannot be used, a file for this run alone. @param trouble what is to be told.
measure::MeasureStore openMeasurements(const std::filesystem::path& folder, std::optional<Error>& trouble) {
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    std::string notice;
    Result<measure::MeasureStore> opened = measure::MeasureStore::open(folder / "measurements.sqlite", &notice);
    if (!notice.empty()) {
        log(LogLevel::Warning, "measure", notice);
        trouble = fail(Errc::Io, notice).value();
    }
    if (opened) return std::move(*opened);
    trouble = opened.error();
    log(LogLevel::Error, "measure", describe(opened.error()));
    const std::string name = "orrery-measurements-" + std::to_string(QCoreApplication::applicationPid()) + ".sqlite";
    opened = measure::MeasureStore::open(std::filesystem::temp_directory_path() / name);
    if (!opened) qFatal("%s", describe(opened.error()).c_str());
    return std::move(*opened);
}

std::function<std::unique_ptr<platform::SecretStore>()> secrets(const std::filesystem::path& folder) {
    return [file = folder / "secrets.json"] { return platform::openSecretStore(file); };
}

inference::PoolOptions poolOptions(const AppSettings& settings) {
    inference::PoolOptions options;
    options.idleTimeout = std::chrono::minutes(settings.modelIdleMinutes());
    if (settings.engineThreads() > 0) options.threads = static_cast<unsigned>(settings.engineThreads());
    return options;
}

} // namespace

TrySide::TrySide(const platform::Folders& folders, const governance::LicenceTable& licences, AppSettings& settings,
                 GuiExecutor& gui)
    : m_settings(settings),
      m_gui(gui),
      m_measurements(openMeasurements(folders.data, m_measureTrouble)),
      m_keeper(folders.data / "conversations.sqlite", gui,
               [this, gone = m_alive.get_token()](const std::string& notice) {
                   log(LogLevel::Warning, "conversation", notice);
                   if (!gone.stop_requested()) m_chat.setNotice(QString::fromStdString(notice));
               }),
      m_http(gui),
      m_remote(m_workers),
      m_choice(m_processes, gui),
      m_store({m_processes, m_remote, m_workers, gui}, folders.data / "runtimes"),
      m_pool(engineServices(), hosts(), poolOptions(settings),
             [this, gone = m_alive.get_token()] {
                 if (!gone.stop_requested()) poolChanged();
             }),
      m_services{engineServices(), hosts(), m_workers, gui, &m_measurements, &licences},
      m_servers({m_remote, m_workers, gui, folders.config / "servers.json", secrets(folders.data)}),
      m_models(m_workers, gui, platform::readMachineFacts().memoryTotal),
      m_inspector(m_services),
      m_chosen(m_services),
      m_runtimes(m_choice, m_store, engineServices()),
      m_loaded(m_pool),
      m_serving({m_pool, m_http, m_workers, gui, secrets(folders.data)}),
      m_chat({engineServices(), m_pool, m_keeper, keys(),
              [this](const std::filesystem::path& model) { return m_models.projectorOf(model); }}),
      m_compare(engineServices(), m_pool, m_measurements, keys()),
      m_measure(engineServices(), hosts(), m_measurements) {
    connectPresenters();
    applySettings();
    if (m_measureTrouble) m_measure.setProblem(*m_measureTrouble);
    m_servers.load();
    // Engines are started to be asked what they are; the first picture is not kept waiting for that.
    QTimer::singleShot(1s, this, [this] {
        if (!m_choice.report()) m_choice.refresh();
    });
}

TrySide::~TrySide() {
    m_alive.request_stop();
}

QVariantMap TrySide::properties() {
    return {{QStringLiteral("chat"), QVariant::fromValue(&m_chat)},
            {QStringLiteral("compare"), QVariant::fromValue(&m_compare)},
            {QStringLiteral("measure"), QVariant::fromValue(&m_measure)},
            {QStringLiteral("runtimes"), QVariant::fromValue(&m_runtimes)},
            {QStringLiteral("loaded"), QVariant::fromValue(&m_loaded)},
            {QStringLiteral("servers"), QVariant::fromValue(&m_servers)},
            {QStringLiteral("serving"), QVariant::fromValue(&m_serving)},
            {QStringLiteral("models"), QVariant::fromValue(&m_models)},
            {QStringLiteral("inspector"), QVariant::fromValue(&m_inspector)},
            {QStringLiteral("chosenModel"), QVariant::fromValue(&m_chosen)}};
}

inference::ModelPool::HostSource TrySide::hosts() {
    return [this](EngineChoice::Completion completion) { m_choice.host(std::move(completion)); };
}

std::function<void(const inference::RemoteServer&, ServerAccounts::KeyTaker)> TrySide::keys() {
    return [this](const inference::RemoteServer& server, ServerAccounts::KeyTaker taker) {
        m_servers.readKey(server, std::move(taker));
    };
}

void TrySide::connectPresenters() {
    connect(&m_settings, &AppSettings::changed, this, &TrySide::applySettings);
    connect(&m_servers, &ServerAccounts::serversChanged, this, [this] { m_models.setServers(m_servers.servers()); });
    connect(&m_models, &LocalModels::countChanged, this, &TrySide::offerModels);
    connect(&m_runtimes, &RuntimesController::configuredChosen, &m_settings, &AppSettings::setEnginePath);
    connect(&m_serving, &ServingController::changed, this, [this] { m_settings.setServePort(m_serving.port()); });
    connect(&m_measure, &MeasureController::adoptThreads, &m_settings, &AppSettings::setEngineThreads);
}

void TrySide::applySettings() {
    m_http.setOffline(m_settings.offline());
    m_remote.setOffline(m_settings.offline() || hub::offlineByEnvironment(hub::processEnvironment()));
    m_choice.setConfigured(m_settings.enginePath());
    m_pool.setOptions(poolOptions(m_settings));
    m_serving.setPort(m_settings.servePort());
}

void TrySide::poolChanged() {
    m_loaded.refresh();
    m_chat.poolChanged();
}

void TrySide::setLibrary(const LibraryModel& items) {
    m_models.setItems(items.items());
}

/// Other programs call them by the names of their files.
void TrySide::offerModels() {
    std::vector<serve::OfferedModel> offered;
    for (int row = 0; row < m_models.count(); ++row) {
        const QModelIndex at = m_models.index(row);
        const QUrl file = at.data(LocalModels::FileRole).toUrl();
        if (!file.isLocalFile() || !at.data(LocalModels::RunsRole).toBool()) continue;
        serve::OfferedModel model;
        model.settings.model = file.toLocalFile().toStdString();
        model.name = model.settings.model.stem().string();
        if (const auto projector = m_models.projectorOf(model.settings.model)) model.settings.projector = *projector;
        offered.push_back(std::move(model));
    }
    m_serving.setModels(std::move(offered));
}

bool TrySide::busy() const {
    return m_chat.state() == ChatController::Loading || m_chat.state() == ChatController::Answering ||
           m_choice.isLooking() || !m_choice.report();
}
