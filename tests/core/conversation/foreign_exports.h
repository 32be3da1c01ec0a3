// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What other programs export, and what is no export at all. Apart from the test, as moc loses its way in raw strings.
namespace orrery::conversation::exports {

inline constexpr const char* messages = R"({"title":"T","messages":[{"role":"system","content":"S"},
            {"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"tool","content":"no"}]})";

inline constexpr const char* bareList = R"([{"role":"developer","content":"S"},{"role":"User","content":"a"},
            {"role":"assistant","content":"b"}])";

inline constexpr const char* parts = R"({"messages":[{"role":"system","content":[{"type":"text","text":"S"}]},
            {"role":"user","content":[{"type":"text","text":"a"}]},{"role":"model","content":["b"]}]})";

inline constexpr const char* fromAndValue = R"({"conversations":[{"from":"system","value":"S"},
            {"from":"human","value":"a"},{"from":"gpt","value":"b"}]})";

inline constexpr const char* pictures =
    R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAEC"}},
            {"type":"image_url","image_url":{"url":"http://example.invalid/x.png"}},{"type":"text","text":"?"}]}])";

inline constexpr const char* cutOff = R"({"format":"orrery-conversation","version":1,"turns":[)";

inline constexpr const char* anotherThing = R"({"name":"x"})";

inline constexpr const char* newer = R"({"format":"orrery-conversation","version":2,"turns":[]})";

inline constexpr const char* noParent =
    R"({"format":"orrery-conversation","turns":[{"id":2,"parent":1,"role":"user","text":""}]})";

inline constexpr const char* twice = R"({"format":"orrery-conversation","turns":[{"id":1,"role":"user","text":""},
            {"id":1,"role":"user","text":""}]})";

inline constexpr const char* badBase64 =
    R"({"format":"orrery-conversation","turns":[{"id":1,"role":"user","text":"","attachments":[{"bytes":"?"}]}]})";

} // namespace orrery::conversation::exports
