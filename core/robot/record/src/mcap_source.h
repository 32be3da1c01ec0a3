// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace orrery::robot::mcap {

/// Bytes that can be read anywhere.
class Source {
public:
    virtual ~Source() = default;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// @param offset and @param count lie within size().
    virtual Result<std::string> read(std::uint64_t offset, std::uint64_t count) = 0;
    /// What messages call it.
    [[nodiscard]] virtual const std::string& name() const = 0;
};

Result<std::unique_ptr<Source>> openFile(const std::filesystem::path& path);
std::unique_ptr<Source> sourceOf(std::string bytes, std::string name);

} // namespace orrery::robot::mcap
