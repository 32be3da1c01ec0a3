// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/memory_probe.h>

#include <orrery/gguf/file.h>
#include <orrery/gguf/file_name.h>

#include <fstream>
#include <utility>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

Result<ModelHead> readHead(const fs::path& path) {
    const auto header = gguf::readGgufFile(path);
    if (!header) return fail(header.error());
    ModelHead head{{}, header->fileSize, path.filename().string()};
    head.bytes.resize(std::min(header->dataOffset, header->fileSize));
    std::ifstream file(path, std::ios::binary);
    if (!file.read(head.bytes.data(), static_cast<std::streamsize>(head.bytes.size())))
        return fail(orrery::Errc::Io, "The model file cannot be read to the end of its header.", {}, path.string());
    return head;
}

} // namespace

Result<std::vector<ModelHead>> readModelHeads(const fs::path& model) {
    std::vector<ModelHead> heads;
    for (const std::string& part : gguf::partNames(model.string())) {
        auto head = readHead(part);
        if (!head) return fail(head.error());
        heads.push_back(std::move(*head));
    }
    return heads;
}

} // namespace orrery::inference
