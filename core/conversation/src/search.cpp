// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "search.h"

#include "rows.h"

#include <algorithm>
#include <unordered_set>

namespace orrery::conversation {

using sqlite::Statement;
using sqlite::Statements;

namespace {

constexpr std::size_t mostWords = 32;
constexpr std::size_t longestWord = 256;    // bytes
constexpr std::size_t longestExcerpt = 400; // bytes
constexpr char markBegin = '\x02';
constexpr char markEnd = '\x03';
constexpr std::string_view ellipsis = "…";

bool isBlank(char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7F;
}

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// FTS5's snippet, its marks taken out; cut where a text without blanks would make it long.
void takeExcerpt(std::string_view snippet, Hit& hit) {
    std::uint32_t begin = 0;
    bool marked = false;
    for (std::size_t i = 0; i < snippet.size(); ++i) {
        const char c = snippet[i];
        const auto at = static_cast<std::uint32_t>(hit.excerpt.size());
        if (c == markBegin) {
            begin = at;
            marked = true;
        } else if (c == markEnd) {
            if (marked && at > begin) hit.marks.emplace_back(begin, at);
            marked = false;
        } else if (hit.excerpt.size() >= longestExcerpt && !isContinuation(c)) {
            hit.excerpt += ellipsis;
            return;
        } else {
            hit.excerpt += isBlank(c) ? ' ' : c;
        }
    }
}

/// From shortly before the first mark on.
std::string_view nearFirstMark(std::string_view snippet) {
    const std::size_t mark = snippet.find(markBegin);
    if (mark == std::string_view::npos || mark < longestExcerpt / 2) return snippet;
    std::size_t from = mark - longestExcerpt / 2;
    while (from < mark && isContinuation(snippet[from])) ++from;
    return snippet.substr(from);
}

Status findTurns(Statements& sql, const std::string& query, std::size_t most, std::vector<Hit>& hits) {
    return sql.each(
        "SELECT t.conversation, t.id, f.part FROM"
        " (SELECT rowid AS turn, snippet(turn_words,0,char(2),char(3),'…',32) AS part, rank AS place FROM turn_words"
        "  WHERE turn_words MATCH ? ORDER BY rank LIMIT ?) f JOIN turn t ON t.id=f.turn ORDER BY f.place, t.id DESC",
        [&](const Statement& row) {
            Hit hit;
            hit.conversation.id = row.number(0);
            hit.turn = row.number(1);
            takeExcerpt(nearFirstMark(row.bytes(2)), hit);
            hits.push_back(std::move(hit));
        },
        query, most);
}

Status findTitles(Statements& sql, const std::string& query, std::size_t most, std::vector<Hit>& hits) {
    return sql.each(
        "SELECT rowid, highlight(title_words,0,char(2),char(3)) FROM title_words"
        " WHERE title_words MATCH ? ORDER BY rank LIMIT ?",
        [&](const Statement& row) {
            Hit hit;
            hit.conversation.id = row.number(0);
            takeExcerpt(nearFirstMark(row.bytes(1)), hit);
            hits.push_back(std::move(hit));
        },
        query, most);
}

/// Conversations whose title has the words come first; the title itself is a hit where no turn of theirs is one.
std::vector<Hit> merge(std::vector<Hit> titles, std::vector<Hit> turns, std::size_t most) {
    std::unordered_set<Id> titled, withTurns;
    for (const Hit& hit : titles) titled.insert(hit.conversation.id);
    for (const Hit& hit : turns) withTurns.insert(hit.conversation.id);
    std::stable_partition(turns.begin(), turns.end(),
                          [&](const Hit& hit) { return titled.contains(hit.conversation.id); });
    std::erase_if(titles, [&](const Hit& hit) { return withTurns.contains(hit.conversation.id); });
    titles.insert(titles.end(), std::make_move_iterator(turns.begin()), std::make_move_iterator(turns.end()));
    if (titles.size() > most) titles.resize(most);
    return titles;
}

} // namespace

std::string wordsQuery(std::string_view text) {
    std::string query;
    std::size_t words = 0;
    for (std::size_t at = 0; at < text.size() && words < mostWords;) {
        while (at < text.size() && isBlank(text[at])) ++at;
        std::size_t end = at;
        while (end < text.size() && !isBlank(text[end])) ++end;
        if (end == at) break;
        query += query.empty() ? "\"" : " \"";
        for (const char c : text.substr(at, std::min(end - at, longestWord))) {
            if (c == '"') query += '"';
            query += c;
        }
        query += "\"*";
        ++words;
        at = end;
    }
    return query;
}

Result<std::vector<Hit>> searchWords(Statements& sql, std::string_view text, std::size_t most) {
    const std::string query = wordsQuery(text);
    if (query.empty() || most == 0) return std::vector<Hit>();
    std::vector<Hit> titles, turns;
    if (Status done = findTitles(sql, query, most, titles); !done) return fail(done.error());
    if (Status done = findTurns(sql, query, most, turns); !done) return fail(done.error());
    std::vector<Hit> hits = merge(std::move(titles), std::move(turns), most);
    for (Hit& hit : hits) {
        auto summary = rows::summary(sql, hit.conversation.id);
        if (!summary) return fail(summary.error());
        hit.conversation = std::move(*summary);
    }
    return hits;
}

} // namespace orrery::conversation
