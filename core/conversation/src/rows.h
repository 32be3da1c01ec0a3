// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "writers.h"

#include <orrery/conversation/store.h>
#include <orrery/sqlite/statements.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Conversations as rows of the database. Who calls holds a transaction.
namespace orrery::conversation::rows {

/// Pinned ones first, then the last changed.
Result<std::vector<Summary>> summaries(sqlite::Statements& sql);
Result<Summary> summary(sqlite::Statements& sql, Id conversation);
Result<Conversation> read(sqlite::Statements& sql, const Writers& writers, Id conversation);

/// @param id 0: a new one.
Result<Id> insertConversation(sqlite::Statements& sql, Id id, const Summary& summary, const Setup& setup);
/// @param turn With its id, or 0 for a new one. Its parent must be there.
Result<Id> insertTurn(sqlite::Statements& sql, const Writers& writers, Id conversation, const Turn& turn);
Status updateTurn(sqlite::Statements& sql, const Writers& writers, const Turn& turn);
Status appendPiece(sqlite::Statements& sql, Id turn, std::string_view text, std::string_view reasoning);
/// What programs that are gone left open becomes Stopped.
Status closeAbandoned(sqlite::Statements& sql, const Writers& writers);

/// With its draft.
Status removeConversation(sqlite::Statements& sql, Id conversation);

Result<Draft> readDraft(sqlite::Statements& sql, Id conversation);
/// Takes the place of what was there; empty: nothing is there any more.
Status writeDraftText(sqlite::Statements& sql, Id conversation, std::string_view text);
Status writeDraftAttachments(sqlite::Statements& sql, Id conversation, const std::vector<Attachment>& attachments);
/// A turn and all below it.
Status removeBranch(sqlite::Statements& sql, Id turn);

/// The conversation a turn belongs to; 0: there is no such turn.
Result<Id> conversationOf(sqlite::Statements& sql, Id turn);

std::int64_t now();
Error notThere(std::string_view what);

} // namespace orrery::conversation::rows
