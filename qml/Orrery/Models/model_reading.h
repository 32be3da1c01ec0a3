// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariantList>

#include <orrery/base/result.h>
#include <orrery/gguf/header.h>
#include <orrery/inference/memory_probe.h>
#include <orrery/safetensors/header.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace orrery::ui {

/// What a model file says of itself, in words; written by strangers, so plain and of bounded length.
struct ModelReading {
    std::filesystem::path file = {};
    std::filesystem::path projector = {}; ///< Beside it; empty: none.
    QString title = {};
    QVariantList facts = {};       ///< {name, value, help}
    QVariantList tensorTypes = {}; ///< {name, share (0 to 1, of the bytes), sizeText, countText}, largest first
    QString chatTemplate = {};
    std::string licence = {};     ///< Raw.
    std::string licenceName = {}; ///< Where `licence` is "other".
    std::string licenceRepo = {}; ///< "owner/name" it was made from or published as; empty: not known.
    QString baseModel = {};
    QString whyNot = {};                             ///< Why no engine here runs it; empty: one may.
    std::uint64_t trainedContext = 0;                ///< Tokens; 0: not known.
    std::uint64_t parameters = 0;                    ///< 0: not known.
    std::shared_ptr<const gguf::Header> header = {}; ///< Of all parts as one; null: not a GGUF.
    std::shared_ptr<const std::vector<inference::ModelHead>> heads = {};
};

/// What that header says. Pure. @param parts of how many files.
ModelReading readingOf(const std::filesystem::path& file, gguf::Header header, int parts);

/// The same of weights in the form they were published in, which the engine does not read. Pure.
ModelReading readingOf(const std::filesystem::path& file, const safetensors::ModelFacts& known);

/// Reads a model's header, of several parts all, and looks for a projector beside it. Blocks; never reads weights.
Result<ModelReading> readModel(const std::filesystem::path& file);

/// A stranger's text on one line: without control and direction characters, cut to `most` characters.
QString plainLine(std::string_view utf8, int most = 200);

} // namespace orrery::ui
