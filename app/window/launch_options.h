// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

/// What `orrery` was asked to do on its command line.
struct LaunchOptions {
    QStringList files;         ///< Robots or models to open.
    QString page;              ///< Empty: the last one.
    QString theme;             ///< Empty: as in the settings.
    QString screenshot;        ///< Take a picture to this file and leave.
    QString tour;              ///< Play the first-run tour, leave pictures in this folder, and leave.
    QString model;             ///< GGUF that the tour talks to.
    QString repo;              ///< Repository to show on the Explore page.
    QString robot;             ///< Bundled robot to begin with.
    std::optional<QSize> size; ///< Of the window.
    bool offline = false;
    bool timing = false; ///< Print when the first frame and the whole robot were on screen, then leave.

    /// Runs without touching the person's settings or window place.
    [[nodiscard]] bool unattended() const { return !screenshot.isEmpty() || !tour.isEmpty() || timing; }
};

/// Reads the command line.
/// @return nothing when the program should end with `exitCode` (help, version, a mistake that was said on stderr).
std::optional<LaunchOptions> readCommandLine(int argc, char** argv, int& exitCode);
