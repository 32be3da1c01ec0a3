// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fake_http_server.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::fakes {

std::string percentDecoded(std::string_view text, bool plusIsSpace = false);
std::string percentEncoded(std::string_view text, std::string_view alsoKept = {});

/// A query string's pairs, decoded; "expand[]" reads as "expand".
class Query {
public:
    explicit Query(std::string_view text);

    [[nodiscard]] std::string first(std::string_view name) const; ///< Empty when there is none.
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] bool isTrue(std::string_view name) const;
    /// A number from 1 to `most`; `otherwise` when there is none or no such.
    [[nodiscard]] std::size_t number(std::string_view name, std::size_t otherwise, std::size_t most) const;
    /// The query again with this pair replaced or added.
    [[nodiscard]] std::string with(std::string_view name, std::string_view value) const;

private:
    std::vector<std::pair<std::string, std::string>> m_pairs;
};

/// Which part of `total` a page is: begins at the cursor. Nothing when the cursor is none of ours.
struct PageSpan {
    std::size_t begin = 0;
    std::size_t end = 0;
};
std::optional<PageSpan> pageOf(const Query& query, std::size_t limit, std::size_t total);
/// The Link header to the page after `span`, added unless it was the last.
void addNextLink(FakeResponse& response, const std::string& origin, const FakeRequest& request, const Query& query,
                 PageSpan span, std::size_t total);

/// The path's segments, decoded.
std::vector<std::string> pathSegments(std::string_view path);

FakeResponse jsonAnswer(const nlohmann::json& value, int status = 200);

/// An error as the Hub tells it: X-Error-Code (when there is one), X-Error-Message and a body.
FakeResponse hubError(int status, const std::string& code, const std::string& message);
FakeResponse badRequest(const std::string& message);
FakeResponse revisionNotFound(const std::string& revision);
FakeResponse entryNotFound(const std::string& path, const std::string& commit);
/// 401 to the anonymous, 404 to others: it does not tell what is private from what is not there.
FakeResponse repoNotFound(bool anonymous);
FakeResponse gatedAnswer(bool anonymous, const std::string& id);
FakeResponse invalidToken();
FakeResponse disabledAnswer();

} // namespace orrery::fakes
