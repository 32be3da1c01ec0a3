// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <orrery/base/executor.h>
#include <orrery/inference/engine_report.h>
#include <orrery/platform/event_thread.h>

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

/// What engines there are and which one starts next. Examined once, and again when asked or when the person chooses
/// another. GUI thread; nothing waits.
class EngineChoice : public QObject {
    Q_OBJECT

public:
    using Completion = std::function<void(orrery::Result<orrery::inference::EngineHost>)>;

    /// @param gui the GUI thread's. Both outlive this.
    EngineChoice(orrery::platform::EventThread& processes, orrery::Executor& gui, QObject* parent = nullptr);
    ~EngineChoice() override;

    /// A llama-server or runtime folder to prefer; empty: look for one.
    void setConfigured(const QString& place);
    QString configured() const { return m_configured; }
    /// Looks again; changed() follows.
    void refresh();
    bool isLooking() const { return m_looking; }
    /// Nothing until the first look has ended.
    const std::optional<orrery::inference::EngineReport>& report() const { return m_report; }
    /// The engine to start, or why there is none: at once when it is known, else after the look under way.
    void host(Completion completion);

Q_SIGNALS:
    void changed();

private:
    void take(orrery::inference::EngineReport report);

    orrery::platform::EventThread& m_processes;
    orrery::Executor& m_gui;
    QString m_configured;
    bool m_looking = false;
    bool m_lookAgain = false;
    std::optional<orrery::inference::EngineReport> m_report;
    std::vector<Completion> m_waiting;
    std::stop_source m_alive; // requested when we go: late completions do nothing
};
