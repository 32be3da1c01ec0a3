// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/measure/measure_store.h>

#include <algorithm>
#include <map>
#include <set>

namespace orrery::measure {

namespace {

/// Each model once, in a comparison of one model with two settings, too.
std::set<std::string> modelsOf(const Comparison& comparison) {
    std::set<std::string> models;
    for (const ComparedAnswer& answer : comparison.answers) models.insert(answer.model);
    return models;
}

bool isVoted(const Comparison& comparison) {
    return comparison.blind &&
           (comparison.tie || comparison.bothBad || (comparison.vote && *comparison.vote < comparison.answers.size()));
}

} // namespace

std::vector<Standing> standings(const std::vector<Comparison>& comparisons) {
    std::map<std::string, Standing> byModel;
    for (const Comparison& comparison : comparisons) {
        const std::set<std::string> models = modelsOf(comparison);
        if (!isVoted(comparison) || models.size() < 2) continue;
        for (const std::string& model : models) {
            Standing& standing = byModel[model];
            standing.model = model;
            if (comparison.tie || comparison.bothBad)
                ++standing.ties;
            else if (comparison.answers[*comparison.vote].model == model)
                ++standing.wins;
            else
                ++standing.losses;
        }
    }
    std::vector<Standing> result;
    result.reserve(byModel.size());
    for (auto& [model, standing] : byModel) result.push_back(std::move(standing));
    std::ranges::stable_sort(result, [](const Standing& a, const Standing& b) {
        return a.wins != b.wins ? a.wins > b.wins : a.losses < b.losses;
    });
    return result;
}

} // namespace orrery::measure
