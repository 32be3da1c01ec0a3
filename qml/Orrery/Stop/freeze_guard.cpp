// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "freeze_guard.h"

#include "stop_desk.h"

using namespace std::chrono_literals;

namespace {
constexpr auto beat = 20ms;
constexpr auto look = 10ms;
} // namespace

FreezeGuard::FreezeGuard(StopDesk& desk, std::function<bool()> moving, QObject* parent)
    : QObject(parent), m_desk(desk), m_moving(std::move(moving)), m_lastBeat(std::chrono::steady_clock::now()) {
    m_beat.setTimerType(Qt::PreciseTimer);
    m_beat.setInterval(beat);
    connect(&m_beat, &QTimer::timeout, this, [this] { m_lastBeat = std::chrono::steady_clock::now(); });
    m_beat.start();
    m_thread = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

FreezeGuard::~FreezeGuard() = default;

void FreezeGuard::watch(const std::stop_token& stop) {
    bool held = false; // once a freeze
    while (!stop.stop_requested()) {
        std::this_thread::sleep_for(look);
        const bool frozen = std::chrono::steady_clock::now() - m_lastBeat.load() > patience;
        if (frozen && !held && m_moving()) {
            held = true;
            m_desk.press();
            QMetaObject::invokeMethod(this, &FreezeGuard::stopped, Qt::QueuedConnection);
        }
        if (!frozen) held = false;
    }
}
