// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/gguf/value.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::gguf {

/// One line of the metadata.
struct Entry {
    std::string key;
    Value value;
};

/// Where a tensor lies and how it is packed.
struct TensorInfo {
    std::string name;
    std::vector<std::uint64_t> dimensions; ///< Fastest-moving first; at most 4.
    std::uint32_t type = 0;                ///< See tensorType(); may be newer than this program.
    std::uint64_t offset = 0;              ///< Bytes from Header::dataOffset.
    std::uint64_t elements = 0;
    std::uint64_t size = 0; ///< Bytes; of a type newer than this program, the space up to the next tensor.
};

/// What stands before the weights of a GGUF file.
struct Header {
    std::uint32_t version = 0;
    bool bigEndian = false;          ///< As the file is; values here are the machine's own.
    std::uint64_t alignment = 32;    ///< Bytes.
    std::vector<Entry> entries;      ///< In file order; keys are unique.
    std::vector<TensorInfo> tensors; ///< In file order; names are unique.
    std::uint64_t dataOffset =
        0; ///< Where the weights begin: bytes from the start of the file, a multiple of `alignment`.
    std::uint64_t fileSize = 0;

    [[nodiscard]] const Value* find(std::string_view key) const;
    [[nodiscard]] std::optional<std::uint64_t> count(std::string_view key) const;
    [[nodiscard]] std::optional<std::string_view> text(std::string_view key) const;
    [[nodiscard]] const Array* array(std::string_view key) const;
    [[nodiscard]] const TensorInfo* tensor(std::string_view name) const;
};

/// The header of a model in several files: the first one's metadata, the tensors of all (their offsets stay each
/// file's own), the size of all. @param parts in order; not empty.
Header joined(std::vector<Header> parts);

} // namespace orrery::gguf
