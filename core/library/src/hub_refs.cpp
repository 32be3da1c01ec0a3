// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "hub_refs.h"

#include "disk.h"
#include "text.h"

#include <orrery/cache/layout.h>
#include <orrery/platform/atomic_file.h>

#include <fmt/format.h>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t largestRef = 4096;
constexpr int deepest = 16;

std::string trimmed(const std::string& text) {
    const char* const blank = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blank);
    return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

/// "main.0123abcd.tmp", as writers name a ref on its way.
bool isLeftover(const fs::path& file) {
    constexpr std::size_t tail = 13; // ".0123abcd.tmp"
    const std::string name = file.filename().string();
    if (name.size() <= tail || !name.ends_with(".tmp") || name[name.size() - tail] != '.') return false;
    return isHex(std::string_view(name).substr(name.size() - tail + 1, 8), 8);
}

bool isOld(const fs::path& file) {
    const auto facts = factsOfName(file);
    return facts && std::chrono::system_clock::now() - facts->modified > std::chrono::minutes(1);
}

class Reader {
public:
    explicit Reader(HubRefs& result) : m_result(result) {}

    void readFolder(const fs::path& folder, const std::string& prefix, int depth) {
        const auto entries = entriesOf(folder);
        if (!entries || depth > deepest) return bad(folder, "This folder of refs cannot be read.", false);
        for (const FolderEntry& entry : *entries) {
            if (isDesktopFile(entry.name)) continue;
            if (entry.type == EntryType::Folder) {
                readFolder(folder / entry.name, prefix + entry.name + '/', depth + 1);
            } else {
                readRef(folder / entry.name, prefix + entry.name);
            }
        }
    }

    void bad(const fs::path& path, std::string text, bool repairable) {
        m_result.findings.push_back({Finding::Kind::BadRef, std::move(text), path, repairable});
    }

private:
    void readRef(const fs::path& file, const std::string& name) {
        if (isLeftover(file)) {
            if (isOld(file)) bad(file, fmt::format("\"{}\" was left behind by a write that did not end.", name), true);
            return;
        }
        const auto text = platform::readFile(file, largestRef);
        if (!text) return bad(file, fmt::format("The ref \"{}\" cannot be read.", name), false);
        const std::string commit = trimmed(*text);
        if (!cache::isCommit(commit)) return bad(file, fmt::format("The ref \"{}\" names no commit.", name), true);
        if (commit != *text) {
            bad(file,
                fmt::format("The ref \"{}\" has white space around its commit; it hides the repository from the "
                            "Python tools.",
                            name),
                true);
        }
        m_result.refs.push_back({name, file, commit});
    }

    HubRefs& m_result;
};

} // namespace

HubRefs readHubRefs(const fs::path& folder) {
    HubRefs result;
    Reader reader(result);
    const auto facts = factsOf(folder);
    if (facts && facts->type == EntryType::Folder) {
        reader.readFolder(folder, {}, 0);
    } else if (facts) {
        reader.bad(folder, "\"refs\" is a file where a folder belongs; it hides the repository from the Python tools.",
                   true);
    }
    return result;
}

} // namespace orrery::library
