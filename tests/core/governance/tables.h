// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/governance/labs.h>
#include <orrery/governance/licence.h>
#include <orrery/platform/atomic_file.h>

namespace orrery::governance {

inline std::string shippedFile(const char* name) {
    return platform::readFile(std::string(ORRERY_SOURCE_DIR "/resources/governance/") + name).value();
}

/// The tables as they are installed.
inline LicenceTable shippedLicences() {
    return LicenceTable::parse(shippedFile("licences.json")).value();
}
inline LabTable shippedLabs() {
    return LabTable::parse(shippedFile("labs.json")).value();
}

} // namespace orrery::governance
