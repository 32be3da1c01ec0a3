// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "ollama_manifest.h"

#include "json.h"
#include "text.h"

namespace orrery::library {
namespace {

constexpr std::string_view digestPrefix = "sha256:";

std::string roleOf(const std::string& mediaType) {
    return mediaType.substr(mediaType.rfind('.') + 1);
}

} // namespace

Result<std::vector<OllamaLayer>> parseOllamaManifest(std::string_view text) {
    const nlohmann::json json = parseJson(text);
    std::vector<OllamaLayer> layers;
    for (const nlohmann::json& layer : arrayOf(json, "layers")) {
        const std::string digest = textOf(layer, "digest");
        if (!digest.starts_with(digestPrefix) || !isSha256(std::string_view(digest).substr(digestPrefix.size())))
            return fail(Errc::InvalidArgument, "Ollama's description of this model names its files in an unknown way.");
        layers.push_back(
            {roleOf(textOf(layer, "mediaType")), digest.substr(digestPrefix.size()), countOf(layer, "size")});
    }
    if (layers.empty()) return fail(Errc::InvalidArgument, "Ollama's description of this model cannot be read.");
    return layers;
}

} // namespace orrery::library
