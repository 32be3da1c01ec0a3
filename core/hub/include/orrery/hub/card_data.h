// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <string>
#include <string_view>
#include <vector>

namespace orrery::hub {

/// What a README's front matter says, as far as Orrery uses it. Written by strangers: shown, never obeyed.
struct CardData {
    std::vector<std::string> licences; ///< Usually one.
    std::string licenceName;
    std::string licenceLink;
    std::vector<std::string> baseModels;
    std::string relation; ///< base_model_relation
    std::string newVersion;
    std::vector<std::string> languages;
    std::vector<std::string> tags;
    std::vector<std::string> datasets;
    std::string task;
    std::string library;
    std::string title; ///< Datasets' pretty_name, spaces' title.
    std::string thumbnail;
    std::string gatePrompt;
};

/// A README cut into its front matter and its text.
struct CardText {
    CardData data;
    std::string body;    ///< Markdown without the front matter.
    std::string problem; ///< Why the front matter could not be read; empty: it could, or there was none.
};

/// Splits and reads a card. Never fails: a broken front matter leaves `data` empty and says so in `problem`. Bounded at
/// 256 KiB of front matter, its depth, and its aliases.
CardText readCard(std::string_view readme);

} // namespace orrery::hub
