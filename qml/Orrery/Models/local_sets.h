// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/library/item.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace orrery::ui {

/// A model on this disk: one file, or the parts of one.
struct LocalModel {
    std::string title = {}; ///< "org/name", or the file's name.
    std::string quantisation = {};
    std::string detail = {}; ///< What tells several models of one item apart; else empty.
    std::string architecture = {};
    std::string licence = {};
    std::uint64_t parameters = 0;    ///< 0: not known.
    std::filesystem::path file = {}; ///< Of several parts the first.
    std::filesystem::path projector = {};
    std::uint64_t size = 0; ///< Bytes of all parts.
    int parts = 1;
    bool complete = true; ///< Every part is there.
    bool runs = true;     ///< The engine reads this format.

    bool operator==(const LocalModel&) const = default;
};

/// The models in what was found on this disk: of a revision each GGUF with all its parts, and its safetensors weights
/// as one. What two revisions share is there once. Pure.
std::vector<LocalModel> localModels(const std::vector<library::Item>& items);

/// A model somebody opened by hand: its size, its parts and the projector beside it. Blocks.
LocalModel localModel(const std::filesystem::path& file);

} // namespace orrery::ui
