// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "derived.h"
#include "timestamp.h"

namespace orrery::catalog {

namespace {

template <class T>
void fill(T& value, const T& other) {
    if (value == T()) value = other;
}

/// What `summary` does not say, `other` fills in.
void fillMissing(hub::RepoSummary& summary, const hub::RepoSummary& other) {
    if (summary.baseModels.empty()) summary.relation = other.relation;
    fill(summary.sha, other.sha);
    fill(summary.task, other.task);
    fill(summary.library, other.library);
    fill(summary.tags, other.tags);
    fill(summary.licence, other.licence);
    fill(summary.languages, other.languages);
    fill(summary.baseModels, other.baseModels);
    fill(summary.relation, other.relation);
    fill(summary.description, other.description);
    fill(summary.sdk, other.sdk);
    fill(summary.parameters, other.parameters);
    fill(summary.contextLength, other.contextLength);
    fill(summary.size, other.size);
    fill(summary.downloads, other.downloads);
    fill(summary.likes, other.likes);
    fill(summary.trending, other.trending);
    fill(summary.created, other.created);
    fill(summary.modified, other.modified);
    fill(summary.thumbnail, other.thumbnail);
}

} // namespace

Entry merged(const Entry& known, const Entry& row) {
    const bool rowIsNewer = readTimestamp(row.seen) >= readTimestamp(known.seen);
    Entry result = rowIsNewer ? row : known;
    const Entry& older = rowIsNewer ? known : row;
    fillMissing(result.summary, older.summary);
    result.summary.id = known.summary.id;
    fill(result.quantisations, older.quantisations);
    fill(result.smallestVariant, older.smallestVariant);
    result.installed = known.installed;
    result.favourite = known.favourite;
    return result;
}

} // namespace orrery::catalog
