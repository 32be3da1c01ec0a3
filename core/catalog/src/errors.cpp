// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/catalog/catalog.h>

namespace orrery::catalog {

std::string_view errorDomain(Errc) {
    return "catalog";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::BadInput: return "bad-input";
    }
    return "unknown";
}

} // namespace orrery::catalog
