// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <orrery/library/item.h>

#include <chrono>
#include <optional>

// What an item on this disk says of itself to a person. Pure.

QString placeText(orrery::library::Place place);
QString kindText(orrery::library::Kind kind);
QString formatText(orrery::library::Format format);
/// "Model · GGUF, qwen3, 8.2 B parameters, Q4_K_M · Hub cache"; as far as known.
QString summaryText(const orrery::library::Item& item);
/// "today", "3 days ago"; empty for the epoch.
QString dayText(std::chrono::system_clock::time_point time);
/// Bytes of unfinished downloads, all writers together.
std::uint64_t partialSize(const orrery::library::Item& item);

/// The file the Try page opens: the first part of the item's largest GGUF model, or nothing.
std::optional<std::filesystem::path> fileToTry(const orrery::library::Item& item);
/// The description the Robot page opens, or nothing.
std::optional<std::filesystem::path> fileToShow(const orrery::library::Item& item);
