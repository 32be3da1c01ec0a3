// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/governance/licence.h>

namespace orrery::governance {

/// What holds when either licence may be meant: the stricter of each field.
Licence strictest(const Licence& a, const Licence& b);

} // namespace orrery::governance
