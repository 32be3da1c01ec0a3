// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/gguf/writer.h>

#include <string_view>

namespace orrery::runtimes {

/// What the tiny model answers, whatever it is asked.
std::string_view tinyAnswer();

/// A model of 200 KB that says tinyAnswer(): attention and feed-forward are zero, so that it is a table from each token
/// to the next. To see a real engine load, answer and stop in milliseconds.
gguf::Writer tinyModel();

} // namespace orrery::runtimes
