// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/catalog/catalog.h>
#include <orrery/governance/labs.h>
#include <orrery/platform/temporary_directory.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

/// A catalogue with the tables it needs.
struct OpenCatalog {
    std::unique_ptr<orrery::governance::LicenceTable> licences;
    std::shared_ptr<const orrery::governance::LabTable> labs;
    std::optional<orrery::catalog::Catalog> catalog;
};

/// @param file empty: the one Orrery itself uses.
orrery::Result<OpenCatalog> openCatalog(const std::string& file);

/// A Parquet file's rows as JSONL in a temporary folder, made by the `duckdb` program; an Error that says how to do it
/// by hand where there is none.
struct ConvertedDump {
    orrery::platform::TemporaryDirectory folder;
    std::filesystem::path rows;
};
orrery::Result<ConvertedDump> convertParquet(const std::filesystem::path& file);
