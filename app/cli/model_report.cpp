// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_report.h"

#include "output.h"

#include <fmt/format.h>

#include <string>

using namespace orrery;
using inference::MemoryNeed;

namespace {

constexpr std::size_t templateGlance = 300;

const char* verdictName(gguf::Fit verdict) {
    switch (verdict) {
    case gguf::Fit::Fits: return "fits";
    case gguf::Fit::Tight: return "tight";
    case gguf::Fit::TooBig: return "too big";
    case gguf::Fit::Unknown: break;
    }
    return "unknown";
}

nlohmann::json toJson(const MemoryNeed& need) {
    nlohmann::json json = {{"weights", need.weights},       {"context", need.context},
                           {"compute", need.compute},       {"overhead", need.overhead},
                           {"total", need.main()},          {"byEngine", need.byEngine},
                           {"dependable", need.dependable}, {"devices", nlohmann::json::array()}};
    for (const inference::DeviceMemory& device : need.devices)
        json["devices"].push_back({{"name", device.name},
                                   {"description", device.description},
                                   {"total", device.total},
                                   {"free", device.free},
                                   {"weights", device.weights},
                                   {"context", device.context},
                                   {"compute", device.compute}});
    return json;
}

nlohmann::json toJson(const gguf::ModelFacts& facts) {
    nlohmann::json json = {{"architecture", facts.architecture},
                           {"name", facts.name},
                           {"organisation", facts.organisation},
                           {"sizeLabel", facts.sizeLabel},
                           {"licence", facts.licence},
                           {"licenceLink", facts.licenceLink},
                           {"baseModels", facts.baseModels},
                           {"quantisation", facts.quantisation},
                           {"parameters", facts.parameterCount},
                           {"weightsSize", facts.weightsSize},
                           {"contextLength", facts.contextLength.value_or(0)},
                           {"vocabularySize", facts.vocabularySize.value_or(0)},
                           {"tokenizer", facts.tokenizer},
                           {"layers", facts.layers},
                           {"embeddingLength", facts.embeddingLength},
                           {"heads", facts.heads},
                           {"experts", facts.experts},
                           {"expertsUsed", facts.expertsUsed},
                           {"slidingWindow", facts.slidingWindow},
                           {"chatTemplate", facts.chatTemplate},
                           {"obstacle", facts.obstacle},
                           {"types", nlohmann::json::array()}};
    for (const gguf::TypeShare& share : facts.types)
        json["types"].push_back(
            {{"name", share.name}, {"tensors", share.tensors}, {"parameters", share.parameters}, {"size", share.size}});
    if (facts.projector)
        json["projector"] = {{"kind", facts.projector->kind},
                             {"vision", facts.projector->vision},
                             {"audio", facts.projector->audio},
                             {"imageSize", facts.projector->imageSize.value_or(0)},
                             {"width", facts.projector->width.value_or(0)}};
    return json;
}

void line(const char* name, const std::string& value) {
    if (!value.empty()) fmt::print("{:<14}{}\n", name, printable(value));
}

std::string whole(std::uint64_t number) {
    return number == 0 ? std::string() : std::to_string(number);
}

std::string joinedText(const std::vector<std::string>& texts) {
    std::string result;
    for (const std::string& text : texts) result += (result.empty() ? "" : ", ") + text;
    return result;
}

std::string projectorText(const gguf::ProjectorFacts& facts) {
    const char* sense = facts.vision && facts.audio ? "images and sound" : facts.audio ? "sound" : "images";
    return fmt::format("lets models of width {} take in {} ({})", facts.width.value_or(0), sense,
                       facts.kind.empty() ? "kind unsaid" : facts.kind);
}

void printFacts(const ModelInspection& inspection) {
    const gguf::ModelFacts& facts = inspection.facts;
    line("name", facts.name);
    line("makers", facts.organisation);
    line("architecture", facts.architecture);
    line("parameters", facts.parameterCount == 0 ? std::string() : countText(facts.parameterCount));
    line("quantisation", facts.quantisation);
    line("file", sizeText(inspection.fileSize));
    line("context", facts.contextLength ? fmt::format("{} tokens", *facts.contextLength) : std::string());
    line("vocabulary",
         facts.vocabularySize ? fmt::format("{} tokens ({})", *facts.vocabularySize, facts.tokenizer) : std::string());
    line("layers", whole(facts.layers));
    if (facts.experts > 0) line("experts", fmt::format("{}, of which {} at work", facts.experts, facts.expertsUsed));
    if (facts.slidingWindow > 0) line("window", fmt::format("{} tokens in most layers", facts.slidingWindow));
    line("licence", facts.licence + (facts.licenceLink.empty() ? "" : " " + facts.licenceLink));
    line("made from", joinedText(facts.baseModels));
    if (facts.projector) line("projector", projectorText(*facts.projector));
    if (!facts.obstacle.empty()) line("cannot run", facts.obstacle);
}

void printTypes(const gguf::ModelFacts& facts) {
    if (facts.types.empty()) return;
    Table table({{"type"},
                 {"tensors", Table::Align::Right},
                 {"parameters", Table::Align::Right},
                 {"size", Table::Align::Right}});
    for (const gguf::TypeShare& share : facts.types)
        table.add({share.name, std::to_string(share.tensors), countText(share.parameters), sizeText(share.size)});
    fmt::print("\n{}", table.text());
}

std::vector<std::string> cells(const std::string& title, const MemoryNeed& need) {
    return {title, sizeText(need.weights), sizeText(need.context), sizeText(need.compute), sizeText(need.main())};
}

void printFit(const ModelInspection& inspection) {
    const inference::FitReport& fit = inspection.fit;
    constexpr auto right = Table::Align::Right;
    Table table({{"memory"}, {"weights", right}, {"context", right}, {"compute", right}, {"in all", right}});
    if (fit.need.byEngine) table.add(cells("by the engine", fit.need));
    table.add(cells(inspection.byFormula.dependable ? "by formula" : "by formula, rough", inspection.byFormula));
    for (const inference::DeviceMemory& device : fit.need.devices)
        table.add({"on " + printable(device.name, 40), sizeText(device.weights), sizeText(device.context),
                   sizeText(device.compute), sizeText(device.used())});
    fmt::print("\n{}", table.text());
    if (inspection.engineProblem) fmt::print("not by the engine: {}\n", printable(inspection.engineProblem->message));
    fmt::print("\n{} with a context of {} tokens ({} free to use)\n", verdictName(fit.verdict), fit.contextTokens,
               sizeText(fit.available));
    if (fit.largestContext) fmt::print("largest context that fits: {} tokens\n", *fit.largestContext);
    if (!fit.advice.empty()) fmt::print("{}\n", fit.advice);
}

void printTemplate(const gguf::ModelFacts& facts, bool all) {
    if (!facts.hasChatTemplate) return fmt::print("\nno chat template of its own\n");
    if (!all) return fmt::print("\nchat template: {}\n", printable(facts.chatTemplate, templateGlance));
    fmt::print("\nchat template:\n");
    for (std::size_t begin = 0; begin < facts.chatTemplate.size();) {
        const std::size_t end = std::min(facts.chatTemplate.find('\n', begin), facts.chatTemplate.size());
        fmt::print("{}\n", printable(std::string_view(facts.chatTemplate).substr(begin, end - begin), 10000));
        begin = end + 1;
    }
}

} // namespace

