// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "secret_backends.h"

#include <orrery/platform/atomic_file.h>
#include <orrery/platform/file_descriptor.h>
#include <orrery/platform/paths.h>
#include <orrery/platform/posix_error.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <functional>
#include <map>
#include <utility>

namespace orrery::platform {
namespace fs = std::filesystem;
namespace {

using Secrets = std::map<std::string, std::string>;

constexpr std::uint64_t largestFile = 1U << 20U;

Result<Secrets> parse(const std::string& json, const fs::path& file) {
    const auto damaged = [&file] {
        return fail(Errc::WrongKind, fmt::format("{} is damaged. Move it away and sign in again.", file.string()), {},
                    file.string());
    };
    const nlohmann::json document = nlohmann::json::parse(json, nullptr, false);
    if (!document.is_object()) return damaged();
    Secrets secrets;
    for (const auto& [key, value] : document.items()) {
        if (!value.is_string()) return damaged();
        secrets.emplace(key, value.get<std::string>());
    }
    return secrets;
}

Result<Secrets> load(const fs::path& file) {
    const auto bytes = readFile(file, largestFile);
    if (!bytes && bytes.error().is(Errc::NotFound)) return Secrets();
    if (!bytes) return fail(bytes.error());
    return parse(*bytes, file);
}

/// A file that came here with wider permissions keeps nothing secret.
Status tighten(const fs::path& file) {
    if (::chmod(file.c_str(), S_IRUSR | S_IWUSR) == 0 || errno == ENOENT) return {};
    return fail(errcFromErrno(errno),
                fmt::format("{} could not be made private, so no secret goes into it.", file.string()),
                errnoText(errno), file.string());
}

/// Held while the file is read, changed and written back; released by its end.
Result<FileDescriptor> lockFor(const fs::path& file) {
    const fs::path path = file.parent_path() / fmt::format(".{}.lock", file.filename().string());
    FileDescriptor lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    int result = lock.isOpen() ? 0 : -1;
    while (lock.isOpen() && (result = ::flock(lock.get(), LOCK_EX)) != 0 && errno == EINTR) continue;
    if (result == 0) return lock;
    return fail(errcFromErrno(errno), fmt::format("{} could not be locked, so nothing was saved.", file.string()),
                errnoText(errno), path.string());
}

class SecretFile final : public SecretStore {
public:
    explicit SecretFile(fs::path file) : m_file(std::move(file)) {}

    Result<std::optional<std::string>> read(const std::string& key) override {
        const auto secrets = load(m_file);
        if (!secrets) return fail(secrets.error());
        const auto found = secrets->find(key);
        if (found == secrets->end()) return std::optional<std::string>();
        return std::optional<std::string>(found->second);
    }

    Status write(const std::string& key, const std::string& secret) override {
        if (auto storable = checkStorable(key, secret); !storable) return storable;
        return change([&](Secrets& secrets) {
            secrets[key] = secret;
            return true;
        });
    }

    Status remove(const std::string& key) override {
        std::error_code ignored;
        if (!fs::exists(m_file, ignored)) return {};
        return change([&](Secrets& secrets) { return secrets.erase(key) > 0; });
    }

    [[nodiscard]] Kind kind() const override { return Kind::PrivateFile; }

private:
    /// @param edit says whether it changed anything.
    Status change(const std::function<bool(Secrets&)>& edit) {
        if (auto made = makePrivateDirectory(m_file.parent_path()); !made) return made;
        const auto lock = lockFor(m_file);
        if (!lock) return fail(lock.error());
        if (auto tightened = tighten(m_file); !tightened) return tightened;
        auto secrets = load(m_file);
        if (!secrets) return fail(secrets.error());
        if (!edit(*secrets)) return {};
        return writeFileAtomically(m_file, nlohmann::json(*secrets).dump(2) + '\n', NewFileAccess::Private);
    }

    fs::path m_file;
};

} // namespace

std::unique_ptr<SecretStore> openSecretFile(const fs::path& file) {
    return std::make_unique<SecretFile>(file);
}

} // namespace orrery::platform
