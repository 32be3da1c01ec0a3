// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::hub {

enum class RepoKind { Model, Dataset, Space };

/// "model", "dataset", "space": as cards, the cache and our own files write it.
std::string_view kindName(RepoKind kind);
std::optional<RepoKind> kindFromName(std::string_view name);
/// "models", "datasets", "spaces": as the API's paths write it.
std::string_view kindPlural(RepoKind kind);

/// Which repository, on whichever endpoint. `name` is "namespace/name", or one old single-segment name ("gpt2").
struct RepoId {
    RepoKind kind = RepoKind::Model;
    std::string name;

    /// The user or organisation: what stands before '/'; empty for a single-segment name.
    [[nodiscard]] std::string_view owner() const;
    /// What stands after '/', or the whole name.
    [[nodiscard]] std::string_view shortName() const;

    auto operator<=>(const RepoId&) const = default;
    bool operator==(const RepoId&) const = default;
};

/// Whether the Hub could have a repository of that name: one or two segments of [A-Za-z0-9._-], at most 96 characters,
/// without "--", "..", ".git" at the end, or '.' or '-' at either end.
bool isValidRepoName(std::string_view name);

/// What a person pasted or typed, understood: a repository, and perhaps a revision, a file in it, or a quantisation.
struct Reference {
    RepoId repo;
    std::string revision;     ///< Empty: the default branch. A branch, tag, commit, "refs/pr/3".
    std::string path;         ///< A file or folder in it; empty: none.
    std::string quantisation; ///< "Q4_K_M" of "org/name:Q4_K_M"; empty: none.

    bool operator==(const Reference&) const = default;
};

/// Reads "org/name", "org/name:QUANT", "datasets/org/name", "hf://…", and web addresses on `endpointUrl`,
/// huggingface.co or hf.co (blob, tree, raw, resolve, blame). Other pages of the site (settings, commits, discussions)
/// are refused with Errc::InvalidArgument.
Result<Reference> parseReference(std::string_view text, std::string_view endpointUrl = "https://huggingface.co");

} // namespace orrery::hub
