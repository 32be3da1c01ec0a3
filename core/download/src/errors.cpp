// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/download/queue.h>

namespace orrery::download {

std::string_view errorDomain(Errc) {
    return "download";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::NoSpace: return "no-space";
    case Errc::WrongContent: return "wrong-content";
    case Errc::WrongLength: return "wrong-length";
    case Errc::UnsafeFile: return "unsafe-file";
    case Errc::Busy: return "busy";
    case Errc::NothingToDo: return "nothing-to-do";
    }
    return "unknown";
}

} // namespace orrery::download
