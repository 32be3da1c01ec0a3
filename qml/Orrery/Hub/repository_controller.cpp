// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "repository_controller.h"

#include "repository_text.h"
#include "robot_use.h"

#include <orrery/base/log.h>
#include <orrery/bridge/text.h>
#include <orrery/download/plan.h>

#include <QDir>

#include <algorithm>

using namespace orrery;

namespace {

const hub::Endpoint& endpointFor(const HubServices& services, const QString& url) {
    const auto known = std::ranges::find(services.endpoints, url.toStdString(), &hub::Endpoint::url);
    return known == services.endpoints.end() ? services.endpoints.front() : *known;
}

std::optional<std::uint64_t> parametersOf(const RepositoryRecord& record) {
    return record.entry.summary.parameters;
}

} // namespace

RepositoryController::RepositoryController(const HubServices& services, QObject* parent)
    : QObject(parent),
      m_services(services),
      m_facts(ui::factColumns()),
      m_variantRows(ui::variantColumns()),
      m_exactFit(services),
      m_licence(services.licences),
      m_family(services),
      m_history(services),
      m_loader(services, {[this](const RepositoryRecord& record) { show(record); },
                          [this](const Error& error) { showProblem(error); },
                          [this] {
                              m_busy = false;
                              if (!m_loader.record().known && m_state == Loading) m_state = Failed;
                              Q_EMIT changed();
                          },
                          [this](const Status& status) {
                              m_access = status ? AccessGiven : AccessNeeded;
                              Q_EMIT changed();
                          }}) {}

RepositoryController::~RepositoryController() {
    m_alive.request_stop();
}

QString RepositoryController::filesText() const {
    int count = 0;
    std::uint64_t size = 0;
    for (const hub::TreeEntry& file : m_loader.record().files) {
        if (file.folder) continue;
        ++count;
        size += file.size;
    }
    const QString files = count == 1 ? tr("1 file") : tr("%n files", nullptr, count);
    return size == 0 ? files : tr("%1, %2").arg(files, sizeText(size));
}

bool RepositoryController::anyPickle() const {
    return std::ranges::any_of(m_loader.record().files, [](const hub::TreeEntry& file) {
        return !file.folder && download::isPickleName(file.path);
    });
}

int RepositoryController::recommended() const {
    const auto found = std::ranges::find(m_variants.list, true, &ui::Variant::recommended);
    return found == m_variants.list.end() ? -1 : static_cast<int>(found - m_variants.list.begin());
}

bool RepositoryController::recommendedHere() const {
    return recommended() >= 0 && m_variantRows.value(recommended(), "installed").toBool();
}

QString RepositoryController::machineText() const {
    return m_services.memoryTotal == 0 ? QString()
                                       : tr("This machine has %1 of memory.").arg(sizeText(m_services.memoryTotal));
}

void RepositoryController::open(const QString& kind, const QString& repo, const QString& endpointUrl) {
    const auto known = hub::kindFromName(kind.toStdString());
    if (!known || !hub::isValidRepoName(repo.toStdString())) return;
    m_trail.push_back({{*known, repo.toStdString()}, endpointFor(m_services, endpointUrl)});
    load("main");
}

bool RepositoryController::openReference(const QString& text) {
    if (!text.contains(u'/')) return false;
    const hub::Endpoint& endpoint = m_services.endpoints.front();
    const Result<hub::Reference> reference = hub::parseReference(text.trimmed().toStdString(), endpoint.url);
    if (!reference) return false;
    m_trail.push_back({reference->repo, endpoint});
    load(reference->revision.empty() ? "main" : reference->revision);
    return true;
}

void RepositoryController::back() {
    if (m_trail.size() <= 1) {
        close();
        return;
    }
    m_trail.pop_back();
    load("main");
}

void RepositoryController::close() {
    m_loader.stop();
    m_exactFit.clear();
    m_family.clear();
    m_history.clear();
    m_trail.clear();
    m_busy = false;
    m_state = Closed;
    Q_EMIT changed();
}

void RepositoryController::reload() {
    if (!m_trail.empty()) load(m_loader.record().revision);
}

void RepositoryController::showRevision(const QString& revision) {
    if (!m_trail.empty() && !revision.isEmpty()) load(revision.toStdString());
}

void RepositoryController::load(const std::string& revision) {
    m_state = Loading;
    m_busy = true;
    m_problem = {};
    m_access = AccessUnknown;
    m_variants = {};
    m_exactFit.clear();
    m_family.clear();
    m_history.clear();
    m_loader.load(m_trail.back().id, m_trail.back().endpoint, revision, !m_offline);
    show(m_loader.record());
}

