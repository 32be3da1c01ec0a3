// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "context.h"
#include "opened_file.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace orrery::download {

/// Asks the Hub which commit and which files a request means.
/// @param done on the loop, once; Errc::NothingToDo when no file matches, Errc::UnsafeFile when one needs consent.
void askForPlan(const std::shared_ptr<Context>& context, const Request& request, std::stop_token stop,
                std::function<void(Result<Plan>)> done);

/// What a plan finds in the cache, file by file. Unless all is there, the ref is written as the Python tools do before
/// they fetch, and the space checked. Blocks on the disk: for workers.
Result<std::vector<Presence>> survey(const Options& options, const Request& request, const Plan& plan);

} // namespace orrery::download
