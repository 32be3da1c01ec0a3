// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/inference/chat.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace orrery::conversation {

using Id = std::int64_t; ///< Above 0; 0: none.

/// A file that goes with a question.
struct Attachment {
    enum class Kind { Text, Picture };
    Kind kind = Kind::Text;
    std::string name;
    std::string mediaType;
    std::string bytes; ///< Text: UTF-8.

    bool operator==(const Attachment&) const = default;
};

/// What is made ready to be asked and not yet sent.
struct Draft {
    std::string text;
    std::vector<Attachment> attachments;
    bool operator==(const Draft&) const = default;
};

/// One turn. A conversation's turns are a tree: each follows another, and one that was edited or asked again has
/// siblings.
struct Turn {
    enum class State {
        Done,
        Open,    ///< Being written; after a crash it is read as Stopped.
        Stopped, ///< By the person, or by the end of the program.
        Failed,
    };
    Id id = 0;
    Id parent = 0; ///< 0: the first.
    inference::Role role = inference::Role::User;
    std::string text;
    std::string reasoning;
    State state = State::Done;
    std::string problem; ///< Failed: why.
    std::vector<Attachment> attachments;
    std::string model; ///< Of an answer: who gave it.
    inference::ChatTimings timings;
    std::int64_t created = 0; ///< UTC, seconds since 1970.
};

/// How a conversation is held.
struct Setup {
    std::string system; ///< What the model is told first; empty: nothing.
    inference::Sampling sampling;
    inference::AnswerForm form;
    bool thinking = true;
    std::optional<std::uint32_t> maxTokens;

    bool operator==(const Setup&) const = default;
};

/// A setup with a name, to be used again.
struct Preset {
    Id id = 0; ///< Below 0: ours, which cannot be changed.
    std::string name;
    Setup setup;
};

/// A line of the list of conversations.
struct Summary {
    Id id = 0;
    std::string title;                     ///< The person's, or made from the first question.
    std::string model;                     ///< Path or "server/model" it was last held with.
    std::int64_t created = 0, changed = 0; ///< UTC, seconds since 1970.
    std::uint32_t turns = 0;
    bool pinned = false;
};

/// A whole conversation.
struct Conversation {
    Summary summary;
    Setup setup;
    std::vector<Turn> turns; ///< All of the tree, by id: parents come first.
    Id leaf = 0;             ///< The end of the path that is shown.
};

/// The turns from the first to `leaf`, in order. Pure.
std::vector<const Turn*> path(const Conversation& conversation, Id leaf);
/// The turns with the same parent, by id, the turn itself included: versions of one another. Pure.
std::vector<Id> siblings(const Conversation& conversation, Id turn);
/// The newest end below a turn: what is shown when a person goes over to that version. Pure.
Id newestLeaf(const Conversation& conversation, Id turn);

/// Where a search found its words.
struct Hit {
    Summary conversation;
    Id turn = 0;
    std::string excerpt; ///< Plain text around the words.
    std::vector<std::pair<std::uint32_t, std::uint32_t>>
        marks; ///< Of the excerpt, in bytes: where they stand (from, to).
};

} // namespace orrery::conversation
