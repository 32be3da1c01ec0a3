// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore_query.h"

#include <QDate>

#include <algorithm>
#include <charconv>

namespace orrery::ui {

namespace {

using catalog::Facet;
using catalog::Order;

const std::vector<std::string>& chosenOf(const ExploreQuery& query, Facet facet) {
    static const std::vector<std::string> none;
    const auto found = query.chosen.find(facet);
    return found == query.chosen.end() ? none : found->second;
}

/// The one value of a facet, where only one is chosen: the Hub joins several by "and", people mean "or".
std::string onlyChoice(const ExploreQuery& query, Facet facet) {
    const auto& values = chosenOf(query, facet);
    return values.size() == 1 ? values.front() : std::string();
}

hub::Sort sortOf(const ExploreQuery& query, hub::RepoKind kind) {
    switch (orderOf(query)) {
    case Order::Downloads: return kind == hub::RepoKind::Space ? hub::Sort::Likes : hub::Sort::Downloads;
    case Order::Likes: return hub::Sort::Likes;
    case Order::Modified: return hub::Sort::Modified;
    case Order::Created: return hub::Sort::Created;
    case Order::Parameters: return kind == hub::RepoKind::Model ? hub::Sort::Parameters : hub::Sort::Trending;
    default: return hub::Sort::Trending;
    }
}

/// What each shelf means to the catalogue and to the Hub.
struct ShelfMeaning {
    std::vector<hub::RepoKind> kinds;
    std::string task;
    std::string tag;
};

ShelfMeaning meaningOf(const ExploreQuery& query) {
    using hub::RepoKind;
    switch (query.shelf) {
    case Shelf::Models: return {{RepoKind::Model}, {}, {}};
    case Shelf::Datasets: return {{RepoKind::Dataset}, {}, {}};
    case Shelf::Apps: return {{RepoKind::Space}, {}, {}};
    case Shelf::Robotics: break;
    }
    switch (query.robotShelf) {
    case RobotShelf::Policies: return {{RepoKind::Model}, "robotics", {}};
    case RobotShelf::Recordings: return {{RepoKind::Dataset}, {}, "LeRobot"};
    case RobotShelf::Descriptions: return {{RepoKind::Model, RepoKind::Dataset}, {}, "urdf"};
    case RobotShelf::ReachyApps: break;
    }
    return {{RepoKind::Space}, {}, "reachy_mini"};
}

bool has(const std::vector<std::string>& list, const std::string& value) {
    return std::ranges::find(list, value) != list.end();
}

bool passes(const std::vector<std::string>& wanted, const std::string& value) {
    return wanted.empty() || has(wanted, value);
}

template <class Value>
bool passes(const std::vector<Value>& wanted, Value value) {
    return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

bool overlaps(const std::vector<std::string>& wanted, const std::vector<std::string>& values) {
    return wanted.empty() || std::ranges::any_of(values, [&](const std::string& value) { return has(wanted, value); });
}

bool hasTag(const hub::RepoSummary& row, const std::string& tag) {
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    return std::ranges::any_of(row.tags,
                               [&](const std::string& own) { return std::ranges::equal(own, tag, {}, lower, lower); });
}

bool inRange(const catalog::Filter& filter, const std::optional<std::uint64_t>& parameters) {
    if (!filter.minParameters && !filter.maxParameters) return true;
    return parameters && *parameters >= filter.minParameters.value_or(0) &&
           *parameters <= filter.maxParameters.value_or(*parameters);
}

/// Parameters of a size as the catalogue names it: "<1B", "4-10B", ">80B".
void chooseSize(catalog::Filter& filter, const std::string& value) {
    constexpr std::uint64_t billion = 1'000'000'000;
    if (value == "<1B") {
        filter.maxParameters = billion - 1;
    } else if (value == ">80B") {
        filter.minParameters = 80 * billion;
    } else if (const std::size_t dash = value.find('-'); dash != std::string::npos) {
        std::uint64_t from = 0;
        std::uint64_t to = 0;
        std::from_chars(value.data(), value.data() + dash, from);
        std::from_chars(value.data() + dash + 1, value.data() + value.size(), to);
        filter.minParameters = from * billion;
        filter.maxParameters = to * billion - 1;
    }
}

void chooseFits(catalog::Filter& filter, const std::vector<std::string>& values) {
    static const std::map<std::string, gguf::Fit> fits{{"fits", gguf::Fit::Fits},
                                                       {"tight", gguf::Fit::Tight},
                                                       {"too-big", gguf::Fit::TooBig},
                                                       {"unknown", gguf::Fit::Unknown}};
    for (const std::string& value : values) {
        if (const auto known = fits.find(value); known != fits.end()) filter.fits.push_back(known->second);
    }
}

/// The first day of an age as the catalogue names it.
std::string sinceOf(const std::string& value, const std::string& today) {
    static const std::map<std::string, int> days{{"week", 7}, {"month", 30}, {"half-year", 182}, {"year", 365}};
    const auto known = days.find(value);
    if (known == days.end()) return {};
    const QDate first = QDate::fromString(QString::fromStdString(today), Qt::ISODate).addDays(-known->second);
    return first.toString(Qt::ISODate).toStdString();
}

} // namespace

Order orderOf(const ExploreQuery& query) {
    return query.order == Order::Relevance && query.text.empty() ? Order::Trending : query.order;
}

catalog::Filter filterOf(const ExploreQuery& query, std::uint64_t memoryTotal, const std::string& today) {
    const ShelfMeaning shelf = meaningOf(query);
    catalog::Filter filter;
    filter.text = query.text;
    filter.kinds = shelf.kinds;
    filter.tasks = chosenOf(query, Facet::Task);
    if (!shelf.task.empty()) filter.tasks = {shelf.task};
    if (!shelf.tag.empty()) filter.tags = {shelf.tag};
    filter.libraries = chosenOf(query, Facet::Library);
    for (const std::string& name : chosenOf(query, Facet::LicenceClass)) {
        if (const auto value = governance::licenceClassFromName(name)) filter.licenceClasses.push_back(*value);
    }
    filter.licences = chosenOf(query, Facet::Licence);
    filter.languages = chosenOf(query, Facet::Language);
    filter.publishers = chosenOf(query, Facet::Publisher);
    filter.countries = chosenOf(query, Facet::Country);
    filter.memoryTotal = memoryTotal;
    filter.endpoint = query.endpoint;
    filter.installedOnly = query.installedOnly;
    filter.favouritesOnly = query.favouritesOnly;
    chooseFits(filter, chosenOf(query, Facet::Fit));
    chooseSize(filter, onlyChoice(query, Facet::Size));
    filter.modifiedSince = sinceOf(onlyChoice(query, Facet::Updated), today);
    if (const std::string access = onlyChoice(query, Facet::Gated); !access.empty()) filter.gated = access == "gated";
    return filter;
}

namespace {

/// What only some of the Hub's listings can filter by.
void limitListing(hub::ListQuery& listing, const ExploreQuery& query) {
    catalog::Filter filter;
    chooseSize(filter, onlyChoice(query, Facet::Size));
    if (listing.kind == hub::RepoKind::Model) {
        listing.minParameters = filter.minParameters;
        listing.maxParameters = filter.maxParameters;
    }
    const std::string access = onlyChoice(query, Facet::Gated);
    if (listing.kind != hub::RepoKind::Space && !access.empty()) listing.gated = access == "gated";
}

} // namespace

std::vector<hub::ListQuery> listingsOf(const ExploreQuery& query) {
    if (query.installedOnly || query.favouritesOnly) return {};
    const ShelfMeaning shelf = meaningOf(query);
    std::vector<hub::ListQuery> listings;
    for (const hub::RepoKind kind : shelf.kinds) {
        hub::ListQuery listing;
        listing.kind = kind;
        listing.search = query.text;
        listing.author = onlyChoice(query, Facet::Publisher);
        listing.task = shelf.task.empty() ? onlyChoice(query, Facet::Task) : shelf.task;
        if (!shelf.tag.empty()) listing.filters.push_back(shelf.tag);
        for (const Facet facet : {Facet::Library, Facet::Language}) {
            if (const std::string value = onlyChoice(query, facet); !value.empty()) listing.filters.push_back(value);
        }
        if (const std::string licence = onlyChoice(query, Facet::Licence); !licence.empty())
            listing.filters.push_back("license:" + licence);
        listing.sort = sortOf(query, kind);
        limitListing(listing, query);
        listings.push_back(std::move(listing));
    }
    return listings;
}

bool matches(const catalog::Filter& filter, const catalog::Entry& entry) {
    const hub::RepoSummary& row = entry.summary;
    const std::string publisher(row.id.owner());
    return passes(filter.kinds, row.id.kind) && passes(filter.tasks, row.task) &&
           passes(filter.libraries, row.library) && passes(filter.licenceClasses, entry.licenceClass) &&
           passes(filter.licences, row.licence) && overlaps(filter.languages, row.languages) &&
           passes(filter.publishers, publisher) && passes(filter.countries, entry.country) &&
           std::ranges::all_of(filter.tags, [&](const std::string& tag) { return hasTag(row, tag); }) &&
           passes(filter.fits, fitOf(entry, filter.memoryTotal)) && inRange(filter, row.parameters) &&
           (!filter.gated || *filter.gated == (row.gated != hub::Gated::No)) && row.modified >= filter.modifiedSince &&
           (filter.endpoint.empty() || filter.endpoint == entry.endpoint);
}

gguf::Fit fitOf(const catalog::Entry& entry, std::uint64_t memoryTotal) {
    std::uint64_t weights = entry.smallestVariant;
    if (weights == 0 && entry.summary.id.kind == hub::RepoKind::Model && entry.summary.parameters)
        weights = gguf::weightBytes(*entry.summary.parameters, "Q4_K_M").value_or(0);
    return weights == 0 ? gguf::Fit::Unknown : gguf::fit(gguf::roughMemory(weights), memoryTotal);
}

} // namespace orrery::ui
