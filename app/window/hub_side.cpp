// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub_side.h"

#include <QCoreApplication>
#include <QNetworkInformation>

#include <orrery/base/log.h>
#include <orrery/platform/machine.h>
#include <orrery/platform/secret_store.h>

#include <fstream>

using namespace orrery;

namespace {

catalog::Catalog::Tables tables(const governance::LicenceTable& licences, const governance::LabTable& labs) {
    return {licences, [&labs](std::string_view publisher) {
                const governance::Lab* lab = labs.find(publisher);
                return lab ? lab->country : std::string();
            }};
}

/// The person's catalogue; when its place cannot be used, one for this run alone.
catalog::Catalog openCatalogue(const std::filesystem::path& folder, const catalog::Catalog::Tables& tables) {
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    std::string notice;
    Result<catalog::Catalog> opened = catalog::Catalog::open(folder / "catalogue.sqlite", tables, &notice);
    if (!notice.empty()) log(LogLevel::Warning, "catalog", notice);
    if (opened) return std::move(*opened);
    log(LogLevel::Error, "catalog", describe(opened.error()));
    const std::string name = "orrery-catalogue-" + std::to_string(QCoreApplication::applicationPid()) + ".sqlite";
    opened = catalog::Catalog::open(std::filesystem::temp_directory_path() / name, tables);
    if (!opened) qFatal("%s", describe(opened.error()).c_str());
    return std::move(*opened);
}

download::Options downloadOptions(const std::filesystem::path& cache, const std::filesystem::path& data,
                                  const AppSettings& settings) {
    download::Options options;
    options.cache = cache;
    options.journal = data / "downloads";
    options.bytesPerSecond = static_cast<std::uint64_t>(settings.bandwidth());
    return options;
}

/// The repositories of the Hub cache that are here with at least one revision.
std::vector<hub::RepoId> installedRepos(const LibraryModel& items) {
    std::vector<hub::RepoId> repos;
    for (const library::Item& item : items.items()) {
        if (item.place == library::Place::HubCache && item.repo && !item.revisions.empty()) repos.push_back(*item.repo);
    }
    return repos;
}

} // namespace

HubSide::HubSide(const platform::Folders& folders, const HubTables& shipped, const ModelServices* models,
                 AppSettings& settings, GuiExecutor& gui)
    : m_settings(settings),
      m_gui(gui),
      m_environment(hub::processEnvironment()),
      m_hubFolders(hub::hubFolders(m_environment, platform::homeFolder())),
      m_licences(shipped.licences),
      m_labs(shipped.labs),
      m_models(models),
      m_catalog(openCatalogue(folders.data, tables(m_licences, m_labs))),
      m_accounts({m_workers, gui, m_environment, m_hubFolders,
                  [file = folders.data / "secrets.json"] { return platform::openSecretStore(file); }},
                 settings.hubs()),
      m_http(m_workers, {.maxConnectionsPerHost = 12}),
      m_client({m_http, m_workers, gui, m_accounts.tokenSource()}),
      m_queue({m_http, m_client, m_workers, gui, m_accounts.tokenSource()},
              downloadOptions(m_hubFolders.cache, folders.data, settings),
              [this, gone = m_alive.get_token()](const download::Status& status) {
                  if (!gone.stop_requested()) m_downloads.update(status);
              }),
      m_explore(services()),
      m_repository(services()),
      m_library({m_workers, gui}, library::standardPlaces(platform::homeFolder(), m_hubFolders.cache, folders.data)) {
    m_accounts.setClient(&m_client);
    m_library.setFolders(settings.libraryFolders());
    m_downloads.setQueue(&m_queue);
    m_downloads.setBandwidth(settings.bandwidth());
    connectPresenters();
    applySettings();
    watchNetwork();
    m_accounts.load();
    fillEmptyCatalogue(shipped.catalogueSeed);
}

