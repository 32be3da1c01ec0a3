// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/download/plan.h>

#include <orrery/cache/layout.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace orrery::download {

namespace {

bool isWanted(const Request& request, std::string_view path) {
    const auto matchesPath = [path](const std::string& pattern) { return pattern == path || matches(pattern, path); };
    const bool included =
        request.include.empty() || std::any_of(request.include.begin(), request.include.end(), matchesPath);
    return included && std::none_of(request.exclude.begin(), request.exclude.end(), matchesPath);
}

bool isHash(std::string_view text, std::size_t digits) {
    const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.size() == digits && std::all_of(text.begin(), text.end(), isHex);
}

/// @return why the file cannot be fetched; empty: it can.
std::string refusal(const hub::TreeEntry& entry) {
    if (const orrery::Status checked = cache::checkFileName(entry.path); !checked) return checked.error().message;
    if (isHash(entry.sha256, 64) || (entry.sha256.empty() && isHash(entry.gitOid, 40))) return {};
    return fmt::format("The server gives no hash for {}, so its content could not be checked. It is left out.",
                       entry.path);
}

PlannedFile planned(const hub::TreeEntry& entry) {
    return {.path = entry.path,
            .etag = entry.sha256.empty() ? entry.gitOid : entry.sha256,
            .size = entry.size,
            .pickle = isPickleName(entry.path),
            .scan = entry.scan ? entry.scan->status : hub::ScanStatus::Unscanned};
}

} // namespace

std::uint64_t Plan::size() const {
    return std::accumulate(files.begin(), files.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const PlannedFile& file) { return sum + file.size; });
}

Plan planFiles(const Request& request, const std::string& commit, const std::vector<hub::TreeEntry>& tree) {
    Plan plan{.commit = commit, .files = {}, .refused = {}};
    std::set<std::string_view> seen;
    for (const auto& entry : tree) {
        if (entry.folder || !isWanted(request, entry.path) || !seen.insert(entry.path).second) continue;
        if (std::string why = refusal(entry); !why.empty()) {
            plan.refused.push_back(std::move(why));
        } else {
            plan.files.push_back(planned(entry));
        }
    }
    return plan;
}

bool isPickleName(std::string_view path) {
    constexpr std::array<std::string_view, 11> endings{".bin",    ".pt",  ".pth",  ".ckpt", ".pkl", ".pickle",
                                                       ".joblib", ".dat", ".data", ".npy",  ".npz"};
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos) return false;
    std::string ending(path.substr(dot));
    for (char& c : ending) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

} // namespace orrery::download
