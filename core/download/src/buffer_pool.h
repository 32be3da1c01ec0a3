// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::download {

/// Bytes on their way from the network to the disk.
class Buffer {
public:
    explicit Buffer(std::size_t capacity) : m_bytes(new char[capacity]), m_capacity(capacity) {}

    /// Copies as much as has room. @return how much.
    std::size_t fill(std::string_view bytes) {
        const std::size_t count = bytes.copy(m_bytes.get() + m_size, m_capacity - m_size);
        m_size += count;
        return count;
    }
    void clear() { m_size = 0; }
    [[nodiscard]] bool full() const { return m_size == m_capacity; }
    [[nodiscard]] std::string_view bytes() const { return {m_bytes.get(), m_size}; }

private:
    std::unique_ptr<char[]> m_bytes; // NOLINT(modernize-avoid-c-arrays): never cleared, unlike a vector
    std::size_t m_capacity;
    std::size_t m_size = 0;
};

/// Keeps buffers for use again: fresh memory costs as much as filling it. Any thread.
class BufferPool {
public:
    explicit BufferPool(std::size_t bufferSize) : m_bufferSize(bufferSize) {}

    Buffer take() {
        const std::lock_guard lock(m_mutex);
        if (m_free.empty()) return Buffer(m_bufferSize);
        Buffer buffer = std::move(m_free.back());
        m_free.pop_back();
        return buffer;
    }
    void giveBack(Buffer buffer) {
        constexpr std::size_t most = 128;
        buffer.clear();
        const std::lock_guard lock(m_mutex);
        if (m_free.size() < most) m_free.push_back(std::move(buffer));
    }

private:
    const std::size_t m_bufferSize;
    std::mutex m_mutex;
    std::vector<Buffer> m_free;
};

} // namespace orrery::download
