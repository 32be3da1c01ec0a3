// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "catalog_bench.h"

#include <orrery/platform/atomic_file.h>

#include <fmt/format.h>

#include <cstdlib>
#include <sstream>

namespace orrery::catalog {

namespace {

template <class T>
T need(Result<T> result) {
    if (result) return std::move(*result);
    fmt::print(stderr, "{}\n", describe(result.error()));
    std::abort();
}

} // namespace

CatalogBench::CatalogBench()
    : m_folder(need(platform::TemporaryDirectory::create("orrery-catalog"))),
      m_licences(need(governance::LicenceTable::parse(
          need(platform::readFile(ORRERY_SOURCE_DIR "/resources/governance/licences.json"))))) {
    open();
}

Catalog::Tables CatalogBench::tables() const {
    return {m_licences, [](std::string_view publisher) {
                return std::string(publisher == "acme" ? "FR" : publisher == "Qwen" ? "CN" : "");
            }};
}

Catalog& CatalogBench::open(std::string* notice) {
    m_catalog.reset();
    m_catalog.emplace(need(Catalog::open(file(), tables(), notice)));
    return *m_catalog;
}

std::vector<std::string> CatalogBench::names(const Filter& filter, Order order) {
    std::vector<std::string> found;
    for (const Entry& entry : need(m_catalog->search(filter, order, 0, 1000)).entries)
        found.push_back(entry.summary.id.name);
    return found;
}

std::vector<std::string> CatalogBench::names(const std::string& text) {
    Filter filter;
    filter.text = text;
    return names(filter);
}

Entry CatalogBench::entry(const std::string& name, hub::RepoKind kind) {
    return need(m_catalog->find({kind, name})).value_or(Entry());
}

ImportReport CatalogBench::import(const std::string& text) {
    std::istringstream input(text);
    return need(m_catalog->import(input, hubUrl, today));
}

hub::RepoSummary model(const std::string& name, std::optional<std::uint64_t> downloads, std::vector<std::string> tags) {
    hub::RepoSummary summary;
    summary.id = {hub::RepoKind::Model, name};
    summary.downloads = downloads;
    summary.tags = std::move(tags);
    return summary;
}

std::string manyRows(std::size_t from, std::size_t count) {
    std::string rows;
    for (std::size_t i = from; i < from + count; ++i) {
        rows += fmt::format(R"({{"id":"publisher-{}/model-{}-7b-v{}","downloads":{},"tags":["tag-{}","license:mit"]}})"
                            "\n",
                            i % 7, i, i, i, i % 50);
    }
    return rows;
}

} // namespace orrery::catalog
