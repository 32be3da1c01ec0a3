// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace orrery {

enum class LogLevel { Debug, Info, Warning, Error };

/// Receives every line. Called from any thread, one call at a time.
using LogSink = std::function<void(LogLevel level, std::string_view module, std::string_view text)>;

/// Replaces where lines go (default: warnings and errors to stderr). Set once by the program at start.
void setLogSink(LogSink sink);

/// Writes one line. Secrets (tokens, prompts) never belong in it.
void log(LogLevel level, std::string_view module, std::string_view text);

} // namespace orrery
