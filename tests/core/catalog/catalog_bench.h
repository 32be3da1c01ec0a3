// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/catalog/catalog.h>
#include <orrery/platform/temporary_directory.h>

#include <optional>
#include <string>
#include <vector>

namespace orrery::catalog {

/// A catalogue in a folder of its own, with the licence table that ships and two countries.
class CatalogBench {
public:
    CatalogBench();

    [[nodiscard]] std::filesystem::path file() const { return m_folder.path() / "catalogue.sqlite"; }
    [[nodiscard]] Catalog::Tables tables() const;
    /// Closes the one that is open, and opens it (again).
    Catalog& open(std::string* notice = nullptr);
    void close() { m_catalog.reset(); }
    Catalog& operator*() { return *m_catalog; }
    Catalog* operator->() { return &*m_catalog; }

    /// Names of what is found, in order.
    std::vector<std::string> names(const Filter& filter, Order order = Order::Relevance);
    std::vector<std::string> names(const std::string& text);
    Entry entry(const std::string& name, hub::RepoKind kind = hub::RepoKind::Model);
    ImportReport import(const std::string& text);

private:
    platform::TemporaryDirectory m_folder;
    governance::LicenceTable m_licences;
    std::optional<Catalog> m_catalog;
};

/// A model with nothing but its name and figures.
hub::RepoSummary model(const std::string& name, std::optional<std::uint64_t> downloads = {},
                       std::vector<std::string> tags = {});

/// So many rows as JSON lines, "publisher-3/model-17-7b-v17" and so on.
std::string manyRows(std::size_t from, std::size_t count);

inline const std::string hubUrl = "https://huggingface.co";
inline const std::string today = "2026-11-26T22:00:00Z";

} // namespace orrery::catalog
