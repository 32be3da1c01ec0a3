// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "rows.h"

#include "value_json.h"

#include <fmt/format.h>

#include <ctime>
#include <unordered_map>

namespace orrery::conversation::rows {

using sqlite::Statement;
using sqlite::Statements;

namespace {

constexpr std::string_view selectSummary =
    "SELECT id, title, model, created, changed, pinned, (SELECT count(*) FROM turn WHERE conversation=c.id)"
    " FROM conversation c ";

std::string text(const Statement& row, int column) {
    return std::string(row.bytes(column));
}

Summary summaryFrom(const Statement& row) {
    Summary summary;
    summary.id = row.number(0);
    summary.title = text(row, 1);
    summary.model = text(row, 2);
    summary.created = row.number(3);
    summary.changed = row.number(4);
    summary.pinned = row.number(5) != 0;
    summary.turns = static_cast<std::uint32_t>(row.number(6));
    return summary;
}

Turn turnFrom(const Statement& row, const Writers& writers) {
    Turn turn;
    turn.id = row.number(0);
    turn.parent = row.number(1);
    turn.role = roleFrom(row.bytes(2));
    turn.state = stateFrom(row.bytes(3));
    turn.text = text(row, 4);
    turn.reasoning = text(row, 5);
    turn.problem = text(row, 6);
    turn.model = text(row, 7);
    if (!row.bytes(8).empty()) turn.timings = timingsFrom(parseJson(row.bytes(8)));
    turn.created = row.number(9);
    if (turn.state == Turn::State::Open && !writers.isAlive(row.number(10))) turn.state = Turn::State::Stopped;
    return turn;
}

std::string timingsText(const inference::ChatTimings& timings) {
    const nlohmann::json json = toJson(timings);
    return json.is_null() ? std::string() : compact(json);
}

std::optional<Id> writerOf(const Turn& turn, const Writers& writers) {
    return turn.state == Turn::State::Open ? std::optional(writers.own()) : std::nullopt;
}

using TurnsById = std::unordered_map<Id, Turn*>;

Status addPieces(Statements& sql, Id conversation, const TurnsById& turns) {
    return sql.each(
        "SELECT p.turn, p.text, p.reasoning FROM turn t JOIN piece p ON p.turn=t.id"
        " WHERE t.conversation=? AND t.writer IS NOT NULL ORDER BY p.turn, p.number",
        [&](const Statement& row) {
            Turn& turn = *turns.at(row.number(0));
            turn.text += row.bytes(1);
            turn.reasoning += row.bytes(2);
        },
        conversation);
}

Status addAttachments(Statements& sql, Id conversation, const TurnsById& turns) {
    return sql.each(
        "SELECT a.turn, a.kind, a.name, a.media_type, a.bytes FROM turn t JOIN attachment a ON a.turn=t.id"
        " WHERE t.conversation=? ORDER BY a.id",
        [&](const Statement& row) {
            turns.at(row.number(0))
                ->attachments.push_back({attachmentKindFrom(row.bytes(1)), text(row, 2), text(row, 3), text(row, 4)});
        },
        conversation);
}

Status insertAttachments(Statements& sql, Id turn, const std::vector<Attachment>& attachments) {
    for (const Attachment& attachment : attachments) {
        Status done =
            sql.run("INSERT INTO attachment(turn, kind, name, media_type, bytes) VALUES(?,?,?,?,?)", turn,
                    nameOf(attachment.kind), attachment.name, attachment.mediaType, sqlite::Blob{attachment.bytes});
        if (!done) return done;
    }
    return {};
}

} // namespace

std::int64_t now() {
    return std::time(nullptr);
}

Error notThere(std::string_view what) {
    return {
        Errc::NotThere, fmt::format("This {} is no longer there. It may have been removed elsewhere.", what), {}, {}};
}

Result<std::vector<Summary>> summaries(Statements& sql) {
    std::vector<Summary> list;
    const Status done = sql.each(std::string(selectSummary) + "ORDER BY pinned DESC, changed DESC, id DESC",
                                 [&](const Statement& row) { list.push_back(summaryFrom(row)); });
    if (!done) return fail(done.error());
    return list;
}

Result<Summary> summary(Statements& sql, Id conversation) {
    Summary found;
    const Status done = sql.each(
        std::string(selectSummary) + "WHERE id=?", [&](const Statement& row) { found = summaryFrom(row); },
        conversation);
    if (!done) return fail(done.error());
    if (found.id == 0) return fail(notThere("conversation"));
    return found;
}

Result<Conversation> read(Statements& sql, const Writers& writers, Id id) {
    Conversation conversation;
    const Result<Summary> head = summary(sql, id);
    if (!head) return fail(head.error());
    conversation.summary = *head;
    Status done = sql.each(
        "SELECT leaf, setup FROM conversation WHERE id=?",
        [&](const Statement& row) {
            conversation.leaf = row.number(0);
            conversation.setup = setupFrom(parseJson(row.bytes(1)));
        },
        id);
    if (!done) return fail(done.error());
    done = sql.each(
        "SELECT id, parent, role, state, text, reasoning, problem, model, timings, created, writer FROM turn"
        " WHERE conversation=? ORDER BY id",
        [&](const Statement& row) { conversation.turns.push_back(turnFrom(row, writers)); }, id);
    if (!done) return fail(done.error());
    TurnsById turns;
    for (Turn& turn : conversation.turns) turns.emplace(turn.id, &turn);
    if (done = addPieces(sql, id, turns); !done) return fail(done.error());
    if (done = addAttachments(sql, id, turns); !done) return fail(done.error());
    return conversation;
}

Result<Id> insertConversation(Statements& sql, Id id, const Summary& summary, const Setup& setup) {
    const Status done = sql.run("INSERT INTO conversation(id, title, model, created, changed, pinned, leaf, setup)"
                                " VALUES(?,?,?,?,?,?,0,?)",
                                id == 0 ? std::nullopt : std::optional(id), summary.title, summary.model,
                                summary.created, summary.changed, summary.pinned, compact(toJson(setup)));
    if (!done) return fail(done.error());
    return sql.database().lastId();
}

Result<Id> insertTurn(Statements& sql, const Writers& writers, Id conversation, const Turn& turn) {
    if (turn.parent != 0) {
        const Result<Id> home = conversationOf(sql, turn.parent);
        if (!home) return fail(home.error());
        if (*home != conversation) return fail(notThere("turn"));
    }
    Status done = sql.run("INSERT INTO turn(id, conversation, parent, role, state, writer, text, reasoning, problem,"
                          " model, timings, created) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
                          turn.id == 0 ? std::nullopt : std::optional(turn.id), conversation, turn.parent,
                          nameOf(turn.role), nameOf(turn.state), writerOf(turn, writers), turn.text, turn.reasoning,
                          turn.problem, turn.model, timingsText(turn.timings), turn.created > 0 ? turn.created : now());
    if (!done) return fail(done.error());
    const Id id = turn.id == 0 ? sql.database().lastId() : turn.id;
    if (done = insertAttachments(sql, id, turn.attachments); !done) return fail(done.error());
    return id;
}

Status updateTurn(Statements& sql, const Writers& writers, const Turn& turn) {
    const Status done =
        sql.run("UPDATE turn SET state=?, writer=?, text=?, reasoning=?, problem=?, model=?, timings=? WHERE id=?",
                nameOf(turn.state), writerOf(turn, writers), turn.text, turn.reasoning, turn.problem, turn.model,
                timingsText(turn.timings), turn.id);
    return done ? sql.run("DELETE FROM piece WHERE turn=?", turn.id) : done;
}

Status appendPiece(Statements& sql, Id turn, std::string_view text, std::string_view reasoning) {
    Status done =
        sql.run("INSERT INTO piece SELECT ?1, coalesce((SELECT max(number) FROM piece WHERE turn=?1),0)+1, ?2, ?3"
                " WHERE EXISTS(SELECT 1 FROM turn WHERE id=?1 AND writer IS NOT NULL)",
                turn, text, reasoning);
    if (!done) return done;
    return sql.database().changed() == 1 ? Status() : fail(notThere("answer"));
}

Status closeAbandoned(Statements& sql, const Writers& writers) {
    std::vector<Turn> abandoned;
    Status done =
        sql.each("SELECT id, parent, role, state, text, reasoning, problem, model, timings, created, writer FROM turn"
                 " WHERE writer IS NOT NULL",
                 [&](const Statement& row) {
                     if (!writers.isAlive(row.number(10))) abandoned.push_back(turnFrom(row, writers));
                 });
    if (!done) return done;
    for (Turn& turn : abandoned) {
        done = sql.each(
            "SELECT text, reasoning FROM piece WHERE turn=? ORDER BY number",
            [&](const Statement& row) {
                turn.text += row.bytes(0);
                turn.reasoning += row.bytes(1);
            },
            turn.id);
        if (!done) return done;
        if (done = updateTurn(sql, writers, turn); !done) return done;
    }
    return {};
}

Status removeConversation(Statements& sql, Id conversation) {
    const auto ofConversation = " IN (SELECT id FROM turn WHERE conversation=?)";
    for (const std::string& statement :
         {std::string("DELETE FROM piece WHERE turn") + ofConversation,
          std::string("DELETE FROM attachment WHERE turn") + ofConversation,
          std::string("DELETE FROM turn WHERE conversation=?"), std::string("DELETE FROM draft WHERE conversation=?"),
          std::string("DELETE FROM draft_attachment WHERE conversation=?"),
          std::string("DELETE FROM conversation WHERE id=?")}) {
        if (Status done = sql.run(statement, conversation); !done) return done;
    }
    return {};
}

Result<Draft> readDraft(Statements& sql, Id conversation) {
    Draft draft;
    Status done = sql.each(
        "SELECT text FROM draft WHERE conversation=?", [&](const Statement& row) { draft.text = text(row, 0); },
        conversation);
    if (done)
        done = sql.each(
            "SELECT kind, name, media_type, bytes FROM draft_attachment WHERE conversation=? ORDER BY id",
            [&](const Statement& row) {
                draft.attachments.push_back(
                    {attachmentKindFrom(row.bytes(0)), text(row, 1), text(row, 2), text(row, 3)});
            },
            conversation);
    if (!done) return fail(done.error());
    return draft;
}

Status writeDraftText(Statements& sql, Id conversation, std::string_view text) {
    return text.empty() ? sql.run("DELETE FROM draft WHERE conversation=?", conversation)
                        : sql.run("INSERT OR REPLACE INTO draft VALUES(?,?)", conversation, text);
}

Status writeDraftAttachments(Statements& sql, Id conversation, const std::vector<Attachment>& attachments) {
    Status done = sql.run("DELETE FROM draft_attachment WHERE conversation=?", conversation);
    for (const Attachment& attachment : attachments) {
        if (!done) return done;
        done = sql.run("INSERT INTO draft_attachment(conversation, kind, name, media_type, bytes) VALUES(?,?,?,?,?)",
                       conversation, nameOf(attachment.kind), attachment.name, attachment.mediaType,
                       sqlite::Blob{attachment.bytes});
    }
    return done;
}

Status removeBranch(Statements& sql, Id turn) {
    const std::string branch = "WITH RECURSIVE branch(id) AS (SELECT ?1 UNION SELECT t.id FROM branch b JOIN turn t ON"
                               " t.parent=b.id AND t.conversation=(SELECT conversation FROM turn WHERE id=?1)) ";
    std::vector<Id> ids;
    Status done = sql.each(
        branch + "SELECT id FROM branch", [&](const Statement& row) { ids.push_back(row.number(0)); }, turn);
    for (const Id id : ids) {
        if (done) done = sql.run("DELETE FROM piece WHERE turn=?", id);
        if (done) done = sql.run("DELETE FROM attachment WHERE turn=?", id);
        if (done) done = sql.run("DELETE FROM turn WHERE id=?", id);
    }
    return done;
}

Result<Id> conversationOf(Statements& sql, Id turn) {
    const auto found = sql.number("SELECT conversation FROM turn WHERE id=?", turn);
    if (!found) return fail(found.error());
    return found->value_or(0);
}

} // namespace orrery::conversation::rows
