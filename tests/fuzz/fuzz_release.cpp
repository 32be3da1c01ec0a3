// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/remote_server.h>
#include <orrery/runtimes/release.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace orrery;

namespace {

void check(bool promise) {
    if (!promise) std::abort();
}

bool isHash(const std::string& text) {
    return text.empty() || (text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos);
}

void checkRelease(const runtimes::Release& release) {
    check(!release.tag.empty());
    bool mayFit = true;
    for (const runtimes::ReleaseAsset& asset : release.assets) {
        check(!asset.name.empty() && asset.name.find('/') == std::string::npos);
        check(isHash(asset.sha256) && !asset.backend.empty());
        check(mayFit || !asset.fitsHere); // those that fit come first
        mayFit = asset.fitsHere;
    }
}

} // namespace

/// Whatever the bytes: a release holds only what may be fetched, and a list of servers only what serverUrl() allows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto release = runtimes::readRelease(bytes, "linux", "x86_64")) checkRelease(*release);
    const auto servers = inference::readServers(bytes);
    check(inference::readServers(inference::writeServers(servers)).size() == servers.size());
    if (const auto url = inference::serverUrl(bytes)) check(inference::serverUrl(*url) == *url);
    (void)runtimes::releaseAddress(bytes);
    return 0;
}
