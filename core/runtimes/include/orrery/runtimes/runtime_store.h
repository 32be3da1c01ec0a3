// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/inference/engine.h>
#include <orrery/inference/engine_report.h>
#include <orrery/net/http_client.h>
#include <orrery/platform/event_thread.h>
#include <orrery/runtimes/release.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::runtimes {

enum class Errc {
    WrongHash,  ///< What came is not what the release says.
    BadArchive, ///< Damaged, or it holds what must not be unpacked (absolute paths, "..", links out of it).
    NoEngine,   ///< It holds no llama-server that works here.
    InUse,      ///< A running engine comes from this folder.
    NotOurs,    ///< Not a runtime folder that Orrery manages.
    NoPackages, ///< This system cannot make a runtime folder from packages.
    BadRelease, ///< What the release address answered is no release.
    Busy,       ///< This store is installing something already.
    NoOrigin,   ///< Nothing newer can be asked for: it is not known where that engine came from.
};
std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

struct InstallProgress {
    enum class Step { Downloading, Checking, Unpacking, Trying };
    Step step = Step::Downloading;
    std::uint64_t done = 0;  ///< Bytes; of Unpacking, bytes of the archive read.
    std::uint64_t total = 0; ///< 0: not known.
};

struct StoreServices {
    platform::EventThread& processes;
    net::HttpClient& http;
    Executor& workers;
    Executor& executor; ///< Completions and progress come here.
};

/// How an update ended.
struct Update {
    bool replaced = false;        ///< False: there is nothing newer, and all is as it was.
    std::filesystem::path folder; ///< Where that engine is now.
    std::string version;          ///< What is there now: the engine's version, or the release that is still the newest.
};

class Installation;
struct Origin;

/// The runtime folders that Orrery manages: <data>/runtimes/<name>. Each is made beside its final name, tried, and only
/// then put in place, so that a kill at any time leaves the old ones as they were; leftovers of a kill are removed
/// before the next installation. Methods from the executor's thread; one installation at a time.
class RuntimeStore {
public:
    using Progress = std::function<void(const InstallProgress&)>;
    using Installed = std::function<void(Result<inference::RuntimeReport>)>;
    using Updated = std::function<void(Result<Update>)>;

    RuntimeStore(StoreServices services, std::filesystem::path folder);
    ~RuntimeStore();

    /// Unpacks an archive of this disk (tar.gz, tar.xz, zip).
    /// @param sha256 checked first when given. @param name of the folder; empty: from the archive's name.
    void installArchive(std::filesystem::path archive, std::string sha256, std::string name, std::stop_token stop,
                        Progress onProgress, Installed completion);
    /// Downloads an archive (resumes what broke off), checks its hash and size, unpacks it.
    void installAsset(ReleaseAsset asset, std::string tag, std::stop_token stop, Progress onProgress,
                      Installed completion);
    /// From this system's package archive, by mmdebstrap; for Debian and its children.
    /// @param vulkan with the graphics-card back end and its drivers (420 MB instead of 76).
    void installPackages(bool vulkan, std::stop_token stop, Progress onProgress, Installed completion);
    /// The release an address offers now.
    void askRelease(const std::string& address, std::stop_token stop, std::function<void(Result<Release>)> completion);

    /// Looks for something newer where a managed engine came from (the release address, or the packages), installs it
    /// beside it, tries it, and only then puts it in its place, in one step; at any failure the old one stays as it
    /// was. A name that holds the release's tag changes with it. Errc::InUse while a process runs from it,
    /// Errc::NoOrigin.
    void update(std::filesystem::path folder, std::stop_token stop, Progress onProgress, Updated completion);
    /// Whether that folder is one of those in `root`, and it is known where something newer can be asked for. Blocks.
    [[nodiscard]] static bool canUpdate(const std::filesystem::path& root, const std::filesystem::path& folder);

    /// Removes a managed runtime folder. Errc::InUse while a process runs from it.
    void remove(std::filesystem::path folder, std::function<void(Status)> completion);
    /// Bytes on the disk. Blocks.
    [[nodiscard]] static std::uint64_t size(const std::filesystem::path& folder);
    [[nodiscard]] const std::filesystem::path& folder() const;

private:
    struct State;
    static void install(const std::shared_ptr<State>& state, std::stop_token stop, Progress onProgress,
                        Installed completion, const std::function<void(Installation&)>& begin);
    static void ask(const State& state, const std::string& address, std::stop_token stop,
                    std::function<void(Result<Release>)> completion);
    static void updateRelease(const std::shared_ptr<State>& state, const std::filesystem::path& folder,
                              const Origin& origin, const std::stop_token& stop, Progress onProgress,
                              Updated completion);
    static void updatePackages(const std::shared_ptr<State>& state, const std::filesystem::path& folder,
                               const Origin& origin, const std::stop_token& stop, Progress onProgress,
                               Updated completion);

    std::shared_ptr<State> m_state;
};

/// What one runtime did when it was tried thoroughly.
struct SelfTest {
    std::string version;
    std::vector<std::string> devices;
    bool sealed = false;        ///< A connection out and a read of the home folder failed, as they should.
    std::string sealText;       ///< How that was found out, one sentence.
    double startMs = 0;         ///< From the process's start to the first answer, on a tiny model.
    double promptPerSecond = 0; ///< Tokens/s of the standard model (1.2 B parameters, Q4_K).
    double answerPerSecond = 0;
    unsigned threads = 0;
};
/// Starts it on a tiny model, asks it a question, tries the sandbox from inside (inference::probeSeal), and measures
/// the standard model. About 10 to 40 s, a second without the measuring. Figures that cannot be taken here (no
/// llama-bench, too little memory) stay 0.
/// @param onStep what is being done, for a person. @param completion once, on services.executor.
void selfTest(const inference::EngineServices& services, const inference::EngineHost& host, std::stop_token stop,
              std::function<void(std::string_view step)> onStep, std::function<void(Result<SelfTest>)> completion,
              bool measureSpeed = true);

} // namespace orrery::runtimes
