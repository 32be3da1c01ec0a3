// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "launch_options.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace {

std::optional<QSize> sizeFrom(const std::string& text) {
    const QStringList parts = QString::fromStdString(text).split(QLatin1Char('x'));
    if (parts.size() != 2) return std::nullopt;
    const QSize size(parts[0].toInt(), parts[1].toInt());
    return size.width() >= 320 && size.height() >= 240 && size.width() <= 16384 && size.height() <= 16384
               ? std::optional(size)
               : std::nullopt;
}

} // namespace

std::optional<LaunchOptions> readCommandLine(int argc, char** argv, int& exitCode) {
    CLI::App app("Explore open AI models and robots.", "orrery");
    app.set_version_flag("--version", ORRERY_VERSION);
    std::vector<std::string> files;
    std::string page, theme, screenshot, size, tour, model, robot, repo;
    LaunchOptions options;
    app.add_option("FILE", files,
                   "A robot (a .urdf, .xacro, .sdf or MJCF .xml file, a folder or a .zip) or a model (.gguf) to open");
    app.add_option("--page", page, "Page to show first")
        ->check(
            CLI::IsMember({"home", "explore", "library", "try", "compare", "measure", "engines", "robot", "settings"}));
    app.add_option("--theme", theme, "Appearance for this run")
        ->check(CLI::IsMember({"system", "dark", "light", "contrast"}));
    app.add_option("--repo", repo, "Repository to show on the Explore page, for example org/name or a link to it");
    app.add_option("--robot", robot, "Bundled robot to begin with");
    app.add_flag("--offline", options.offline, "Open no connection to other machines in this run");
    app.add_option("--screenshot", screenshot, "Take a picture of the window to this PNG file and leave");
    app.add_option("--size", size, "Window size, for example 1280x800");
    app.add_option("--tour", tour, "Play the first-run tour, leave a picture of each page in this folder, and leave");
    app.add_option("--model", model, "GGUF file the tour talks to");
    app.add_flag("--timing", options.timing, "Print start-up times as JSON and leave");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        exitCode = app.exit(error) == 0 ? 0 : 2;
        return std::nullopt;
    }
    if (!size.empty()) {
        options.size = sizeFrom(size);
        if (!options.size) {
            fprintf(stderr, "--size needs WIDTHxHEIGHT in pixels, for example 1280x800.\n");
            exitCode = 2;
            return std::nullopt;
        }
    }
    for (const std::string& file : files) options.files.append(QString::fromStdString(file));
    options.page = QString::fromStdString(page);
    options.theme = QString::fromStdString(theme);
    options.screenshot = QString::fromStdString(screenshot);
    options.tour = QString::fromStdString(tour);
    options.model = QString::fromStdString(model);
    options.repo = QString::fromStdString(repo);
    options.robot = QString::fromStdString(robot);
    return options;
}
