// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::platform {

class EventThread;

/// How to start a program. Nothing passes through a shell, every text reaches it byte for byte (what is not valid UTF-8
/// is refused), standard input is empty, and no file that is open here is open there.
struct ProcessSpec {
    std::string program; ///< Absolute path, or a name looked up on PATH.
    std::vector<std::string> arguments;
    std::string workingDirectory;                   ///< Empty: "/".
    std::map<std::string, std::string> environment; ///< Added to, or replacing, the inherited one.
    bool inheritEnvironment = true;
    std::optional<std::uint64_t> addressSpaceLimit; ///< RLIMIT_AS in bytes.
};

/// How a program ended.
struct ProcessExit {
    bool signalled = false; ///< Ended by a signal (`code` is then its number), else by itself (`code` is its status).
    int code = 0;
    bool timedOut = false; ///< We ended it because its time was up.
    bool killed = false;   ///< It ignored SIGTERM and got SIGKILL.
};

struct ProcessCallbacks {
    std::function<void(std::int64_t pid)> onStarted;
    std::function<void(std::string_view bytes)> onStdout; ///< As it comes, any chunking.
    std::function<void(std::string_view bytes)> onStderr;
    std::function<void(Result<ProcessExit>)> onFinished; ///< Exactly once, last. An Error when it could not be started.
};

/// A child in its own process group that cannot outlive us: the system kills it when we go, however that happens, and
/// what it leaves behind in its group when it ends is killed too. (Its own children outlive a SIGKILL of ours unless it
/// runs in a sandbox, see sandbox.h.) Both pipes are read all its life, so it never blocks on a full one. It writes no
/// core dump.
///
/// Methods may be called from any thread. Callbacks run on `executor`, in order, and never after a destruction that
/// happens on that executor. Destruction does not wait: the group gets SIGTERM, and 200 ms later SIGKILL, from the
/// event thread. `thread` outlives the run, `executor` the object.
class ChildProcess {
public:
    ChildProcess(EventThread& thread, Executor& executor);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Starts it; once per object.
    /// @param timeout ends it (as end() does) when it runs longer; none by default.
    void start(ProcessSpec spec, ProcessCallbacks callbacks,
               std::optional<std::chrono::milliseconds> timeout = std::nullopt);

    /// Asks the group to end (SIGTERM), and after `grace` makes it (SIGKILL). onFinished follows.
    void end(std::chrono::milliseconds grace = std::chrono::milliseconds(1000));

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// What a program that ran to its end printed.
struct ProcessOutput {
    ProcessExit exit;
    std::string standardOutput;
    std::string standardError;
};

/// Runs a short program and collects its output (each pipe up to 16 MiB, the rest is dropped). `completion` runs once
/// on `executor`, which must live until then; an exit status other than 0 and a timeout are results, not Errors.
void runProcess(EventThread& thread, Executor& executor, ProcessSpec spec, std::chrono::milliseconds timeout,
                std::function<void(Result<ProcessOutput>)> completion);

} // namespace orrery::platform
