// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/library/pack.h>

#include "pack_manifest.h"
#include "pack_source.h"
#include "staging.h"
#include "text.h"

#include <orrery/platform/errc.h>
#include <orrery/platform/machine.h>

#include <fmt/format.h>

#include <map>
#include <set>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t spareSpace = 32ULL << 20U;

class Unpacker {
public:
    Unpacker(const fs::path& cache, const PackManifest& manifest, std::stop_token stop, const PackProgress& onProgress)
        : m_cache(cache),
          m_contents(contentsOf(manifest)),
          m_staging(manifest, cache),
          m_stop(std::move(stop)),
          m_onProgress(onProgress),
          m_total(manifest.size()) {
        for (const PackContent& content : m_contents) {
            m_names.push_back(content.name);
            m_awaited[content.name] = &content;
        }
    }

    Status unpack(PackSource& source) {
        if (Status space = checkSpace(); !space) return space;
        for (;;) {
            const auto file = source.next(m_names);
            if (!file) return fail(file.error());
            if (!*file) break;
            if (Status taken = take(source, **file); !taken) return taken;
        }
        if (!m_awaited.empty()) return refused(fmt::format("it lacks \"{}\".", m_awaited.begin()->first));
        if (m_stop.stop_requested()) return fail(cancelledError());
        return m_staging.commit(m_contents);
    }

private:
    static tl::unexpected<Error> refused(std::string why) {
        return fail(Errc::InvalidArgument, "The pack does not fit its manifest: " + std::move(why));
    }

    Status checkSpace() {
        std::uint64_t missing = 0;
        for (const PackContent& content : m_contents) missing += m_staging.missingBytes(content);
        const auto disk = platform::diskSpace(m_cache);
        if (missing == 0 || !disk || disk->available >= missing + spareSpace) return {};
        return fail(platform::Errc::NoSpace,
                    fmt::format("The pack needs {}, but only {} are free on the cache's disk. Free some space first.",
                                sizeText(missing), sizeText(disk->available)),
                    {}, m_cache.string());
    }

    Status take(PackSource& source, const PackedFile& file) {
        const auto awaited = m_awaited.find(file.name);
        if (awaited == m_awaited.end()) return refused(fmt::format("it holds \"{}\" twice, or uninvited.", file.name));
        const PackContent& content = *awaited->second;
        m_awaited.erase(awaited);
        if (file.size != content.size)
            return refused(fmt::format("\"{}\" has {} bytes instead of {}.", file.name, file.size, content.size));
        if (Status begun = m_staging.begin(content); !begun) return begun;
        if (Status copied = copy(source, content); !copied) return copied;
        return m_staging.end();
    }

    Status copy(PackSource& source, const PackContent& content) {
        std::uint64_t copied = 0;
        while (!m_stop.stop_requested()) {
            const auto count = source.read(m_buffer.data(), m_buffer.size());
            if (!count) return fail(count.error());
            copied += *count;
            if (copied > content.size || (*count == 0 && copied < content.size))
                return refused(fmt::format("\"{}\" is not as long as promised.", content.name));
            if (*count == 0) return {};
            if (Status written = m_staging.write({m_buffer.data(), *count}); !written) return written;
            m_done += *count;
            if (m_onProgress) m_onProgress(m_done, m_total);
        }
        return fail(cancelledError());
    }

    fs::path m_cache;
    std::vector<PackContent> m_contents;
    std::vector<std::string> m_names;
    std::map<std::string, const PackContent*> m_awaited;
    Staging m_staging;
    std::stop_token m_stop;
    const PackProgress& m_onProgress;
    std::vector<char> m_buffer = std::vector<char>(1U << 20U);
    std::uint64_t m_done = 0;
    std::uint64_t m_total = 0;
};

} // namespace

Result<PackManifest> unpack(const fs::path& source, const fs::path& hubCache, std::stop_token stop,
                            const PackProgress& onProgress) {
    const auto pack = PackSource::open(source);
    if (!pack) return fail(pack.error());
    const auto text = (*pack)->manifest();
    if (!text) return fail(text.error());
    auto manifest = parseManifest(*text);
    if (!manifest) return fail(manifest.error());
    Unpacker unpacker(hubCache, *manifest, std::move(stop), onProgress);
    if (Status unpacked = unpacker.unpack(**pack); !unpacked) return fail(unpacked.error());
    return manifest;
}

} // namespace orrery::library