nlohmann::json toJson(const measure::Forecast& forecast) {
    const bool empty = forecast.basis == measure::Forecast::Basis::EmptyWeights;
    return {{"answerPerSecond", forecast.answerPerSecond},
            {"low", forecast.low},
            {"high", forecast.high},
            {"promptPerSecond", forecast.promptPerSecond},
            {"basis", empty ? "empty weights" : "kept figures"},
            {"figures", forecast.figures}};
}

nlohmann::json toJson(const ModelInspection& inspection) {
    nlohmann::json json = {{"format", "gguf"},
                           {"fileSize", inspection.fileSize},
                           {"tensors", inspection.tensors},
                           {"facts", toJson(inspection.facts)},
                           {"fit",
                            {{"verdict", verdictName(inspection.fit.verdict)},
                             {"contextTokens", inspection.fit.contextTokens},
                             {"available", inspection.fit.available},
                             {"memory", toJson(inspection.fit.need)},
                             {"formula", toJson(inspection.byFormula)},
                             {"advice", inspection.fit.advice}}},
                           {"forecast", nullptr}};
    if (inspection.fit.largestContext) json["fit"]["largestContext"] = *inspection.fit.largestContext;
    if (inspection.engineProblem) json["fit"]["engineProblem"] = toJson(*inspection.engineProblem);
    if (inspection.forecast) json["forecast"] = toJson(*inspection.forecast);
    return json;
}

