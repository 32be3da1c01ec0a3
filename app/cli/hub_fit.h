// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub_session.h"

#include <orrery/hub/repo.h>

#include <string>

/// What `orrery-cli hub fit` was asked.
struct FitQuestion {
    orrery::hub::Reference wanted; ///< With the file's path.
    std::string runtime;           ///< Empty: the best there is.
    unsigned contextTokens = 4096;
    bool measure = false; ///< Run the engine on empty weights, too.
    bool json = false;
};

/// Says what a copy of a model would take and whether it fits, from its header alone: none of its weights is fetched.
orrery::Status checkFit(HubSession& session, const FitQuestion& question);
