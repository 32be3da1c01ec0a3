// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache_command.h"
#include "catalog_command.h"
#include "chat_command.h"
#include "command.h"
#include "engine_command.h"
#include "hub_command.h"
#include "model_command.h"
#include "robot_command.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv); // child processes need one to exist; it never runs
    CLI::App app("Explore open AI models and robots, from the command line.", "orrery-cli");
    app.set_version_flag("--version", ORRERY_VERSION);
    app.require_subcommand(1);
    CommandContext context;
    addCacheCommand(app, context);
    addCatalogCommand(app, context);
    addChatCommand(app, context);
    addEngineCommand(app, context);
    addHubCommand(app, context);
    addModelCommand(app, context);
    addRobotCommand(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return context.exitCode;
}
