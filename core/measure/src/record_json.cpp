// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "record_json.h"

#include <type_traits>

namespace orrery::measure {

using Json = nlohmann::json;
using inference::ChatTimings;
using inference::SpeedRow;

namespace {

/// Reads what has the right type and leaves the rest as it is.
class Reader {
public:
    explicit Reader(const Json& json) : m_json(json) {}

    template <class T>
    void operator()(const char* key, T& value) const {
        if (!m_json.is_object()) return;
        const auto found = m_json.find(key);
        if (found == m_json.end()) return;
        if constexpr (std::is_same_v<T, bool>) {
            if (found->is_boolean()) value = found->template get<bool>();
        } else if constexpr (std::is_arithmetic_v<T>) {
            if (found->is_number()) value = found->template get<T>();
        } else if constexpr (std::is_same_v<T, std::string>) {
            if (found->is_string()) value = found->template get<std::string>();
        } else if (found->is_array()) {
            for (const Json& entry : *found)
                if (entry.is_number()) value.push_back(entry.template get<double>());
        }
    }

private:
    const Json& m_json;
};

class Writer {
public:
    template <class T>
    void operator()(const char* key, const T& value) {
        m_json[key] = value;
    }
    Json take() { return std::move(m_json); }

private:
    Json m_json = Json::object();
};

template <class Row, class Visit>
void visit(Row& row, Visit& with, const SpeedRow* /*kind*/) {
    with("promptTokens", row.promptTokens);
    with("answerTokens", row.answerTokens);
    with("threads", row.threads);
    with("batch", row.batch);
    with("gpuLayers", row.gpuLayers);
    with("tokensPerSecond", row.tokensPerSecond);
    with("deviation", row.deviation);
    with("samples", row.samples);
    with("modelType", row.modelType);
    with("modelSize", row.modelSize);
    with("modelParameters", row.modelParameters);
    with("cpu", row.cpu);
    with("gpu", row.gpu);
    with("backend", row.backend);
    with("build", row.build);
}

template <class Record, class Visit>
void visit(Record& record, Visit& with, const SpeedRecord* /*kind*/) {
    with("taken", record.taken);
    with("machine", record.machine);
    with("model", record.model);
    with("path", record.path);
    with("activeBytes", record.activeBytes);
    with("engine", record.engine);
}

template <class Timings, class Visit>
void visit(Timings& timings, Visit& with, const ChatTimings* /*kind*/) {
    with("cachedTokens", timings.cachedTokens);
    with("promptTokens", timings.promptTokens);
    with("answerTokens", timings.answerTokens);
    with("promptMs", timings.promptMs);
    with("answerMs", timings.answerMs);
    with("firstTokenMs", timings.firstTokenMs);
}

template <class Answer, class Visit>
void visit(Answer& answer, Visit& with, const ComparedAnswer* /*kind*/) {
    with("label", answer.label);
    with("model", answer.model);
    with("settings", answer.settings);
    with("text", answer.text);
    with("reasoning", answer.reasoning);
    with("problem", answer.problem);
    with("loadMs", answer.loadMs);
    with("memory", answer.memory);
}

template <class Compared, class Visit>
void visit(Compared& comparison, Visit& with, const Comparison* /*kind*/) {
    with("taken", comparison.taken);
    with("machine", comparison.machine);
    with("prompt", comparison.prompt);
    with("system", comparison.system);
    with("atOnce", comparison.atOnce);
    with("blind", comparison.blind);
    with("tie", comparison.tie);
}

template <class T>
Json written(const T& value) {
    Writer writer;
    visit(value, writer, static_cast<const T*>(nullptr));
    return writer.take();
}

template <class T>
T read(const Json& json) {
    T value;
    const Reader reader(json);
    visit(value, reader, static_cast<const T*>(nullptr));
    return value;
}

const Json& memberOf(const Json& json, const char* key) {
    static const Json nothing;
    if (!json.is_object()) return nothing;
    const auto found = json.find(key);
    return found == json.end() ? nothing : *found;
}

} // namespace

Json toJson(const SpeedRecord& record) {
    Json json = written(record);
    json.update(written(record.row));
    return json;
}

SpeedRecord speedRecordFrom(const Json& json) {
    auto record = read<SpeedRecord>(json);
    record.row = read<SpeedRow>(json);
    return record;
}

Json toJson(const Comparison& comparison) {
    Json json = written(comparison);
    json["answers"] = Json::array();
    for (const ComparedAnswer& answer : comparison.answers) {
        Json entry = written(answer);
        entry["timings"] = written(answer.timings);
        entry["tokensPerSecond"] = answer.timings.tokensPerSecond();
        json["answers"].push_back(std::move(entry));
    }
    json["vote"] = comparison.vote ? Json(*comparison.vote) : Json();
    return json;
}

Comparison comparisonFrom(const Json& json) {
    auto comparison = read<Comparison>(json);
    for (const Json& entry : memberOf(json, "answers")) {
        auto answer = read<ComparedAnswer>(entry);
        answer.timings = read<ChatTimings>(memberOf(entry, "timings"));
        comparison.answers.push_back(std::move(answer));
    }
    if (const Json& vote = memberOf(json, "vote"); vote.is_number_unsigned()) comparison.vote = vote.get<std::size_t>();
    return comparison;
}

std::string compact(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string pretty(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace orrery::measure
