// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "ghost_files.h"

#include <orrery/gguf/file_name.h>
#include <orrery/gguf/reader.h>
#include <orrery/platform/machine.h>
#include <orrery/platform/paths.h>

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view folderPrefix = "ghost-";
constexpr std::uint64_t roomToSpare = 64ULL << 20;

int shardOf(const ModelHead& head) {
    const auto name = gguf::parseFileName(head.name);
    return name ? name->shard : 1;
}

Status checkParts(const std::vector<const ModelHead*>& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto name = gguf::parseFileName(parts[i]->name);
        const std::size_t count = name ? static_cast<std::size_t>(name->shardCount) : 1;
        if (count == parts.size() && (count == 1 || static_cast<std::size_t>(name->shard) == i + 1)) continue;
        return fail(orrery::Errc::InvalidArgument,
                    "This model has several files, and not all of them are known. Choose its first file.",
                    fmt::format("{} of {} parts", parts.size(), count), parts[i]->name);
    }
    return {};
}

Result<std::vector<const ModelHead*>> inOrder(const std::vector<ModelHead>& heads) {
    std::vector<const ModelHead*> parts;
    parts.reserve(heads.size());
    for (const ModelHead& head : heads) parts.push_back(&head);
    std::ranges::stable_sort(parts, {}, [](const ModelHead* head) { return shardOf(*head); });
    if (parts.empty()) return fail(orrery::Errc::InvalidArgument, "There is no model to look at.");
    if (Status status = checkParts(parts); !status) return fail(status.error());
    return parts;
}

Result<std::vector<gguf::Header>> readAll(const std::vector<const ModelHead*>& parts) {
    std::vector<gguf::Header> headers;
    for (const ModelHead* part : parts) {
        auto header = gguf::readGgufHeader(part->bytes, part->fileSize);
        if (!header) {
            header.error().where = part->name;
            return fail(header.error());
        }
        headers.push_back(std::move(*header));
    }
    return headers;
}

/// Folders whose Orrery was killed before it could remove them. Named ghost-<process id>-<random>.
void removeLeftovers(const fs::path& parent) {
    std::error_code ignored;
    for (fs::directory_iterator it(parent, ignored), end; !ignored && it != end; it.increment(ignored)) {
        const std::string name = it->path().filename().string();
        if (!name.starts_with(folderPrefix)) continue;
        const std::string owner =
            name.substr(folderPrefix.size(), name.find('-', folderPrefix.size()) - folderPrefix.size());
        std::error_code failed;
        if (!fs::exists(fs::path("/proc") / owner, failed)) fs::remove_all(it->path(), failed);
    }
}

/// The cache folder, or where the system keeps temporary files when that has no room.
Result<platform::TemporaryDirectory> makeFolder(std::uint64_t bytes) {
    const std::string prefix = fmt::format("{}{}", folderPrefix, ::getpid());
    const fs::path cache = platform::standardFolders().cache / "probe";
    const auto space = platform::diskSpace(cache);
    if (space && space->available > bytes + roomToSpare && platform::makePrivateDirectory(cache)) {
        removeLeftovers(cache);
        if (auto folder = platform::TemporaryDirectory::create(prefix, cache)) return folder;
    }
    return platform::TemporaryDirectory::create(prefix);
}

Status writeSparse(const fs::path& path, std::string_view bytes, std::uint64_t size) {
    std::error_code error;
    {
        std::ofstream file(path, std::ios::binary);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!file.flush())
            return fail(orrery::Errc::Io, "There is no room on the disk to look at the model. Free a few MB.", {},
                        path.string());
    }
    fs::resize_file(path, size, error);
    if (error)
        return fail(orrery::Errc::Io, "The model is too large for the disk it is to be looked at on.", error.message(),
                    path.string());
    return {};
}

} // namespace

Result<gguf::Header> readHeads(const std::vector<ModelHead>& heads) {
    const auto parts = inOrder(heads);
    if (!parts) return fail(parts.error());
    auto headers = readAll(*parts);
    if (!headers) return fail(headers.error());
    return gguf::joined(std::move(*headers));
}

Result<GhostFiles> writeGhostFiles(const std::vector<ModelHead>& heads) {
    const auto parts = inOrder(heads);
    if (!parts) return fail(parts.error());
    auto headers = readAll(*parts);
    if (!headers) return fail(headers.error());
    std::uint64_t bytes = 0;
    for (const auto& header : *headers) bytes += header.dataOffset;
    auto folder = makeFolder(bytes);
    if (!folder) return fail(folder.error());
    const std::size_t count = parts->size();
    const auto file = [&](std::size_t i) {
        return folder->path() /
               (count == 1 ? std::string("model.gguf") : fmt::format("model-{:05}-of-{:05}.gguf", i + 1, count));
    };
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view head = std::string_view((*parts)[i]->bytes).substr(0, (*headers)[i].dataOffset);
        if (Status status = writeSparse(file(i), head, (*parts)[i]->fileSize); !status) return fail(status.error());
    }
    const fs::path model = file(0);
    return GhostFiles{std::move(*folder), model, gguf::joined(std::move(*headers))};
}

} // namespace orrery::inference
