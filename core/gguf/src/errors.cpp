// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/errors.h>

namespace orrery::gguf {

std::string_view errorDomain(Errc) {
    return "gguf";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::NotGguf: return "not-gguf";
    case Errc::NeedMoreBytes: return "need-more-bytes";
    case Errc::Unsupported: return "unsupported";
    case Errc::Corrupt: return "corrupt";
    case Errc::Truncated: return "truncated";
    }
    return "unknown";
}

} // namespace orrery::gguf
