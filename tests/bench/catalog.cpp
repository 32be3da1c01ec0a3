// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "catalog_rows.h"
#include "report.h"

#include <orrery/catalog/catalog.h>
#include <orrery/platform/atomic_file.h>
#include <orrery/platform/temporary_directory.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

using namespace orrery;
using namespace orrery::catalog;

namespace {

constexpr std::uint64_t hubRows = 2'500'000;
constexpr std::size_t searches = 500;
constexpr std::uint64_t memory = 16ULL << 30U;
const std::vector<Facet> allFacets = {Facet::Kind,    Facet::Task,     Facet::Library,   Facet::LicenceClass,
                                      Facet::Licence, Facet::Language, Facet::Publisher, Facet::Country,
                                      Facet::Fit,     Facet::Size,     Facet::Gated,     Facet::Updated};

double quantile(std::vector<double> values, double share) {
    std::ranges::sort(values);
    return values.empty() ? 0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

[[noreturn]] void giveUp(const Error& error) {
    fmt::print(stderr, "{}\n", describe(error));
    std::exit(1);
}

template <class T>
T orGiveUp(Result<T> result) {
    if (!result) giveUp(result.error());
    return std::move(*result);
}

/// The beginnings of names as they are typed, 1 to 12 letters, and now and then two words.
std::vector<std::string> typedQuestions(const std::vector<std::string>& names) {
    std::vector<std::string> questions;
    for (std::size_t i = 0; questions.size() < searches && !names.empty(); ++i) {
        std::string text = names[i * 7919 % names.size()];
        if (i % 5 == 0) std::ranges::replace(text, '-', ' ');
        questions.push_back(text.substr(0, 1 + i % 12));
    }
    return questions;
}

/// What SQLite alone needs to look at every entry once.
double countMs(const std::filesystem::path& file) {
    sqlite3* database = nullptr;
    sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
    const double time = bench::timeMs([&] {
        sqlite3_exec(database, "SELECT count(*) FROM entry WHERE length(body) > 5", nullptr, nullptr, nullptr);
    });
    sqlite3_close(database);
    return time;
}

void measureSearch(const Catalog& catalogue, const std::vector<std::string>& questions, double floor) {
    std::vector<double> times;
    std::pair<double, std::string> slowest;
    for (const std::string& text : questions) {
        Filter filter;
        filter.text = text;
        const double time = bench::timeMs([&] { (void)orGiveUp(catalogue.search(filter, Order::Relevance, 0, 60)); });
        times.push_back(time);
        slowest = std::max(slowest, {time, text});
    }
    const double p95 = quantile(times, 0.95);
    fmt::print("search as you type   p50 {:.1f} ms, p95 {:.1f} ms (at most 50), longest {:.1f} ms for '{}'; p95 is "
               "{:.3f} of the floor\n",
               quantile(times, 0.5), p95, slowest.first, slowest.second, p95 / floor);
}

void measureFacets(const Catalog& catalogue, const std::string& text, double floor) {
    Filter filter;
    filter.text = text;
    filter.memoryTotal = memory;
    if (!text.empty()) filter.kinds = {hub::RepoKind::Model};
    std::vector<double> times;
    for (int round = 0; round < 9; ++round)
        times.push_back(bench::timeMs([&] { (void)orGiveUp(catalogue.facets(filter, allFacets)); }));
    fmt::print("12 facets {:10} median {:.1f} ms, longest {:.1f} ms (at most 200), {:.3f} of the floor\n",
               text.empty() ? "" : "'" + text + "'", bench::median(times), quantile(times, 1),
               bench::median(times) / floor);
}

void measurePage(const Catalog& catalogue, Order order, const char* name) {
    Filter filter;
    filter.kinds = {hub::RepoKind::Model};
    filter.libraries = {"gguf", "transformers"};
    const double time = bench::timeMs([&] { (void)orGiveUp(catalogue.search(filter, order, 120, 60)); });
    fmt::print("a page by {:10} {:.1f} ms\n", name, time);
}

} // namespace

/// A made-up Hub: import, opening, search as one types, facets. The floor is one pass of SQLite over the entries.
int main() {
    const char* wanted = std::getenv("ORRERY_BENCH_ROWS");
    const std::uint64_t rows = wanted == nullptr ? hubRows : std::strtoull(wanted, nullptr, 10);
    const auto folder = orGiveUp(platform::TemporaryDirectory::create("orrery-bench"));
    const std::filesystem::path file = folder.path() / "catalogue.sqlite";
    const auto licences = orGiveUp(governance::LicenceTable::parse(
        orGiveUp(platform::readFile(ORRERY_SOURCE_DIR "/resources/governance/licences.json"))));
    const Catalog::Tables tables{
        licences, [](std::string_view owner) {
            return std::string(owner.size() % 3 == 0 ? "US" : owner.size() % 3 == 1 ? "CN" : "");
        }};
    std::vector<std::string> questions;
    {
        const std::filesystem::path dump = folder.path() / "rows.jsonl";
        bench::CatalogRows made(rows);
        std::ofstream(dump) << &made;
        std::ifstream input(dump);
        Catalog catalogue = orGiveUp(Catalog::open(file, tables));
        const ImportReport report = orGiveUp(catalogue.import(input, "https://huggingface.co", "2026-11-26T22:00:00Z"));
        fmt::print(
            "import               {} rows ({} refused) of {:.0f} MB in {:.1f} s: {:.0f} rows/s (at least 50,000)\n",
            report.read, report.refused, static_cast<double>(made.bytes()) / 1e6, report.seconds,
            static_cast<double>(report.read) / report.seconds);
        const Stats stats = orGiveUp(catalogue.stats());
        fmt::print("database             {:.2f} GB (at most 1.5), {} entries\n", static_cast<double>(stats.bytes) / 1e9,
                   stats.entries);
        std::filesystem::remove(dump);
        questions = typedQuestions(made.questions());
    }
    const double floor = countMs(file);
    fmt::print("floor                {:.0f} ms: SQLite counts the entries, reading each\n", floor);
    std::optional<Catalog> catalogue;
    const double opening = bench::timeMs([&] { catalogue.emplace(orGiveUp(Catalog::open(file, tables))); });
    fmt::print("open                 {:.0f} ms\n", opening);
    measureSearch(*catalogue, questions, floor);
    measureFacets(*catalogue, "", floor);
    measureFacets(*catalogue, "qwen", floor);
    measurePage(*catalogue, Order::Trending, "trending");
    measurePage(*catalogue, Order::Name, "name");
    return 0;
}
