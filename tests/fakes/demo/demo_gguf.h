// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fake_hub_content.h"

#include <cstdint>
#include <string>
#include <vector>

namespace orrery::fakes {

/// A size models come in.
struct DemoSize {
    const char* label;
    std::uint64_t parameters;
    std::uint64_t contextLength;
    bool runs = false; ///< Small enough for its files to be real.
};
const std::vector<DemoSize>& demoSizes();

/// The quantised files of such a model, "<name>-Q4_K_M.gguf" and so on; the largest are cut into shards.
std::vector<FakeFile> quantisedFiles(const std::string& name, const DemoSize& size);

/// A 64-digit name for content that is never hashed.
std::string claimedHash(const std::string& what);

} // namespace orrery::fakes
