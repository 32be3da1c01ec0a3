// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_bench.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace orrery::test {

namespace fs = std::filesystem;

namespace {

/// Fields of /proc/<pid>/stat after the name: state, parent, ...
std::optional<std::pair<char, std::int64_t>> stateAndParent(std::int64_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text; // a process that ends meanwhile makes an iterator throw, and getline only fail
    std::getline(file, text);
    const auto end = text.rfind(')');
    if (end == std::string::npos) return std::nullopt;
    std::istringstream fields(text.substr(end + 1));
    char state = 0;
    std::int64_t parent = 0;
    fields >> state >> parent;
    return std::pair(state, parent);
}

std::vector<std::int64_t> allProcesses() {
    std::vector<std::int64_t> result;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        if (std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; })) result.push_back(std::stoll(name));
    }
    return result;
}

} // namespace

EngineBench::EngineBench() {
    auto search = inference::standardRuntimeSearch();
    search.onPath.clear();
    std::optional<inference::EngineReport> report;
    inference::examineEngines(m_processes, executor, search,
                              [&](inference::EngineReport found) { report = std::move(found); });
    executor.runUntil([&] { return report.has_value(); }, std::chrono::seconds(60));
    auto host = report->host();
    if (host)
        m_host = std::move(*host);
    else
        m_whyNoHost =
            "no llama-server to test with; set ORRERY_LLAMA_RUNTIME to a runtime folder: " + describe(host.error());
}

std::vector<std::int64_t> processTree(std::int64_t root) {
    std::vector<std::int64_t> tree = {root};
    const auto all = allProcesses();
    for (std::size_t i = 0; i < tree.size(); ++i)
        for (const std::int64_t pid : all)
            if (const auto found = stateAndParent(pid); found && found->second == tree[i]) tree.push_back(pid);
    return tree;
}

bool isRunning(std::int64_t pid) {
    const auto found = stateAndParent(pid);
    return found && found->first != 'Z' && found->first != 'X';
}

fs::path writeFile(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

} // namespace orrery::test
