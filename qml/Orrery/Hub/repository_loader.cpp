// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "repository_loader.h"

#include "remember.h"

#include <orrery/base/log.h>
#include <orrery/cache/store.h>
#include <orrery/hub/errors.h>

#include <algorithm>

using namespace orrery;

namespace {

constexpr std::size_t mostDetailed = 1000; // files whose scans and commits are asked for; more would take many pages

struct Kept {
    std::optional<catalog::Entry> entry;
    std::optional<catalog::Page> page;
    hub::CardData cardData;
    std::shared_ptr<const card::Document> card;
};

/// What a README says, read where it may take a while.
void readReadme(const std::string& readme, hub::CardData& data, std::shared_ptr<const card::Document>& document) {
    hub::CardText text = hub::readCard(readme);
    data = std::move(text.data);
    document = std::make_shared<const card::Document>(card::readCardBody(text.body));
}

Kept readKept(const HubServices& services, const hub::RepoId& id, const std::string& endpoint) {
    Kept kept;
    if (Result<std::optional<catalog::Entry>> entry = services.catalog.find(id, endpoint))
        kept.entry = std::move(*entry);
    if (Result<std::optional<catalog::Page>> page = services.catalog.page(id, endpoint)) kept.page = std::move(*page);
    if (kept.page) readReadme(kept.page->card, kept.cardData, kept.card);
    return kept;
}

std::map<std::string, std::filesystem::path> findLocal(const std::filesystem::path& cache, const hub::RepoId& id,
                                                       const std::string& revision,
                                                       const std::vector<std::string>& paths) {
    std::map<std::string, std::filesystem::path> found;
    const cache::RepoPaths repo{cache, id};
    std::error_code none;
    if (cache.empty() || !std::filesystem::is_directory(repo.folder(), none)) return found;
    for (const std::string& path : paths) {
        if (!cache::checkFileName(path)) continue;
        const cache::Lookup lookup = cache::findFile(repo, revision, path);
        if (lookup.file) found[path] = *lookup.file;
    }
    return found;
}

} // namespace

RepositoryLoader::RepositoryLoader(const HubServices& services, Callbacks callbacks)
    : m_services(services), m_callbacks(std::move(callbacks)) {}

RepositoryLoader::~RepositoryLoader() {
    m_stop.request_stop();
}

void RepositoryLoader::stop() {
    m_stop.request_stop();
    m_stop = {};
    m_openParts = 0;
}

void RepositoryLoader::load(hub::RepoId id, hub::Endpoint endpoint, std::string revision, bool online) {
    stop();
    const int version = m_record.filesVersion;
    m_record = {};
    m_record.filesVersion = version + 1;
    m_record.id = id;
    m_record.endpoint = std::move(endpoint);
    m_record.revision = std::move(revision);
    m_record.entry.summary.id = std::move(id);
    readCatalogue(online);
}

void RepositoryLoader::readCatalogue(bool online) {
    m_services.workers.post([this, online, services = m_services, id = m_record.id, endpoint = m_record.endpoint.url,
                             stop = m_stop.get_token()] {
        if (stop.stop_requested()) return;
        auto kept = std::make_shared<Kept>(readKept(services, id, endpoint));
        services.gui.post([this, online, kept, stop] {
            if (stop.stop_requested()) return;
            if (kept->entry) m_record.entry = std::move(*kept->entry);
            m_record.seen = m_record.entry.seen;
            m_record.known = kept->entry.has_value();
            if (kept->page && m_record.revision == "main") {
                m_record.commit = kept->page->revision;
                m_record.readme = std::move(kept->page->card);
                m_record.cardData = std::move(kept->cardData);
                m_record.card = std::move(kept->card);
                m_record.files = std::move(kept->page->files);
                ++m_record.filesVersion;
                m_record.seen = kept->page->seen;
                m_record.hasPage = true;
            }
            m_callbacks.onRecord(m_record);
            lookAtDisk();
            if (online) {
                askInfo();
            } else {
                m_callbacks.onEnd();
            }
        });
    });
}

void RepositoryLoader::askInfo() {
    m_services.hub.info(m_record.endpoint, m_record.id, m_record.revision, m_stop.get_token(),
                        [this, stop = m_stop.get_token()](Result<hub::RepoInfo> info) {
                            if (stop.stop_requested()) return;
                            if (info) {
                                takeInfo(std::move(*info));
                                return;
                            }
                            m_callbacks.onProblem(info.error());
                            m_callbacks.onEnd();
                        });
}

