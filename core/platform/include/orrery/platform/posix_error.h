// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/platform/errc.h>

#include <string>

namespace orrery::platform {

/// What an errno means to a caller.
Errc errcFromErrno(int number);

/// The system's own words for an errno, for Error::detail.
std::string errnoText(int number);

} // namespace orrery::platform
