// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <orrery/compare/comparison_run.h>
#include <orrery/inference/remote_server.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Gets a server's key; answers later on the GUI thread, with nothing where there is none.
using KeySource =
    std::function<void(const orrery::inference::RemoteServer&, std::function<void(std::string key)> completion)>;

/// Who is to answer, as a person has chosen it.
struct CompareSetup {
    QString title;
    QString file;        ///< A GGUF of this disk; empty: `server` is used.
    QString server;      ///< Address.
    QString serverModel; ///< As the server calls it.
    std::optional<double> temperature;
    int contextTokens = 4096;
    int threads = 0; ///< 0: the engine's own choice.
    bool thinking = true;

    bool isLocal() const { return !file.isEmpty(); }
    bool operator==(const CompareSetup&) const = default;
};

/// What a person has set, "temperature 0.2, 8 threads"; empty where nothing differs from the usual.
QString settingsText(const CompareSetup& setup);
/// The same to be kept, and read back. What is missing or odd stays as usual.
std::string settingsJson(const CompareSetup& setup);
CompareSetup setupFrom(const orrery::measure::ComparedAnswer& answer);

/// For votes and exports.
orrery::compare::Contender contenderFrom(const CompareSetup& setup, const KeySource& keys);
