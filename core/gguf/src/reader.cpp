// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/reader.h>

#include "cursor.h"
#include "scalar.h"

#include <orrery/gguf/tensor_type.h>

#include <fmt/format.h>

#include <bit>
#include <limits>
#include <unordered_set>

namespace orrery::gguf {

namespace {

constexpr std::uint64_t longestKey = 64ULL << 10;
constexpr std::uint64_t longestString = 64ULL << 20;
constexpr std::uint64_t smallestEntry = 8 + 4 + 1;
constexpr std::uint64_t smallestTensorInfo = 8 + 4 + 4 + 8;
constexpr std::uint32_t mostDimensions = 4;
constexpr std::uint64_t smallestAlignment = 32; // below it the engine aborts

Error notGguf(std::string_view beginning) {
    const auto startsWith = [&](std::string_view text) { return beginning.starts_with(text); };
    if (beginning.empty()) return {Errc::NotGguf, "The file is empty. Download it again.", {}, {}};
    if (startsWith("version https://git-lfs"))
        return {Errc::NotGguf,
                "This is only a pointer to the model (Git LFS), not the model itself. Download the file it names.",
                {},
                {}};
    if (startsWith("<"))
        return {Errc::NotGguf,
                "This is a web page, not a model: the download went wrong. Download the model again.",
                {},
                {}};
    return {Errc::NotGguf, "This is not a GGUF model file.", "it does not begin with the letters GGUF", {}};
}

constexpr std::uint32_t oldest = 1;
constexpr std::uint32_t newest = 3;

bool isBigEndian(std::uint32_t version) {
    return version != 0 && (version & 0xffffU) == 0;
}

Status checkVersion(std::uint32_t version, bool bigEndian, Accept accept) {
    if (version < oldest || version > newest)
        return fail(
            Errc::Unsupported,
            fmt::format(
                "This model uses GGUF version {}, newer than the versions 2 and 3 known here. An update may be needed.",
                version));
    if (accept == Accept::Any) return {};
    if (const std::string_view obstacle = engineObstacle(version, bigEndian); !obstacle.empty())
        return fail(Errc::Unsupported, std::string(obstacle));
    return {};
}

/// Numbers no real model comes near mean damage; smaller ones that do not fit, a file that was cut off.
constexpr std::uint64_t sanestCount = 1ULL << 32;

Status checkCount(std::string_view what, std::uint64_t count, std::uint64_t smallest, const Cursor& cursor) {
    if (count <= cursor.remainingInFile() / smallest) return {};
    std::string detail = fmt::format("{} {}, more than the file can hold", count, what);
    if (count > sanestCount) return fail(Errc::Corrupt, "The model's header is damaged.", std::move(detail));
    return fail(Errc::Truncated, "The model file is incomplete: it ends inside its header. Download it again.",
                std::move(detail));
}

/// As Array wants it: little-endian, lengths of eight bytes.
std::string canonicalNumbers(const std::string& stored, std::uint64_t elementSize) {
    std::string result;
    result.reserve(stored.size());
    for (std::string_view rest = stored; !rest.empty(); rest.remove_prefix(elementSize))
        result += std::string_view(reversed(rest.substr(0, elementSize)));
    return result;
}

Result<std::string> readTexts(Cursor& cursor, std::uint64_t count) {
    const std::uint64_t begin = cursor.position();
    const bool canonical = !cursor.layout().bigEndian && !cursor.layout().narrow;
    std::string result;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto text = cursor.string(longestString);
        if (!text) return fail(text.error());
        if (canonical) continue;
        appendUnsigned(result, std::uint64_t{text->size()});
        result += *text;
    }
    if (canonical) result = cursor.since(begin);
    return result;
}

Result<Array> readArray(Cursor& cursor) {
    Array array;
    const auto type = cursor.number<std::uint32_t>();
    if (!type) return fail(type.error());
    const auto count = cursor.length();
    if (!count) return fail(count.error());
    array.elementType = static_cast<ValueType>(*type);
    array.count = *count;
    const auto elementSize = storedSize(array.elementType);
    if (!elementSize && array.elementType != ValueType::String)
        return fail(Errc::Corrupt, "The model's metadata is damaged.", fmt::format("array of element type {}", *type));
    if (Status status =
            checkCount("array elements", *count, elementSize.value_or(cursor.layout().lengthSize()), cursor);
        !status)
        return fail(status.error());
    if (!elementSize) {
        auto texts = readTexts(cursor, *count);
        if (!texts) return fail(texts.error());
        array.bytes = std::move(*texts);
        return array;
    }
    const std::uint64_t begin = cursor.position();
    if (Status status = cursor.skip(*count * *elementSize); !status) return fail(status.error());
    array.bytes = cursor.since(begin);
    if (cursor.layout().bigEndian) array.bytes = canonicalNumbers(array.bytes, *elementSize);
    return array;
}

Result<Value> readValue(Cursor& cursor) {
    const auto type = cursor.number<std::uint32_t>();
    if (!type) return fail(type.error());
    const auto valueType = static_cast<ValueType>(*type);
    if (valueType == ValueType::String) {
        auto text = cursor.string(longestString);
        if (!text) return fail(text.error());
        return Value(std::string(*text));
    }
    if (valueType == ValueType::Array) {
        auto array = readArray(cursor);
        if (!array) return fail(array.error());
        return Value(std::move(*array));
    }
    const auto size = storedSize(valueType);
    if (!size)
        return fail(Errc::Corrupt, "The model's metadata is damaged.", fmt::format("unknown value type {}", *type));
    const auto bytes = cursor.bytes(*size);
    if (!bytes) return fail(bytes.error());
    return cursor.layout().bigEndian ? loadScalar(valueType, reversed(*bytes)) : loadScalar(valueType, *bytes);
}

Status readEntries(Cursor& cursor, std::uint64_t count, Header& header) {
    std::unordered_set<std::string_view> keys;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto key = cursor.string(longestKey);
        if (!key) return fail(key.error());
        if (!keys.insert(*key).second)
            return fail(Errc::Corrupt, "The model's metadata is damaged: one entry stands there twice.",
                        std::string(*key));
        auto value = readValue(cursor);
        if (!value) return fail(value.error());
        header.entries.push_back({std::string(*key), std::move(*value)});
    }
    return {};
}

