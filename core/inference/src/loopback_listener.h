// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/platform/file_descriptor.h>

#include <cstdint>

namespace orrery::inference {

/// A TCP port of 127.0.0.1 on which connections are counted and closed. Never blocks.
class LoopbackListener {
public:
    static Result<LoopbackListener> open();

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// Closes what has connected since the last call. @return how many did.
    [[nodiscard]] int drain() const;

private:
    LoopbackListener(platform::FileDescriptor socket, std::uint16_t port) : m_socket(std::move(socket)), m_port(port) {}

    platform::FileDescriptor m_socket;
    std::uint16_t m_port;
};

} // namespace orrery::inference