HubServices HubSide::services() {
    return {m_client,
            m_catalog,
            m_licences,
            m_labs,
            m_gui,
            m_workers,
            m_hubFolders.cache,
            platform::readMachineFacts().memoryTotal,
            m_accounts.endpoints(),
            m_models};
}

HubSide::~HubSide() {
    m_alive.request_stop();
}

QVariantMap HubSide::properties() {
    return {{QStringLiteral("explore"), QVariant::fromValue(&m_explore)},
            {QStringLiteral("repository"), QVariant::fromValue(&m_repository)},
            {QStringLiteral("library"), QVariant::fromValue(&m_library)},
            {QStringLiteral("downloads"), QVariant::fromValue(&m_downloads)},
            {QStringLiteral("accounts"), QVariant::fromValue(&m_accounts)},
            {QStringLiteral("offlineForced"), offlineForced()}};
}

bool HubSide::offlineForced() const {
    return hub::offlineByEnvironment(m_environment);
}

bool HubSide::busy() const {
    return m_explore.busy() || m_repository.busy() || m_library.scanning();
}

bool HubSide::openRepository(const QString& text) {
    const Result<hub::Reference> reference =
        hub::parseReference(text.toStdString(), m_accounts.endpoints().front().url);
    if (!reference) return false;
    const std::string kind(hub::kindName(reference->repo.kind));
    m_repository.open(QString::fromStdString(kind), QString::fromStdString(reference->repo.name));
    return true;
}

void HubSide::connectPresenters() {
    connect(&m_settings, &AppSettings::changed, this, &HubSide::applySettings);
    connect(&m_accounts, &HubAccounts::endpointsChanged, this, [this] {
        m_settings.setHubs(m_accounts.added());
        m_explore.setEndpoints(m_accounts.endpoints());
        m_repository.setEndpoints(m_accounts.endpoints());
    });
    connect(&m_library, &LibraryController::foldersChanged, this,
            [this] { m_settings.setLibraryFolders(m_library.folders()); });
    connect(&m_library, &LibraryController::scanned, this, &HubSide::markInstalled);
    connect(&m_downloads, &DownloadsModel::bandwidthChanged, this,
            [this] { m_settings.setBandwidth(m_downloads.bandwidth()); });
    connect(&m_downloads, &DownloadsModel::finished, &m_repository, &RepositoryController::downloaded);
    connect(&m_downloads, &DownloadsModel::finished, &m_library, &LibraryController::refresh);
    connect(&m_repository, &RepositoryController::downloadRequested, &m_downloads, &DownloadsModel::start);
}

void HubSide::applySettings() {
    const bool offline = m_settings.offline() || offlineForced();
    m_http.setOffline(offline);
    m_queue.setOffline(offline);
    m_explore.setOffline(offline);
    m_repository.setOffline(offline);
}

/// So that there is something to look at on the first start, with no network.
void HubSide::fillEmptyCatalogue(const std::filesystem::path& seed) {
    m_workers.post([this, seed, url = m_accounts.endpoints().front().url, gone = m_alive.get_token()] {
        const Result<catalog::Stats> stats = m_catalog.stats();
        if (!stats || stats->entries > 0) return;
        std::ifstream rows(seed, std::ios::binary);
        const Result<catalog::ImportReport> report = m_catalog.import(rows, url, {}, gone);
        if (!report) log(LogLevel::Error, "catalog", describe(report.error()));
        m_gui.post([this, gone] {
            if (!gone.stop_requested()) m_explore.refresh();
        });
    });
}

void HubSide::markInstalled() {
    m_workers.post([this, repos = installedRepos(*m_library.items())] {
        const Status marked = m_catalog.setInstalled(repos);
        if (!marked) log(LogLevel::Warning, "catalog", describe(marked.error()));
    });
}

void HubSide::watchNetwork() {
    QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability);
    const QNetworkInformation* network = QNetworkInformation::instance();
    if (!network) return; // nothing on this machine tells; downloads try again by themselves
    connect(network, &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability reachability) {
                if (reachability == QNetworkInformation::Reachability::Online) m_queue.wake();
            });
}
