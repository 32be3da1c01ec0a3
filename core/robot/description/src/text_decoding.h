// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <string>
#include <string_view>

namespace orrery::robot {

/// XML bytes as UTF-8 without a byte-order mark. UTF-16 is recognised by its mark or by its zero bytes; what is no
/// valid UTF-8 is taken as Latin-1. Says what the bytes are when they are no text: an archive, a mesh ...
Result<std::string> decodeXmlText(std::string_view bytes, const std::string& sourceName);

/// What a text is that is not XML, for a person ("a Git LFS pointer, ..."); empty when it may be XML.
std::string foreignTextKind(std::string_view text);

} // namespace orrery::robot
