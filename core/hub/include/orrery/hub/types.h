// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/hub/repo.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace orrery::hub {

/// Whether one must ask before downloading.
enum class Gated { No, Automatic, Manual };

/// What the Hub's scanners said of a file. Only Safe means "nothing found"; the first two and Error mean "no verdict".
enum class ScanStatus { Unscanned, Queued, Safe, Caution, Suspicious, Unsafe, Error };

/// UTC, "2026-05-03T09:10:11.000Z" as the Hub writes it; empty: unknown.
using Timestamp = std::string;

/// One row of a listing. Everything but `id` may be missing: empty, 0 or nothing.
struct RepoSummary {
    RepoId id;
    std::string sha;     ///< Commit of the default branch, when told.
    std::string task;    ///< pipeline_tag; for datasets the first task category.
    std::string library; ///< "transformers", "gguf", "lerobot"
    std::vector<std::string> tags;
    std::string licence; ///< The raw identifier, lower case: "apache-2.0", "other"; empty: none.
    std::vector<std::string> languages;
    std::vector<std::string> baseModels; ///< Names of model repositories.
    std::string relation;                ///< To the base: "finetune", "adapter", "merge", "quantized"; empty: unknown.
    std::string description;             ///< Datasets and spaces: what they say of themselves.
    std::string sdk;                     ///< Spaces.
    std::optional<std::uint64_t> parameters;
    std::optional<std::uint64_t> contextLength; ///< Tokens.
    std::optional<std::uint64_t> size;          ///< Bytes, when the Hub tells; whole repository or main file.
    std::optional<std::uint64_t> downloads;     ///< Of the last 30 days.
    std::optional<std::uint64_t> likes;
    std::optional<double> trending; ///< The Hub's own score.
    Gated gated = Gated::No;
    bool isPrivate = false;
    bool disabled = false;
    Timestamp created;
    Timestamp modified;
    std::string thumbnail; ///< Address of a picture, as the card names it. Never loaded without consent.
};

struct FileScan {
    ScanStatus status = ScanStatus::Unscanned;                ///< The worst of all scanners.
    std::vector<std::pair<std::string, ScanStatus>> scanners; ///< "ClamAV", ...
    std::vector<std::string> pickleImports;                   ///< Suspicious or dangerous ones: "os.system".
};

struct Commit {
    std::string id; ///< 40 hex digits.
    std::string title;
    std::string message;
    std::vector<std::string> authors;
    Timestamp date;
};

/// A file or folder of a revision.
struct TreeEntry {
    std::string path; ///< As the server says it. Check with cache::checkFileName before it touches a disk.
    bool folder = false;
    std::uint64_t size = 0;           ///< The real content's, also of an LFS file.
    std::string gitOid;               ///< SHA-1 of the git blob (of the pointer for an LFS file), 40 hex.
    std::string sha256;               ///< Of an LFS file's content, 64 hex; empty for a git file.
    std::string xetHash;              ///< 64 hex or empty.
    std::optional<Commit> lastCommit; ///< With TreeRequest::details.
    std::optional<FileScan> scan;     ///< With TreeRequest::details.
};

/// One repository in full.
struct RepoInfo {
    RepoSummary summary;
    std::string revision;         ///< The commit this describes.
    std::vector<TreeEntry> files; ///< Names; sizes and hashes when they were asked for.
    std::string libraryVersion;
    std::string architecture;                              ///< From GGUF or the model's config; empty: unknown.
    std::map<std::string, std::uint64_t> parametersByType; ///< "BF16" -> count, from safetensors.
    std::vector<std::string> spaces;
    std::optional<std::uint64_t> usedStorage; ///< Bytes with all history.
    std::string gatePrompt;                   ///< What is asked before access is given; Markdown.
    std::string licenceName;                  ///< With licence "other".
    std::string licenceLink;
    std::string newVersion; ///< The repository that replaces this one.
    bool scansDone = false;
    std::vector<std::pair<std::string, ScanStatus>> filesWithIssues;
};

struct Ref {
    std::string name; ///< "main", "v1.0", "refs/pr/3"
    std::string ref;  ///< "refs/heads/main"
    std::string commit;
};

struct Refs {
    std::vector<Ref> branches;
    std::vector<Ref> tags;
    std::vector<Ref> converts;
    std::vector<Ref> pullRequests;
};

struct CollectionItem {
    std::string type; ///< "model", "dataset", "space", "paper", "collection"; others survive.
    std::string id;
    std::string note;
};

struct Collection {
    std::string slug;
    std::string title;
    std::string description;
    std::string owner;
    std::uint64_t upvotes = 0;
    Timestamp modified;
    std::vector<CollectionItem> items; ///< At most four in a listing.
};

/// A user or an organisation.
struct Account {
    std::string name; ///< The handle.
    std::string fullName;
    bool organisation = false;
    std::string details;
    std::string avatarUrl;
    bool verified = false;
    std::string plan; ///< "team", "enterprise", "plus", "academia"; empty: free or unknown.
    std::uint64_t models = 0;
    std::uint64_t datasets = 0;
    std::uint64_t spaces = 0;
    std::uint64_t followers = 0;
};

struct Paper {
    std::string id; ///< arXiv number.
    std::string title;
    std::string summary;
    std::vector<std::string> authors;
    std::uint64_t upvotes = 0;
    Timestamp published;
};

/// Whose token it is.
struct WhoAmI {
    std::string name;
    std::string fullName;
    std::string email;
    bool pro = false;
    std::string tokenName;
    std::string tokenRole;    ///< "read", "write", "fineGrained"
    bool canReadGated = true; ///< Fine-grained tokens must say so.
    Timestamp tokenExpires;
    struct Organisation {
        std::string name;
        std::string fullName;
        std::string role;
        std::string plan;
        std::vector<std::string> restrictions; ///< "mfa", "sso", ...: why its repositories are closed to this token.
    };
    std::vector<Organisation> organisations;
};

} // namespace orrery::hub
