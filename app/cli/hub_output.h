// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/hub/types.h>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

// What the hub commands print, of values from a Hub. Texts are for a terminal, JSON for programs.

nlohmann::json toJson(const orrery::hub::RepoSummary& row);
nlohmann::json toJson(const orrery::hub::RepoInfo& info);
nlohmann::json toJson(const orrery::hub::TreeEntry& entry);
nlohmann::json toJson(const orrery::hub::WhoAmI& who);

std::string listingText(const std::vector<orrery::hub::RepoSummary>& rows);
std::string infoText(const orrery::hub::RepoInfo& info, const std::string& page);
std::string filesText(const std::vector<orrery::hub::TreeEntry>& entries, bool details);
std::string whoAmIText(const orrery::hub::WhoAmI& who, const std::string& tokenOrigin);
