// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/gguf/header.h>
#include <orrery/inference/memory_probe.h>
#include <orrery/measure/measure_store.h>
#include <orrery/safetensors/header.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// A model as a command names it: a file, or the beginning of one that is elsewhere.
struct ModelSource {
    std::filesystem::path file;
    std::uint64_t size = 0; ///< Of the whole file that this is the beginning of; 0: it is the whole.
};

/// Its header, of all parts. Also of files no engine can run.
orrery::Result<orrery::gguf::Header> readHeader(const ModelSource& source);

/// What an engine can be asked about it with.
orrery::Result<std::vector<orrery::inference::ModelHead>> readHeads(const ModelSource& source);

/// Whether it is a safetensors file, or the list of several.
bool isSafetensors(const ModelSource& source);
orrery::Result<orrery::safetensors::ModelFacts> readSafetensors(const ModelSource& source);

/// Where speeds measured on this computer are kept.
std::filesystem::path measureFile();

/// Those kept of this computer; none when nothing was kept or it cannot be read.
std::vector<orrery::measure::SpeedRecord> keptSpeeds();