Status readAlignment(Header& header) {
    if (!header.find("general.alignment")) return {};
    const auto alignment = header.count("general.alignment");
    if (!alignment || !std::has_single_bit(*alignment) || *alignment < smallestAlignment || *alignment > (1U << 30))
        return fail(Errc::Unsupported,
                    "This model is laid out in a way the engine cannot read. Look for another conversion of it.",
                    fmt::format("general.alignment is {}, not a power of two from 32 up", alignment.value_or(0)));
    header.alignment = *alignment;
    return {};
}

tl::unexpected<Error> badTensor(std::string_view name, std::string_view what) {
    return fail(Errc::Corrupt, "The model's list of tensors is damaged.", fmt::format("tensor '{}': {}", name, what));
}

Status countElements(TensorInfo& tensor) {
    tensor.elements = 1;
    for (const std::uint64_t dimension : tensor.dimensions) {
        if (dimension == 0) return badTensor(tensor.name, "a dimension of zero");
        if (tensor.elements > std::numeric_limits<std::int64_t>::max() / dimension)
            return badTensor(tensor.name, "more elements than can be counted");
        tensor.elements *= dimension;
    }
    return {};
}

Status computeSize(TensorInfo& tensor) {
    const auto type = tensorType(tensor.type);
    if (!type) return {};
    if (!tensor.dimensions.empty() && tensor.dimensions.front() % type->blockElements != 0)
        return badTensor(tensor.name, fmt::format("its rows are no whole blocks of {}", type->name));
    const std::uint64_t blocks = tensor.elements / type->blockElements;
    if (blocks > std::numeric_limits<std::int64_t>::max() / type->blockBytes)
        return badTensor(tensor.name, "more bytes than can be counted");
    tensor.size = blocks * type->blockBytes;
    return {};
}

Result<TensorInfo> readTensor(Cursor& cursor) {
    TensorInfo tensor;
    const auto name = cursor.string(longestKey);
    if (!name) return fail(name.error());
    tensor.name = *name;
    const auto dimensionCount = cursor.number<std::uint32_t>();
    if (!dimensionCount) return fail(dimensionCount.error());
    if (*dimensionCount > mostDimensions) return badTensor(tensor.name, fmt::format("{} dimensions", *dimensionCount));
    for (std::uint32_t i = 0; i < *dimensionCount; ++i) {
        const auto dimension = cursor.length();
        if (!dimension) return fail(dimension.error());
        tensor.dimensions.push_back(*dimension);
    }
    const auto type = cursor.number<std::uint32_t>();
    if (!type) return fail(type.error());
    const auto offset = cursor.number<std::uint64_t>();
    if (!offset) return fail(offset.error());
    tensor.type = *type;
    tensor.offset = *offset;
    if (Status status = countElements(tensor); !status) return fail(status.error());
    if (Status status = computeSize(tensor); !status) return fail(status.error());
    return tensor;
}

