// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/safetensors/header.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::safetensors {

/// A tensor as the header's JSON has it, nothing checked yet.
struct ListedTensor {
    Tensor tensor;
    std::uint64_t begin = 0, end = 0; ///< From the weights' beginning.
};

struct ListedHeader {
    std::vector<ListedTensor> tensors;
    std::map<std::string, std::string> metadata;
};

/// Reads the JSON as it comes, so that a hostile one takes no more memory than a small multiple of its length.
Result<ListedHeader> readHeaderJson(std::string_view json);

} // namespace orrery::safetensors
