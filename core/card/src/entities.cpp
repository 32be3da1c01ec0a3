// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "entities.h"

#include "utf8.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace orrery::card {

namespace {

struct Named {
    std::string_view name;
    char32_t code;
};

/// Those that cards use, sorted by name.
constexpr Named names[] = {
    {"AMP", 0x0026},    {"Aacute", 0x00C1}, {"Agrave", 0x00C0},  {"Alpha", 0x0391},   {"Auml", 0x00C4},
    {"Beta", 0x0392},   {"Ccedil", 0x00C7}, {"Delta", 0x0394},   {"Eacute", 0x00C9},  {"GT", 0x003E},
    {"Gamma", 0x0393},  {"LT", 0x003C},     {"Lambda", 0x039B},  {"NewLine", 0x000A}, {"Omega", 0x03A9},
    {"Ouml", 0x00D6},   {"Phi", 0x03A6},    {"Pi", 0x03A0},      {"Psi", 0x03A8},     {"QUOT", 0x0022},
    {"Sigma", 0x03A3},  {"Tab", 0x0009},    {"Theta", 0x0398},   {"Uuml", 0x00DC},    {"aacute", 0x00E1},
    {"acirc", 0x00E2},  {"agrave", 0x00E0}, {"alpha", 0x03B1},   {"amp", 0x0026},     {"apos", 0x0027},
    {"approx", 0x2248}, {"aring", 0x00E5},  {"ast", 0x002A},     {"asymp", 0x2248},   {"atilde", 0x00E3},
    {"auml", 0x00E4},   {"beta", 0x03B2},   {"bigstar", 0x2605}, {"brvbar", 0x00A6},  {"bull", 0x2022},
    {"bullet", 0x2022}, {"ccedil", 0x00E7}, {"cent", 0x00A2},    {"check", 0x2713},   {"checkmark", 0x2713},
    {"clubs", 0x2663},  {"colon", 0x003A},  {"comma", 0x002C},   {"copy", 0x00A9},    {"cross", 0x2717},
    {"curren", 0x00A4}, {"dagger", 0x2020}, {"darr", 0x2193},    {"deg", 0x00B0},     {"delta", 0x03B4},
    {"diams", 0x2666},  {"divide", 0x00F7}, {"dollar", 0x0024},  {"eacute", 0x00E9},  {"ecirc", 0x00EA},
    {"egrave", 0x00E8}, {"emsp", 0x2003},   {"ensp", 0x2002},    {"epsilon", 0x03B5}, {"equals", 0x003D},
    {"equiv", 0x2261},  {"eta", 0x03B7},    {"euml", 0x00EB},    {"euro", 0x20AC},    {"excl", 0x0021},
    {"frac12", 0x00BD}, {"frac14", 0x00BC}, {"frac34", 0x00BE},  {"gamma", 0x03B3},   {"ge", 0x2265},
    {"gt", 0x003E},     {"harr", 0x2194},   {"hearts", 0x2665},  {"hellip", 0x2026},  {"hyphen", 0x2010},
    {"iacute", 0x00ED}, {"icirc", 0x00EE},  {"iexcl", 0x00A1},   {"infin", 0x221E},   {"iota", 0x03B9},
    {"iquest", 0x00BF}, {"isin", 0x2208},   {"kappa", 0x03BA},   {"lambda", 0x03BB},  {"laquo", 0x00AB},
    {"larr", 0x2190},   {"lbrace", 0x007B}, {"lbrack", 0x005B},  {"lcub", 0x007B},    {"ldquo", 0x201C},
    {"le", 0x2264},     {"lowbar", 0x005F}, {"lpar", 0x0028},    {"lsaquo", 0x2039},  {"lsqb", 0x005B},
    {"lsquo", 0x2018},  {"lt", 0x003C},     {"macr", 0x00AF},    {"mdash", 0x2014},   {"micro", 0x00B5},
    {"middot", 0x00B7}, {"minus", 0x2212},  {"mu", 0x03BC},      {"nabla", 0x2207},   {"nbsp", 0x00A0},
    {"ndash", 0x2013},  {"ne", 0x2260},     {"nearr", 0x2197},   {"ntilde", 0x00F1},  {"num", 0x0023},
    {"oacute", 0x00F3}, {"ocirc", 0x00F4},  {"oelig", 0x0153},   {"omega", 0x03C9},   {"ordf", 0x00AA},
    {"ordm", 0x00BA},   {"oslash", 0x00F8}, {"otilde", 0x00F5},  {"ouml", 0x00F6},    {"para", 0x00B6},
    {"part", 0x2202},   {"percnt", 0x0025}, {"period", 0x002E},  {"permil", 0x2030},  {"phi", 0x03C6},
    {"pi", 0x03C0},     {"plus", 0x002B},   {"plusmn", 0x00B1},  {"pound", 0x00A3},   {"prime", 0x2032},
    {"prod", 0x220F},   {"psi", 0x03C8},    {"quest", 0x003F},   {"quot", 0x0022},    {"radic", 0x221A},
    {"raquo", 0x00BB},  {"rarr", 0x2192},   {"rbrace", 0x007D},  {"rbrack", 0x005D},  {"rcub", 0x007D},
    {"rdquo", 0x201D},  {"reg", 0x00AE},    {"rho", 0x03C1},     {"rpar", 0x0029},    {"rsaquo", 0x203A},
    {"rsqb", 0x005D},   {"rsquo", 0x2019},  {"sect", 0x00A7},    {"semi", 0x003B},    {"shy", 0x00AD},
    {"sigma", 0x03C3},  {"sol", 0x002F},    {"star", 0x2606},    {"sub", 0x2282},     {"sum", 0x2211},
    {"sup", 0x2283},    {"sup1", 0x00B9},   {"sup2", 0x00B2},    {"sup3", 0x00B3},    {"szlig", 0x00DF},
    {"tau", 0x03C4},    {"theta", 0x03B8},  {"thinsp", 0x2009},  {"times", 0x00D7},   {"trade", 0x2122},
    {"uacute", 0x00FA}, {"uarr", 0x2191},   {"uuml", 0x00FC},    {"verbar", 0x007C},  {"vert", 0x007C},
    {"yen", 0x00A5},    {"zwj", 0x200D},    {"zwnj", 0x200C},
};

std::optional<char32_t> numbered(std::string_view digits, int base) {
    char32_t code = 0;
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (end != digits.data() + digits.size() || digits.empty()) return {};
    code = error == std::errc() ? value : 0;
    return code;
}

std::optional<char32_t> resolve(std::string_view name) {
    if (name.starts_with("#x") || name.starts_with("#X")) return numbered(name.substr(2), 16);
    if (name.starts_with("#")) return numbered(name.substr(1), 10);
    const auto* found = std::ranges::lower_bound(names, name, {}, &Named::name);
    return found != std::end(names) && found->name == name ? std::optional(found->code) : std::nullopt;
}

/// How long the name after "&" is.
std::size_t nameLength(std::string_view text) {
    const auto isName = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '#';
    };
    text = text.substr(0, 32);
    return static_cast<std::size_t>(std::ranges::find_if_not(text, isName) - text.begin());
}

} // namespace

std::string decodeEntities(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t mark = std::min(text.find('&', at), text.size());
        out += text.substr(at, mark - at);
        at = mark;
        if (at == text.size()) break;
        const std::string_view name = text.substr(at + 1, nameLength(text.substr(at + 1)));
        const auto code = resolve(name);
        if (code) {
            appendUtf8(out, *code);
            at += 1 + name.size();
            if (at < text.size() && text[at] == ';') ++at;
        } else {
            out += text[at++];
        }
    }
    return out;
}

} // namespace orrery::card
