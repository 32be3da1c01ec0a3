// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace orrery::fakes {

/// A card's front matter, of texts and lists of texts, as YAML between its lines.
std::string frontMatter(const nlohmann::json& card);

/// Markdown with a table, pictures, HTML, formulas and code, about a made-up thing of this name.
std::string modelCard(const std::string& name, const nlohmann::json& card, const std::string& parameters);
std::string quantisedCard(const std::string& name, const nlohmann::json& card, const std::string& base);
std::string datasetCard(const std::string& name, const nlohmann::json& card);
std::string spaceCard(const std::string& name, const nlohmann::json& card);

/// An SVG of a falling curve.
std::string lossPicture(unsigned seed);

} // namespace orrery::fakes
