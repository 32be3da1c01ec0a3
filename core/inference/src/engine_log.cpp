// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/engine_log.h>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace orrery::inference {

namespace {

constexpr std::size_t mostLines = 500;
constexpr std::size_t mostErrors = 20;
constexpr std::size_t longestLine = 8192;

LogLevel levelNamed(std::string_view name) {
    if (name == "error") return LogLevel::Error;
    if (name == "warn") return LogLevel::Warning;
    if (name == "debug") return LogLevel::Debug;
    return LogLevel::Info;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
    return text;
}

std::string textOf(const nlohmann::json& record, const char* key) {
    const auto found = record.find(key);
    return found != record.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

LogLine parseLogLine(std::string_view line) {
    const auto record = nlohmann::json::parse(line, nullptr, false);
    if (record.is_object() && textOf(record, "type") == "log")
        return {levelNamed(textOf(record, "level")), std::string(trimmed(textOf(record, "msg")))};
    const bool complaint = !record.is_object() && line.find("error") != std::string_view::npos;
    return {complaint ? LogLevel::Error : LogLevel::Info, std::string(trimmed(line))};
}

void EngineLog::feed(std::string& partial, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        partial.append(bytes.substr(0, end));
        if (partial.size() > longestLine) partial.resize(longestLine);
        if (end == std::string_view::npos) return;
        take(partial);
        bytes.remove_prefix(end + 1);
    }
}

void EngineLog::take(std::string& line) {
    if (line.empty()) return;
    LogLine parsed = parseLogLine(line);
    line.clear();
    if (parsed.level == LogLevel::Error && m_firstErrors.size() < mostErrors) m_firstErrors.push_back(parsed);
    m_lines.push_back(std::move(parsed));
    if (m_lines.size() > mostLines) m_lines.pop_front();
}

void EngineLog::finish() {
    take(m_stdout);
    take(m_stderr);
}

} // namespace orrery::inference
