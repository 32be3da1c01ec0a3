// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace orrery::download {

/// Bytes begin..end-1 of a file.
struct Span {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;

    [[nodiscard]] std::uint64_t size() const { return end - begin; }
    [[nodiscard]] bool empty() const { return begin >= end; }
    bool operator==(const Span&) const = default;
};

/// A set of bytes of a file.
class ByteRanges {
public:
    void add(Span span);
    void remove(Span span);

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// The end of what is here without a gap from `position` on; `position` itself when that byte is missing.
    [[nodiscard]] std::uint64_t reach(std::uint64_t position) const;
    /// In order, none touching the next.
    [[nodiscard]] std::vector<Span> spans() const;
    /// What is missing of the first `size` bytes.
    [[nodiscard]] ByteRanges gaps(std::uint64_t size) const;
    /// Takes out the first `most` bytes there are, as far as they are without a gap.
    std::optional<Span> takeFirst(std::uint64_t most);

private:
    std::map<std::uint64_t, std::uint64_t> m_ends; ///< begin -> end
    std::uint64_t m_count = 0;
};

} // namespace orrery::download
