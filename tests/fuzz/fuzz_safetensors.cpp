// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/safetensors/header.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace orrery;

namespace {

void check(bool promise) {
    if (!promise) std::abort();
}

/// The weights are all there and nothing else.
void use(const safetensors::Header& header) {
    std::uint64_t size = 0;
    for (const safetensors::Tensor& tensor : header.tensors) size += tensor.size;
    check(header.dataOffset + size == header.fileSize);
}

} // namespace

/// Whatever the bytes, the reader ends with a header that holds or an Error, and a shorter beginning of the same file
/// asks for more or fails for the same reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto whole = safetensors::readHeader(bytes, size);
    if (whole) use(*whole);
    const auto part = safetensors::readHeader(bytes.substr(0, size / 2), size);
    if (part)
        check(whole.has_value());
    else if (!part.error().is(safetensors::Errc::NeedMoreBytes))
        check(!whole && part.error().code.name() == whole.error().code.name());
    if (const auto longer = safetensors::readHeader(bytes, size + 20)) use(*longer);
    return 0;
}
