// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace orrery::serve {

/// The connection to one caller, to notice that it went away while there is nothing yet to send: cpp-httplib 0.11 shows
/// its handlers no socket, so it is looked up among this program's own. Valid while the request's handler runs.
class PeerSocket {
public:
    /// @param theirs the caller's port. @param ours the port it called.
    PeerSocket(std::uint16_t theirs, std::uint16_t ours);

    /// Whether the caller closed the connection. False when it could not be found.
    [[nodiscard]] bool hasGone() const;

private:
    int m_fd = -1; ///< Not owned.
};

/// Ends all connections to that port of ours, whatever they are waiting for.
void disconnectAll(std::uint16_t ours);

} // namespace orrery::serve
