// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "family_finder.h"

#include "remember.h"

#include <algorithm>
#include <array>

using namespace orrery;

namespace {

constexpr std::size_t mostAncestors = 6;
constexpr std::size_t mostChildren = 60;
constexpr int childrenOfAKind = 12;
constexpr std::array relations = {"quantized", "finetune", "adapter", "merge"};

bool isAncestor(const Family& family, const std::string& name) {
    return std::ranges::find(family.ancestors, name, &Family::Ancestor::name) != family.ancestors.end();
}

/// Adds what `entry` was made from. @return whether there was something new.
bool climb(Family& family, const catalog::Entry& entry) {
    if (entry.summary.baseModels.empty() || family.ancestors.size() >= mostAncestors) return false;
    const std::string& base = entry.summary.baseModels.front();
    if (base == entry.summary.id.name || isAncestor(family, base)) return false;
    family.ancestors.push_back({base, entry.summary.relation, {}});
    return true;
}

Family familyFromCatalogue(const HubServices& services, const catalog::Entry& model, const std::string& endpoint) {
    Family family;
    catalog::Entry current = model;
    while (climb(family, current)) {
        auto known = services.catalog.find({hub::RepoKind::Model, family.ancestors.back().name}, endpoint);
        if (!known || !*known) break;
        current = **known;
        family.ancestors.back().entry = std::move(**known);
    }
    if (auto children = services.catalog.children(model.summary.id.name, mostChildren))
        family.children = std::move(*children);
    return family;
}

} // namespace

FamilyFinder::FamilyFinder(const HubServices& services, OnFamily onFamily)
    : m_services(services), m_onFamily(std::move(onFamily)) {}

FamilyFinder::~FamilyFinder() {
    m_stop.request_stop();
}

void FamilyFinder::stop() {
    m_stop.request_stop();
    m_stop = {};
}

void FamilyFinder::find(const catalog::Entry& model, const hub::Endpoint& endpoint, bool online) {
    stop();
    m_model = model;
    m_endpoint = endpoint;
    m_family = {};
    m_services.workers.post(
        [this, online, services = m_services, model, url = endpoint.url, stop = m_stop.get_token()] {
            if (stop.stop_requested()) return;
            auto family = std::make_shared<Family>(familyFromCatalogue(services, model, url));
            services.gui.post([this, online, family, stop] {
                if (stop.stop_requested()) return;
                m_family = std::move(*family);
                m_onFamily(m_family, !online);
                if (!online) return;
                m_open = static_cast<int>(relations.size()) + 1;
                askChildren();
                askAncestor();
            });
        });
}

void FamilyFinder::askChildren() {
    for (const char* relation : relations) {
        hub::ListQuery query;
        query.filters = {std::string("base_model:") + relation + ':' + m_model.summary.id.name};
        query.sort = hub::Sort::Downloads;
        query.limit = childrenOfAKind;
        m_services.hub.list(m_endpoint, query, m_stop.get_token(),
                            [this, stop = m_stop.get_token()](Result<hub::Page<hub::RepoSummary>> page) {
                                if (stop.stop_requested()) return;
                                auto rows = page ? std::move(page->items) : std::vector<hub::RepoSummary>();
                                m_services.workers.post(
                                    [this, services = m_services, rows = std::move(rows), url = m_endpoint.url, stop] {
                                        if (stop.stop_requested()) return;
                                        auto entries = std::make_shared<std::vector<catalog::Entry>>();
                                        for (ui::Remembered& row : ui::remember(services, rows, url))
                                            entries->push_back(std::move(row.entry));
                                        services.gui.post([this, entries, stop] {
                                            if (!stop.stop_requested()) addChildren(std::move(*entries));
                                        });
                                    });
                            });
    }
}

void FamilyFinder::addChildren(std::vector<catalog::Entry> entries) {
    for (catalog::Entry& entry : entries) {
        const auto known = std::ranges::find_if(
            m_family.children, [&](const catalog::Entry& child) { return child.summary.id == entry.summary.id; });
        if (known == m_family.children.end()) m_family.children.push_back(std::move(entry));
    }
    m_onFamily(m_family, --m_open == 0);
}

void FamilyFinder::askAncestor() {
    if (m_family.ancestors.empty() || m_family.ancestors.back().entry) {
        m_onFamily(m_family, --m_open == 0);
        return;
    }
    m_services.hub.info(m_endpoint, {hub::RepoKind::Model, m_family.ancestors.back().name}, "main", m_stop.get_token(),
                        [this, stop = m_stop.get_token()](Result<hub::RepoInfo> info) {
                            if (stop.stop_requested()) return;
                            if (!info) {
                                m_onFamily(m_family, --m_open == 0);
                                return;
                            }
                            catalog::Entry entry =
                                ui::entryOf(m_services, std::move(info->summary), m_endpoint.url, ui::nowUtc());
                            m_family.ancestors.back().entry = entry;
                            climb(m_family, entry);
                            askAncestor();
                        });
}
