// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/conversation/conversation.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::conversation {

enum class Errc {
    NotThere, ///< No such conversation, turn or preset.
    BadInput, ///< A file to import that cannot be read.
};
std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

/// Conversations in one SQLite file (WAL, schema with migrations, full text by FTS5). What a method has returned from
/// survives a kill; two copies of Orrery may use it at the same time. A damaged file is set aside and a new one begun.
/// Methods block on the disk: for workers. Any thread, one at a time inside.
class Store {
public:
    /// @param notice what a person should know (a damaged file was set aside); may be null.
    static Result<Store> open(const std::filesystem::path& file, std::string* notice = nullptr);
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    Result<std::vector<Summary>> list(); ///< Pinned ones first, then the last changed.
    Result<Conversation> read(Id conversation);
    Result<Id> create(const Setup& setup, std::string_view model);
    Status rename(Id conversation, std::string_view title);
    Status setPinned(Id conversation, bool pinned);
    Status setSetup(Id conversation, const Setup& setup);
    Status setModel(Id conversation, std::string_view model);
    Status setLeaf(Id conversation, Id leaf);
    /// What is typed or attached and not yet sent; kept so that no crash loses it. 0: of a conversation not begun.
    /// The text is written often, so it does not carry the files along.
    Status setDraft(Id conversation, std::string_view text);
    Status setDraftAttachments(Id conversation, const std::vector<Attachment>& attachments);
    Result<Draft> draft(Id conversation);

    /// Adds a turn (its id is given here) and makes it the leaf. The first question gives the conversation its title.
    Result<Id> add(Id conversation, const Turn& turn);
    /// Replaces text, reasoning, state, problem, model and timings of a turn. For a growing answer prefer append().
    Status update(Id conversation, const Turn& turn);
    /// Adds to an open answer; cheap however long it is. Errc::NotThere when it is gone or no longer open.
    Status append(Id turn, std::string_view text, std::string_view reasoning);

    /// Removes a turn and all below it; where it was shown, the version before it or its parent is. Undone by restore()
    /// with what it returned, until the next removal elsewhere.
    struct Removed {
        Conversation whole; ///< As it was before.
        Draft draft;        ///< Of a whole conversation.
    };
    Result<Removed> removeTurn(Id conversation, Id turn);
    Result<Removed> removeConversation(Id conversation);
    Status restore(const Removed& removed);

    /// All words of `text` must stand in the turn or title (as beginnings of words, case and accents aside); best
    /// first. What is still being written is not found. Hit::turn is 0 where only the title has them.
    Result<std::vector<Hit>> search(std::string_view text, std::size_t most = 50);

    Result<std::vector<Preset>> presets();       ///< Ours first, then the person's by name.
    Result<Id> savePreset(const Preset& preset); ///< Id 0: a new one.
    Status removePreset(Id preset);

private:
    friend Result<Id> importConversation(Store& store, const Conversation& conversation);

    struct State;
    explicit Store(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// The path shown as Markdown: headings for who speaks, texts as they are, reasoning folded into a quote. Pure.
std::string writeMarkdown(const Conversation& conversation);
/// The whole tree, attachments included (base64). Pure. "orrery-conversation" version 1.
std::string writeJson(const Conversation& conversation);
/// Reads what writeJson wrote, or a list of {"role", "content"} as other programs export ("messages"). Ids are given
/// anew by importConversation. Pure; safe on hostile bytes.
Result<Conversation> readJson(std::string_view json);
/// Reads what writeMarkdown wrote as one path. Pure.
Result<Conversation> readMarkdown(std::string_view markdown);
/// Puts it into the store as a new one.
Result<Id> importConversation(Store& store, const Conversation& conversation);

} // namespace orrery::conversation
