// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "little_endian.h"

#include <orrery/base/result.h>
#include <orrery/gguf/errors.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace orrery::gguf {

/// How a version writes its numbers.
struct Layout {
    bool bigEndian = false;
    bool narrow = false; ///< Lengths and counts of 4 bytes instead of 8: version 1.

    [[nodiscard]] std::uint64_t lengthSize() const { return narrow ? 4 : 8; }
};

/// Reads forward through the beginning of a file and tells "these bytes end" (NeedMoreBytes) from "the file ends"
/// (Truncated).
class Cursor {
public:
    Cursor(std::string_view beginning, std::uint64_t fileSize)
        : m_bytes(beginning.substr(0, std::min<std::uint64_t>(beginning.size(), fileSize))), m_fileSize(fileSize) {}

    void setLayout(Layout layout) { m_layout = layout; }
    [[nodiscard]] Layout layout() const { return m_layout; }
    [[nodiscard]] std::uint64_t position() const { return m_position; }
    [[nodiscard]] std::uint64_t remainingInFile() const { return m_fileSize - m_position; }

    Result<std::string_view> bytes(std::uint64_t size) {
        if (size > remainingInFile())
            return fail(Errc::Truncated, "The model file is incomplete: it ends inside its header. Download it again.");
        if (size > m_bytes.size() - m_position)
            return fail(Errc::NeedMoreBytes, "More of the model file is needed to read its header.");
        const std::string_view result = m_bytes.substr(m_position, size);
        m_position += size;
        return result;
    }

    Status skip(std::uint64_t size) {
        auto skipped = bytes(size);
        if (!skipped) return fail(skipped.error());
        return {};
    }

    template <class T>
    Result<T> number() {
        const auto stored = bytes(sizeof(T));
        if (!stored) return fail(stored.error());
        return m_layout.bigEndian ? loadUnsigned<T>(reversed(*stored)) : loadUnsigned<T>(*stored);
    }

    /// A length or a count.
    Result<std::uint64_t> length() {
        if (!m_layout.narrow) return number<std::uint64_t>();
        const auto narrow = number<std::uint32_t>();
        if (!narrow) return fail(narrow.error());
        return std::uint64_t{*narrow};
    }

    Result<std::string_view> string(std::uint64_t longest) {
        const auto size = length();
        if (!size) return fail(size.error());
        if (*size > longest)
            return fail(Errc::Corrupt, "The model's header is damaged.",
                        "a text of " + std::to_string(*size) + " bytes");
        return bytes(*size);
    }

    /// What was read since that position.
    [[nodiscard]] std::string since(std::uint64_t begin) const {
        return std::string(m_bytes.substr(begin, m_position - begin));
    }

private:
    std::string_view m_bytes;
    std::uint64_t m_fileSize;
    std::uint64_t m_position = 0;
    Layout m_layout;
};

} // namespace orrery::gguf
