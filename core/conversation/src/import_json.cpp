// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/conversation/store.h>

#include "base64.h"
#include "title.h"
#include "value_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

namespace orrery::conversation {

using inference::Role;
using Json = nlohmann::json;

namespace {

constexpr int newestVersion = 1;

tl::unexpected<Error> badInput(std::string message, std::string detail = {}) {
    return fail(Errc::BadInput, std::move(message), std::move(detail));
}

bool isText(const Json& json) {
    return json.is_string();
}

Result<Attachment> readAttachment(const Json& json) {
    auto bytes = fromBase64(textOf(json, "bytes"));
    if (!bytes) return badInput("A file in this conversation is damaged, so it cannot be imported. Export it again.");
    return Attachment{attachmentKindFrom(textOf(json, "kind")), textOf(json, "name"), textOf(json, "mediaType"),
                      std::move(*bytes)};
}

Result<Turn> readTurn(const Json& json) {
    if (!json.is_object() || !isText(memberOf(json, "text")) || !isText(memberOf(json, "role")))
        return badInput("This file has a turn without a role or a text, so it cannot be imported.");
    Turn turn;
    turn.role = roleFrom(textOf(json, "role"));
    turn.text = textOf(json, "text");
    turn.reasoning = textOf(json, "reasoning");
    turn.state = stateFrom(textOf(json, "state"));
    if (turn.state == Turn::State::Open) turn.state = Turn::State::Stopped;
    turn.problem = textOf(json, "problem");
    turn.model = textOf(json, "model");
    turn.timings = timingsFrom(memberOf(json, "timings"));
    turn.created = std::max<std::int64_t>(0, wholeOf(json, "created"));
    for (const Json& entry : memberOf(json, "attachments")) {
        auto attachment = readAttachment(entry);
        if (!attachment) return fail(attachment.error());
        turn.attachments.push_back(std::move(*attachment));
    }
    return turn;
}

/// Our own export. Turns are numbered anew from 1.
Result<Conversation> readOwn(const Json& json) {
    if (wholeOf(json, "version") > newestVersion)
        return badInput("This conversation was exported by a newer Orrery. Update Orrery to import it.");
    Conversation conversation;
    conversation.summary.title = oneLine(textOf(json, "title"));
    conversation.summary.model = textOf(json, "model");
    conversation.summary.created = std::max<std::int64_t>(0, wholeOf(json, "created"));
    conversation.summary.changed = std::max<std::int64_t>(0, wholeOf(json, "changed"));
    conversation.summary.pinned = memberOf(json, "pinned") == Json(true);
    conversation.setup = setupFrom(memberOf(json, "setup"));
    std::unordered_map<Id, Id> ids{{0, 0}};
    for (const Json& entry : memberOf(json, "turns")) {
        auto turn = readTurn(entry);
        if (!turn) return fail(turn.error());
        const auto parent = ids.find(wholeOf(entry, "parent"));
        if (parent == ids.end())
            return badInput("This file has an answer to something that is not in it, so it cannot be imported.");
        turn->parent = parent->second;
        turn->id = static_cast<Id>(conversation.turns.size()) + 1;
        if (!ids.emplace(wholeOf(entry, "id"), turn->id).second)
            return badInput("This file has two turns with the same number, so it cannot be imported.");
        conversation.turns.push_back(std::move(*turn));
    }
    const auto leaf = ids.find(wholeOf(json, "leaf"));
    conversation.leaf = leaf == ids.end() ? newestLeaf(conversation, 0) : leaf->second;
    return conversation;
}

/// Nothing for what is said by neither a person nor a model (tools).
std::optional<Role> foreignRole(std::string name) {
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; });
    constexpr std::array<std::pair<std::string_view, Role>, 9> names{{{"user", Role::User},
                                                                      {"human", Role::User},
                                                                      {"assistant", Role::Assistant},
                                                                      {"model", Role::Assistant},
                                                                      {"gpt", Role::Assistant},
                                                                      {"bot", Role::Assistant},
                                                                      {"ai", Role::Assistant},
                                                                      {"system", Role::System},
                                                                      {"developer", Role::System}}};
    for (const auto& [known, role] : names) {
        if (known == name) return role;
    }
    return std::nullopt;
}

/// "data:image/png;base64,...."; other addresses are not fetched.
std::optional<Attachment> pictureFrom(std::string_view address) {
    constexpr std::string_view scheme = "data:", mark = ";base64,";
    const std::size_t split = address.find(mark);
    if (!address.starts_with(scheme) || split == std::string_view::npos || split > 100) return std::nullopt;
    auto bytes = fromBase64(address.substr(split + mark.size()));
    if (!bytes || bytes->empty()) return std::nullopt;
    return Attachment{Attachment::Kind::Picture,
                      {},
                      std::string(address.substr(scheme.size(), split - scheme.size())),
                      std::move(*bytes)};
}

void readPart(const Json& part, Turn& turn) {
    if (part.is_string()) turn.text += part.get<std::string>();
    turn.text += textOf(part, "text");
    const Json& picture = memberOf(part, "image_url");
    auto attachment = pictureFrom(picture.is_string() ? picture.get<std::string>() : textOf(picture, "url"));
    if (attachment) turn.attachments.push_back(std::move(*attachment));
}

std::optional<Turn> readMessage(const Json& message) {
    std::string name = textOf(message, "role");
    if (name.empty()) name = textOf(message, "from");
    const auto role = foreignRole(std::move(name));
    if (!role) return std::nullopt;
    Turn turn;
    turn.role = *role;
    const Json& content = memberOf(message, "content");
    if (content.is_array()) {
        for (const Json& part : content) readPart(part, turn);
    } else {
        turn.text = isText(content) ? textOf(message, "content") : textOf(message, "value");
    }
    turn.reasoning = textOf(message, "reasoning_content");
    if (turn.text.empty() && turn.reasoning.empty() && turn.attachments.empty()) return std::nullopt;
    return turn;
}

/// A list of messages as other programs export it.
Result<Conversation> readForeign(const Json& json, const Json& messages) {
    Conversation conversation;
    conversation.summary.title = oneLine(textOf(json, "title"));
    conversation.summary.model = textOf(json, "model");
    for (const Json& message : messages) {
        auto turn = readMessage(message);
        if (!turn) continue;
        if (turn->role == Role::System && conversation.turns.empty()) {
            conversation.setup.system += (conversation.setup.system.empty() ? "" : "\n\n") + turn->text;
            continue;
        }
        turn->parent = conversation.leaf;
        turn->model = turn->role == Role::Assistant ? conversation.summary.model : std::string();
        turn->id = conversation.leaf = static_cast<Id>(conversation.turns.size()) + 1;
        conversation.turns.push_back(std::move(*turn));
    }
    if (conversation.turns.empty()) return badInput("There is no conversation in this file.");
    return conversation;
}

} // namespace

Result<Conversation> readJson(std::string_view bytes) {
    const Json json = parseJson(bytes);
    if (json.is_discarded())
        return badInput("This file is no conversation: it is not JSON, or not whole. Export it again.");
    if (memberOf(json, "format") == Json("orrery-conversation")) return readOwn(json);
    if (json.is_array()) return readForeign(Json(), json);
    for (const char* key : {"messages", "conversations"}) {
        if (const Json& messages = memberOf(json, key); messages.is_array()) return readForeign(json, messages);
    }
    return badInput(
        "This file is no conversation that Orrery can read. It reads its own exports, and lists of messages "
        "with \"role\" and \"content\".");
}

} // namespace orrery::conversation
