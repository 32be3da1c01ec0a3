// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/library/manage.h>
#include <orrery/library/pack.h>
#include <orrery/library/scan.h>

#include <nlohmann/json.hpp>

#include <string>

// How `orrery-cli cache` shows the library's values.

nlohmann::json toJson(const orrery::library::Library& library);
nlohmann::json toJson(const orrery::library::Finding& finding);
nlohmann::json toJson(const orrery::library::Removal& removal);
nlohmann::json toJson(const orrery::library::PackManifest& manifest);

/// "acme/foo", "datasets/acme/foo": as `orrery-cli cache` takes it.
std::string nameOf(const orrery::hub::RepoId& repo);

void print(const orrery::library::Library& library);
void print(const orrery::library::Finding& finding);
void print(const orrery::library::Removal& removal, const std::string& title);
void print(const orrery::library::PackManifest& manifest);
