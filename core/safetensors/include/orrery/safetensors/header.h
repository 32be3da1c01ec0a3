// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::safetensors {

enum class Errc {
    NotSafetensors, ///< Something else.
    NeedMoreBytes,  ///< The bytes given end inside the header, the file does not.
    Corrupt,        ///< It contradicts itself or the size of the file.
};
std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

struct Tensor {
    std::string name;
    std::string type; ///< As the file says: "BF16", "F32", "I8"; types newer than this program included.
    std::vector<std::uint64_t> shape;
    std::uint64_t elements = 0;
    std::uint64_t size = 0; ///< Bytes.
};

/// What stands before the numbers of a safetensors file
/// (https://github.com/huggingface/safetensors: 8 bytes of length, then JSON).
struct Header {
    std::vector<Tensor> tensors; ///< By place in the file.
    std::map<std::string, std::string> metadata;
    std::uint64_t dataOffset = 0;
    std::uint64_t fileSize = 0;
};

/// Reads the header from a file's beginning. Pure; safe on hostile bytes: overlaps, holes, sizes that contradict type
/// and shape, and headers over 100 MB are refused.
Result<Header> readHeader(std::string_view beginning, std::uint64_t fileSize);
/// Reads no more of the file than the header. Blocks.
Result<Header> readFile(const std::filesystem::path& path);

/// What a person wants to know of a model in one or several safetensors files.
struct ModelFacts {
    std::uint64_t parameterCount = 0;
    std::uint64_t weightsSize = 0; ///< Bytes.
    std::uint64_t tensorCount = 0;
    std::map<std::string, std::uint64_t> parametersByType;
    int files = 1;
    std::string architecture; ///< "LlamaForCausalLM", of the config.json beside it; empty: not known.
    std::string modelType;    ///< "llama"
    std::uint64_t contextLength = 0, vocabularySize = 0, layers = 0, hiddenSize = 0; ///< 0: not known.
    std::string quantisation; ///< Of config.json's quantization_config ("fp8", "gptq 4-bit"); empty: none.
};
/// Of that file, or of all files that the model.safetensors.index.json given (or beside the file) names, and of the
/// config.json beside it. Blocks.
Result<ModelFacts> readModel(const std::filesystem::path& file);

} // namespace orrery::safetensors
