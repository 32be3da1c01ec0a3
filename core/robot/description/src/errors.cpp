// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/description/errors.h>

namespace orrery::robot {

std::string_view errorDomain(DescriptionErrc) {
    return "robot-description";
}

std::string_view errorName(DescriptionErrc value) {
    switch (value) {
    case DescriptionErrc::NotFound: return "not-found";
    case DescriptionErrc::TooLarge: return "too-large";
    case DescriptionErrc::NotXml: return "not-xml";
    case DescriptionErrc::Forbidden: return "forbidden";
    case DescriptionErrc::Unsupported: return "unsupported";
    case DescriptionErrc::CannotExpand: return "cannot-expand";
    case DescriptionErrc::NoLinks: return "no-links";
    case DescriptionErrc::BadArchive: return "bad-archive";
    case DescriptionErrc::NoRoot: return "no-root";
    }
    return "unknown";
}

} // namespace orrery::robot
