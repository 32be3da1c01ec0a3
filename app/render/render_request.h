// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <QVector3D>

#include <map>
#include <optional>
#include <string>
#include <vector>

/// From where a robot is looked at.
struct RenderCamera {
    double yaw = 0;                  ///< rad: 0 on +x, counter-clockwise seen from above.
    double pitch = 0;                ///< rad above the horizon.
    std::optional<double> distance;  ///< m to the target; without one the whole robot is in the picture.
    std::optional<QVector3D> target; ///< m, root frame.
};

/// What `orrery-render` was asked to draw.
struct RenderRequest {
    QString robot; ///< A description, a robot's folder, or the name of one of Orrery's own.
    QString out;   ///< A .png; for a film a .mp4 or .webm, or a folder for numbered pictures.
    QSize size{1280, 720};
    std::map<std::string, double> positions; ///< rad or m, by joint; others are at home.
    RenderCamera camera;
    bool cameraGiven = false;
    bool transparent = false;
    QString theme = QStringLiteral("dark");
    QString take;    ///< A recording to film.
    QString gesture; ///< Else a gesture to film: one of the robot's own, or a file.
    double fps = 30;
    QString view;                    ///< A file that says how the robot is looked at: see StageLook.
    std::string overlays;            ///< What is drawn over it besides: names with commas between them.
    std::string section;             ///< Where it is cut: an axis, and "=" with a share of the extent.
    bool flipSection = false;        ///< The other side stays.
    std::optional<double> explosion; ///< 0 .. 1
    std::optional<double> opacity;   ///< 0.1 .. 1
    std::vector<std::string> beside; ///< Further robots on the stage: FILE or FILE@X,Y[,TURN], in m and degrees.

    [[nodiscard]] bool isFilm() const { return !take.isEmpty() || !gesture.isEmpty(); }
};

/// Reads the command line.
/// @return nothing when the program should end with `exitCode` (help, a mistake that was said on stderr).
std::optional<RenderRequest> readCommandLine(int argc, char** argv, int& exitCode);
