// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/measure/measure_store.h>

#include "record_json.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace orrery::measure {

namespace {

constexpr const char* header =
    "taken,machine,model,path,engine,test,tokens_per_second,deviation,threads,batch,gpu_layers,prompt_tokens,"
    "answer_tokens,model_type,model_bytes,parameters,active_bytes,cpu,gpu,backend,build\r\n";

std::string timeText(std::int64_t seconds) {
    constexpr std::int64_t year9999 = 253'402'300'799;
    if (seconds < 0 || seconds > year9999) return {};
    return fmt::format("{:%FT%TZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

/// Quoted where it must be. A text that a spreadsheet would take for a formula gets an apostrophe before it.
std::string cell(std::string_view text) {
    std::string result;
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) result = "'";
    result += text;
    if (result.find_first_of(",\"\r\n") == std::string::npos) return result;
    std::string quoted = "\"";
    for (const char c : result) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

std::string testName(const inference::SpeedRow& row) {
    if (row.answerTokens == 0) return fmt::format("prompt {}", row.promptTokens);
    if (row.promptTokens == 0) return fmt::format("answer {}", row.answerTokens);
    return fmt::format("prompt {} answer {}", row.promptTokens, row.answerTokens);
}

std::string csvLine(const SpeedRecord& record) {
    const inference::SpeedRow& row = record.row;
    return fmt::format("{},{},{},{},{},{},{:.3f},{:.3f},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n",
                       timeText(record.taken), cell(record.machine), cell(record.model), cell(record.path),
                       cell(record.engine), testName(row), row.tokensPerSecond, row.deviation, row.threads, row.batch,
                       row.gpuLayers, row.promptTokens, row.answerTokens, cell(row.modelType), row.modelSize,
                       row.modelParameters, record.activeBytes, cell(row.cpu), cell(row.gpu), cell(row.backend),
                       cell(row.build));
}

/// One line of a table.
std::string tableText(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '|') result += '\\';
        result += c == '\n' || c == '\r' ? ' ' : c;
    }
    return result;
}

/// Fenced, so that no text of a model can pass for ours.
std::string fenced(std::string_view text) {
    std::size_t longest = 2;
    for (std::size_t at = 0, run = 0; at < text.size(); ++at) {
        run = text[at] == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    return fmt::format("{}\n{}\n{}\n", fence, text, fence);
}

std::string labelOf(const Comparison& comparison, std::size_t index) {
    const ComparedAnswer& answer = comparison.answers[index];
    return answer.label.empty() ? answer.model : answer.label;
}

std::string verdict(const Comparison& comparison) {
    if (comparison.tie) return "Vote: a tie\n";
    if (!comparison.vote || *comparison.vote >= comparison.answers.size()) return "Vote: none\n";
    return fmt::format("Vote: {}\n", tableText(labelOf(comparison, *comparison.vote)));
}

std::string tableLine(const Comparison& comparison, std::size_t index) {
    const ComparedAnswer& answer = comparison.answers[index];
    const std::string memory =
        answer.memory > 0 ? fmt::format("{:.2f}", static_cast<double>(answer.memory) / 1e9) : "-";
    return fmt::format("| {} | {:.0f} | {:.1f} | {} | {:.1f} | {} |\n", tableText(labelOf(comparison, index)),
                       answer.timings.firstTokenMs, answer.timings.tokensPerSecond(), answer.timings.answerTokens,
                       answer.loadMs / 1000, memory);
}

} // namespace

std::string speedsCsv(const std::vector<SpeedRecord>& records) {
    std::string csv = header;
    for (const SpeedRecord& record : records) csv += csvLine(record);
    return csv;
}

std::string speedsJson(const std::vector<SpeedRecord>& records) {
    nlohmann::json json = {{"format", "orrery-speeds"}, {"version", 1}, {"speeds", nlohmann::json::array()}};
    for (const SpeedRecord& record : records) json["speeds"].push_back(toJson(record));
    return pretty(json);
}

std::string comparisonJson(const Comparison& comparison) {
    nlohmann::json json = toJson(comparison);
    json["format"] = "orrery-comparison";
    json["version"] = 1;
    return pretty(json);
}

std::string comparisonMarkdown(const Comparison& comparison) {
    std::string text = fmt::format("# Comparison of {}\n\n", timeText(comparison.taken));
    if (!comparison.machine.empty()) text += fmt::format("Machine: {}\\\n", tableText(comparison.machine));
    text += fmt::format("Run: {}{}\\\n", comparison.atOnce ? "at once" : "in turn", comparison.blind ? ", blind" : "");
    text += verdict(comparison);
    if (!comparison.system.empty()) text += "\n## System\n\n" + fenced(comparison.system);
    text += "\n## Prompt\n\n" + fenced(comparison.prompt);
    text += "\n## Figures\n\n| Answer | First token, ms | Tokens/s | Tokens | Loading, s | Memory, GB |\n"
            "| --- | ---: | ---: | ---: | ---: | ---: |\n";
    for (std::size_t i = 0; i < comparison.answers.size(); ++i) text += tableLine(comparison, i);
    for (std::size_t i = 0; i < comparison.answers.size(); ++i) {
        const ComparedAnswer& answer = comparison.answers[i];
        text += fmt::format("\n## {}\n\n", tableText(labelOf(comparison, i)));
        if (!answer.settings.empty()) text += "Settings:\n\n" + fenced(answer.settings) + "\n";
        if (!answer.problem.empty()) text += fmt::format("It failed: {}\n\n", tableText(answer.problem));
        if (!answer.reasoning.empty()) text += "Reasoning:\n\n" + fenced(answer.reasoning) + "\n";
        if (!answer.text.empty()) text += fenced(answer.text);
    }
    return text;
}

} // namespace orrery::measure
