// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/card/document.h>

#include <string>

namespace orrery::card {

/// What every card must keep to, whatever was written: only plain links, only our tags, balanced, valid UTF-8, within
/// bounds. @return what is wrong; empty: nothing.
std::string whatIsUnsafe(const Document& document);

} // namespace orrery::card
