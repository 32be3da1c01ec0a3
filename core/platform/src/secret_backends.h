// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/platform/secret_store.h>

namespace orrery::platform {

/// The desktop's keyring; nothing when none answers within a second.
std::unique_ptr<SecretStore> openKeyring();

/// Refuses what not every store can hold: anything but UTF-8 text without NUL.
Status checkStorable(const std::string& key, const std::string& secret);

} // namespace orrery::platform