Status readTensors(Cursor& cursor, std::uint64_t count, Header& header) {
    std::unordered_set<std::string> names;
    for (std::uint64_t i = 0; i < count; ++i) {
        auto tensor = readTensor(cursor);
        if (!tensor) return fail(tensor.error());
        if (!names.insert(tensor->name).second) return badTensor(tensor->name, "it stands there twice");
        header.tensors.push_back(std::move(*tensor));
    }
    return {};
}

std::uint64_t roundUp(std::uint64_t value, std::uint64_t alignment) {
    return (value + alignment - 1) / alignment * alignment;
}

/// Tensors must follow each other without gaps other than the padding, and end within the file.
Status checkLayout(Header& header) {
    const std::uint64_t dataSize = header.fileSize - std::min(header.fileSize, header.dataOffset);
    std::uint64_t expected = 0;
    for (std::size_t i = 0; i < header.tensors.size(); ++i) {
        TensorInfo& tensor = header.tensors[i];
        if (tensor.offset != expected) return badTensor(tensor.name, "it does not follow the one before it");
        if (!tensorType(tensor.type)) {
            const std::uint64_t end = i + 1 < header.tensors.size() ? header.tensors[i + 1].offset : dataSize;
            if (end < tensor.offset) return badTensor(tensor.name, "it overlaps another");
            tensor.size = end - tensor.offset;
        }
        const bool hasNoData = header.dataOffset > header.fileSize;
        if (hasNoData || tensor.size > dataSize || tensor.offset > dataSize - tensor.size)
            return fail(Errc::Truncated,
                        "The model file is incomplete: it ends before all of the weights. Download it again.",
                        fmt::format("tensor '{}' ends at byte {}, the file at {}", tensor.name,
                                    header.dataOffset + tensor.offset + tensor.size, header.fileSize));
        expected = roundUp(tensor.offset + tensor.size, header.alignment);
    }
    return {};
}

} // namespace

std::string_view engineObstacle(std::uint32_t version, bool bigEndian) {
    if (bigEndian)
        return "This model is stored for big-endian machines. Look for the ordinary (little-endian) file of the same "
               "model.";
    if (version == oldest)
        return "This model uses the first GGUF version, which engines no longer read. Look for a newer conversion of "
               "it.";
    return {};
}

Result<Header> readGgufHeader(std::string_view beginning, std::uint64_t fileSize, Accept accept) {
    Cursor cursor(beginning, fileSize);
    if (beginning.substr(0, 4) != std::string_view("GGUF").substr(0, beginning.size()) || fileSize < 4)
        return fail(notGguf(beginning));
    if (auto magic = cursor.bytes(4); !magic) return fail(magic.error());
    auto version = cursor.number<std::uint32_t>();
    if (!version) return fail(version.error());
    const bool bigEndian = isBigEndian(*version);
    if (bigEndian) *version = *version >> 24 | (*version >> 8 & 0xff00U);
    if (Status status = checkVersion(*version, bigEndian, accept); !status) return fail(status.error());
    cursor.setLayout({bigEndian, *version == oldest});
    const auto tensorCount = cursor.length();
    if (!tensorCount) return fail(tensorCount.error());
    const auto entryCount = cursor.length();
    if (!entryCount) return fail(entryCount.error());
    const std::uint64_t saved = 8 - cursor.layout().lengthSize();
    if (Status status = checkCount("metadata entries", *entryCount, smallestEntry - saved, cursor); !status)
        return fail(status.error());
    if (Status status = checkCount("tensors", *tensorCount, smallestTensorInfo - saved, cursor); !status)
        return fail(status.error());

    Header header;
    header.version = *version;
    header.bigEndian = bigEndian;
    header.fileSize = fileSize;
    if (Status status = readEntries(cursor, *entryCount, header); !status) return fail(status.error());
    if (Status status = readAlignment(header); !status) return fail(status.error());
    if (Status status = readTensors(cursor, *tensorCount, header); !status) return fail(status.error());
    header.dataOffset = roundUp(cursor.position(), header.alignment);
    if (Status status = checkLayout(header); !status) return fail(status.error());
    return header;
}

} // namespace orrery::gguf
