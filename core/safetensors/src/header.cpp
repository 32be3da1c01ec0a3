// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "header_json.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>
#include <optional>
#include <system_error>
#include <unordered_set>
#include <utility>

namespace orrery::safetensors {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t lengthSize = 8;
constexpr std::uint64_t longestHeader = 100'000'000; // of the format's own reader

std::optional<std::uint64_t> bitsOf(std::string_view type) {
    struct Bits {
        std::string_view type;
        std::uint64_t bits;
    };
    constexpr auto known = std::to_array<Bits>(
        {{"F64", 64}, {"F32", 32},    {"F16", 16},    {"BF16", 16},      {"I64", 64},    {"U64", 64},
         {"I32", 32}, {"U32", 32},    {"I16", 16},    {"U16", 16},       {"I8", 8},      {"U8", 8},
         {"BOOL", 8}, {"C64", 64},    {"F8_E4M3", 8}, {"F8_E5M2", 8},    {"F8_E8M0", 8}, {"F8_E4M3FNUZ", 8},
         {"F4", 4},   {"F6_E2M3", 6}, {"F6_E3M2", 6}, {"F8_E5M2FNUZ", 8}});
    const auto* const found = std::ranges::find(known, type, &Bits::type);
    return found == known.end() ? std::nullopt : std::optional(found->bits);
}

tl::unexpected<Error> notSafetensors(std::string_view detail) {
    return fail(Errc::NotSafetensors, "This is not a safetensors file.", std::string(detail));
}

tl::unexpected<Error> incomplete(std::string detail) {
    return fail(Errc::Corrupt, "The model file is incomplete: it ends too early. Download it again.",
                std::move(detail));
}

tl::unexpected<Error> corrupt(const Tensor& tensor, const char* what) {
    return fail(Errc::Corrupt, "The model's list of tensors is damaged. Download the file again.",
                "tensor '" + tensor.name + "': " + what);
}

/// Length of the JSON.
Result<std::uint64_t> headerLength(std::string_view beginning, std::uint64_t fileSize) {
    if (fileSize < lengthSize + 2) return notSafetensors("too short");
    if (beginning.size() < lengthSize + 1)
        return fail(Errc::NeedMoreBytes, "More of the model file is needed to read its header.");
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < lengthSize; ++i)
        length |= static_cast<std::uint64_t>(static_cast<unsigned char>(beginning[i])) << (8 * i);
    if (length > longestHeader || length < 2 || beginning[lengthSize] != '{')
        return notSafetensors("it does not begin with a header's length and {");
    if (length > fileSize - lengthSize) return incomplete("inside the header");
    return length;
}

Status count(ListedTensor& listed) {
    Tensor& tensor = listed.tensor;
    tensor.elements = 1;
    for (const std::uint64_t dimension : tensor.shape) {
        if (dimension != 0 && tensor.elements > std::numeric_limits<std::int64_t>::max() / dimension)
            return corrupt(tensor, "more elements than can be counted");
        tensor.elements *= dimension;
    }
    if (listed.end < listed.begin) return corrupt(tensor, "it ends before it begins");
    tensor.size = listed.end - listed.begin;
    const auto bits = bitsOf(tensor.type);
    if (!bits) return {};
    const bool fits = tensor.elements <= std::numeric_limits<std::uint64_t>::max() / *bits;
    if (!fits || tensor.elements * *bits != 8 * tensor.size || tensor.size > (std::uint64_t{1} << 60))
        return corrupt(tensor, "its size does not match its shape");
    return {};
}

/// Tensors follow each other without gaps and fill the file.
Status checkLayout(std::vector<ListedTensor>& tensors, std::uint64_t dataSize) {
    std::ranges::sort(tensors, {}, [](const ListedTensor& listed) { return std::pair(listed.begin, listed.end); });
    std::uint64_t expected = 0;
    for (const ListedTensor& listed : tensors) {
        if (listed.begin != expected) return corrupt(listed.tensor, "it does not follow the one before it");
        expected = listed.end;
    }
    if (expected > dataSize) return incomplete("before all of the weights");
    if (expected == dataSize) return {};
    return fail(Errc::Corrupt, "The model file has more in it than its header says. Download it again.");
}

Status checkNames(const std::vector<ListedTensor>& tensors) {
    std::unordered_set<std::string_view> names;
    for (const ListedTensor& listed : tensors)
        if (!names.insert(listed.tensor.name).second) return corrupt(listed.tensor, "it stands there twice");
    return {};
}

} // namespace

Result<Header> readHeader(std::string_view beginning, std::uint64_t fileSize) {
    beginning = beginning.substr(0, std::min<std::uint64_t>(beginning.size(), fileSize));
    const auto length = headerLength(beginning, fileSize);
    if (!length) return fail(length.error());
    if (beginning.size() < lengthSize + *length)
        return fail(Errc::NeedMoreBytes, "More of the model file is needed to read its header.");
    auto listed = readHeaderJson(beginning.substr(lengthSize, *length));
    if (!listed) return fail(listed.error());
    Header header;
    header.dataOffset = lengthSize + *length;
    header.fileSize = fileSize;
    header.metadata = std::move(listed->metadata);
    if (Status status = checkNames(listed->tensors); !status) return fail(status.error());
    for (ListedTensor& tensor : listed->tensors)
        if (Status status = count(tensor); !status) return fail(status.error());
    if (Status status = checkLayout(listed->tensors, fileSize - header.dataOffset); !status)
        return fail(status.error());
    header.tensors.reserve(listed->tensors.size());
    for (ListedTensor& tensor : listed->tensors) header.tensors.push_back(std::move(tensor.tensor));
    return header;
}

Result<Header> readFile(const fs::path& path) {
    const auto failed = [&](Error error) {
        error.where = path.string();
        return fail(std::move(error));
    };
    std::error_code error;
    if (!fs::is_regular_file(path, error))
        return failed({orrery::Errc::NotFound,
                       "The model file is not there. It may have been moved or deleted.",
                       error.message(),
                       {}});
    const std::uint64_t size = fs::file_size(path, error);
    std::ifstream file(path, std::ios::binary);
    if (error || !file)
        return failed(
            {orrery::Errc::Io, "The model file cannot be opened. Check that you may read it.", error.message(), {}});
    std::string beginning(std::min<std::uint64_t>(size, lengthSize + 1), '\0');
    file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    if (const auto length = headerLength(beginning, size); file && length) {
        const std::size_t before = beginning.size();
        beginning.resize(lengthSize + *length);
        file.read(beginning.data() + before, static_cast<std::streamsize>(beginning.size() - before));
    }
    if (!file) return failed({orrery::Errc::Io, "The model file cannot be read to the end of its header.", {}, {}});
    auto header = readHeader(beginning, size);
    if (!header) return failed(std::move(header.error()));
    return header;
}

} // namespace orrery::safetensors
