// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/gguf/facts.h>
#include <orrery/inference/memory_probe.h>
#include <orrery/measure/forecast.h>
#include <orrery/safetensors/header.h>

#include <nlohmann/json.hpp>

#include <optional>

// How `orrery-cli model` shows its values.

/// Everything about one GGUF model.
struct ModelInspection {
    orrery::gguf::ModelFacts facts;
    std::uint64_t fileSize = 0;
    std::size_t tensors = 0;
    orrery::inference::FitReport fit; ///< By the engine, else by formula.
    orrery::inference::MemoryNeed byFormula;
    std::optional<orrery::Error> engineProblem; ///< Why the engine was not asked or does not know.
    std::optional<orrery::measure::Forecast> forecast;
};

nlohmann::json toJson(const ModelInspection& inspection);
nlohmann::json toJson(const orrery::safetensors::ModelFacts& facts);
nlohmann::json toJson(const orrery::measure::Forecast& forecast);
nlohmann::json toJson(const std::vector<orrery::inference::SpeedRow>& rows);

void print(const ModelInspection& inspection, bool wholeTemplate);
void print(const orrery::safetensors::ModelFacts& facts);
void print(const orrery::measure::Forecast& forecast);
void print(const std::vector<orrery::inference::SpeedRow>& rows);
