// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace orrery::inference {

enum class Errc {
    // Before and while the engine runs
    NoRuntime,     ///< No llama-server on this computer.
    RuntimeBroken, ///< There is one, but it does not work here.
    ModelUnusable, ///< The engine refuses this file: damaged, or made for another engine.
    BadTemplate,   ///< The model's own chat template cannot be read.
    NotEnoughMemory,
    BadSettings,   ///< The engine does not take these settings.
    EngineFailed,  ///< It ended by itself and did not say why.
    EngineCrashed, ///< It was ended by a signal.
    EngineHung,    ///< It runs but no longer answers.
    // While chatting
    EngineGone,   ///< The connection ended before the answer did.
    Loading,      ///< The engine is still loading the model.
    ContextFull,  ///< The conversation is longer than the context.
    NotAllowed,   ///< Missing or wrong API key.
    Refused,      ///< The server does not accept this request.
    ServerFailed, ///< The server tried and failed.
    BadAnswer,    ///< What came back is no chat answer.
};
std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

} // namespace orrery::inference
