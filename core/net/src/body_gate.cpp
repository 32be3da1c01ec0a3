// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/net/body_gate.h>

#include <utility>

namespace orrery::net {

void BodyGate::hold() {
    const std::lock_guard lock(m_mutex);
    ++m_holds;
}

void BodyGate::release() {
    const std::lock_guard lock(m_mutex);
    if (--m_holds == 0 && m_opened) m_opened();
}

bool BodyGate::held() const {
    const std::lock_guard lock(m_mutex);
    return m_holds > 0;
}

void BodyGate::watch(std::function<void()> opened) {
    const std::lock_guard lock(m_mutex);
    m_opened = std::move(opened);
}

} // namespace orrery::net
