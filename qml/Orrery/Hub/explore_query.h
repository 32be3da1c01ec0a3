// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/catalog/catalog.h>
#include <orrery/hub/query.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace orrery::ui {

/// The kinds of things one goes looking for.
enum class Shelf { Models, Datasets, Robotics, Apps };
/// What stands on the robotics shelf.
enum class RobotShelf { Policies, Recordings, Descriptions, ReachyApps };

/// What a person asks of the Explore page: a value, turned into a question to the catalogue and ones to the Hub.
struct ExploreQuery {
    std::string text;
    Shelf shelf = Shelf::Models;
    RobotShelf robotShelf = RobotShelf::Policies;
    catalog::Order order = catalog::Order::Relevance;          ///< Without a text Relevance means Trending.
    std::map<catalog::Facet, std::vector<std::string>> chosen; ///< Values as the catalogue's facets name them.
    bool installedOnly = false;
    bool favouritesOnly = false;
    std::string endpoint; ///< Address; empty: whatever was seen anywhere.

    bool operator==(const ExploreQuery&) const = default;
};

/// @param today UTC date, "2026-11-26".
catalog::Filter filterOf(const ExploreQuery& query, std::uint64_t memoryTotal, const std::string& today);
catalog::Order orderOf(const ExploreQuery& query);

/// The listings that bring what the query asks for; what the Hub cannot filter by is left to matches(). Empty when
/// only this disk is meant.
std::vector<hub::ListQuery> listingsOf(const ExploreQuery& query);

/// Whether an entry passes everything of the filter but its text, as the catalogue would say.
bool matches(const catalog::Filter& filter, const catalog::Entry& entry);

/// How much memory the smallest thing of an entry that runs takes, and whether this machine has it.
gguf::Fit fitOf(const catalog::Entry& entry, std::uint64_t memoryTotal);

} // namespace orrery::ui
