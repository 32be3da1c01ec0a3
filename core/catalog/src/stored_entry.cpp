// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "stored_entry.h"

#include "bytes.h"
#include "timestamp.h"

namespace orrery::catalog {

namespace {

constexpr std::uint64_t format = 1;

enum Flag : std::uint64_t { Private = 1, Disabled = 2, Installed = 4, Favourite = 8, HasTrending = 16 };

void write(ByteWriter& out, const std::optional<std::uint64_t>& value) {
    out.number(value ? *value + 1 : 0);
}

std::optional<std::uint64_t> readOptional(ByteReader& in) {
    const std::uint64_t value = in.number();
    return value == 0 ? std::nullopt : std::optional(value - 1);
}

std::uint64_t flagsOf(const Entry& entry) {
    const hub::RepoSummary& summary = entry.summary;
    std::uint64_t flags = 0;
    if (summary.isPrivate) flags |= Private;
    if (summary.disabled) flags |= Disabled;
    if (entry.installed) flags |= Installed;
    if (entry.favourite) flags |= Favourite;
    if (summary.trending) flags |= HasTrending;
    return flags;
}

} // namespace

std::string encodeEntry(const Entry& entry) {
    const hub::RepoSummary& summary = entry.summary;
    std::string bytes;
    bytes.reserve(320);
    ByteWriter out(bytes);
    out.number(format);
    out.number(static_cast<std::uint64_t>(summary.id.kind));
    out.text(summary.id.name);
    out.text(entry.endpoint);
    out.number(readTimestamp(entry.seen) / 1000);
    out.number(flagsOf(entry));
    out.number(static_cast<std::uint64_t>(summary.gated));
    out.text(summary.sha);
    out.text(summary.task);
    out.text(summary.library);
    out.text(summary.licence);
    out.texts(summary.tags);
    out.texts(summary.languages);
    out.texts(summary.baseModels);
    out.text(summary.relation);
    out.text(summary.description);
    out.text(summary.sdk);
    for (const auto* count :
         {&summary.parameters, &summary.contextLength, &summary.size, &summary.downloads, &summary.likes}) {
        write(out, *count);
    }
    if (summary.trending) out.real(*summary.trending);
    out.number(readTimestamp(summary.created));
    out.number(readTimestamp(summary.modified));
    out.text(summary.thumbnail);
    out.texts(entry.quantisations);
    out.number(entry.smallestVariant);
    return bytes;
}

std::optional<Entry> decodeEntry(std::string_view bytes) {
    ByteReader in(bytes);
    if (in.number() != format) return std::nullopt;
    Entry entry;
    hub::RepoSummary& summary = entry.summary;
    const std::uint64_t kind = in.number();
    if (kind > static_cast<std::uint64_t>(hub::RepoKind::Space)) return std::nullopt;
    summary.id.kind = static_cast<hub::RepoKind>(kind);
    summary.id.name = in.text();
    entry.endpoint = in.text();
    entry.seen = secondsText(in.number());
    const std::uint64_t flags = in.number();
    summary.isPrivate = (flags & Private) != 0;
    summary.disabled = (flags & Disabled) != 0;
    entry.installed = (flags & Installed) != 0;
    entry.favourite = (flags & Favourite) != 0;
    const std::uint64_t gated = in.number();
    if (gated > static_cast<std::uint64_t>(hub::Gated::Manual)) return std::nullopt;
    summary.gated = static_cast<hub::Gated>(gated);
    for (auto* text : {&summary.sha, &summary.task, &summary.library, &summary.licence}) *text = in.text();
    for (auto* texts : {&summary.tags, &summary.languages, &summary.baseModels}) *texts = in.texts();
    for (auto* text : {&summary.relation, &summary.description, &summary.sdk}) *text = in.text();
    for (auto* count :
         {&summary.parameters, &summary.contextLength, &summary.size, &summary.downloads, &summary.likes}) {
        *count = readOptional(in);
    }
    if ((flags & HasTrending) != 0) summary.trending = in.real();
    summary.created = timestampText(in.number());
    summary.modified = timestampText(in.number());
    summary.thumbnail = in.text();
    entry.quantisations = in.texts();
    entry.smallestVariant = in.number();
    if (!in.ok()) return std::nullopt;
    return entry;
}

} // namespace orrery::catalog
