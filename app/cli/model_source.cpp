// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_source.h"

#include <orrery/gguf/file.h>
#include <orrery/measure/forecast.h>
#include <orrery/platform/paths.h>

#include <fstream>
#include <iterator>
#include <system_error>

using namespace orrery;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t longestHead = 256ULL << 20;

Result<std::string> readBeginning(const ModelSource& source) {
    std::error_code error;
    const std::uint64_t size = fs::file_size(source.file, error);
    if (error) return fail(Errc::NotFound, "The file is not there.", error.message(), source.file.string());
    if (size > longestHead)
        return fail(Errc::InvalidArgument, "This is more than the beginning of a model: leave --size out.", {},
                    source.file.string());
    std::ifstream file(source.file, std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(file)), {});
}

Error withPlace(Error error, const ModelSource& source) {
    if (error.where.empty()) error.where = source.file.string();
    if (source.size == 0 && error.is(gguf::Errc::Truncated))
        error.message += " If it is only the beginning of one, say the whole file's size with --size.";
    return error;
}

} // namespace

Result<gguf::Header> readHeader(const ModelSource& source) {
    if (source.size == 0) {
        auto header = gguf::readGgufModel(source.file, gguf::Accept::Any);
        if (!header) return fail(withPlace(header.error(), source));
        return header;
    }
    const auto bytes = readBeginning(source);
    if (!bytes) return fail(bytes.error());
    auto header = gguf::readGgufHeader(*bytes, source.size, gguf::Accept::Any);
    if (!header) return fail(withPlace(header.error(), source));
    return header;
}

Result<std::vector<inference::ModelHead>> readHeads(const ModelSource& source) {
    if (source.size == 0) return inference::readModelHeads(source.file);
    auto bytes = readBeginning(source);
    if (!bytes) return fail(bytes.error());
    return std::vector{inference::ModelHead{std::move(*bytes), source.size, "model.gguf"}};
}

bool isSafetensors(const ModelSource& source) {
    const std::string name = source.file.string();
    return name.ends_with(".safetensors") || name.ends_with(".safetensors.index.json");
}

Result<safetensors::ModelFacts> readSafetensors(const ModelSource& source) {
    if (source.size == 0) return safetensors::readModel(source.file);
    const auto bytes = readBeginning(source);
    if (!bytes) return fail(bytes.error());
    const auto header = safetensors::readHeader(*bytes, source.size);
    if (!header) return fail(withPlace(header.error(), source));
    safetensors::ModelFacts facts;
    facts.tensorCount = header->tensors.size();
    for (const safetensors::Tensor& tensor : header->tensors) {
        facts.parameterCount += tensor.elements;
        facts.weightsSize += tensor.size;
        facts.parametersByType[tensor.type] += tensor.elements;
    }
    return facts;
}

fs::path measureFile() {
    return platform::standardFolders().data / "measure.sqlite";
}

std::vector<measure::SpeedRecord> keptSpeeds() {
    std::error_code ignored;
    if (!fs::exists(measureFile(), ignored)) return {};
    auto store = measure::MeasureStore::open(measureFile());
    if (!store) return {};
    auto speeds = store->speeds(measure::machineName());
    return speeds ? std::move(*speeds) : std::vector<measure::SpeedRecord>();
}
