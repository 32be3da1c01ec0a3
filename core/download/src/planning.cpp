// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "planning.h"

#include <orrery/cache/store.h>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace orrery::download {

namespace {

/// Scan verdicts of each file come in pages of 50, so they are asked for only where that is a few pages; a larger
/// repository's known issues are in its description.
constexpr std::size_t mostForDetails = 500;

orrery::Status checkScans(const Request& request, const Plan& plan) {
    if (request.allowUnsafeFiles) return {};
    const auto found = std::find_if(plan.files.begin(), plan.files.end(),
                                    [](const PlannedFile& file) { return file.scan == hub::ScanStatus::Unsafe; });
    if (found == plan.files.end()) return {};
    return fail(Errc::UnsafeFile,
                fmt::format("The Hub's scanners call {} unsafe: loading it could run somebody else's code. It is only "
                            "downloaded with your consent.",
                            found->path),
                {}, found->path);
}

class Question : public std::enable_shared_from_this<Question> {
public:
    Question(std::shared_ptr<Context> context, Request request, std::stop_token stop,
             std::function<void(Result<Plan>)> done)
        : m_context(std::move(context)),
          m_request(std::move(request)),
          m_stop(std::move(stop)),
          m_done(std::move(done)) {}

    void start() {
        m_context->services.hub.info(m_request.endpoint, m_request.repo, m_request.revision, m_stop,
                                     [self = shared_from_this()](Result<hub::RepoInfo> info) {
                                         if (!info) return self->finish(fail(info.error()));
                                         self->askForTree(std::move(*info));
                                     });
    }

private:
    void askForTree(hub::RepoInfo info) {
        const std::string commit = info.revision.empty() ? info.summary.sha : info.revision;
        if (!cache::isCommit(commit)) {
            return finish(fail(hub::Errc::NotAHub,
                               fmt::format("{} does not say which commit of {} it has, so nothing can be downloaded "
                                           "from it.",
                                           m_request.endpoint.name, m_request.repo.name)));
        }
        const hub::TreeRequest tree{
            .repo = m_request.repo, .revision = commit, .folder = {}, .details = info.files.size() <= mostForDetails};
        m_context->services.hub.tree(
            m_request.endpoint, tree, m_stop,
            [self = shared_from_this(), commit, info = std::move(info)](Result<std::vector<hub::TreeEntry>> entries) {
                if (!entries) return self->finish(fail(entries.error()));
                self->m_context->services.workers.post([self, commit, info, entries = std::move(*entries)]() mutable {
                    self->finish(self->plan(commit, info, std::move(entries)));
                });
            });
    }

    Result<Plan> plan(const std::string& commit, const hub::RepoInfo& info, std::vector<hub::TreeEntry> entries) const {
        for (auto& entry : entries) {
            const auto issue = std::find_if(info.filesWithIssues.begin(), info.filesWithIssues.end(),
                                            [&](const auto& each) { return each.first == entry.path; });
            if (!entry.scan && issue != info.filesWithIssues.end()) entry.scan = hub::FileScan{issue->second, {}, {}};
        }
        Plan result = planFiles(m_request, commit, entries);
        if (result.files.empty()) {
            return fail(Errc::NothingToDo,
                        result.refused.empty()
                            ? fmt::format("No file of {} matches what was asked for.", m_request.repo.name)
                            : result.refused.front());
        }
        if (auto checked = checkScans(m_request, result); !checked) return fail(checked.error());
        const cache::RepoPaths paths{m_context->options.cache, m_request.repo, m_context->options.links};
        // Only saves a question next time, so it may fail, as in a cache that cannot be written.
        if (cache::prepare(paths)) (void)cache::writeTree(paths, commit, entries);
        return result;
    }

    void finish(Result<Plan> result) {
        m_context->loop.post([self = shared_from_this(), result = std::move(result)] { self->m_done(result); });
    }

    const std::shared_ptr<Context> m_context;
    const Request m_request;
    const std::stop_token m_stop;
    const std::function<void(Result<Plan>)> m_done;
};

} // namespace

void askForPlan(const std::shared_ptr<Context>& context, const Request& request, std::stop_token stop,
                std::function<void(Result<Plan>)> done) {
    std::make_shared<Question>(context, request, std::move(stop), std::move(done))->start();
}

Result<std::vector<Presence>> survey(const Options& options, const Request& request, const Plan& plan) {
    const cache::RepoPaths paths{options.cache, request.repo, options.links};
    std::vector<Presence> presences;
    std::uint64_t missing = 0;
    bool whole = true;
    for (const auto& file : plan.files) {
        const Presence presence = presenceOf(options, {paths, plan.commit, file});
        missing += file.size - presence.bytes;
        whole = whole && presence.whole;
        presences.push_back(presence);
    }
    if (!whole) {
        if (auto prepared = cache::prepare(paths); !prepared) return fail(prepared.error());
        if (auto space = checkSpace(options, missing); !space) return fail(space.error());
    }
    const auto written = cache::writeRef(paths, request.revision, plan.commit);
    if (!written && !whole) return fail(written.error()); // a cache that only can be read is good enough otherwise
    return presences;
}

} // namespace orrery::download
