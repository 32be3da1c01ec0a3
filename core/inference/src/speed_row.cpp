// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/errors.h>
#include <orrery/inference/speed_probe.h>

#include <nlohmann/json.hpp>

#include <cmath>

namespace orrery::inference {

namespace {

constexpr std::size_t longestText = 200;
constexpr std::size_t mostSamples = 10000;
constexpr double largestWhole = 1e15; // whole numbers up to it are exact, and far beyond any model's

/// Takes fields out of a record and remembers whether one was no sensible number.
class Fields {
public:
    explicit Fields(const nlohmann::json& record) : m_record(record) {}

    double number(const char* key) {
        const auto found = m_record.find(key);
        if (found == m_record.end()) return 0;
        const double value = found->is_number() ? found->get<double>() : -1;
        if (value >= 0 && value <= largestWhole) return value;
        if (m_problem.empty()) m_problem = std::string(key) + " is no sensible number";
        return 0;
    }

    std::uint64_t whole(const char* key) { return static_cast<std::uint64_t>(number(key)); }

    std::uint32_t small(const char* key) {
        const double value = number(key);
        if (value <= 0xffffffffU) return static_cast<std::uint32_t>(value);
        if (m_problem.empty()) m_problem = std::string(key) + " is too large";
        return 0;
    }

    /// -1 stands for "all".
    std::uint32_t layers(const char* key) {
        const auto found = m_record.find(key);
        return found != m_record.end() && found->is_number_integer() && found->get<std::int64_t>() < 0 ? 0 : small(key);
    }

    std::string text(const char* key) {
        const auto found = m_record.find(key);
        return found != m_record.end() && found->is_string() ? found->get<std::string>().substr(0, longestText)
                                                             : std::string();
    }

    std::vector<double> numbers(const char* key) {
        std::vector<double> values;
        const auto found = m_record.find(key);
        if (found == m_record.end() || !found->is_array()) return values;
        for (const auto& value : *found)
            if (value.is_number() && std::isfinite(value.get<double>()) && values.size() < mostSamples)
                values.push_back(value.get<double>());
        return values;
    }

    [[nodiscard]] const std::string& problem() const { return m_problem; }

private:
    const nlohmann::json& m_record;
    std::string m_problem;
};

std::string buildOf(Fields& fields) {
    const std::uint64_t number = fields.whole("build_number");
    return number == 0 ? std::string() : "b" + std::to_string(number);
}

} // namespace

Result<std::optional<SpeedRow>> readSpeedRow(std::string_view line) {
    if (line.find("\"avg_ts\"") == std::string_view::npos) return std::nullopt;
    const auto record = nlohmann::json::parse(line, nullptr, false);
    if (!record.is_object() || !record.contains("avg_ts")) return std::nullopt;
    Fields fields(record);
    SpeedRow row;
    row.promptTokens = fields.small("n_prompt");
    row.answerTokens = fields.small("n_gen");
    row.threads = fields.small("n_threads");
    row.batch = fields.small("n_batch");
    row.gpuLayers = fields.layers("n_gpu_layers");
    row.tokensPerSecond = fields.number("avg_ts");
    row.deviation = fields.number("stddev_ts");
    row.samples = fields.numbers("samples_ts");
    row.modelType = fields.text("model_type");
    row.modelSize = fields.whole("model_size");
    row.modelParameters = fields.whole("model_n_params");
    row.cpu = fields.text("cpu_info");
    row.gpu = fields.text("gpu_info");
    row.backend = fields.text("backends");
    row.build = buildOf(fields);
    const bool oneTest = (row.promptTokens == 0) != (row.answerTokens == 0);
    if (fields.problem().empty() && oneTest) return row;
    return fail(Errc::BadAnswer, "The engine's speed test answered in an unknown way. Update Orrery or the engine.",
                fields.problem().empty() ? "neither a prompt nor an answer was measured" : fields.problem());
}

} // namespace orrery::inference
