// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::library {

struct OllamaLayer {
    std::string role; ///< "model", "projector", "template", "license", "params": the end of its media type.
    std::string sha256;
    std::uint64_t size = 0;
};

/// Reads what Ollama keeps below manifests/ for one tag of a model: an OCI image manifest.
Result<std::vector<OllamaLayer>> parseOllamaManifest(std::string_view json);

} // namespace orrery::library
