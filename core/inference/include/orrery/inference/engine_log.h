// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/log.h>

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace orrery::inference {

struct LogLine {
    LogLevel level = LogLevel::Info;
    std::string text;
};

/// One line of the engine's output: a JSON record (`--log-jsonl`) or plain text, which is how it complains before
/// logging has begun.
LogLine parseLogLine(std::string_view line);

/// The engine's last lines, and the first errors even when they have long scrolled away.
class EngineLog {
public:
    /// Takes output as it comes; lines are kept when complete. The two pipes are two streams.
    void feedStdout(std::string_view bytes) { feed(m_stdout, bytes); }
    void feedStderr(std::string_view bytes) { feed(m_stderr, bytes); }
    /// Keeps what stood at the end without a newline.
    void finish();

    [[nodiscard]] const std::deque<LogLine>& lines() const { return m_lines; }
    /// The first lines of level Error, oldest first.
    [[nodiscard]] const std::deque<LogLine>& firstErrors() const { return m_firstErrors; }

private:
    void feed(std::string& partial, std::string_view bytes);
    void take(std::string& line);

    std::string m_stdout;
    std::string m_stderr;
    std::deque<LogLine> m_lines;
    std::deque<LogLine> m_firstErrors;
};

} // namespace orrery::inference
