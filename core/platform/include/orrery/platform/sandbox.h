// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/platform/child_process.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace orrery::platform {

/// A host path that the sandboxed program sees under another one.
struct SandboxPath {
    std::filesystem::path host;
    std::filesystem::path inside; ///< Absolute; the folders above it are made.
};

/// What a program in a bubblewrap sandbox can see: this, a private /tmp (its HOME), an empty /run, a minimal /dev and a
/// /proc of its own. It has no network but an idle loopback, no capabilities, and dies with us, its children included.
struct SandboxPlan {
    std::string bwrap = "bwrap"; ///< From SandboxFacts.
    std::filesystem::path runtimeUsr =
        "/usr";                        ///< Appears as /usr, read-only, with /lib, /lib64 and /bin pointing into it.
    std::vector<SandboxPath> readOnly; ///< Files or folders.
    std::vector<SandboxPath> writable; ///< Usually one fresh private folder, for the socket.
    std::vector<SandboxPath> devices;  ///< Device files or folders, e.g. /dev/dri (which also needs /sys read-only).
    std::map<std::string, std::string> environment; ///< All it gets, with the inner program's own.
    std::filesystem::path chdir = "/tmp";           ///< Inside; for an inner program that names no working directory.
    bool sealUserNamespaces = false; ///< It can make none of its own, a way to much of the kernel. From SandboxFacts.
};

/// The command that runs `inner` in the sandbox; pure. `inner.program` and `inner.workingDirectory` are paths inside.
/// Nothing of our environment gets in, whatever inner.inheritEnvironment says. Variables travel in bwrap's environment
/// and not on its command line, which every user of the machine can read. inner.addressSpaceLimit holds.
ProcessSpec sandboxed(const SandboxPlan& plan, const ProcessSpec& inner);

struct SandboxFacts {
    std::string bwrap;                ///< Full path.
    std::string version;              ///< "bubblewrap 0.8.0"
    bool sealsUserNamespaces = false; ///< As of 0.8, where the system lets it.
};

/// Finds bubblewrap and tries it: some systems have it and forbid it. `completion` runs once on `executor`; an Error
/// (Errc::SandboxUnavailable) says why there is no sandbox. Worth remembering for the life of the program.
void probeSandbox(EventThread& thread, Executor& executor, std::function<void(Result<SandboxFacts>)> completion);

} // namespace orrery::platform
