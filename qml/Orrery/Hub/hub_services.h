// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/base/executor.h>
#include <orrery/catalog/catalog.h>
#include <orrery/governance/labs.h>
#include <orrery/governance/licence.h>
#include <orrery/hub/client.h>

#include <cstdint>
#include <filesystem>
#include <vector>

struct ModelServices;

/// What the Explore page works with. Everything named by reference outlives the presenters.
struct HubServices {
    orrery::hub::HubClient& hub; ///< Completes on `gui`.
    orrery::catalog::Catalog& catalog;
    const orrery::governance::LicenceTable& licences;
    const orrery::governance::LabTable& labs;
    orrery::Executor& gui;                               ///< Of the thread the presenters live on.
    orrery::Executor& workers;                           ///< For whatever blocks: the catalogue, the disk.
    std::filesystem::path cache = {};                    ///< The Hub cache: what is here already.
    std::uint64_t memoryTotal = 0;                       ///< Bytes of this machine; 0: fits are unknown.
    std::vector<orrery::hub::Endpoint> endpoints = {{}}; ///< At least one; the first is the default.
    const ModelServices* models = nullptr;               ///< What exact fits are worked out with; none: they are not.
};
