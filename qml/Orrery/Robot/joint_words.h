// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "joint_units.h"

#include <orrery/robot/description/description.h>

#include <QString>

/// "0° to 145°", "0 to 40 mm", "without end", "fixed", "follows 'left'".
QString jointRange(const orrery::robot::Description& description, const orrery::robot::Joint& joint,
                   const JointUnits& units = {});

/// What a joint does, as a sentence: "'elbow' turns from 0° to 145°."
QString jointSentence(const orrery::robot::Description& description, const orrery::robot::Joint& joint,
                      const JointUnits& units = {});

/// "340 g", "2.1 kg"
QString massText(double kilograms);
