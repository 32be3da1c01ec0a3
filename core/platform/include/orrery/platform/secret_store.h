// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace orrery::platform {

/// Where tokens are kept: the desktop's keyring where one answers, else a file only this user can read. Blocks
/// (a keyring may ask the person to unlock it): for workers. Any thread.
class SecretStore {
public:
    enum class Kind { Keyring, PrivateFile };

    virtual ~SecretStore() = default;
    /// @param key what it is for, "hub token https://huggingface.co".
    virtual Result<std::optional<std::string>> read(const std::string& key) = 0;
    virtual Status write(const std::string& key, const std::string& secret) = 0;
    virtual Status remove(const std::string& key) = 0;
    [[nodiscard]] virtual Kind kind() const = 0;
};

/// The keyring (Secret Service over D-Bus) when one answers within a second, else the file.
/// @param file where secrets go without a keyring; 0600 in a 0700 folder.
std::unique_ptr<SecretStore> openSecretStore(const std::filesystem::path& file);
/// Only the file, for tests and machines without a desktop.
std::unique_ptr<SecretStore> openSecretFile(const std::filesystem::path& file);

} // namespace orrery::platform
