// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog_file.h"

#include <orrery/platform/atomic_file.h>
#include <orrery/platform/child_process.h>
#include <orrery/platform/event_thread.h>
#include <orrery/platform/paths.h>

#include <QCoreApplication>

#include <fmt/format.h>

using namespace orrery;

namespace {

constexpr std::chrono::hours longestConversion(2);

/// Installed beside the program, else in the source tree.
std::filesystem::path governanceFolder() {
    const std::filesystem::path program = QCoreApplication::applicationDirPath().toStdString();
    const std::filesystem::path installed = program / "../share/orrery/governance";
    return std::filesystem::exists(installed) ? installed : std::filesystem::path(ORRERY_RESOURCES_DIR "/governance");
}

/// In single quotes for SQL.
std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
    return result + "'";
}

Result<platform::ProcessOutput> runToEnd(platform::ProcessSpec spec) {
    ManualExecutor executor;
    platform::EventThread processes;
    std::optional<Result<platform::ProcessOutput>> output;
    platform::runProcess(processes, executor, std::move(spec), longestConversion,
                         [&](Result<platform::ProcessOutput> result) { output = std::move(result); });
    executor.runUntil([&] { return output.has_value(); });
    return std::move(*output);
}

} // namespace

Result<OpenCatalog> openCatalog(const std::string& file) {
    const std::filesystem::path folder = governanceFolder();
    const auto licenceText = platform::readFile(folder / "licences.json");
    if (!licenceText) return fail(licenceText.error());
    auto licences = governance::LicenceTable::parse(*licenceText);
    if (!licences) return fail(licences.error());
    const auto labText = platform::readFile(folder / "labs.json");
    if (!labText) return fail(labText.error());
    auto labs = governance::LabTable::parse(*labText);
    if (!labs) return fail(labs.error());

    OpenCatalog open{std::make_unique<governance::LicenceTable>(std::move(*licences)),
                     std::make_shared<const governance::LabTable>(std::move(*labs)), std::nullopt};
    const auto country = [table = open.labs](std::string_view publisher) {
        const governance::Lab* lab = table->find(publisher);
        return lab == nullptr ? std::string() : lab->country;
    };
    const std::filesystem::path path =
        file.empty() ? platform::standardFolders().data / "catalogue.sqlite" : std::filesystem::path(file);
    std::string notice;
    auto catalogue = catalog::Catalog::open(path, {*open.licences, country}, &notice);
    if (!notice.empty()) fmt::print(stderr, "{}\n", notice);
    if (!catalogue) return fail(catalogue.error());
    open.catalog.emplace(std::move(*catalogue));
    return open;
}

Result<ConvertedDump> convertParquet(const std::filesystem::path& file) {
    const auto duckdb = platform::findOnPath("duckdb");
    const std::string statement = "COPY (SELECT * FROM read_parquet({})) TO {} (FORMAT JSON)";
    if (!duckdb) {
        return fail(
            Errc::Unsupported,
            "Reading Parquet needs the program 'duckdb', which is not on PATH. Install it, or turn the file into JSON "
            "lines elsewhere and import those: duckdb -c \"" +
                fmt::format(fmt::runtime(statement), quoted(file.filename().string()), "'rows.jsonl'") + "\"",
            {}, file.string());
    }
    auto folder = platform::TemporaryDirectory::create("orrery-import");
    if (!folder) return fail(folder.error());
    ConvertedDump dump{std::move(*folder), {}};
    dump.rows = dump.folder.path() / "rows.jsonl";
    platform::ProcessSpec spec;
    spec.program = duckdb->string();
    spec.arguments = {"-c", fmt::format(fmt::runtime(statement), quoted(std::filesystem::absolute(file).string()),
                                        quoted(dump.rows.string()))};
    const auto output = runToEnd(std::move(spec));
    if (!output) return fail(output.error());
    if (output->exit.code != 0 || output->exit.signalled) {
        return fail(catalog::Errc::BadInput, "The Parquet file could not be converted by duckdb.",
                    output->standardError, file.string());
    }
    return dump;
}
