// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_files.h"

#include <fstream>
#include <iterator>
#include <string_view>

using namespace orrery;

namespace {

constexpr std::size_t longestText = 4U << 20;
constexpr std::size_t largestPicture = 32U << 20;

Result<std::string> readFile(const std::string& path, std::size_t most) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes(most + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (file.bad() || !file.is_open()) return fail(Errc::Io, "The file cannot be read.", {}, path);
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    if (bytes.size() > most)
        return fail(Errc::InvalidArgument, "The file is too large to go with a question.", {}, path);
    return bytes;
}

} // namespace

Result<std::string> readTextFile(const std::string& path) {
    auto text = readFile(path, longestText);
    if (text && text->find('\0') != std::string::npos)
        return fail(Errc::InvalidArgument, "The file is not text.", {}, path);
    return text;
}

Result<inference::Picture> readPicture(const std::string& path) {
    auto bytes = readFile(path, largestPicture);
    if (!bytes) return fail(bytes.error());
    const std::string_view begin = *bytes;
    if (begin.starts_with("\x89PNG\r\n")) return inference::Picture{"image/png", *std::move(bytes)};
    if (begin.starts_with("\xFF\xD8\xFF")) return inference::Picture{"image/jpeg", *std::move(bytes)};
    return fail(Errc::InvalidArgument, "The picture is neither PNG nor JPEG. Convert it first.", {}, path);
}
