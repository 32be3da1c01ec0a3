// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub_session.h"

#include <orrery/download/queue.h>

/// Downloads into the Hub cache, with a line on stderr that says how far it is. What Ctrl-C leaves undone goes on when
/// the same is asked for again.
/// @return the finished download.
orrery::Result<orrery::download::Status> downloadToCache(HubSession& session, orrery::download::Request request);
