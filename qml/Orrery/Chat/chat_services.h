// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation_keeper.h"

#include <orrery/inference/engine.h>
#include <orrery/inference/model_pool.h>
#include <orrery/inference/remote_server.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

/// What chatting stands on. All that is referred to outlives the controller; callbacks come on the GUI thread.
struct ChatServices {
    orrery::inference::EngineServices engine; ///< Its executor is the GUI thread's.
    orrery::inference::ModelPool& pool;       ///< Whoever owns it calls ChatController::poolChanged.
    ConversationKeeper& keeper;
    /// The key of a server out of the secret store; empty: none.
    std::function<void(const orrery::inference::RemoteServer&, std::function<void(std::string key)>)> keys;
    /// What lets a model see pictures, where it is known. May be null.
    std::function<std::optional<std::filesystem::path>(const std::filesystem::path& model)> projectorOf = {};
};