void RepositoryLoader::takeInfo(hub::RepoInfo info) {
    m_record.commit = info.revision;
    m_record.info = std::move(info);
    m_services.workers.post([this, services = m_services, summary = m_record.info->summary,
                             endpoint = m_record.endpoint.url, stop = m_stop.get_token()] {
        if (stop.stop_requested()) return;
        auto entry = std::make_shared<catalog::Entry>(ui::remember(services, {summary}, endpoint).front().entry);
        services.gui.post([this, entry, stop] {
            if (stop.stop_requested()) return;
            m_record.entry = std::move(*entry);
            m_record.seen = m_record.entry.seen;
            m_record.known = m_record.live = true;
            if (m_record.files.empty()) {
                m_record.files = m_record.info->files;
                ++m_record.filesVersion;
            }
            m_callbacks.onRecord(m_record);
            m_openParts = 2;
            m_whole = true;
            askTree();
            askCard();
        });
    });
    if (m_record.info->summary.gated == hub::Gated::No) return;
    m_services.hub.checkAccess(m_record.endpoint, m_record.id, m_stop.get_token(),
                               [this, stop = m_stop.get_token()](const Status& status) {
                                   if (!stop.stop_requested()) m_callbacks.onAccess(status);
                               });
}

void RepositoryLoader::askTree() {
    hub::TreeRequest request;
    request.repo = m_record.id;
    request.revision = m_record.commit.empty() ? m_record.revision : m_record.commit;
    request.details = m_record.info->files.size() <= mostDetailed;
    m_services.hub.tree(m_record.endpoint, request, m_stop.get_token(),
                        [this, stop = m_stop.get_token()](Result<std::vector<hub::TreeEntry>> files) {
                            if (stop.stop_requested()) return;
                            if (files) {
                                m_record.files = std::move(*files);
                                ++m_record.filesVersion;
                                m_record.hasPage = true;
                            } else {
                                m_whole = false;
                                m_callbacks.onProblem(files.error());
                            }
                            partDone();
                        });
}

void RepositoryLoader::askCard() {
    m_services.hub.textFile(m_record.endpoint, m_record.id,
                            m_record.commit.empty() ? m_record.revision : m_record.commit, "README.md",
                            m_stop.get_token(), [this, stop = m_stop.get_token()](Result<std::string> card) {
                                if (stop.stop_requested()) return;
                                if (card) {
                                    takeReadme(std::move(*card));
                                    return;
                                }
                                if (!card.error().is(hub::Errc::EntryNotFound)) {
                                    m_whole = false;
                                    m_callbacks.onProblem(card.error());
                                }
                                partDone();
                            });
}

void RepositoryLoader::takeReadme(std::string readme) {
    m_record.readme = std::move(readme);
    m_services.workers.post([this, services = m_services, text = m_record.readme, stop = m_stop.get_token()] {
        if (stop.stop_requested()) return;
        auto kept = std::make_shared<Kept>();
        readReadme(text, kept->cardData, kept->card);
        services.gui.post([this, kept, stop] {
            if (stop.stop_requested()) return;
            m_record.cardData = std::move(kept->cardData);
            m_record.card = std::move(kept->card);
            partDone();
        });
    });
}

void RepositoryLoader::partDone() {
    m_callbacks.onRecord(m_record);
    if (--m_openParts > 0) return;
    if (m_whole && m_record.revision == "main") store();
    lookAtDisk();
    m_callbacks.onEnd();
}

void RepositoryLoader::store() {
    catalog::Page page{m_record.commit, m_record.readme, m_record.files, ui::nowUtc()};
    m_services.workers.post(
        [services = m_services, id = m_record.id, endpoint = m_record.endpoint.url, page = std::move(page)] {
            if (const Status put = services.catalog.putPage(id, endpoint, page); !put)
                log(LogLevel::Warning, "catalog", describe(put.error()));
        });
}

void RepositoryLoader::setFavourite(bool favourite) {
    m_record.entry.favourite = favourite;
    m_callbacks.onRecord(m_record);
}

void RepositoryLoader::lookAtDisk() {
    std::vector<std::string> paths;
    for (const hub::TreeEntry& file : m_record.files) {
        if (!file.folder) paths.push_back(file.path);
    }
    const std::string revision = m_record.commit.empty() ? m_record.revision : m_record.commit;
    m_services.workers.post(
        [this, services = m_services, id = m_record.id, revision, paths = std::move(paths), stop = m_stop.get_token()] {
            if (stop.stop_requested()) return;
            auto local = std::make_shared<std::map<std::string, std::filesystem::path>>(
                findLocal(services.cache, id, revision, paths));
            services.gui.post([this, local, stop] {
                if (stop.stop_requested() || m_record.local == *local) return;
                m_record.local = std::move(*local);
                m_callbacks.onRecord(m_record);
            });
        });
}
