// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace orrery::robot {

class MotionGate;

/// The right to move the robot over time: a gesture or script holds one for as long as it plays, and nobody but a
/// person moves the robot meanwhile. Ends by destruction, by a stop, by a person's intent, or with the gate. One thread
/// at a time; it need not be the one it was made on.
class MotionLease {
public:
    MotionLease(MotionLease&& other) noexcept;
    MotionLease& operator=(MotionLease&& other) noexcept;
    ~MotionLease();

    /// Whether the next intent under this lease may still pass. Never blocks.
    [[nodiscard]] bool held() const;

    /// The stop epoch it was given in.
    [[nodiscard]] std::uint64_t epoch() const { return m_epoch; }
    /// What holds it, in a person's words ("Wave").
    [[nodiscard]] const std::string& title() const { return m_title; }

    /// Gives it back; afterwards it is not held.
    void release();

private:
    friend class MotionGate;
    struct Desk;
    MotionLease(std::shared_ptr<Desk> desk, std::uint64_t id, std::uint64_t epoch, std::string title);

    std::shared_ptr<Desk> m_desk;
    std::uint64_t m_id;
    std::uint64_t m_epoch;
    std::string m_title;
};

} // namespace orrery::robot
