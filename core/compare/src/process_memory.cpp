// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/compare/process_memory.h>

#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace orrery::compare {
namespace {

namespace fs = std::filesystem;

std::optional<std::int64_t> processNumber(const std::string& name) {
    std::int64_t number = 0;
    const char* const end = name.data() + name.size();
    const auto [rest, problem] = std::from_chars(name.data(), end, number);
    if (problem != std::errc() || rest != end) return std::nullopt;
    return number;
}

std::int64_t parentOf(const fs::path& folder) {
    std::string line;
    std::ifstream file(folder / "stat");
    std::getline(file, line);
    const std::size_t nameEnd = line.rfind(')'); // the name before it may hold anything
    if (nameEnd == std::string::npos) return 0;
    std::istringstream fields(line.substr(nameEnd + 1));
    std::string state;
    std::int64_t parent = 0;
    fields >> state >> parent;
    return parent;
}

std::uint64_t residentBytes(const fs::path& folder) {
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    std::ifstream(folder / "statm") >> total >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::multimap<std::int64_t, std::int64_t> childrenByParent(const fs::path& proc) {
    std::multimap<std::int64_t, std::int64_t> children;
    std::error_code problem;
    for (fs::directory_iterator it(proc, problem), end; !problem && it != end; it.increment(problem)) {
        if (const auto number = processNumber(it->path().filename().string()))
            children.emplace(parentOf(it->path()), *number);
    }
    return children;
}

} // namespace

std::uint64_t processTreeMemory(std::int64_t root, const fs::path& proc) {
    if (root <= 0) return 0;
    const auto children = childrenByParent(proc);
    std::vector<std::int64_t> tree{root};
    std::uint64_t sum = 0;
    for (std::size_t next = 0; next < tree.size() && next < 10'000; ++next) {
        const std::int64_t process = tree[next];
        sum += residentBytes(proc / std::to_string(process));
        const auto [first, last] = children.equal_range(process);
        for (auto child = first; child != last; ++child) tree.push_back(child->second);
    }
    return sum;
}

} // namespace orrery::compare
