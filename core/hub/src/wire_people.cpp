// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "json.h"

#include <orrery/hub/wire.h>

namespace orrery::hub {

namespace {

std::vector<Ref> refsFrom(const Json& json, const char* key) {
    std::vector<Ref> refs;
    for (const Json& item : listIn(json, key)) {
        Ref ref{textIn(item, "name"), textIn(item, "ref"), textIn(item, "targetCommit")};
        if (ref.name.empty()) ref.name = ref.ref;
        if (!ref.name.empty()) refs.push_back(std::move(ref));
    }
    return refs;
}

/// An account stands as its name, or as an object that has one.
std::string handleIn(const Json& object, const char* key) {
    const Json& value = member(object, key);
    return value.is_object() ? textIn(value, "name") : textOf(value);
}

std::optional<Collection> collectionFrom(const Json& json) {
    Collection collection;
    collection.slug = textIn(json, "slug");
    if (collection.slug.empty()) return std::nullopt;
    collection.title = textIn(json, "title");
    collection.description = textIn(json, "description");
    collection.owner = handleIn(json, "owner");
    if (collection.owner.empty()) collection.owner = collection.slug.substr(0, collection.slug.find('/'));
    collection.upvotes = countIn(json, "upvotes").value_or(0);
    collection.modified = textIn(json, "lastUpdated");
    for (const Json& item : listIn(json, "items")) {
        const Json& note = member(item, "note");
        const std::string id = textIn(item, "id");
        if (!id.empty())
            collection.items.push_back(
                {textIn(item, "type"), id, note.is_object() ? textIn(note, "text") : textOf(note)});
    }
    return collection;
}

std::optional<Paper> paperFrom(const Json& json) {
    const Json& inner = member(json, "paper");
    const Json& source = inner.is_object() ? inner : json;
    Paper paper;
    paper.id = textIn(source, "id");
    if (paper.id.empty()) return std::nullopt;
    paper.title = textIn(source, "title");
    paper.summary = textIn(source, "summary");
    for (const Json& author : listIn(source, "authors")) {
        const std::string name = author.is_string() ? textOf(author) : textIn(author, "name");
        if (!name.empty()) paper.authors.push_back(name);
    }
    paper.upvotes = countIn(source, "upvotes").value_or(0);
    paper.published = textIn(source, "publishedAt");
    if (paper.published.empty()) paper.published = textIn(json, "publishedAt");
    return paper;
}

WhoAmI::Organisation organisationFrom(const Json& json) {
    return {textIn(json, "name"), textIn(json, "fullname"), textIn(json, "roleInOrg"), textIn(json, "plan"),
            textsIn(json, "securityRestrictions")};
}

} // namespace

Result<Refs> readRefs(std::string_view text) {
    const Result<Json> json = parseObject(text);
    if (!json) return fail(json.error());
    return Refs{refsFrom(*json, "branches"), refsFrom(*json, "tags"), refsFrom(*json, "converts"),
                refsFrom(*json, "pullRequests")};
}

Result<std::vector<Collection>> readCollections(std::string_view text) {
    const Result<Json> json = parseArray(text);
    if (!json) return fail(json.error());
    std::vector<Collection> collections;
    for (const Json& item : *json) {
        if (auto collection = collectionFrom(item)) collections.push_back(*std::move(collection));
    }
    return collections;
}

Result<Collection> readCollection(std::string_view text) {
    const Result<Json> json = parseObject(text);
    if (!json) return fail(json.error());
    auto collection = collectionFrom(*json);
    if (!collection) return fail(unnamedAnswer());
    return *std::move(collection);
}

Result<Account> readAccount(std::string_view text, bool organisation) {
    const Result<Json> json = parseObject(text);
    if (!json) return fail(json.error());
    Account account;
    account.name = textIn(*json, "user");
    if (account.name.empty()) account.name = textIn(*json, "name");
    if (account.name.empty()) return fail(unnamedAnswer());
    account.fullName = textIn(*json, "fullname");
    account.organisation = organisation;
    account.details = textIn(*json, "details");
    account.avatarUrl = textIn(*json, "avatarUrl");
    account.verified = truthIn(*json, "isVerified");
    account.plan = textIn(*json, "plan");
    account.models = countIn(*json, "numModels").value_or(0);
    account.datasets = countIn(*json, "numDatasets").value_or(0);
    account.spaces = countIn(*json, "numSpaces").value_or(0);
    account.followers = countIn(*json, "numFollowers").value_or(0);
    return account;
}

Result<std::vector<Paper>> readPapers(std::string_view text) {
    const Result<Json> json = parseArray(text);
    if (!json) return fail(json.error());
    std::vector<Paper> papers;
    for (const Json& item : *json) {
        if (auto paper = paperFrom(item)) papers.push_back(*std::move(paper));
    }
    return papers;
}

Result<WhoAmI> readWhoAmI(std::string_view text) {
    const Result<Json> json = parseObject(text);
    if (!json) return fail(json.error());
    WhoAmI who;
    who.name = textIn(*json, "name");
    if (who.name.empty()) return fail(unnamedAnswer());
    who.fullName = textIn(*json, "fullname");
    who.email = textIn(*json, "email");
    who.pro = truthIn(*json, "isPro");
    const Json& auth = member(*json, "auth");
    const Json& token = member(auth, "accessToken");
    who.tokenName = textIn(token, "displayName");
    who.tokenRole = textIn(token, "role");
    who.tokenExpires = textIn(auth, "expiresAt");
    who.canReadGated = who.tokenRole != "fineGrained" || truthIn(member(token, "fineGrained"), "canReadGatedRepos");
    for (const Json& organisation : listIn(*json, "orgs")) {
        if (!textIn(organisation, "name").empty()) who.organisations.push_back(organisationFrom(organisation));
    }
    return who;
}

} // namespace orrery::hub
