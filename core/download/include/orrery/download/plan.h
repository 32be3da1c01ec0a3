// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/hub/endpoint.h>
#include <orrery/hub/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace orrery::download {

/// What somebody wants from a repository.
struct Request {
    hub::Endpoint endpoint;
    hub::RepoId repo;
    std::string revision = "main";
    std::vector<std::string> include; ///< Paths or globs ("*.gguf", "Q4_K_M/*"); empty: everything.
    std::vector<std::string> exclude;
    int priority = 0;              ///< Higher goes first.
    bool allowUnsafeFiles = false; ///< The person has said yes to files the scanners call unsafe.
};

/// One file to fetch.
struct PlannedFile {
    std::string path;
    std::string etag; ///< sha256 or git blob SHA-1.
    std::uint64_t size = 0;
    bool pickle = false; ///< A format that can run code when loaded.
    hub::ScanStatus scan = hub::ScanStatus::Unscanned;
};

struct Plan {
    std::string commit;
    std::vector<PlannedFile> files;
    std::vector<std::string> refused; ///< Names that are not safe, one sentence each.
    [[nodiscard]] std::uint64_t size() const;
};

/// Chooses from a tree what the request asks for. Pure.
Plan planFiles(const Request& request, const std::string& commit, const std::vector<hub::TreeEntry>& tree);

/// Shell-like match: '*' (not '/' unless "**"), '?', '[...]'; a pattern without '/' matches the last segment too, one
/// that ends in '/' everything below.
bool matches(std::string_view pattern, std::string_view path);

/// File name endings that can hold code which runs when a program loads the file.
bool isPickleName(std::string_view path);

} // namespace orrery::download
