// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "repository_fit.h"

#include <algorithm>
#include <utility>

using namespace orrery;

namespace {

std::string fileName(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

} // namespace

RepositoryFit::RepositoryFit(const HubServices& services, QObject* parent) : QObject(parent), m_services(services) {
    if (services.models) m_memory = std::make_unique<ModelFit>(*services.models);
}

RepositoryFit::~RepositoryFit() {
    m_current.request_stop();
}

void RepositoryFit::clear() {
    m_current.request_stop();
    m_key.clear();
    m_fetching = false;
    m_problem = {};
    if (m_memory) m_memory->clear();
    Q_EMIT changed();
}

void RepositoryFit::check(const RepositoryRecord& record, const ui::Variant& variant, const QString& key, bool online) {
    if (!available() || !variant.runs || !variant.complete) return;
    clear();
    m_current = {};
    m_key = key;
    m_fetching = true;
    const auto isHere = [&](const std::string& path) { return record.local.contains(path); };
    if (std::ranges::all_of(variant.files, isHere))
        readHere(record.local.at(variant.files.front()));
    else if (online)
        fetch(record, variant);
    else
        failed({net::Errc::Offline, "Orrery is set to work offline. Go online to have this copy looked at.", {}, {}});
    Q_EMIT changed();
}

void RepositoryFit::readHere(const std::filesystem::path& file) {
    m_services.workers.post([this, file, &gui = m_services.gui, gone = m_current.get_token()] {
        if (gone.stop_requested()) return;
        gui.post([this, gone, heads = inference::readModelHeads(file)]() mutable {
            if (gone.stop_requested()) return;
            if (!heads) return failed(heads.error());
            examine(std::move(*heads));
        });
    });
}

void RepositoryFit::fetch(const RepositoryRecord& record, const ui::Variant& variant) {
    const std::string& revision = record.commit.empty() ? record.revision : record.commit;
    m_services.hub.modelHeads(record.endpoint, record.id, revision, variant.files, m_current.get_token(),
                              [this, gone = m_current.get_token()](Result<std::vector<hub::FileBeginning>> files) {
                                  if (gone.stop_requested()) return;
                                  if (!files) return failed(files.error());
                                  Heads heads;
                                  for (hub::FileBeginning& file : *files)
                                      heads.push_back({std::move(file.bytes), file.size, fileName(file.path)});
                                  examine(std::move(heads));
                              });
}

void RepositoryFit::examine(Heads heads) {
    m_services.workers.post([this, heads = std::make_shared<const Heads>(std::move(heads)), &gui = m_services.gui,
                             gone = m_current.get_token()] {
        if (gone.stop_requested()) return;
        auto header = inference::readHeads(*heads);
        std::shared_ptr<const gguf::Header> known;
        if (header) known = std::make_shared<const gguf::Header>(std::move(*header));
        gui.post([this, heads, known, error = header ? std::optional<Error>() : header.error(), gone] {
            if (gone.stop_requested()) return;
            if (error) return failed(*error);
            m_fetching = false;
            m_memory->judge(known, heads, {});
            Q_EMIT changed();
        });
    });
}

void RepositoryFit::failed(const Error& error) {
    m_fetching = false;
    m_problem = Problem::of(tr("This copy could not be looked at"), error);
    Q_EMIT changed();
}
