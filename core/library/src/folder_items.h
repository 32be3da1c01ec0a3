// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/library/item.h>

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::library {

/// Where the items of one folder are, and how their keys begin.
struct FolderPlace {
    Place place = Place::Folder;
    std::filesystem::path folder;
    std::string keyPrefix; ///< "folder:/path/of/the/folder/"
    bool writable = false;
};

/// One ItemFile for a file of a plain folder; a name that leads nowhere gives size 0.
ItemFile plainFile(const std::filesystem::path& folder, std::string name);

/// Every file below the folder, links to folders not followed.
std::vector<ItemFile> filesBelow(const std::filesystem::path& folder, const std::stop_token& stop);

/// An item of these files, sizes and times added up.
Item plainItem(const FolderPlace& place, const std::string& name, Kind kind, std::vector<ItemFile> files);

/// The models and robots among the files of one folder: each GGUF set with the projectors and drafts beside it; a
/// model in safetensors or pickle files with its config.json; single weights; robot descriptions.
std::vector<Item> modelsAmong(const FolderPlace& place, const std::vector<ItemFile>& files);

} // namespace orrery::library
