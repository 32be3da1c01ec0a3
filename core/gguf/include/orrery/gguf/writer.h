// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::gguf {

/// Writes GGUF files byte by byte (version 3, little-endian). Everything is open to change before bytes(), so that
/// tests can also write files no honest program would.
class Writer {
public:
    struct Entry {
        std::string key;
        std::uint32_t type = 0; ///< The format's value type.
        std::string stored;     ///< The value as it stands in the file.
    };
    struct Tensor {
        std::string name;
        std::vector<std::uint64_t> dimensions;
        std::uint32_t type = 0;
        std::uint64_t size = 0;        ///< Bytes.
        std::string data;              ///< Shorter than size: the rest is zeros.
        std::uint64_t offsetError = 0; ///< Added to the true offset.
    };

    std::uint32_t version = 3;
    std::uint64_t alignment = 32;
    std::vector<Entry> entries;
    std::vector<Tensor> tensors;

    void add(std::string key, std::uint32_t value);
    void add(std::string key, float value);
    void add(std::string key, bool value);
    void add(std::string key, std::string_view value);
    void add(std::string key, const char* value) { add(std::move(key), std::string_view(value)); }
    void add(std::string key, const std::vector<std::string>& values);
    void add(std::string key, const std::vector<float>& values);
    void add(std::string key, const std::vector<std::int32_t>& values);

    /// Of a type tensorType() knows; all zeros.
    void addEmptyTensor(std::string name, std::vector<std::uint64_t> dimensions, std::uint32_t type);
    void addTensorF32(std::string name, std::vector<std::uint64_t> dimensions, const std::vector<float>& values);
    void addTensorF16(std::string name, std::vector<std::uint64_t> dimensions, const std::vector<float>& values);

    void removeEntry(std::string_view key);
    void removeTensor(std::string_view name);

    [[nodiscard]] std::string header() const; ///< With the padding up to the weights.
    [[nodiscard]] std::string bytes() const;
    [[nodiscard]] std::uint64_t fileSize() const;
};

/// The number as it stands in a GGUF file.
std::string stored(std::uint32_t value);
std::string stored(std::uint64_t value);
std::string stored(float value);
std::string stored(std::string_view text);

} // namespace orrery::gguf
