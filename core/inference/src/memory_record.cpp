// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/errors.h>
#include <orrery/inference/memory_probe.h>

#include <nlohmann/json.hpp>

#include <utility>

namespace orrery::inference {

namespace {

constexpr std::string_view recordType = "fit_memory_breakdown";
constexpr std::size_t longestRecord = 1U << 20;
constexpr std::size_t mostRows = 256;
constexpr double bytesPerMebibyte = 1 << 20;
constexpr double mostMebibytes = 1ULL << 30; // a pebibyte

tl::unexpected<Error> strange(std::string detail) {
    return fail(Errc::BadAnswer,
                "The engine told in an unknown way how much memory the model takes. Update Orrery or the engine.",
                std::move(detail));
}

const nlohmann::json* member(const nlohmann::json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

std::string textOf(const nlohmann::json& object, const char* key) {
    const auto* value = member(object, key);
    return value && value->is_string() ? value->get<std::string>() : std::string();
}

/// Bytes; an absent number is 0.
Result<std::uint64_t> bytesOf(const nlohmann::json& row, const char* key) {
    const auto* value = member(row, key);
    if (!value) return std::uint64_t{0};
    const double mebibytes = value->is_number() ? value->get<double>() : -1;
    if (!(mebibytes >= 0 && mebibytes <= mostMebibytes)) return strange(std::string(key) + " is no amount of memory");
    return static_cast<std::uint64_t>(mebibytes * bytesPerMebibyte);
}

Result<DeviceMemory> readRow(const nlohmann::json& row) {
    DeviceMemory memory;
    memory.name = textOf(row, "name");
    memory.description = textOf(row, "description");
    for (const auto& [key, field] : {std::pair("model", &memory.weights), std::pair("context", &memory.context),
                                     std::pair("compute", &memory.compute)}) {
        const auto bytes = bytesOf(row, key);
        if (!bytes) return fail(bytes.error());
        *field = *bytes;
    }
    memory.total = bytesOf(row, "total").value_or(0);
    memory.free = bytesOf(row, "free").value_or(0);
    return memory;
}

Status take(const nlohmann::json& row, MemoryNeed& need) {
    const std::string kind = textOf(row, "kind");
    auto memory = readRow(row);
    if (!memory) return fail(memory.error());
    if (kind == "device") {
        need.devices.push_back(std::move(*memory));
        return {};
    }
    if (kind != "host" && kind != "buffer_type") return strange("a row of kind '" + kind + "'");
    need.weights += memory->weights; // the engine itself forgets the buffer types in its own verdict
    need.context += memory->context;
    need.compute += memory->compute;
    return {};
}

} // namespace

Result<std::optional<MemoryNeed>> readMemoryRecord(std::string_view line) {
    if (line.find(recordType) == std::string_view::npos || line.size() > longestRecord) return std::nullopt;
    const auto record = nlohmann::json::parse(line, nullptr, false);
    if (textOf(record, "type") != recordType) return std::nullopt;
    const auto* data = member(record, "data");
    if (!data || textOf(*data, "unit") != "MiB") return strange("its unit is not MiB");
    const auto* rows = member(*data, "rows");
    if (!rows || !rows->is_array() || rows->empty() || rows->size() > mostRows) return strange("it has no rows");
    MemoryNeed need;
    need.byEngine = true;
    for (const auto& row : *rows)
        if (Status status = take(row, need); !status) return fail(status.error());
    return need;
}

} // namespace orrery::inference
