// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "row_stream.h"

#include <cstdlib>
#include <sstream>
#include <string>

using namespace orrery;
using namespace orrery::catalog;

/// What is read names a repository in valid UTF-8; what is refused stands on a line of the input; and it ends.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::istringstream input(std::string(reinterpret_cast<const char*>(data), size));
    RowStream stream(input, std::nullopt);
    std::size_t rows = 0;
    while (const auto row = stream.next()) {
        if (++rows > size) std::abort();
        if (const auto* refused = std::get_if<RefusedRow>(&*row)) {
            if (refused->line < 1 || refused->line > size + 1 || refused->reason.empty()) std::abort();
            continue;
        }
        const hub::RepoSummary& summary = std::get<WireRow>(*row).summary;
        if (!hub::isValidRepoName(summary.id.name)) std::abort();
        for (const std::string& tag : summary.tags) {
            if (!isUtf8(tag)) std::abort();
        }
    }
    return 0;
}
