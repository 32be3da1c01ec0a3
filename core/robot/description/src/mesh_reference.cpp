// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mesh_reference.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace orrery::robot {
namespace {

bool removePrefix(std::string& text, std::string_view prefix) {
    if (text.size() < prefix.size()) return false;
    const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    if (!std::equal(prefix.begin(), prefix.end(), text.begin(), [&](char b, char a) { return same(a, b); }))
        return false;
    text.erase(0, prefix.size());
    return true;
}

bool hasDrive(const std::string& path) {
    return path.size() > 2 && std::isalpha(static_cast<unsigned char>(path[0])) && path[1] == ':' && path[2] == '/';
}

std::vector<std::string> components(std::string_view path) {
    std::vector<std::string> parts;
    while (!path.empty()) {
        const auto slash = std::min(path.find('/'), path.size());
        const std::string_view part = path.substr(0, slash);
        if (!part.empty() && part != ".") parts.emplace_back(part);
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return parts;
}

MeshReference packageReference(std::string_view path) {
    MeshReference reference;
    reference.kind = MeshReference::Kind::Package;
    reference.parts = components(path);
    if (!reference.parts.empty()) {
        reference.package = reference.parts.front();
        reference.parts.erase(reference.parts.begin());
    }
    return reference;
}

} // namespace

std::string percentDecoded(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() &&
                            std::isxdigit(static_cast<unsigned char>(text[i + 1])) &&
                            std::isxdigit(static_cast<unsigned char>(text[i + 2]));
        if (!escape) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
        i += 2;
    }
    return out;
}

MeshReference parseMeshReference(std::string uri) {
    std::replace(uri.begin(), uri.end(), '\\', '/');
    MeshReference reference;
    if (removePrefix(uri, "http://") || removePrefix(uri, "https://")) {
        reference.kind = MeshReference::Kind::Remote;
        reference.parts = components(uri.substr(0, uri.find_first_of("?#")));
        return reference;
    }
    if (removePrefix(uri, "package://") || removePrefix(uri, "model://")) return packageReference(uri);
    if (removePrefix(uri, "file://localhost/")) uri.insert(0, 1, '/');
    removePrefix(uri, "file://") || removePrefix(uri, "file:");
    if (const auto find = uri.find("$(find "); find != std::string::npos) {
        const auto close = uri.find(')', find);
        if (close != std::string::npos) {
            auto package = components(uri.substr(find + 7, close - find - 7));
            std::string name = package.empty() ? std::string() : package.back();
            std::erase(name, ' ');
            return packageReference(name + '/' + uri.substr(close + 1));
        }
    }
    if (uri.size() > 1 && uri[0] == '/' && hasDrive(uri.substr(1))) uri.erase(0, 1);
    reference.parts = components(hasDrive(uri) ? uri.substr(2) : uri);
    if (hasDrive(uri) || uri.starts_with('/')) {
        reference.kind = MeshReference::Kind::Absolute;
        reference.absolute = uri;
    }
    return reference;
}

} // namespace orrery::robot
