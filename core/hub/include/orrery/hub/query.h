// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/hub/endpoint.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::hub {

enum class Sort { Trending, Downloads, Likes, Modified, Created, Parameters, Size };

/// A listing: everything the API can filter and sort by. Empty means "any".
struct ListQuery {
    RepoKind kind = RepoKind::Model;
    std::string search; ///< Part of the repository's name.
    std::string author;
    std::vector<std::string> filters; ///< Tags, all of which must be there: "license:mit", "gguf", "en".
    std::string task;                 ///< Models: pipeline_tag. Datasets: sent as task_categories:<task>.
    std::vector<std::string> apps;    ///< Models: local apps that can run it, "llama.cpp".
    std::optional<bool> gated;
    bool warmInference = false; ///< Models: served by an inference provider now.
    std::vector<std::string> inferenceProviders;
    std::optional<std::uint64_t> minParameters;
    std::optional<std::uint64_t> maxParameters;
    std::vector<std::string> usingModels;   ///< Spaces that use these.
    std::vector<std::string> usingDatasets; ///< Spaces that use these.
    Sort sort = Sort::Trending;
    int limit = 60; ///< Rows a page.
};

/// The address of the listing's first page, with the fields a RepoSummary has asked for. Pure.
std::string listUrl(const Endpoint& endpoint, const ListQuery& query);

} // namespace orrery::hub
