// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/inference/chat_client.h>
#include <orrery/inference/chat_codec.h>
#include <orrery/net/http_client.h>

#include <string>
#include <string_view>

namespace orrery::inference {

bool isLlamaServer(const ChatEndpoint& endpoint);

/// What to ask that server in at first.
ChatDialect dialectOf(const ChatEndpoint& endpoint);

/// The address of something below the version: versionedUrl("http://host", "/models") is "http://host/v1/models".
std::string versionedUrl(std::string_view baseUrl, std::string_view path);
/// The address of something beside the version: rootUrl("http://host/v1", "/props") is "http://host/props".
std::string rootUrl(std::string_view baseUrl, std::string_view path);

/// With the endpoint's key; POST of JSON when there is a body, else GET.
net::HttpRequest httpRequest(const ChatEndpoint& endpoint, std::string url, std::string body = {});

} // namespace orrery::inference
