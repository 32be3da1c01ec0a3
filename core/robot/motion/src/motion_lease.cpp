// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "lease_desk.h"

#include <utility>

namespace orrery::robot {

MotionLease::MotionLease(std::shared_ptr<Desk> desk, std::uint64_t id, std::uint64_t epoch, std::string title)
    : m_desk(std::move(desk)), m_id(id), m_epoch(epoch), m_title(std::move(title)) {}

MotionLease::MotionLease(MotionLease&& other) noexcept = default;

MotionLease& MotionLease::operator=(MotionLease&& other) noexcept {
    if (this == &other) return *this;
    release();
    m_desk = std::move(other.m_desk);
    m_id = other.m_id;
    m_epoch = other.m_epoch;
    m_title = std::move(other.m_title);
    return *this;
}

MotionLease::~MotionLease() {
    release();
}

bool MotionLease::held() const {
    return m_desk && m_desk->holder == m_id && m_desk->epoch == m_epoch;
}

void MotionLease::release() {
    if (!m_desk) return;
    std::uint64_t mine = m_id;
    m_desk->holder.compare_exchange_strong(mine, 0);
    m_desk.reset();
}

} // namespace orrery::robot
