// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/hub/types.h>

#include <string_view>
#include <vector>

namespace orrery::hub {

// The Hub's JSON, read. Pure, for any bytes: a field that is missing, null or of another type is left empty, entries
// without what names them are left out, and what is no JSON, nested deeper than 64, or made of more than two million
// values fails with Errc::BadAnswer (a web page in its place with Errc::NotAHub).

/// A listing's rows: /api/models and the like.
Result<std::vector<RepoSummary>> readListing(std::string_view json, RepoKind kind);
/// One such row alone, as a line of a dump.
Result<RepoSummary> readSummary(std::string_view json, RepoKind kind);
/// /api/models/<name>
Result<RepoInfo> readInfo(std::string_view json, RepoKind kind);
/// One page of /tree
Result<std::vector<TreeEntry>> readTree(std::string_view json);
Result<Refs> readRefs(std::string_view json);
Result<std::vector<Commit>> readCommits(std::string_view json);
Result<std::vector<Collection>> readCollections(std::string_view json);
Result<Collection> readCollection(std::string_view json);
/// /api/users/<name>/overview or /api/organizations/<name>/overview
Result<Account> readAccount(std::string_view json, bool organisation);
/// /api/daily_papers or /api/papers/search
Result<std::vector<Paper>> readPapers(std::string_view json);
/// /api/whoami-v2
Result<WhoAmI> readWhoAmI(std::string_view json);

} // namespace orrery::hub
