// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/governance/licence.h>

namespace orrery::governance {

/// A licence in sentences: permissions, duties, limits, and what is not known.
std::vector<LicencePoint> pointsOf(const Licence& licence);

} // namespace orrery::governance
