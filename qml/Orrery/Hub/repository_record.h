// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/card/document.h>
#include <orrery/catalog/entry.h>
#include <orrery/hub/card_data.h>
#include <orrery/hub/endpoint.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What is known of one repository, from the catalogue or from the Hub.
struct RepositoryRecord {
    orrery::hub::RepoId id;
    orrery::hub::Endpoint endpoint;
    std::string revision = "main"; ///< What was asked for.
    orrery::catalog::Entry entry;
    std::optional<orrery::hub::RepoInfo> info;
    std::string commit; ///< What the revision means; empty: not known.
    std::vector<orrery::hub::TreeEntry> files;
    int filesVersion = 0;                               ///< Counts up whenever `files` becomes another list.
    std::string readme;                                 ///< With its front matter.
    orrery::hub::CardData cardData;                     ///< Read from its front matter.
    std::shared_ptr<const orrery::card::Document> card; ///< Its body, safe to show; none: not known.
    std::string seen;                                   ///< When this was so, UTC.
    bool known = false;
    bool hasPage = false; ///< Files and card are known (there may be none).
    bool live = false;    ///< The Hub said so just now.

    /// Files that are on this disk, by their path in the repository.
    std::map<std::string, std::filesystem::path> local;
};
