// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/conversation/store.h>

namespace orrery::conversation {

std::string_view errorDomain(Errc) {
    return "conversation";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::NotThere: return "not-there";
    case Errc::BadInput: return "bad-input";
    }
    return "unknown";
}

} // namespace orrery::conversation
