// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariantList>

#include <orrery/download/queue.h>

#include <chrono>
#include <vector>

// What a download says of itself to a person. Pure.

/// What of the repository: "Q4_K_M", "3 files", "all files".
QString downloadDetail(const orrery::download::Status& status);
/// "Checking the files", "Waiting: no network", "Paused".
QString downloadStateText(const orrery::download::Status& status);
/// "1.2 of 4.8 GB"
QString downloadSizeText(const orrery::download::Status& status);
/// One {path, size, done, progress, stateText} a file.
QVariantList downloadFiles(const orrery::download::Status& status);

/// Whole seconds, for durationText.
std::chrono::seconds secondsFrom(double seconds);

bool isActive(orrery::download::State state);
bool isOver(orrery::download::State state);

/// "2 downloads, 34 %, 3 min left" over all that are active; "No downloads".
QString downloadsSummary(const std::vector<orrery::download::Status>& all);
/// 0 to 1 over all that are active; 0 when none is, or nothing is known of their sizes.
double downloadsProgress(const std::vector<orrery::download::Status>& all);
