// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render_request.h"
#include "stage_look.h"

#include <orrery/base/result.h>

/// How the request, whose options are all understood, wants the robot looked at: its view file, with what its options
/// add. For a film without what is of one moment. Reads the file.
orrery::Result<StageLook> lookFor(const RenderRequest& request);

/// Adds overlays by name: frames, axes, masses, inertia, collisions, with commas between them.
/// @return whether all are known.
bool addOverlays(const std::string& names, StageLook& look);

/// "x", "y" or "z", and where: "x=0.4" cuts at that share of the robot's extent.
/// @return whether it could be understood.
bool setSection(const std::string& text, StageLook& look);

/// Further robots, each as FILE, FILE@X,Y or FILE@X,Y,TURN.
/// @return whether all could be understood.
bool addBeside(const std::vector<std::string>& texts, StageLook& look);
