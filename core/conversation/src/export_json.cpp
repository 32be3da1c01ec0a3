// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/conversation/store.h>

#include "base64.h"
#include "value_json.h"

namespace orrery::conversation {

namespace {

nlohmann::json attachmentJson(const Attachment& attachment) {
    return {{"kind", nameOf(attachment.kind)},
            {"name", attachment.name},
            {"mediaType", attachment.mediaType},
            {"bytes", toBase64(attachment.bytes)}};
}

nlohmann::json turnJson(const Turn& turn) {
    nlohmann::json json = {{"id", turn.id},     {"parent", turn.parent},       {"role", nameOf(turn.role)},
                           {"text", turn.text}, {"state", nameOf(turn.state)}, {"created", turn.created}};
    if (!turn.reasoning.empty()) json["reasoning"] = turn.reasoning;
    if (!turn.problem.empty()) json["problem"] = turn.problem;
    if (!turn.model.empty()) json["model"] = turn.model;
    if (nlohmann::json timings = toJson(turn.timings); !timings.is_null()) json["timings"] = std::move(timings);
    for (const Attachment& attachment : turn.attachments) json["attachments"].push_back(attachmentJson(attachment));
    return json;
}

} // namespace

std::string writeJson(const Conversation& conversation) {
    nlohmann::json json = {{"format", "orrery-conversation"},
                           {"version", 1},
                           {"title", conversation.summary.title},
                           {"model", conversation.summary.model},
                           {"created", conversation.summary.created},
                           {"changed", conversation.summary.changed},
                           {"pinned", conversation.summary.pinned},
                           {"setup", toJson(conversation.setup)},
                           {"leaf", conversation.leaf},
                           {"turns", nlohmann::json::array()}};
    for (const Turn& turn : conversation.turns) json["turns"].push_back(turnJson(turn));
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace orrery::conversation
