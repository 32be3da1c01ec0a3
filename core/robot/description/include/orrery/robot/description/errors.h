// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace orrery::robot {

/// Why a robot description could not be opened at all. Everything less is a Finding.
enum class DescriptionErrc {
    NotFound,     ///< No such file, or it cannot be read.
    TooLarge,     ///< More bytes or links than any real robot has.
    NotXml,       ///< Something else: a web page, a pointer file, an archive, broken XML.
    Forbidden,    ///< XML with a document type or entities: refused for safety.
    Unsupported,  ///< A kind of description, or a construct in one, that this version cannot open.
    CannotExpand, ///< A xacro file with a mistake in it, or one of whose included files is missing.
    NoLinks,      ///< A robot without a single link.
    BadArchive,   ///< A damaged archive, or one that is not safe to unpack.
    NoRoot,       ///< The links form a closed loop.
};
std::string_view errorDomain(DescriptionErrc);
std::string_view errorName(DescriptionErrc value);

} // namespace orrery::robot
