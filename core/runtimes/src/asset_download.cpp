// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "asset_download.h"

#include "names.h"

#include <orrery/net/content_range.h>
#include <orrery/net/retry.h>
#include <orrery/net/url.h>
#include <orrery/platform/hashing.h>
#include <orrery/platform/posix_error.h>
#include <orrery/runtimes/runtime_store.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace orrery::runtimes {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t mostPending = 4U << 20U;
constexpr std::uint64_t largestArchive = 8ULL << 30U;
constexpr int mostFruitless = 3;

/// Where the part begins that an answer holds; nothing when it does not say.
std::optional<std::uint64_t> firstByte(const net::HttpResponse& head) {
    const auto range = net::parseContentRange(head.header("content-range").value_or(""));
    if (!range || !range->span) return std::nullopt;
    return range->span->first;
}

std::optional<std::uint64_t> lengthOf(const net::HttpResponse& head) {
    const auto text = head.header("content-length");
    if (!text || text->empty() || text->size() > 15 || text->find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    return std::stoull(std::string(*text));
}

} // namespace

fs::path partialFile(const fs::path& root, const ReleaseAsset& asset) {
    const std::string key = platform::sha256(asset.sha256 + ' ' + asset.url).substr(0, 12);
    return root / ".downloads" / fmt::format("{}-{}", key, folderName(asset.name));
}

AssetDownload::AssetDownload(net::HttpClient& http, Executor& workers, ReleaseAsset asset, fs::path file,
                             std::stop_token stop)
    : m_http(http),
      m_workers(workers),
      m_asset(std::move(asset)),
      m_file(std::move(file)),
      m_stop(std::move(stop)),
      m_total(m_asset.size) {}

void AssetDownload::start(Progress onProgress, Completion completion) {
    m_onProgress = std::move(onProgress);
    m_completion = std::move(completion);
    m_workers.post([self = shared_from_this()] {
        if (Status opened = self->open(); !opened) return self->finish(fail(opened.error()));
        if (self->m_total > 0 && self->m_have == self->m_total) return self->finish(self->m_file);
        self->request();
    });
}

Error AssetDownload::writeFailure(int number) const {
    const auto code = platform::errcFromErrno(number);
    if (code == platform::Errc::NoSpace)
        return {code, "The disk is full, so the engine could not be downloaded. Free some space and try again.",
                platform::errnoText(number), m_file.string()};
    return {code, fmt::format("The download could not be kept in {}.", m_file.string()), platform::errnoText(number),
            m_file.string()};
}

Error AssetDownload::shorterThanSaid() const {
    return {Errc::WrongHash, "The server sends less than the release says. Nothing of it is used.", m_asset.name,
            net::withoutSecrets(m_asset.url)};
}

