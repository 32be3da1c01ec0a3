// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store.h"

#include <functional>
#include <istream>
#include <stop_token>
#include <string>

namespace orrery::catalog {

struct ImportOptions {
    std::string endpoint;
    std::string seen;
    std::optional<hub::RepoKind> kind;
    std::function<void(std::uint64_t rows)> onProgress;
};

/// Rows are read on a thread of its own while those before them are written, some thousands a transaction.
Result<ImportReport> importRows(Store& store, std::istream& input, const ImportOptions& options,
                                const std::stop_token& stop);

} // namespace orrery::catalog
