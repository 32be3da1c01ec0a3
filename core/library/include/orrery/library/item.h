// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/hub/repo.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace orrery::library {

/// Whose folder something lies in.
enum class Place { HubCache, LmStudio, Ollama, Folder };

enum class Kind { Model, Dataset, Space, Robot, Other };

enum class Format { Gguf, Safetensors, Pickle, Onnx, Urdf, Mjcf, Parquet, Other };

/// One file of an item.
struct ItemFile {
    std::string name;           ///< Relative to the item; with '/'.
    std::filesystem::path path; ///< As it can be opened.
    std::filesystem::path blob; ///< Where the bytes are (after links); equal for two names of the same bytes.
    std::uint64_t size = 0;
    Format format = Format::Other;
    std::string hash; ///< sha256 or git SHA-1 as the store names it; empty: not known.
};

/// Something wrong with an item, and what could be done.
struct Finding {
    enum class Kind { Incomplete, DanglingRef, DanglingLink, BadRef, WrongContent, UnreadableEntry, ForeignPartial };
    Kind kind;
    std::string text; ///< For a person.
    std::filesystem::path path;
    bool repairable = false;
};

/// A revision of a repository in the Hub cache.
struct Revision {
    std::string commit;
    std::vector<std::string> refs;
    std::uint64_t size = 0;  ///< Bytes of its files; shared ones counted in full.
    std::uint64_t freed = 0; ///< Bytes that deleting it alone gives back.
    std::vector<ItemFile> files;
    std::chrono::system_clock::time_point modified;
};

/// Bytes of downloads that did not end, or that no revision uses.
struct Partial {
    std::filesystem::path path;
    std::uint64_t size = 0;
    bool ours = false; ///< Orrery's own, to go on with; else another program's, only to be removed.
};

/// One thing on this disk: a repository in the Hub cache, a model of LM Studio's or Ollama's, a file or folder in a
/// folder the person chose.
struct Item {
    std::string key; ///< Stable: place and path.
    Place place = Place::HubCache;
    Kind kind = Kind::Model;
    std::optional<hub::RepoId> repo; ///< When it is known where it comes from.
    std::string title;               ///< "org/name", or the file's name.
    std::filesystem::path folder;
    std::vector<Revision> revisions; ///< In the Hub cache; else one without commit.
    std::vector<Partial> partials;
    std::vector<Finding> findings;
    std::uint64_t size = 0; ///< Bytes on the disk, shared ones once, partials included.
    std::chrono::system_clock::time_point lastUsed;
    std::chrono::system_clock::time_point modified;
    bool pinned = false;  ///< Never offered for cleaning up.
    bool writable = true; ///< Orrery may delete it: not what belongs to another program.

    // Of the main model file, where there is one.
    Format format = Format::Other;
    std::string architecture;
    std::string quantisation;
    std::uint64_t parameters = 0;
    std::string licence;
};

/// Two or more places that hold the same bytes.
struct Duplicate {
    std::string hash; ///< Empty: same size and name only.
    std::uint64_t size = 0;
    std::vector<std::filesystem::path> files;
};

} // namespace orrery::library
