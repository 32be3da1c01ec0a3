// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_hub_api.h"

#include <algorithm>
#include <thread>

namespace orrery::fakes {

namespace {

using namespace std::chrono_literals;

/// The bytes of a span, with what goes wrong on their way.
struct Sending {
    FakeHubState& state;
    std::shared_ptr<const StoredFile> file;
    FileSpan span;
    Misbehaviour fault;

    [[nodiscard]] std::string piece(std::uint64_t at, std::size_t size) const {
        std::string bytes = file->file.read(at, size);
        const std::uint64_t middle = file->size / 2;
        if (fault.wrongBytes && middle >= at && middle < at + bytes.size()) bytes[middle - at] ^= 1;
        return bytes;
    }

    void run(const Write& write) const {
        const std::uint64_t end = std::min(
            span.end, span.begin + std::min(fault.cutAfter.value_or(span.end), fault.stallAfter.value_or(span.end)));
        const std::uint64_t most =
            fault.bytesPerSecond > 0 ? std::max<std::uint64_t>(1, fault.bytesPerSecond / 20) : 256U << 10U;
        for (std::uint64_t at = span.begin; at < end;) {
            const std::string bytes = piece(at, std::min(most, end - at));
            state.countBytes(file->file.path, bytes.size());
            if (!write(bytes)) return;
            at += bytes.size();
            if (fault.bytesPerSecond > 0 && at < end) std::this_thread::sleep_for(50ms);
        }
        while (fault.stallAfter && write({})) std::this_thread::sleep_for(20ms);
    }
};

FakeResponse fileBytes(FakeHubState& state, const FakeRequest& request, std::shared_ptr<const StoredFile> file,
                       const Misbehaviour& fault) {
    const std::string size = std::to_string(file->size);
    const auto asked = requestedSpan(request, file->size);
    if (asked && request.method == "GET") state.countRange();
    FakeResponse response{.headers = {{"Accept-Ranges", fault.noRanges ? "none" : "bytes"}}};
    FileSpan span{0, file->size};
    if (asked && !fault.noRanges) {
        if (asked->begin == asked->end) return {.status = 416, .headers = {{"Content-Range", "bytes */" + size}}};
        span = *asked;
        response.status = 206;
        const std::uint64_t first = span.begin + (fault.wrongRange ? 1 : 0);
        response.headers.emplace_back("Content-Range", "bytes " + std::to_string(first) + "-" +
                                                           std::to_string(first + span.end - span.begin - 1) + "/" +
                                                           size);
    }
    const auto length = static_cast<std::int64_t>(span.end - span.begin) + fault.lengthError;
    response.headers.emplace_back("Content-Length", std::to_string(std::max<std::int64_t>(0, length)));
    response.stream = [sending = Sending{state, std::move(file), span, fault}](const Write& write) {
        sending.run(write);
    };
    return response;
}

/// "/storage/models/acme/Foo/<etag>/<path>"
std::string storagePath(const StoredRepo& stored, const StoredFile& file) {
    return "/storage/" + std::string(pluralName(stored.repo.kind)) + "/" + stored.repo.id + "/" + file.etag() + "/" +
           percentEncoded(file.file.path, "/");
}

const StoredFile* fileWithHash(const StoredRepo& stored, const std::string& hash, const std::string& path) {
    for (const auto& commit : stored.commits) {
        const auto found = commit.files.find(path);
        if (found != commit.files.end() && found->second.etag() == hash) return &found->second;
    }
    return nullptr;
}

std::string joined(std::vector<std::string>::const_iterator begin, std::vector<std::string>::const_iterator end) {
    std::string path;
    for (auto it = begin; it != end; ++it) path += (path.empty() ? "" : "/") + *it;
    return path;
}

std::string quoted(const std::string& text) {
    return '"' + text + '"';
}

bool alreadyThere(const FakeRequest& request, const std::string& etag) {
    return request.header("if-none-match").find(quoted(etag)) != std::string::npos;
}

FakeResponse redirected(int status, const std::string& location) {
    FakeResponse response = redirectTo(location, status);
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    response.body = "Redirecting to " + location;
    return response;
}

} // namespace

FakeResponse resolveFile(const ApiCall& call, const RepoPointer& repo, const std::string& revision,
                         const std::string& path, const std::string& storageOrigin) {
    const StoredRepo& stored = *repo;
    if (!stored.repo.gated.empty() && !call.caller.isReaderOf(stored.repo))
        return gatedAnswer(call.caller.anonymous(), stored.repo.id);
    const StoredCommit* commit = stored.at(revision);
    if (!commit) return revisionNotFound(revision);
    const auto found = commit->files.find(path);
    if (found == commit->files.end()) return entryNotFound(path, commit->id);
    const StoredFile& file = found->second;
    const Headers about = {{"X-Repo-Commit", commit->id}, {"ETag", quoted(file.etag())}};
    if (alreadyThere(call.request, file.etag())) return {.status = 304, .headers = about};

    const bool cached = call.request.path.starts_with("/api/resolve-cache/");
    FakeResponse response;
    if (file.lfs) {
        response = redirected(302, storageOrigin + storagePath(stored, file) + "?X-Signature=" + call.state.sign());
        response.headers.emplace_back("X-Linked-Etag", quoted(file.etag()));
        response.headers.emplace_back("X-Linked-Size", std::to_string(file.size));
        response.headers.emplace_back("Accept-Ranges", "bytes");
    } else if (call.state.resolveCache() && !cached) {
        response = redirected(307, "/api/resolve-cache/" + std::string(pluralName(stored.repo.kind)) + "/" +
                                       stored.repo.id + "/" + commit->id + "/" + percentEncoded(path, "/") +
                                       "?etag=" + percentEncoded(quoted(file.etag())));
    } else {
        response = fileBytes(call.state, call.request, {repo, &file}, call.fault);
    }
    if (response.status != 416) response.headers.insert(response.headers.end(), about.begin(), about.end());
    return response;
}

FakeResponse storedBytes(FakeHubState& state, const FakeRequest& request, const Misbehaviour& fault) {
    if (!state.mayUse(Query(request.query).first("X-Signature")))
        return {.status = 403,
                .headers = {{"Content-Type", "application/xml"}},
                .body = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"};
    const auto segments = pathSegments(request.path);
    for (const FakeKind kind : {FakeKind::Model, FakeKind::Dataset, FakeKind::Space}) {
        for (const std::ptrdiff_t idLength : {2, 1}) {
            if (std::ssize(segments) < 4 + idLength || segments[1] != pluralName(kind)) continue;
            const auto hash = segments.begin() + 2 + idLength;
            const auto repo = state.find(kind, joined(segments.begin() + 2, hash));
            const StoredFile* file = repo ? fileWithHash(*repo, *hash, joined(hash + 1, segments.end())) : nullptr;
            if (!file) continue;
            FakeResponse response = fileBytes(state, request, {repo, file}, fault);
            response.headers.emplace_back("ETag", quoted(file->etag()));
            return response;
        }
    }
    return {.status = 404};
}

} // namespace orrery::fakes
