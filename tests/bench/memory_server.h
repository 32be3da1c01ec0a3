// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace orrery::bench {

/// Serves files out of memory on 127.0.0.1 as fast as the kernel can copy, in a process of its own so that its time is
/// not ours. HTTP/1.1, GET, one range. Ends with the object.
class MemoryServer {
public:
    /// @param texts small answers by path (without query).
    /// @param files by path: descriptors of files in memory.
    MemoryServer(const std::map<std::string, std::string>& texts, const std::map<std::string, int>& files);
    ~MemoryServer();
    MemoryServer(const MemoryServer&) = delete;
    MemoryServer& operator=(const MemoryServer&) = delete;

    [[nodiscard]] std::string url(std::string_view path = {}) const;

private:
    std::uint16_t m_port = 0;
    pid_t m_child = -1;
};

/// A file in memory with bytes that look random.
int memoryFile(std::uint64_t size, std::uint64_t seed);

} // namespace orrery::bench
