// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/card/document.h>

#include <fmt/format.h>

namespace orrery::card {

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\n': out += "<br>"; break;
        default: out += c;
        }
    }
    return out;
}

struct Styled {
    unsigned style;
    std::string_view tag;
};

constexpr Styled tags[] = {{Run::Bold, "b"},   {Run::Italic, "i"},  {Run::Maths, "i"},
                           {Run::Strike, "s"}, {Run::Super, "sup"}, {Run::Sub, "sub"}};

/// Colours come from the caller's palette, never from a card.
std::string colour(std::string_view value) {
    return escaped(value.substr(0, 32));
}

std::string richText(const Run& run, std::string_view linkColour, std::string_view codeBackground) {
    std::string open, close;
    const auto wrap = [&open, &close](std::string_view before, std::string_view tag) {
        open += before;
        close.insert(0, fmt::format("</{}>", tag));
    };
    if (!run.link.empty()) {
        wrap(fmt::format("<a href=\"{}\" style=\"color:{}\">", escaped(run.link), colour(linkColour)), "a");
    }
    for (const Styled& styled : tags) {
        if ((run.style & styled.style) != 0) wrap(fmt::format("<{}>", styled.tag), styled.tag);
    }
    if ((run.style & Run::Code) != 0) {
        wrap(fmt::format("<code style=\"background-color:{}\">", colour(codeBackground)), "code");
    } else if ((run.style & Run::Maths) != 0) {
        wrap("<code>", "code");
    }
    return open + escaped(run.text) + close;
}

} // namespace

std::string toRichText(const Runs& runs, std::string_view linkColour, std::string_view codeBackground) {
    std::string out;
    for (const Run& run : runs) out += richText(run, linkColour, codeBackground);
    return out;
}

} // namespace orrery::card
