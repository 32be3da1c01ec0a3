// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mcap_source.h"

#include <orrery/platform/file_descriptor.h>
#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace orrery::robot::mcap {
namespace {

tl::unexpected<Error> readFailure(const std::string& name, int number) {
    const platform::Errc code = platform::errcFromErrno(number);
    std::string message = fmt::format("{} could not be read.", name);
    if (code == platform::Errc::NotFound) message = fmt::format("There is no file {}.", name);
    return fail(code, std::move(message), platform::errnoText(number), name);
}

class FileSource final : public Source {
public:
    FileSource(platform::FileDescriptor file, std::uint64_t size, std::string name)
        : m_file(std::move(file)), m_size(size), m_name(std::move(name)) {}

    [[nodiscard]] std::uint64_t size() const override { return m_size; }
    [[nodiscard]] const std::string& name() const override { return m_name; }

    Result<std::string> read(std::uint64_t offset, std::uint64_t count) override {
        std::string bytes(count, '\0');
        std::size_t done = 0;
        while (done < count) {
            const ssize_t got =
                ::pread(m_file.get(), bytes.data() + done, count - done, static_cast<off_t>(offset + done));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return readFailure(m_name, errno);
            if (got == 0)
                return fail(platform::Errc::Io, fmt::format("{} became shorter while it was read.", m_name), {},
                            m_name);
            done += static_cast<std::size_t>(got);
        }
        return bytes;
    }

private:
    platform::FileDescriptor m_file;
    std::uint64_t m_size;
    std::string m_name;
};

class MemorySource final : public Source {
public:
    MemorySource(std::string bytes, std::string name) : m_bytes(std::move(bytes)), m_name(std::move(name)) {}

    [[nodiscard]] std::uint64_t size() const override { return m_bytes.size(); }
    [[nodiscard]] const std::string& name() const override { return m_name; }
    Result<std::string> read(std::uint64_t offset, std::uint64_t count) override {
        return m_bytes.substr(offset, count);
    }

private:
    std::string m_bytes;
    std::string m_name;
};

} // namespace

Result<std::unique_ptr<Source>> openFile(const std::filesystem::path& path) {
    platform::FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen()) return readFailure(path.string(), errno);
    struct stat info {};
    if (::fstat(file.get(), &info) != 0) return readFailure(path.string(), errno);
    if (!S_ISREG(info.st_mode))
        return fail(platform::Errc::WrongKind, fmt::format("{} is not an ordinary file.", path.string()), {},
                    path.string());
    return std::make_unique<FileSource>(std::move(file), static_cast<std::uint64_t>(info.st_size), path.string());
}

std::unique_ptr<Source> sourceOf(std::string bytes, std::string name) {
    return std::make_unique<MemorySource>(std::move(bytes), std::move(name));
}

} // namespace orrery::robot::mcap
