// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "render_request.h"

#include "render_look.h"

#include <orrery/base/units.h>

#include <QStringList>

#include <CLI/CLI.hpp>

#include <QStringList>

#include <cstdio>
#include <vector>

using namespace orrery;

namespace {

std::optional<QSize> sizeFrom(const QString& text) {
    const QStringList parts = text.split(QLatin1Char('x'));
    if (parts.size() != 2) return std::nullopt;
    const QSize size(parts[0].toInt(), parts[1].toInt());
    const bool good = size.width() >= 16 && size.height() >= 16 && size.width() <= 16384 && size.height() <= 16384;
    return good ? std::optional(size) : std::nullopt;
}

std::optional<RenderCamera> cameraFrom(const QString& text) {
    static const std::map<QString, RenderCamera> named{
        {QStringLiteral("home"), {radiansFromDegrees(-35.5), radiansFromDegrees(18.9), {}, {}}},
        {QStringLiteral("front"), {0, 0, {}, {}}},
        {QStringLiteral("back"), {radiansFromDegrees(180), 0, {}, {}}},
        {QStringLiteral("left"), {radiansFromDegrees(90), 0, {}, {}}},
        {QStringLiteral("right"), {radiansFromDegrees(-90), 0, {}, {}}},
        {QStringLiteral("top"), {radiansFromDegrees(-90), radiansFromDegrees(90), {}, {}}}};
    if (const auto known = named.find(text); known != named.end()) return known->second;
    std::vector<double> values;
    for (const QString& part : text.split(QLatin1Char(','))) {
        bool good = false;
        values.push_back(part.toDouble(&good));
        if (!good) return std::nullopt;
    }
    if (values.size() != 2 && values.size() != 3 && values.size() != 6) return std::nullopt;
    RenderCamera camera{radiansFromDegrees(values[0]), radiansFromDegrees(values[1]), {}, {}};
    if (values.size() > 2) camera.distance = values[2];
    if (values.size() > 3) {
        camera.target =
            QVector3D(static_cast<float>(values[3]), static_cast<float>(values[4]), static_cast<float>(values[5]));
    }
    return camera;
}

bool addPositions(const std::vector<std::string>& texts, std::map<std::string, double>& positions) {
    for (const std::string& text : texts) {
        const auto equals = text.rfind('=');
        if (equals == std::string::npos || equals == 0) return false;
        bool good = false;
        positions[text.substr(0, equals)] = QString::fromStdString(text.substr(equals + 1)).toDouble(&good);
        if (!good) return false;
    }
    return true;
}

const char* take(RenderRequest& request, const std::string& size, const std::string& camera,
                 const std::vector<std::string>& pose) {
    const auto wantedSize = sizeFrom(QString::fromStdString(size));
    if (!wantedSize) return "--size needs WIDTHxHEIGHT in pixels, 16 to 16384, for example 1280x720.";
    request.size = *wantedSize;
    if (!addPositions(pose, request.positions)) return "--pose needs JOINT=NUMBER,JOINT=NUMBER in rad and m.";
    StageLook understood;
    if (!addBeside(request.beside, understood))
        return "--beside needs a robot, or a robot with its place in m and degrees: FILE@X,Y or FILE@X,Y,TURN.";
    if (!addOverlays(request.overlays, understood))
        return "--overlay needs frames, axes, masses, inertia or collisions, with commas between them.";
    if (!request.section.empty() && !setSection(request.section, understood))
        return "--section needs x, y or z, and may say where from 0 to 1: x=0.4.";
    if (camera.empty()) return nullptr;
    const auto wantedCamera = cameraFrom(QString::fromStdString(camera));
    if (!wantedCamera)
        return "--camera needs home, front, back, left, right, top, or YAW,PITCH[,DISTANCE[,X,Y,Z]] in degrees and m.";
    request.camera = *wantedCamera;
    request.cameraGiven = true;
    return nullptr;
}

} // namespace

std::optional<RenderRequest> readCommandLine(int argc, char** argv, int& exitCode) {
    CLI::App app("Draw a robot into a picture or a film, without a window.", "orrery-render");
    RenderRequest request;
    std::string robot, out, size = "1280x720", camera, theme = "dark", film, gesture, view;
    std::vector<std::string> pose;
    app.add_option("robot", robot, "A robot description, or one of Orrery's own robots");
    app.add_option("-o,--out", out, "The picture (.png); for a film .mp4, .webm, or a folder for numbered pictures")
        ->required();
    app.add_option("--size", size, "Width and height in pixels")->capture_default_str();
    app.add_option("--pose", pose, "Joint values in rad and m: JOINT=VALUE,JOINT=VALUE; others are at home")
        ->delimiter(',');
    app.add_option("--camera", camera, "home, front, back, left, right, top, or YAW,PITCH[,DISTANCE[,X,Y,Z]]");
    app.add_option("--theme", theme, "Colours of the stage")->check(CLI::IsMember({"dark", "light", "contrast"}));
    app.add_flag("--transparent", request.transparent, "Only the robot, on nothing");
    app.add_option("--take", film, "Film this recording (.mcap)");
    app.add_option("--gesture", gesture, "Film this gesture: one of the robot's own, or a file");
    app.add_option("--view", view, "How the robot is looked at: a JSON file with the names of StageLook");
    app.add_option("--overlay", request.overlays, "Drawn over the robot: frames,axes,masses,inertia,collisions");
    app.add_option("--section", request.section, "Cut it across an axis: x, y or z, or as x=0.4 (0 to 1) where");
    app.add_flag("--flip", request.flipSection, "Keep the other side of the cut");
    app.add_option("--explode", request.explosion, "Move its parts apart, 0 to 1")->check(CLI::Range(0.0, 1.0));
    app.add_option("--opacity", request.opacity, "How solid it is, 0.1 to 1")->check(CLI::Range(0.1, 1.0));
    app.add_option("--beside", request.beside, "Another robot on the stage: FILE, or FILE@X,Y[,TURN] in m and degrees");
    app.add_option("--fps", request.fps, "Pictures a second of a film")->check(CLI::Range(1.0, 240.0));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        exitCode = app.exit(error) == 0 ? 0 : 2;
        return std::nullopt;
    }
    if (const char* mistake = take(request, size, camera, pose)) {
        std::fprintf(stderr, "%s\n", mistake);
        exitCode = 2;
        return std::nullopt;
    }
    request.robot = QString::fromStdString(robot);
    request.out = QString::fromStdString(out);
    request.theme = QString::fromStdString(theme);
    request.take = QString::fromStdString(film);
    request.gesture = QString::fromStdString(gesture);
    request.view = QString::fromStdString(view);
    return request;
}
