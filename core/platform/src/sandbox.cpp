// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/platform/sandbox.h>

#include <orrery/platform/errc.h>
#include <orrery/platform/paths.h>

#include <fmt/format.h>

#include <chrono>
#include <initializer_list>
#include <utility>

namespace orrery::platform {
namespace {

using Arguments = std::vector<std::string>;

void add(Arguments& to, std::initializer_list<std::string> arguments) {
    to.insert(to.end(), arguments);
}

void addBinds(Arguments& to, const char* option, const std::vector<SandboxPath>& paths) {
    for (const SandboxPath& path : paths) add(to, {option, path.host.string(), path.inside.string()});
}

Arguments isolation(bool sealUserNamespaces) {
    // As root, bubblewrap would keep all capabilities without --cap-drop.
    Arguments arguments = {"--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"};
    if (sealUserNamespaces) add(arguments, {"--unshare-user", "--disable-userns"});
    return arguments;
}

Error unavailable(const std::string& bwrap, const std::string& detail) {
    const bool forbidden = detail.find("uid map") != std::string::npos ||
                           detail.find("RTM_NEWADDR") != std::string::npos ||
                           detail.find("namespace") != std::string::npos;
    return {Errc::SandboxUnavailable,
            forbidden ? "This system does not let bubblewrap make a sandbox. Allow unprivileged user namespaces for it "
                        "(on Ubuntu: "
                        "an AppArmor profile for bwrap)."
                      : "bubblewrap is installed but does not work.",
            detail, bwrap};
}

Result<SandboxFacts> factsFrom(const std::string& bwrap, bool sealed, const Result<ProcessOutput>& output) {
    if (!output) return fail(unavailable(bwrap, describe(output.error())));
    const ProcessExit& exit = output->exit;
    if (exit.timedOut) return fail(unavailable(bwrap, "no answer"));
    if (exit.signalled || exit.code != 0) return fail(unavailable(bwrap, output->standardError));
    std::string version = output->standardOutput;
    while (!version.empty() && version.back() == '\n') version.pop_back();
    return SandboxFacts{bwrap, std::move(version), sealed};
}

/// In the sandbox it runs the one program that is certainly there, itself, and so tells its version too.
void tryBubblewrap(EventThread& thread, Executor& executor, const std::string& bwrap, bool sealed,
                   std::function<void(Result<SandboxFacts>)> completion) {
    ProcessSpec spec;
    spec.program = bwrap;
    spec.arguments = isolation(sealed);
    add(spec.arguments, {"--ro-bind", "/", "/", "--", bwrap, "--version"});
    runProcess(thread, executor, std::move(spec), std::chrono::seconds(10),
               [bwrap, sealed, completion = std::move(completion)](const Result<ProcessOutput>& output) {
                   completion(factsFrom(bwrap, sealed, output));
               });
}

} // namespace

ProcessSpec sandboxed(const SandboxPlan& plan, const ProcessSpec& inner) {
    ProcessSpec outer;
    outer.program = plan.bwrap;
    outer.inheritEnvironment = false;
    outer.environment = plan.environment;
    for (const auto& [name, value] : inner.environment) outer.environment[name] = value;
    outer.environment.try_emplace("HOME", "/tmp");
    outer.addressSpaceLimit = inner.addressSpaceLimit;

    Arguments& to = outer.arguments = isolation(plan.sealUserNamespaces);
    add(to, {"--ro-bind", plan.runtimeUsr.string(), "/usr"});
    add(to, {"--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--symlink", "usr/bin", "/bin"});
    add(to, {"--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--dir", "/run"});
    addBinds(to, "--ro-bind", plan.readOnly);
    addBinds(to, "--bind", plan.writable);
    addBinds(to, "--dev-bind", plan.devices);
    add(to, {"--chdir", inner.workingDirectory.empty() ? plan.chdir.string() : inner.workingDirectory});
    add(to, {"--", inner.program});
    to.insert(to.end(), inner.arguments.begin(), inner.arguments.end());
    return outer;
}

void probeSandbox(EventThread& thread, Executor& executor, std::function<void(Result<SandboxFacts>)> completion) {
    const auto found = findOnPath("bwrap");
    if (!found) {
        executor.post([completion = std::move(completion)] {
            completion(fail(Errc::SandboxUnavailable,
                            "There is no sandbox: bubblewrap is not installed. Install the package \"bubblewrap\"."));
        });
        return;
    }
    const std::string bwrap = found->string();
    tryBubblewrap(thread, executor, bwrap, true,
                  [&thread, &executor, bwrap, completion = std::move(completion)](Result<SandboxFacts> facts) {
                      if (facts) return completion(std::move(facts));
                      tryBubblewrap(thread, executor, bwrap, false, completion);
                  });
}

} // namespace orrery::platform
