// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "text_decoding.h"

#include <orrery/robot/description/errors.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

namespace orrery::robot {
namespace {

void appendUtf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

std::uint32_t byteAt(std::string_view bytes, std::size_t i) {
    return static_cast<unsigned char>(bytes[i]);
}

std::string fromUtf16(std::string_view bytes, bool bigEndian) {
    const auto unit = [&](std::size_t i) {
        const std::uint32_t first = byteAt(bytes, i);
        const std::uint32_t second = byteAt(bytes, i + 1);
        return bigEndian ? (first << 8) | second : (second << 8) | first;
    };
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        std::uint32_t c = unit(i);
        const bool high = c >= 0xD800 && c < 0xDC00;
        if (high && i + 3 < bytes.size() && (unit(i + 2) & 0xFC00) == 0xDC00) {
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
            i += 2;
        } else if (c >= 0xD800 && c < 0xE000) {
            c = 0xFFFD;
        }
        appendUtf8(out, c);
    }
    return out;
}

std::string fromLatin1(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (std::size_t i = 0; i < bytes.size(); ++i) appendUtf8(out, byteAt(bytes, i));
    return out;
}

bool isUtf8(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        const std::uint32_t lead = byteAt(bytes, i++);
        if (lead < 0x80) continue;
        const int more = lead >= 0xC2 && lead < 0xE0   ? 1
                         : lead >= 0xE0 && lead < 0xF0 ? 2
                         : lead >= 0xF0 && lead < 0xF5 ? 3
                                                       : 0;
        if (more == 0) return false;
        for (int k = 0; k < more; ++k, ++i) {
            if (i >= bytes.size() || (byteAt(bytes, i) & 0xC0) != 0x80) return false;
        }
    }
    return true;
}

bool startsWith(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

struct Signature {
    std::string_view bytes;
    std::string_view kind;
};
using namespace std::string_view_literals;
constexpr std::array signatures{
    Signature{"\x1f\x8b"sv, "compressed with gzip; unpack it first"},
    Signature{"PK\x03\x04"sv, "a ZIP archive; unpack it and open the description inside"},
    Signature{"BZh"sv, "compressed with bzip2; unpack it first"},
    Signature{"\xfd"
              "7zXZ"sv,
              "compressed with xz; unpack it first"},
    Signature{"\x89PNG"sv, "a picture"},
    Signature{"%PDF"sv, "a PDF document"},
    Signature{"glTF"sv, "a 3D mesh (GLB), not a robot description"},
    Signature{"GGUF"sv, "a language model (GGUF), not a robot description"},
};

} // namespace

Result<std::string> decodeXmlText(std::string_view bytes, const std::string& sourceName) {
    for (const Signature& signature : signatures) {
        if (startsWith(bytes, signature.bytes)) {
            return fail(DescriptionErrc::NotXml, fmt::format("This file is {}.", signature.kind), {}, sourceName);
        }
    }
    std::string text;
    if (startsWith(bytes, "\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
        text = isUtf8(bytes) ? std::string(bytes) : fromLatin1(bytes);
    } else if (startsWith(bytes, "\xFF\xFE") || startsWith(bytes, "<\0"sv)) {
        text = fromUtf16(bytes.substr(bytes[0] == '<' ? 0 : 2), false);
    } else if (startsWith(bytes, "\xFE\xFF") || startsWith(bytes, "\0<"sv)) {
        text = fromUtf16(bytes.substr(bytes[0] == '\0' ? 0 : 2), true);
    } else {
        text = isUtf8(bytes) ? std::string(bytes) : fromLatin1(bytes);
    }
    if (text.find('\0') != std::string::npos) {
        return fail(DescriptionErrc::NotXml, "This file holds binary data, not the XML of a robot description.", {},
                    sourceName);
    }
    return text;
}

std::string foreignTextKind(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return "empty";
    text.remove_prefix(first);
    if (startsWith(text, "version https://git-lfs")) {
        return "a Git LFS pointer, a place holder for the real file; fetch it with 'git lfs pull' or download the file "
               "itself";
    }
    std::string head(text.substr(0, 64));
    std::transform(head.begin(), head.end(), head.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (startsWith(head, "<!doctype html") || startsWith(head, "<html")) {
        return "a web page, probably an error page saved in place of the file; download it again";
    }
    if (text[0] == '{' || text[0] == '[') return "JSON, not the XML of a robot description";
    if (startsWith(head, "solid")) return "a 3D mesh (STL), not a robot description";
    if (text[0] != '<') return "not XML";
    return {};
}

} // namespace orrery::robot
