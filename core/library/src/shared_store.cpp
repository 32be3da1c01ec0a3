// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "shared_store.h"

#include "disk.h"
#include "text.h"

#include <orrery/platform/atomic_file.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

/// Holds the store's lock for one payload while it lives.
class PayloadLock {
public:
    explicit PayloadLock(const fs::path& payload)
        : m_file(::open((payload.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666)),
          m_held(m_file >= 0 && ::flock(m_file, LOCK_EX | LOCK_NB) == 0) {}
    ~PayloadLock() {
        if (m_file >= 0) ::close(m_file);
    }
    PayloadLock(const PayloadLock&) = delete;
    PayloadLock& operator=(const PayloadLock&) = delete;

    [[nodiscard]] bool isHeld() const { return m_held; }

private:
    int m_file;
    bool m_held;
};

fs::path cacheOf(const fs::path& payload) {
    return payload.parent_path().parent_path().parent_path();
}

fs::path listOf(const fs::path& payload) {
    return payload.string() + ".refs";
}

bool isSafe(const fs::path& relative) {
    return relative.is_relative() && std::ranges::find(relative, fs::path("..")) == relative.end();
}

std::optional<std::set<fs::path>> referencesOf(const fs::path& payload) {
    const auto list = platform::readFile(listOf(payload));
    if (!list) return std::nullopt;
    std::set<fs::path> references;
    std::istringstream lines(*list);
    for (std::string line; std::getline(lines, line);) {
        const fs::path blob = cacheOf(payload) / line;
        if (isSafe(line) && sharedPayload(blob, cacheOf(payload)) == payload) references.insert(blob);
    }
    return references;
}

} // namespace

bool isSharedStore(const fs::path& folder) {
    const auto marker = platform::readFile(folder / ".huggingface-shared-blobs", 16);
    return marker && *marker == "1\n";
}

bool isSharedPayload(const fs::path& path) {
    const std::string name = path.filename().string();
    return isSha256(name) && path.parent_path().filename() == name.substr(0, 2) &&
           path.parent_path().parent_path().filename() == "blobs" && isSharedStore(path.parent_path().parent_path());
}

std::optional<fs::path> sharedPayload(const fs::path& blob, const fs::path& cache) {
    const auto target = linkTarget(blob);
    if (!target || cacheOf(*target) != cache.lexically_normal() || !isSharedPayload(*target)) return std::nullopt;
    const auto facts = factsOfName(*target);
    return facts && facts->type == EntryType::File ? target : std::nullopt;
}

bool isSharedOnlyBy(const fs::path& payload, const std::set<fs::path>& blobs) {
    const auto references = referencesOf(payload);
    return references && !references->empty() && std::ranges::includes(blobs, *references);
}

bool collectShared(const fs::path& payload) {
    const PayloadLock lock(payload);
    if (!lock.isHeld()) return false;
    const auto references = referencesOf(payload);
    std::error_code ignored;
    if (!references || !references->empty() || !fs::remove(payload, ignored)) return false;
    fs::remove(listOf(payload), ignored);
    return true;
}

} // namespace orrery::library
