// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "html_reader.h"

#include "address.h"
#include "entities.h"
#include "html_elements.h"
#include "html_tokens.h"
#include "utf8.h"

#include <algorithm>
#include <charconv>

namespace orrery::card {

namespace {

/// A length in pixels; 0 for what is none ("50%").
std::uint32_t pixels(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    return error == std::errc() && (unit.empty() || unit == "px") && value <= 10'000 ? value : 0;
}

Image imageOf(const HtmlToken& tag) {
    Image image;
    image.url = safePicture(tag.attribute("src"));
    const std::string_view text = tag.attribute("alt").empty() ? tag.attribute("title") : tag.attribute("alt");
    image.text = repairText(text);
    image.width = pixels(tag.attribute("width"));
    image.height = pixels(tag.attribute("height"));
    return image;
}

class HtmlReader {
public:
    HtmlReader(const MathsShield& maths, Composer& composer) : m_maths(maths), m_composer(composer) {}

    void read(std::string_view html) {
        HtmlTokens tokens(html);
        for (HtmlToken token; !m_composer.full() && tokens.next(token);) {
            switch (token.kind) {
            case HtmlToken::Kind::Text: m_composer.text(repairText(decodeEntities(token.text))); break;
            case HtmlToken::Kind::Open: start(token); break;
            case HtmlToken::Kind::Close: end(token.name); break;
            }
        }
    }

private:
    void start(HtmlToken& tag) {
        for (auto& [name, value] : tag.attributes) value = m_maths.uncover(value);
        if (tag.name == "br") return m_composer.breakLine();
        if (tag.name == "hr") return m_composer.rule();
        if (tag.name == "img") return m_composer.image(imageOf(tag));
        if (tag.name == "video" || tag.name == "audio" || tag.name == "source") {
            m_composer.media(safePicture(tag.attribute("src")));
        }
        if (vanishesWhole(tag.name)) {
            if (!tag.empty && tag.name != "embed") m_composer.hide(tag.name);
            return;
        }
        if (std::optional<Element> element = elementOf(tag)) m_composer.open(std::move(*element));
    }

    void end(std::string_view name) {
        if (name == "br") return m_composer.breakLine();
        m_composer.close(name);
    }

    const MathsShield& m_maths;
    Composer& m_composer;
};

} // namespace

void readHtml(std::string_view html, const MathsShield& maths, Composer& composer) {
    HtmlReader(maths, composer).read(html);
}

} // namespace orrery::card
