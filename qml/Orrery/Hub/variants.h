// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/gguf/fit.h>
#include <orrery/hub/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::ui {

/// One way to have a repository's model: a quantisation with all its shards, or the weights as they were published.
struct Variant {
    std::string quantisation;       ///< "Q4_K_M"; empty: the original weights.
    std::string base;               ///< The model's name in the file's; tells several models of one repository apart.
    std::vector<std::string> files; ///< Paths of its shards, in order.
    std::uint64_t size = 0;         ///< Bytes of all of them.
    bool complete = true;           ///< Every shard is there.
    bool runs = true;               ///< The engine reads this format.
    std::optional<double> bitsPerWeight;
    gguf::Fit fit = gguf::Fit::Unknown;
    bool recommended = false;
};

struct Variants {
    std::vector<Variant> list;           ///< Smallest first.
    std::vector<std::string> projectors; ///< Files that let the model see or hear; the most precise first.
};

/// Groups a repository's files. @param parameters of the model, for the true bits per weight. @param memoryTotal bytes
/// of this machine; 0: nothing is recommended.
Variants findVariants(const std::vector<hub::TreeEntry>& files, std::optional<std::uint64_t> parameters,
                      std::uint64_t memoryTotal);

} // namespace orrery::ui
