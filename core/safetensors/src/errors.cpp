// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/safetensors/header.h>

namespace orrery::safetensors {

std::string_view errorDomain(Errc) {
    return "safetensors";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::NotSafetensors: return "not-safetensors";
    case Errc::NeedMoreBytes: return "need-more-bytes";
    case Errc::Corrupt: return "corrupt";
    }
    return "unknown";
}

} // namespace orrery::safetensors