void RepositoryController::show(const RepositoryRecord& record) {
    if (record.known) m_state = Ready;
    m_header = RepositoryHeader::of(record, m_services);
    m_facts.setRows(ui::factRows(record));
    if (std::exchange(m_filesVersion, record.filesVersion) != record.filesVersion) m_files.reset(record.files);
    std::set<std::string> local;
    for (const auto& [path, file] : record.local) local.insert(path);
    m_files.setInstalled(std::move(local));
    m_variants = ui::findVariants(record.files, parametersOf(record), m_services.memoryTotal);
    m_variantRows.setRows(ui::variantRows(m_variants, record));
    m_licence.show(record);
    const ui::RobotUse robot = ui::robotUseOf(record);
    m_robotUse = static_cast<RobotUse>(robot.kind);
    m_robotText = robot.text;
    m_robotFile = textFrom(robot.file);
    if (std::exchange(m_shownCard, record.card) != record.card)
        m_card.setDocument(record.card ? *record.card : card::Document(), m_header.linksUrl, m_header.filesUrl);
    Q_EMIT changed();
}

void RepositoryController::showProblem(const Error& error) {
    m_problem = Problem::of(m_loader.record().known ? tr("The Hub could not bring this up to date")
                                                    : tr("This page could not be read"),
                            error);
    Q_EMIT changed();
}

void RepositoryController::loadFamily() {
    m_family.load(m_loader.record(), !m_offline);
}

void RepositoryController::loadHistory() {
    if (!m_offline) m_history.load(m_loader.record());
}

void RepositoryController::request(const QStringList& include) {
    const RepositoryRecord& record = m_loader.record();
    Q_EMIT downloadRequested(textFrom(record.endpoint.url), m_header.kind, m_header.repo, textFrom(record.revision),
                             include);
}

void RepositoryController::checkVariant(int row) {
    if (row < 0 || row >= std::ssize(m_variants.list)) return;
    m_exactFit.check(m_loader.record(), m_variants.list[static_cast<std::size_t>(row)],
                     m_variantRows.value(row, "key").toString(), !m_offline);
}

void RepositoryController::downloadVariant(int row) {
    if (row < 0 || row >= std::ssize(m_variants.list)) return;
    const ui::Variant& variant = m_variants.list[static_cast<std::size_t>(row)];
    QStringList files;
    for (const std::string& path : variant.files) files += textFrom(path);
    if (!variant.runs) {
        files +=
            {QStringLiteral("*.json"), QStringLiteral("*.model"), QStringLiteral("*.txt"), QStringLiteral("*.jinja")};
    } else if (!m_variants.projectors.empty()) {
        files += textFrom(m_variants.projectors.front());
    }
    request(files);
}

void RepositoryController::downloadFile(const QString& path) {
    request({path});
}

void RepositoryController::downloadAll() {
    request({});
}

void RepositoryController::tryVariant(int row) {
    if (row < 0 || row >= std::ssize(m_variants.list)) return;
    const ui::Variant& variant = m_variants.list[static_cast<std::size_t>(row)];
    const auto isHere = [this](const std::string& path) { return m_loader.record().local.contains(path); };
    const QString first = textFrom(variant.files.front());
    if (std::ranges::all_of(variant.files, isHere)) {
        openFile(textFrom(m_loader.record().local.at(variant.files.front()).string()), false);
        return;
    }
    m_intents.push_back({m_header.kind, m_header.repo, first, false});
    downloadVariant(row);
}

void RepositoryController::useRobot() {
    if (m_robotFile.isEmpty()) return;
    if (allHere()) {
        openFile(textFrom(m_loader.record().local.at(m_robotFile.toStdString()).string()), true);
        return;
    }
    m_intents.push_back({m_header.kind, m_header.repo, m_robotFile, true});
    downloadAll();
}

bool RepositoryController::allHere() const {
    const RepositoryRecord& record = m_loader.record();
    return std::ranges::all_of(
        record.files, [&](const hub::TreeEntry& file) { return file.folder || record.local.contains(file.path); });
}

void RepositoryController::openFile(const QString& path, bool robot) {
    if (robot) {
        Q_EMIT robotRequested(QUrl::fromLocalFile(path));
    } else {
        Q_EMIT tryRequested(QUrl::fromLocalFile(path));
    }
}

void RepositoryController::downloaded(const QString& kind, const QString& repo, const QString& snapshotFolder) {
    if (m_state != Closed && kind == m_header.kind && repo == m_header.repo) m_loader.lookAtDisk();
    const auto ours = [&](const Intent& intent) { return intent.kind == kind && intent.repo == repo; };
    const auto intent = std::ranges::find_if(m_intents, ours);
    if (intent == m_intents.end()) return;
    const QString path = QDir(snapshotFolder).filePath(intent->path);
    const bool robot = intent->robot;
    std::erase_if(m_intents, ours);
    openFile(path, robot);
}

void RepositoryController::toggleFavourite() {
    const bool favourite = !m_header.favourite;
    m_loader.setFavourite(favourite);
    m_services.workers.post([this, services = m_services, id = m_loader.record().id, favourite, kind = m_header.kind,
                             repo = m_header.repo, gone = m_alive.get_token()] {
        if (const Status set = services.catalog.setFavourite(id, favourite); !set)
            log(LogLevel::Warning, "catalog", describe(set.error()));
        services.gui.post([this, gone, kind, repo] {
            if (!gone.stop_requested()) Q_EMIT entryChanged(kind, repo);
        });
    });
}