nlohmann::json toJson(const safetensors::ModelFacts& facts) {
    return {{"format", "safetensors"},
            {"facts",
             {{"architecture", facts.architecture},
              {"modelType", facts.modelType},
              {"parameters", facts.parameterCount},
              {"weightsSize", facts.weightsSize},
              {"tensors", facts.tensorCount},
              {"files", facts.files},
              {"parametersByType", facts.parametersByType},
              {"contextLength", facts.contextLength},
              {"vocabularySize", facts.vocabularySize},
              {"layers", facts.layers},
              {"hiddenSize", facts.hiddenSize},
              {"quantisation", facts.quantisation}}}};
}

nlohmann::json toJson(const std::vector<inference::SpeedRow>& rows) {
    nlohmann::json json = nlohmann::json::array();
    for (const inference::SpeedRow& row : rows)
        json.push_back({{"promptTokens", row.promptTokens},
                        {"answerTokens", row.answerTokens},
                        {"threads", row.threads},
                        {"batch", row.batch},
                        {"tokensPerSecond", row.tokensPerSecond},
                        {"deviation", row.deviation},
                        {"samples", row.samples},
                        {"modelType", row.modelType},
                        {"backend", row.backend},
                        {"build", row.build}});
    return json;
}

void print(const measure::Forecast& forecast) {
    const bool empty = forecast.basis == measure::Forecast::Basis::EmptyWeights;
    fmt::print("speed to expect: {:.1f} tokens/s ({:.1f} to {:.1f}), {}\n", forecast.answerPerSecond, forecast.low,
               forecast.high,
               empty ? std::string("measured on this computer without the weights")
                     : fmt::format("from {} measured on this computer",
                                   forecast.figures == 1 ? "one model" : fmt::format("{} models", forecast.figures)));
    if (forecast.promptPerSecond > 0) fmt::print("reading prompts: about {:.0f} tokens/s\n", forecast.promptPerSecond);
}

void print(const ModelInspection& inspection, bool wholeTemplate) {
    printFacts(inspection);
    printTypes(inspection.facts);
    if (!inspection.facts.projector && inspection.facts.obstacle.empty()) printFit(inspection);
    if (inspection.forecast) print(*inspection.forecast);
    if (!inspection.facts.projector) printTemplate(inspection.facts, wholeTemplate);
}

void print(const safetensors::ModelFacts& facts) {
    line("architecture", facts.architecture.empty() ? facts.modelType : facts.architecture);
    line("parameters", countText(facts.parameterCount));
    line("weights",
         fmt::format("{} in {} file{}", sizeText(facts.weightsSize), facts.files, facts.files == 1 ? "" : "s"));
    line("quantisation", facts.quantisation);
    line("context", whole(facts.contextLength));
    line("vocabulary", whole(facts.vocabularySize));
    line("layers", whole(facts.layers));
    line("width", whole(facts.hiddenSize));
    for (const auto& [type, parameters] : facts.parametersByType)
        line(printable(type, 12).c_str(), countText(parameters));
    fmt::print("\nEngines of llama.cpp's kind run GGUF files: look for a conversion of this model.\n");
}

void print(const std::vector<inference::SpeedRow>& rows) {
    constexpr auto right = Table::Align::Right;
    Table table({{"test"}, {"threads", right}, {"batch", right}, {"tokens/s", right}, {"±", right}});
    for (const inference::SpeedRow& row : rows)
        table.add({row.promptTokens > 0 ? fmt::format("read {}", row.promptTokens)
                                        : fmt::format("write {}", row.answerTokens),
                   std::to_string(row.threads), std::to_string(row.batch), fmt::format("{:.2f}", row.tokensPerSecond),
                   fmt::format("{:.2f}", row.deviation)});
    fmt::print("{}", table.text());
}
