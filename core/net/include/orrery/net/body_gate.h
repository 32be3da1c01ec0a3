// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <mutex>

namespace orrery::net {

/// Holds back the body of one request: for a reader slower than the network, or a limited bandwidth. While it is held,
/// onBody hears nothing more, the server is slowed down by its own full buffers, and silence is no failure. Holds are
/// counted: as many releases open it again. Any thread; also from within onBody, for the pieces after that one.
class BodyGate {
public:
    void hold();
    void release();
    [[nodiscard]] bool held() const;

    /// For the client that serves the request: called, from any thread, at the last release. Empty: no longer.
    void watch(std::function<void()> opened);

private:
    mutable std::mutex m_mutex;
    int m_holds = 0;
    std::function<void()> m_opened;
};

} // namespace orrery::net
