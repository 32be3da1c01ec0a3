// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "ollama_manifest.h"
#include "pack_manifest.h"
#include "safetensors.h"
#include "text.h"

#include <orrery/cache/layout.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace orrery;
using namespace orrery::library;

namespace {

void check(bool promise) {
    if (!promise) std::abort();
}

/// What a manifest says can be used without looking, and says the same after it was written again.
void use(const PackManifest& manifest) {
    std::uint64_t size = 0;
    for (const PackContent& content : contentsOf(manifest)) {
        check(cache::checkFileName(content.name).has_value());
        check(!content.uses.empty());
        size += content.size;
    }
    check(manifest.size() == size);
    for (const PackManifest::Entry& entry : manifest.entries) {
        check(hub::isValidRepoName(entry.repo.name) && cache::isCommit(entry.commit));
        for (const std::string& ref : entry.refs) check(cache::checkFileName(ref).has_value());
        for (const PackManifest::File& file : entry.files) check(isSha256(file.sha256) && cache::isEtag(file.etag));
    }
    const auto again = parseManifest(writeManifest(manifest));
    check(again.has_value() && again->size() == size && again->entries.size() == manifest.entries.size());
}

} // namespace

/// Whatever the bytes: a pack's manifest, Ollama's and a safetensors header end with values that hold, or an Error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto manifest = parseManifest(bytes)) use(*manifest);
    if (const auto layers = parseOllamaManifest(bytes))
        for (const OllamaLayer& layer : *layers) check(isSha256(layer.sha256));
    (void)parseSafetensorsHeader(bytes);
    return 0;
}
