// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub_get.h"

#include "output.h"

#include <orrery/platform/paths.h>

#include <fmt/format.h>

#include <functional>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

using namespace orrery;

namespace {

/// One line on a terminal, written over again and again; silent elsewhere.
class ProgressLine {
public:
    ~ProgressLine() {
        if (m_shown) fmt::print(stderr, "\n");
    }
    void show(const std::string& text) {
        if (!m_terminal) return;
        constexpr std::size_t width = 78;
        fmt::print(stderr, "\r{}\x1b[K", printable(text, width));
        std::fflush(stderr);
        m_shown = true;
    }

private:
#ifdef _WIN32
    bool m_terminal = _isatty(2) != 0;
#else
    bool m_terminal = isatty(STDERR_FILENO) != 0;
#endif
    bool m_shown = false;
};

std::string progressText(const download::Status& status) {
    if (status.problem) return status.problem->message;
    if (status.commit.empty()) return "Asking what there is";
    std::string text = fmt::format("{} of {}", sizeText(status.done), sizeText(status.size));
    if (status.bytesPerSecond > 0)
        text += fmt::format(", {}/s", sizeText(static_cast<std::uint64_t>(status.bytesPerSecond)));
    if (status.secondsLeft) text += fmt::format(", {:.0f} s left", *status.secondsLeft);
    return text;
}

/// Its own for each request, so that one command never goes on with what another left.
std::filesystem::path journalFor(const download::Request& request) {
    std::string key = request.endpoint.url + '\n' + std::string(hub::kindName(request.repo.kind)) + '\n' +
                      request.repo.name + '\n' + request.revision;
    for (const std::string& glob : request.include) key += '\n' + glob;
    return platform::standardFolders().state / "cli-downloads" / fmt::format("{:016x}", std::hash<std::string>()(key));
}

/// Whether nothing more will come: done, or without hope for somebody who waits.
bool isOver(const download::Status& status) {
    switch (status.state) {
    case download::State::Done:
    case download::State::Failed:
    case download::State::Cancelled: return true;
    case download::State::Waiting: return status.problem && status.commit.empty();
    case download::State::Planning:
    case download::State::Running:
    case download::State::Verifying:
    case download::State::Paused: break;
    }
    return false;
}

} // namespace

Result<download::Status> downloadToCache(HubSession& session, download::Request request) {
    const hub::Environment environment = hub::processEnvironment();
    download::Options options;
    options.cache = hub::hubFolders(environment, platform::homeFolder()).cache;
    options.journal = journalFor(request);
    std::optional<download::Status> latest;
    ProgressLine line;
    download::Queue queue(session.downloadServices(), options, [&](const download::Status& status) {
        latest = status;
        line.show(progressText(status));
    });
    if (queue.all().empty()) queue.add(std::move(request));
    session.runUntil([&] { return isInterrupted() || (latest && isOver(*latest)); });
    if (isInterrupted()) return fail(cancelledError());
    if (latest->problem) return fail(*latest->problem);
    return *std::move(latest);
}
