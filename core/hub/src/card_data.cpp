// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/card_data.h>

#include "flat_yaml.h"
#include "text.h"

#include <optional>

namespace orrery::hub {

namespace {

constexpr std::size_t longestFrontMatter = 256U << 10;

using Fields = std::map<std::string, std::vector<std::string>>;

struct Parts {
    std::optional<std::string_view> frontMatter;
    std::string_view body;
};

/// What stands before the end of the line, and what after it.
std::string_view takeLine(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

bool isFence(std::string_view line) {
    return line.starts_with("---") && trimmed(line) == "---";
}

Parts cut(std::string_view readme) {
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (readme.starts_with(byteOrderMark)) readme.remove_prefix(byteOrderMark.size());
    std::string_view rest = readme;
    if (!isFence(takeLine(rest))) return {std::nullopt, readme};
    const std::string_view begin = rest;
    while (!rest.empty()) {
        const std::size_t length = begin.size() - rest.size();
        if (isFence(takeLine(rest))) return {begin.substr(0, length), rest};
    }
    return {std::nullopt, readme};
}

std::vector<std::string> all(const Fields& fields, const char* key) {
    const auto found = fields.find(key);
    return found == fields.end() ? std::vector<std::string>() : found->second;
}

std::string first(const Fields& fields, const char* key) {
    const auto values = all(fields, key);
    return values.empty() ? std::string() : values.front();
}

CardData dataFrom(const Fields& fields) {
    CardData data;
    data.licences = all(fields, "license");
    for (std::string& licence : data.licences) licence = lowered(licence);
    data.licenceName = first(fields, "license_name");
    data.licenceLink = first(fields, "license_link");
    data.baseModels = all(fields, "base_model");
    data.relation = first(fields, "base_model_relation");
    data.newVersion = first(fields, "new_version");
    data.languages = all(fields, "language");
    data.tags = all(fields, "tags");
    data.datasets = all(fields, "datasets");
    data.task = first(fields, "pipeline_tag");
    if (data.task.empty()) data.task = first(fields, "task_categories");
    data.library = first(fields, "library_name");
    data.title = first(fields, "pretty_name");
    if (data.title.empty()) data.title = first(fields, "title");
    data.thumbnail = first(fields, "thumbnail");
    data.gatePrompt = first(fields, "extra_gated_prompt");
    return data;
}

} // namespace

CardText readCard(std::string_view readme) {
    const Parts parts = cut(readme);
    CardText card;
    card.body = parts.body;
    if (!parts.frontMatter || trimmed(*parts.frontMatter).empty()) return card;
    if (parts.frontMatter->size() > longestFrontMatter) {
        card.problem = "The card's fields take more than 256 KiB.";
        return card;
    }
    const auto fields = readFlatYaml(*parts.frontMatter);
    if (fields) {
        card.data = dataFrom(*fields);
    } else {
        card.problem = "The card's fields cannot be read. " + fields.error().message;
    }
    return card;
}

} // namespace orrery::hub
