// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/facts.h>
#include <orrery/gguf/memory.h>
#include <orrery/gguf/reader.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace orrery;

namespace {

void check(bool promise) {
    if (!promise) std::abort();
}

/// Everything a header says can be used without looking.
void use(const gguf::Header& header) {
    for (const gguf::TensorInfo& tensor : header.tensors)
        check(header.dataOffset + tensor.offset + tensor.size <= header.fileSize);
    for (const gguf::Entry& entry : header.entries) {
        const auto* array = std::get_if<gguf::Array>(&entry.value);
        if (array) check(array->strings().size() + array->numbers().size() == array->count);
    }
    check(gguf::modelFacts(header).weightsSize <= header.fileSize);
    gguf::estimateMemory(header, {.contextTokens = ~0ULL, .batchTokens = ~0ULL, .repacked = true});
}

} // namespace

/// Whatever the bytes, the reader ends with a header that holds or an Error, and a shorter beginning of the same file
/// asks for more or fails for the same reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto whole = gguf::readGgufHeader(bytes, size);
    if (whole) use(*whole);
    const auto part = gguf::readGgufHeader(bytes.substr(0, size / 2), size);
    if (part)
        check(whole.has_value());
    else if (!part.error().is(gguf::Errc::NeedMoreBytes))
        check(!whole && part.error().code.name() == whole.error().code.name());
    const auto any = gguf::readGgufHeader(bytes, size, gguf::Accept::Any);
    if (any) use(*any);
    check(!whole || any.has_value());
    if (const auto longer = gguf::readGgufHeader(bytes, size + (1ULL << 40))) use(*longer);
    return 0;
}
