// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/file.h>

#include <orrery/gguf/file_name.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace orrery::gguf {

namespace {

constexpr std::uint64_t firstRead = 1ULL << 20;

Result<std::uint64_t> regularFileSize(const std::filesystem::path& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
        return fail(orrery::Errc::NotFound, "The model file is not there. It may have been moved or deleted.",
                    error.message(), path.string());
    if (!std::filesystem::is_regular_file(status))
        return fail(orrery::Errc::Io, "This is a folder or a device, not a model file. Choose the .gguf file itself.",
                    {}, path.string());
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error) return fail(orrery::Errc::Io, "The model file cannot be read.", error.message(), path.string());
    return static_cast<std::uint64_t>(size);
}

bool extend(std::ifstream& file, std::string& beginning, std::uint64_t size) {
    const std::size_t before = beginning.size();
    beginning.resize(size);
    file.read(beginning.data() + before, static_cast<std::streamsize>(size - before));
    return static_cast<bool>(file);
}

} // namespace

Result<Header> readGgufFile(const std::filesystem::path& path, Accept accept) {
    const auto fileSize = regularFileSize(path);
    if (!fileSize) return fail(fileSize.error());
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(orrery::Errc::Io, "The model file cannot be opened. Check that you may read it.", {},
                    path.string());
    std::string beginning;
    for (std::uint64_t size = firstRead;; size *= 2) {
        if (!extend(file, beginning, std::min(size, *fileSize)))
            return fail(orrery::Errc::Io, "The model file cannot be read to the end of its header.", {}, path.string());
        auto header = readGgufHeader(beginning, *fileSize, accept);
        if (header || !header.error().is(Errc::NeedMoreBytes)) {
            if (!header) header.error().where = path.string();
            return header;
        }
    }
}

Result<Header> readGgufModel(const std::filesystem::path& path, Accept accept) {
    std::vector<Header> parts;
    for (const std::string& part : partNames(path.string())) {
        auto header = readGgufFile(part, accept);
        if (!header) return fail(header.error());
        parts.push_back(std::move(*header));
    }
    return joined(std::move(parts));
}

} // namespace orrery::gguf
