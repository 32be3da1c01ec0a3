// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "schema.h"

#include <array>

namespace orrery::conversation {

namespace {

constexpr std::int64_t applicationId = 0x4F727243; // "OrrC"

/// A turn with a writer is open: its text is what the row says and then its pieces.
constexpr const char* tables = R"(
CREATE TABLE writer(id INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE conversation(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  model TEXT NOT NULL,
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  pinned INTEGER NOT NULL,
  leaf INTEGER NOT NULL,
  setup TEXT NOT NULL);
CREATE TABLE turn(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  role TEXT NOT NULL,
  state TEXT NOT NULL,
  writer INTEGER,
  text TEXT NOT NULL,
  reasoning TEXT NOT NULL,
  problem TEXT NOT NULL,
  model TEXT NOT NULL,
  timings TEXT NOT NULL,
  created INTEGER NOT NULL);
CREATE INDEX turn_of_conversation ON turn(conversation);
CREATE INDEX open_turn ON turn(writer) WHERE writer IS NOT NULL;
CREATE TABLE piece(
  turn INTEGER NOT NULL,
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  reasoning TEXT NOT NULL,
  PRIMARY KEY(turn, number)) WITHOUT ROWID;
CREATE TABLE attachment(
  id INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BLOB NOT NULL);
CREATE INDEX attachment_of_turn ON attachment(turn);
CREATE TABLE draft(conversation INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE preset(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, setup TEXT NOT NULL);

CREATE VIRTUAL TABLE turn_words USING fts5(
  text, content='turn', content_rowid='id', tokenize='orrery_words', prefix='1 2 3');
CREATE TRIGGER turn_added AFTER INSERT ON turn BEGIN
  INSERT INTO turn_words(rowid, text) VALUES(new.id, new.text);
END;
CREATE TRIGGER turn_removed AFTER DELETE ON turn BEGIN
  INSERT INTO turn_words(turn_words, rowid, text) VALUES('delete', old.id, old.text);
END;
CREATE TRIGGER turn_changed AFTER UPDATE OF text ON turn WHEN old.text IS NOT new.text BEGIN
  INSERT INTO turn_words(turn_words, rowid, text) VALUES('delete', old.id, old.text);
  INSERT INTO turn_words(rowid, text) VALUES(new.id, new.text);
END;

CREATE VIRTUAL TABLE title_words USING fts5(
  title, content='conversation', content_rowid='id', tokenize='orrery_words', prefix='1 2 3');
CREATE TRIGGER conversation_added AFTER INSERT ON conversation BEGIN
  INSERT INTO title_words(rowid, title) VALUES(new.id, new.title);
END;
CREATE TRIGGER conversation_removed AFTER DELETE ON conversation BEGIN
  INSERT INTO title_words(title_words, rowid, title) VALUES('delete', old.id, old.title);
END;
CREATE TRIGGER conversation_changed AFTER UPDATE OF title ON conversation WHEN old.title IS NOT new.title BEGIN
  INSERT INTO title_words(title_words, rowid, title) VALUES('delete', old.id, old.title);
  INSERT INTO title_words(rowid, title) VALUES(new.id, new.title);
END;
)";

constexpr const char* draftAttachments = R"(
CREATE TABLE draft_attachment(
  id INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BLOB NOT NULL);
CREATE INDEX attachment_of_draft ON draft_attachment(conversation);
)";

const std::array<sqlite::Migration, 2> migrations{{{tables, nullptr}, {draftAttachments, nullptr}}};

} // namespace

sqlite::Schema conversationSchema() {
    return {applicationId, migrations};
}

} // namespace orrery::conversation
