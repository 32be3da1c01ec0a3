// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/conversation/store.h>

#include "title.h"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace orrery::conversation {

using inference::Role;

namespace {

constexpr std::array<std::pair<Role, std::string_view>, 3> headings{
    {{Role::User, "## You"}, {Role::Assistant, "## Answer"}, {Role::System, "## System"}}};
constexpr std::string_view reasoningMark = "> **Reasoning**";
constexpr std::string_view attachedMark = "> **Attached** ";
constexpr std::string_view modelMark = "- Model: ";

/// Cuts the first line off, without its end.
std::string_view takeLine(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

struct Heading {
    Role role = Role::User;
    std::string_view model;
};

std::optional<Heading> headingIn(std::string_view line) {
    for (const auto& [role, name] : headings) {
        if (!line.starts_with(name)) continue;
        const std::string_view rest = line.substr(name.size());
        if (rest.empty()) return Heading{role, {}};
        if (role == Role::Assistant && rest.starts_with(": ")) return Heading{role, rest.substr(2)};
    }
    return std::nullopt;
}

bool isSpecial(std::string_view line) {
    return headingIn(line) || line == reasoningMark || line.starts_with(attachedMark);
}

/// A line that could be taken for one of ours, with or without backslashes before it.
bool needsBackslash(std::string_view line) {
    const std::size_t start = line.find_first_not_of('\\');
    return start != std::string_view::npos && isSpecial(line.substr(start));
}

void writeText(std::string& out, std::string_view text, std::string_view indent) {
    for (bool more = true; more;) {
        const std::size_t end = text.find('\n');
        const std::string_view line = takeLine(text);
        more = end != std::string_view::npos;
        if (indent.empty() && needsBackslash(line)) out += '\\';
        out += line.empty() ? indent.substr(0, 1) : indent;
        out += line;
        out += '\n';
    }
}

void writeSection(std::string& out, std::string_view heading, std::string_view text) {
    out += fmt::format("\n{}\n\n", heading);
    writeText(out, text, {});
}

void writeTurn(std::string& out, const Turn& turn) {
    std::string heading;
    for (const auto& [role, name] : headings) {
        if (role == turn.role) heading = name;
    }
    if (turn.role == Role::Assistant && !turn.model.empty()) heading += ": " + oneLine(turn.model);
    out += fmt::format("\n{}\n\n", heading);
    for (const Attachment& attachment : turn.attachments)
        out += fmt::format("{}{}\n", attachedMark, oneLine(attachment.name));
    if (!turn.attachments.empty()) out += '\n';
    if (!turn.reasoning.empty()) {
        out += fmt::format("{}\n>\n", reasoningMark);
        writeText(out, turn.reasoning, "> ");
        out += '\n';
    }
    writeText(out, turn.text, {});
}

/// The quoted lines at the beginning, without their marks, and the empty line after them.
std::string takeQuote(std::string_view& body) {
    std::string quote;
    for (bool first = true; body.starts_with('>'); first = false) {
        std::string_view line = takeLine(body);
        line.remove_prefix(line.starts_with("> ") ? 2 : 1);
        if (!first) quote += '\n';
        quote += line;
    }
    if (body.starts_with('\n')) body.remove_prefix(1);
    return quote;
}

std::string withoutBackslashes(std::string_view body) {
    std::string text;
    for (bool first = true; first || !body.empty(); first = false) {
        const bool ended = body.find('\n') != std::string_view::npos;
        const std::string_view line = takeLine(body);
        text += line.starts_with('\\') && needsBackslash(line) ? line.substr(1) : line;
        if (ended) text += '\n';
    }
    return text;
}

void readBody(std::string_view body, bool last, Turn& turn) {
    if (body.starts_with('\n')) body.remove_prefix(1);
    for (int ends = last ? 1 : 2; ends > 0 && body.ends_with('\n'); --ends) body.remove_suffix(1);
    if (body.starts_with(attachedMark)) (void)takeQuote(body);
    if (turn.role == Role::Assistant && body.substr(0, body.find('\n')) == reasoningMark) {
        takeLine(body);
        if (body.starts_with(">\n")) takeLine(body);
        turn.reasoning = takeQuote(body);
    }
    turn.text = withoutBackslashes(body);
}

/// What stands between one heading and the next; the next is left in `rest`.
std::string_view takeBody(std::string_view& rest) {
    std::string_view ahead = rest;
    while (!ahead.empty()) {
        const std::string_view at = ahead;
        if (headingIn(takeLine(ahead))) {
            const std::string_view body = rest.substr(0, rest.size() - at.size());
            rest = at;
            return body;
        }
    }
    const std::string_view body = rest;
    rest = {};
    return body;
}

/// Lines as they end on one system.
std::string plainLines(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') plain += text[i];
    }
    return plain;
}

} // namespace

std::string writeMarkdown(const Conversation& conversation) {
    std::string out = fmt::format("# {}\n", conversation.summary.title);
    if (!conversation.summary.model.empty()) out += fmt::format("\n{}{}\n", modelMark, conversation.summary.model);
    const std::vector<const Turn*> shown = path(conversation, conversation.leaf);
    const bool beginsWithSystem = !shown.empty() && shown.front()->role == Role::System;
    if (!conversation.setup.system.empty() || beginsWithSystem)
        writeSection(out, "## System", conversation.setup.system);
    for (const Turn* turn : shown) writeTurn(out, *turn);
    return out;
}

Result<Conversation> readMarkdown(std::string_view markdown) {
    if (markdown.find('\0') != std::string_view::npos)
        return fail(Errc::BadInput, "This file is no text, so there is no conversation in it.");
    std::string_view rest = markdown;
    const std::string plain = rest.substr(0, rest.find('\n')).ends_with('\r') ? plainLines(rest) : std::string();
    if (!plain.empty()) rest = plain;
    Conversation conversation;
    std::string_view head = takeBody(rest);
    while (!head.empty()) {
        const std::string_view line = takeLine(head);
        if (line.starts_with("# ") && conversation.summary.title.empty())
            conversation.summary.title = oneLine(line.substr(2));
        if (line.starts_with(modelMark)) conversation.summary.model = oneLine(line.substr(modelMark.size()));
    }
    bool begun = false;
    while (!rest.empty()) {
        const Heading heading = *headingIn(takeLine(rest));
        const std::string_view body = takeBody(rest);
        Turn turn;
        turn.role = heading.role;
        turn.model = oneLine(heading.model);
        readBody(body, rest.empty(), turn);
        const bool isSetup = turn.role == Role::System && !begun;
        begun = true;
        if (isSetup) {
            conversation.setup.system = std::move(turn.text);
            continue;
        }
        turn.parent = conversation.leaf;
        turn.id = conversation.leaf = static_cast<Id>(conversation.turns.size()) + 1;
        conversation.turns.push_back(std::move(turn));
    }
    if (conversation.turns.empty() && conversation.setup.system.empty()) {
        return fail(Errc::BadInput, "There is no conversation in this file. Orrery reads the Markdown that it exports, "
                                    "with headings such as \"## You\".");
    }
    return conversation;
}

} // namespace orrery::conversation
