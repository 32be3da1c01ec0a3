// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/platform/secret_store.h>

#include "secret_backends.h"

#include <glib.h>

namespace orrery::platform {
namespace {

bool isText(const std::string& bytes) {
    return g_utf8_validate(bytes.data(), static_cast<gssize>(bytes.size()), nullptr) != FALSE; // a NUL is invalid, too
}

} // namespace

Status checkStorable(const std::string& key, const std::string& secret) {
    if (isText(key) && isText(secret)) return {};
    return fail(orrery::Errc::InvalidArgument,
                "This is no text, so it cannot be kept as a secret. Paste it once more.");
}

std::unique_ptr<SecretStore> openSecretStore(const std::filesystem::path& file) {
    if (auto keyring = openKeyring()) return keyring;
    return openSecretFile(file);
}

} // namespace orrery::platform
