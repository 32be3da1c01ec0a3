// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/inference/engine.h>

#include <QString>

#include <functional>
#include <optional>
#include <stop_token>

/// Looks for the engine of this machine, and remembers it until it is told to look elsewhere. GUI thread.
class EngineFinder {
public:
    using Completion = std::function<void(orrery::Result<orrery::inference::EngineHost>)>;

    explicit EngineFinder(orrery::inference::EngineServices services) : m_services(services) {}
    ~EngineFinder() { m_alive.request_stop(); }
    EngineFinder(const EngineFinder&) = delete;
    EngineFinder& operator=(const EngineFinder&) = delete;

    /// A llama-server or runtime folder to prefer; empty: look for one.
    void setPath(const QString& path);
    void find(Completion completion);
    /// Looks again. @param told what there is, in words.
    void check(std::function<void(const QString& report)> told, Completion completion = {});

private:
    orrery::inference::EngineServices m_services;
    std::optional<orrery::inference::EngineHost> m_host;
    QString m_path;
    std::stop_source m_alive;
};
