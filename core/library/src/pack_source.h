// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace orrery::library {

struct PackedFile {
    std::string name;
    std::uint64_t size = 0;
};

/// A pack to read, made by anybody. Links, devices, holes and names outside the pack are refused wherever they stand.
class PackSource {
public:
    static Result<std::unique_ptr<PackSource>> open(const std::filesystem::path& path);

    PackSource() = default;
    virtual ~PackSource() = default;
    PackSource(const PackSource&) = delete;
    PackSource& operator=(const PackSource&) = delete;

    /// The text of manifest.json; to be read first.
    virtual Result<std::string> manifest() = 0;
    /// The next file. Nothing: that was all.
    /// @param expected the names the manifest promises, in its order: what a folder is asked for.
    virtual Result<std::optional<PackedFile>> next(const std::vector<std::string>& expected) = 0;
    /// More of the current file's bytes, at most `size`. 0: its end.
    virtual Result<std::size_t> read(char* buffer, std::size_t size) = 0;
};

} // namespace orrery::library
