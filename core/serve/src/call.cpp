// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "call.h"

#include <nlohmann/json.hpp>

#include <array>

namespace orrery::serve {

namespace {

using Json = nlohmann::json;

Json parse(std::string_view body) {
    constexpr int deepest = 100;
    const Json::parser_callback_t notTooDeep = [](int depth, Json::parse_event_t /*event*/, Json& /*value*/) {
        return depth <= deepest;
    };
    return Json::parse(body, notTooDeep, false);
}

bool isFetched(const Json& part) {
    constexpr auto kinds = std::to_array<const char*>({"image_url", "video_url", "audio_url"});
    if (!part.is_object()) return false;
    for (const char* kind : kinds) {
        const auto found = part.find(kind);
        if (found == part.end()) continue;
        const Json* url = found->is_object() && found->contains("url") ? &found->at("url") : &*found;
        if (url->is_string() && url->get_ref<const std::string&>().find("://") != std::string::npos) return true;
    }
    return false;
}

bool fetchesSomething(const Json& body) {
    const auto messages = body.find("messages");
    if (messages == body.end() || !messages->is_array()) return false;
    for (const Json& message : *messages) {
        if (!message.is_object()) continue;
        const auto content = message.find("content");
        if (content == message.end() || !content->is_array()) continue;
        for (const Json& part : *content)
            if (isFetched(part)) return true;
    }
    return false;
}

} // namespace

Result<Call> readCall(std::string_view body) {
    const Json json = parse(body);
    if (!json.is_object()) return fail(Errc::InvalidArgument, "The request is no JSON object.");
    if (fetchesSomething(json))
        return fail(Errc::InvalidArgument,
                    "Pictures are not fetched from an address. Send them in the request, as a \"data:\" URL.");
    Call call;
    const auto model = json.find("model");
    if (model != json.end() && model->is_string()) call.model = model->get<std::string>();
    return call;
}

std::string errorBody(std::string_view message, std::string_view type, std::string_view code) {
    const Json error = {{"message", message}, {"type", type}, {"param", nullptr}, {"code", code}};
    return Json{{"error", error}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string modelList(const std::vector<std::string>& names) {
    Json data = Json::array();
    for (const std::string& name : names)
        data.push_back({{"id", name}, {"object", "model"}, {"created", 0}, {"owned_by", "orrery"}});
    return Json{{"object", "list"}, {"data", std::move(data)}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace orrery::serve
