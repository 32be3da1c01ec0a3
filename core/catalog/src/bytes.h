// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::catalog {

/// Appends values to a byte string: whole numbers seven bits a byte, texts with their length before them.
class ByteWriter {
public:
    explicit ByteWriter(std::string& out) : m_out(out) {}

    void number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7U) m_out.push_back(static_cast<char>(value | 0x80U));
        m_out.push_back(static_cast<char>(value));
    }
    void text(std::string_view value) {
        number(value.size());
        m_out.append(value);
    }
    void texts(const std::vector<std::string>& values) {
        number(values.size());
        for (const std::string& value : values) text(value);
    }
    void real(double value) {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        m_out.append(reinterpret_cast<const char*>(&bits), sizeof bits);
    }

private:
    std::string& m_out;
};

/// Reads what ByteWriter wrote. Past the end, or on nonsense, it gives zeros and empty texts, and ok() turns false.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_bytes(bytes) {}

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool atEnd() const { return m_bytes.empty(); }

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (m_bytes.empty()) break;
            const auto byte = static_cast<unsigned char>(m_bytes.front());
            m_bytes.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80) return value;
        }
        return failed();
    }
    std::string_view text() {
        const std::uint64_t size = number();
        if (size > m_bytes.size()) return failed(), std::string_view();
        const std::string_view value = m_bytes.substr(0, size);
        m_bytes.remove_prefix(size);
        return value;
    }
    std::vector<std::string> texts() {
        const std::uint64_t count = number();
        std::vector<std::string> values;
        for (std::uint64_t i = 0; i < count && m_ok; ++i) values.emplace_back(text());
        return values;
    }
    double real() {
        std::uint64_t bits = 0;
        if (m_bytes.size() < sizeof bits) return static_cast<double>(failed());
        std::memcpy(&bits, m_bytes.data(), sizeof bits);
        m_bytes.remove_prefix(sizeof bits);
        return std::bit_cast<double>(bits);
    }

private:
    std::uint64_t failed() {
        m_ok = false;
        m_bytes = {};
        return 0;
    }

    std::string_view m_bytes;
    bool m_ok = true;
};

} // namespace orrery::catalog
