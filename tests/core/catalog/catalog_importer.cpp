// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "catalog_bench.h"

#include <cstdio>
#include <cstdlib>
#include <sstream>

using namespace orrery;
using namespace orrery::catalog;

/// Imports rows into the catalogue named on the command line and prints how many are kept so far, until it is done or
/// killed: catalog_importer FILE FIRST COUNT
int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const CatalogBench bench;
    auto catalogue = Catalog::open(argv[1], bench.tables());
    if (!catalogue) return 1;
    std::istringstream input(manyRows(std::strtoul(argv[2], nullptr, 10), std::strtoul(argv[3], nullptr, 10)));
    const auto report = catalogue->import(input, hubUrl, today, {}, [](std::uint64_t rows) {
        std::printf("%llu\n", static_cast<unsigned long long>(rows));
        std::fflush(stdout);
    });
    return report ? 0 : 1;
}
