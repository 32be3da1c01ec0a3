// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/governance/labs.h>
#include <orrery/governance/licence.h>

#include <QString>

#include <filesystem>

/// Robots, licence tables and the seed of the catalogue: installed beside the program, or in the source tree.
QString resourcesFolder();

/// Tables that ship with the program. Without them it works, and knows less; that is logged.
orrery::governance::LicenceTable readLicences(const std::filesystem::path& resources);
orrery::governance::LabTable readLabs(const std::filesystem::path& resources);
