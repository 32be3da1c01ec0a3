// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::fakes {

enum class FakeKind { Model, Dataset, Space };

std::string_view pluralName(FakeKind kind); ///< "models", as in /api/models.

/// A file of a repository. `{.path = "config.json", .bytes = "{}"}`, `{.path = "big.gguf", .size = 3 << 20}`.
struct FakeFile {
    std::string path;
    std::string bytes = {};
    std::uint64_t size = 0; ///< More than bytes.size(): what follows `bytes` is made up when asked for, differently at
                            ///< every place of the file.
    std::uint64_t seed = 1; ///< Of what is made up: another seed, another content.
    std::optional<bool> lfs = {}; ///< Stored outside git; nothing: as the Hub would by name and size.
    std::string sha256 = {};      ///< A claim instead of the true hash: for files too large to hash.
    nlohmann::json scan = {};     ///< securityFileStatus as answered, `{{"status", "unsafe"}, ...}`; null: unscanned.

    [[nodiscard]] std::uint64_t length() const;
    [[nodiscard]] std::string read(std::uint64_t offset, std::size_t count) const;
};

/// What one commit changed.
struct FakeCommit {
    std::vector<FakeFile> files = {}; ///< Added or replaced.
    std::vector<std::string> removed = {};
    std::string title = "Upload";
    std::string message = {};
    std::string author = "ada";
    std::string date = "2026-05-03T09:10:11.000Z";
};

struct FakeRepo {
    FakeKind kind = FakeKind::Model;
    std::string id;
    std::vector<FakeCommit> commits = {}; ///< Oldest first, one line of history; main is the last.
    /// Other refs than main, to indices of `commits`: {"v1.0" with tag, "dev" (a branch), "refs/pr/1",
    /// "refs/convert/parquet"}.
    std::map<std::string, std::size_t> refs = {};
    std::vector<std::string> tagged = {}; ///< Which of `refs` are tags.

    std::string task = {};    ///< pipeline_tag
    std::string library = {}; ///< library_name
    std::vector<std::string> tags = {};
    std::uint64_t downloads = 0;
    std::uint64_t likes = 0;
    double trending = 0;
    std::string created = "2026-05-01T08:00:00.000Z";
    bool isPrivate = false;
    bool disabled = false;
    std::string gated = {};                ///< "auto" or "manual"; empty: open to all.
    std::vector<std::string> readers = {}; ///< Users that may read it when it is private or gated.
    std::string movedTo = {};              ///< Renamed: requests are redirected to this id.
    /// More fields, answered as they stand: "cardData", "gguf", "safetensors", "description", "sdk", "mainSize", ...
    nlohmann::json fields = nlohmann::json::object();
};

/// A file with its names: what the Hub computes at a commit.
struct StoredFile {
    FakeFile file;
    std::uint64_t size = 0;
    bool lfs = false;
    std::string gitOid = {}; ///< Of the pointer for an LFS file.
    std::string sha256 = {}; ///< LFS files only.
    std::size_t commit = 0;

    [[nodiscard]] const std::string& etag() const { return lfs ? sha256 : gitOid; }
};

struct StoredCommit {
    std::string id;
    std::map<std::string, StoredFile> files; ///< All, by path.
};

/// A repository as it is served; never changed once built.
struct StoredRepo {
    FakeRepo repo;
    std::vector<StoredCommit> commits;

    /// Of a branch, tag, ref or commit id (also its first 7 or more digits).
    [[nodiscard]] const StoredCommit* at(std::string_view revision) const;
    [[nodiscard]] std::size_t indexOf(const StoredCommit& commit) const;
    [[nodiscard]] const StoredCommit& head() const { return commits.back(); }
    [[nodiscard]] std::string author() const;
};

/// Hashes everything and names the commits. A repository without commits gets an empty first one.
StoredRepo store(FakeRepo repo);

std::string sha1Hex(std::string_view bytes);
std::string gitBlobSha1(std::string_view bytes);

} // namespace orrery::fakes
