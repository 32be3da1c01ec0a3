// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "questions.h"

#include <orrery/gguf/reader.h>
#include <orrery/hub/errors.h>
#include <orrery/net/content_range.h>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace orrery::hub {

namespace {

constexpr std::uint64_t firstPiece = 4ULL << 20U;      // most heads are shorter
constexpr std::uint64_t laterFirstPiece = 1ULL << 18U; // parts after the first carry no vocabulary
constexpr std::uint64_t longestHead = 128ULL << 20U;
constexpr std::size_t mostParts = 1000;

/// The whole file's size as a Content-Range names it, when the span begins at `first`.
std::optional<std::uint64_t> sizeIn(std::string_view header, std::uint64_t first) {
    const auto range = net::parseContentRange(header);
    return range && range->span && range->span->first == first ? range->total : std::nullopt;
}

/// Fetches the heads of a model's parts, one after another, each in pieces that double. Steps run on the parsing
/// executor.
class HeadWalk : public std::enable_shared_from_this<HeadWalk> {
public:
    HeadWalk(std::shared_ptr<Core> core, Endpoint endpoint, RepoId repo, std::string revision,
             std::vector<std::string> paths, std::stop_token stop, HubClient::Done<std::vector<FileBeginning>> done)
        : m_core(core),
          m_endpoint(std::move(endpoint)),
          m_repo(std::move(repo)),
          m_revision(std::move(revision)),
          m_paths(std::move(paths)),
          m_stop(std::move(stop)),
          m_reply(std::move(core), std::move(done)) {}

    void start() {
        if (m_paths.empty() || m_paths.size() > mostParts)
            return m_reply(fail(orrery::Errc::InvalidArgument,
                                fmt::format("A model has between 1 and {} parts.", mostParts), {}, m_repo.name));
        next();
    }

private:
    [[nodiscard]] const std::string& path() const { return m_paths[m_heads.size()]; }

    void next() {
        m_head = {};
        m_head.path = path();
        ask(m_heads.empty() ? firstPiece : laterFirstPiece);
    }

    void ask(std::uint64_t count) {
        const std::uint64_t first = m_head.bytes.size();
        Question question = repoQuestion(m_endpoint, m_repo, resolveUrl(m_endpoint, m_repo, m_revision, path()));
        question.range = net::ByteRange{first, first + count - 1};
        question.largest = count;
        std::make_shared<Exchange>(
            m_core, std::move(question), m_stop,
            [self = shared_from_this(), first](const Result<net::HttpResponse>& answer) { self->take(answer, first); })
            ->start();
    }

    void take(const Result<net::HttpResponse>& answer, std::uint64_t first) {
        if (!answer && answer.error().is(net::Errc::TooLarge)) return refuseRanges();
        if (!answer) return m_reply(fail(answer.error()));
        if (const Status kept = keep(*answer, first); !kept) return m_reply(fail(kept.error()));
        read();
    }

    Status keep(const net::HttpResponse& answer, std::uint64_t first) {
        std::optional<std::uint64_t> size;
        if (answer.status == 206) size = sizeIn(answer.header("content-range").value_or(""), first);
        if (answer.status == 200 && first == 0) size = answer.body.size();
        if (!size || (first > 0 && *size != m_head.size) || *size < first + answer.body.size() || answer.body.empty())
            return fail(Errc::BadAnswer, "The Hub sent another part of the file than was asked for. Try again later.",
                        std::string(answer.header("content-range").value_or("")), net::withoutSecrets(answer.url));
        m_head.size = *size;
        m_head.bytes += answer.body;
        return {};
    }

    void read() {
        const auto header = gguf::readGgufHeader(m_head.bytes, m_head.size);
        if (header) {
            m_head.bytes.resize(std::min<std::size_t>(m_head.bytes.size(), header->dataOffset));
            m_heads.push_back(std::move(m_head));
            return m_heads.size() == m_paths.size() ? m_reply(std::move(m_heads)) : next();
        }
        if (!header.error().is(gguf::Errc::NeedMoreBytes)) {
            Error error = header.error();
            error.where = path();
            return m_reply(fail(std::move(error)));
        }
        const std::uint64_t here = m_head.bytes.size();
        if (here >= longestHead)
            return m_reply(fail(gguf::Errc::Corrupt,
                                "What stands before this model's weights is longer than 128 MB, which no sound model "
                                "needs. It was not read on.",
                                {}, path()));
        ask(std::min({here, longestHead - here, m_head.size - here}));
    }

    void refuseRanges() {
        m_reply(fail(Errc::BadRequest,
                     "This server does not hand out parts of files, so the model cannot be looked at before it is "
                     "downloaded.",
                     {}, webUrl(m_endpoint, m_repo)));
    }

    std::shared_ptr<Core> m_core;
    Endpoint m_endpoint;
    RepoId m_repo;
    std::string m_revision;
    std::vector<std::string> m_paths;
    std::stop_token m_stop;
    Reply<std::vector<FileBeginning>> m_reply;
    std::vector<FileBeginning> m_heads;
    FileBeginning m_head; ///< Of the part that is being fetched.
};

} // namespace

void walkHeads(const std::shared_ptr<Core>& core, const Endpoint& endpoint, const RepoId& repo,
               const std::string& revision, std::vector<std::string> paths, std::stop_token stop,
               HubClient::Done<std::vector<FileBeginning>> done) {
    std::make_shared<HeadWalk>(core, endpoint, repo, revision, std::move(paths), std::move(stop), std::move(done))
        ->start();
}

} // namespace orrery::hub