Status AssetDownload::open() {
    std::error_code failed;
    fs::create_directories(m_file.parent_path(), failed);
    if (failed) return fail(writeFailure(failed.value()));
    m_partial = platform::FileDescriptor(::open(m_file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!m_partial.isOpen()) return fail(writeFailure(errno));
    if (::flock(m_partial.get(), LOCK_EX | LOCK_NB) != 0)
        return fail(Errc::Busy, "Another Orrery is downloading this engine. Wait until it is done.", {},
                    m_file.string());
    struct stat info {};
    if (::fstat(m_partial.get(), &info) != 0) return fail(writeFailure(errno));
    m_have = static_cast<std::uint64_t>(info.st_size);
    const bool useless = m_asset.sha256.empty() || (m_total > 0 && m_have > m_total);
    if (!useless) return {};
    m_have = 0;
    return ::ftruncate(m_partial.get(), 0) == 0 ? Status() : fail(writeFailure(errno));
}

void AssetDownload::request() {
    net::HttpRequest request{.url = m_asset.url, .retry = {.attempts = 4}};
    request.gate = m_gate = std::make_shared<net::BodyGate>();
    if (m_have > 0) {
        request.range = net::ByteRange{m_have, {}};
        if (!m_version.empty()) request.headers.emplace_back("If-Range", m_version);
    }
    m_began = m_have;
    net::HttpCallbacks callbacks;
    callbacks.onHead = [self = shared_from_this()](const net::HttpResponse& head) { self->takeHead(head); };
    callbacks.onBody = [self = shared_from_this()](std::string_view bytes) { return self->takeBody(bytes); };
    m_http.start(std::move(request), m_stop, std::move(callbacks),
                 [self = shared_from_this()](const Result<net::HttpResponse>& result) { self->ended(result); });
}

void AssetDownload::complain(Error error) {
    if (!m_problem) m_problem = std::move(error);
}

void AssetDownload::takeHead(const net::HttpResponse& head) {
    const std::lock_guard lock(m_mutex);
    const std::string host = net::withoutSecrets(m_asset.url);
    if (head.status == 206) {
        if (firstByte(head) != m_have)
            complain({Errc::BadRelease,
                      "The server sends another part of the archive than was asked for. Try again.",
                      {},
                      host});
    } else if (head.status == 200) {
        m_have = m_began = 0;
        if (::ftruncate(m_partial.get(), 0) != 0) complain(writeFailure(errno));
        if (m_total == 0) m_total = lengthOf(head).value_or(0);
        const auto version = head.header("etag");
        m_version = version && version->starts_with('"') ? std::string(*version) : std::string();
    } else if (head.status == 416 && m_have > 0) {
        complain(shorterThanSaid());
    } else {
        complain({Errc::BadRelease,
                  fmt::format("The archive could not be fetched: the server answered {}.", head.status), m_asset.name,
                  host});
    }
}

bool AssetDownload::takeBody(std::string_view bytes) {
    const std::lock_guard lock(m_mutex);
    const std::uint64_t most = m_total > 0 ? m_total : largestArchive;
    if (!m_problem && m_have + m_pending.size() + bytes.size() > most)
        complain({Errc::WrongHash, "The server sends more than the release says. Nothing of it is used.", m_asset.name,
                  net::withoutSecrets(m_asset.url)});
    if (m_problem) return false;
    m_pending += bytes;
    if (m_draining) {
        if (m_pending.size() > mostPending && !m_gate->held()) m_gate->hold();
        return true;
    }
    m_draining = true;
    m_workers.post([self = shared_from_this()] { self->drain(); });
    return true;
}

int AssetDownload::write(std::string_view bytes) {
    std::uint64_t offset = m_have;
    while (!bytes.empty()) {
        const ssize_t count = ::pwrite(m_partial.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno != EINTR) return errno;
        if (count <= 0) continue;
        offset += static_cast<std::uint64_t>(count);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

void AssetDownload::drain() {
    std::unique_lock lock(m_mutex);
    while (!m_pending.empty() && !m_problem) {
        const std::string bytes = std::exchange(m_pending, {});
        if (m_gate->held()) m_gate->release();
        lock.unlock();
        const int failed = write(bytes);
        lock.lock();
        if (failed) {
            complain(writeFailure(failed));
        } else {
            m_have += bytes.size();
            if (m_onProgress) m_onProgress(m_have, m_total);
        }
    }
    m_pending.clear();
    if (m_gate->held()) m_gate->release();
    m_draining = false;
    if (!m_answer) return;
    lock.unlock();
    judge();
}

void AssetDownload::ended(const Result<net::HttpResponse>& result) {
    const std::lock_guard lock(m_mutex);
    m_answer = result;
    if (m_draining) return;
    m_workers.post([self = shared_from_this()] { self->judge(); });
}

/// After an attempt, when all of it is written: done, another one, or given up.
void AssetDownload::judge() {
    const auto answer = std::exchange(m_answer, std::nullopt).value();
    if (m_stop.stop_requested()) return finish(fail(cancelledError()));
    if (m_problem) return finish(fail(*m_problem));
    if (m_total > 0 && m_have == m_total) return finish(m_file);
    if (answer && m_total == 0) return finish(m_file);
    const bool brokenOff = answer || net::isPassing(answer.error()) || answer.error().is(net::Errc::BrokenOff);
    m_fruitless = m_have > m_began ? 0 : m_fruitless + 1;
    if (brokenOff && m_fruitless < mostFruitless) return request();
    if (!answer) return finish(fail(answer.error()));
    finish(fail(shorterThanSaid()));
}

void AssetDownload::finish(Result<fs::path> result) {
    (void)m_partial.close();
    std::exchange(m_completion, {})(std::move(result));
}

} // namespace orrery::runtimes
