// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "output_file.h"

#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace orrery::robot {
namespace {

tl::unexpected<Error> writeFailure(const std::filesystem::path& path, int number) {
    const platform::Errc code = platform::errcFromErrno(number);
    std::string message = fmt::format("{} could not be written.", path.string());
    if (number == EEXIST)
        message = fmt::format("{} exists already and was left alone. Choose another name.", path.string());
    if (code == platform::Errc::NotFound) message += " Its folder does not exist.";
    if (code == platform::Errc::PermissionDenied) message += " This user may not write there.";
    if (code == platform::Errc::NoSpace)
        message = fmt::format("The disk is full: {} ends here, and what was written before is kept. Free some space "
                              "and record again.",
                              path.string());
    return fail(code, std::move(message), platform::errnoText(number), path.string());
}

} // namespace

OutputFile::OutputFile(std::filesystem::path path, platform::FileDescriptor file)
    : m_path(std::move(path)), m_file(std::move(file)) {}

Result<OutputFile> OutputFile::create(const std::filesystem::path& path) {
    platform::FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.isOpen()) return writeFailure(path, errno);
    return OutputFile(path, std::move(file));
}

Status OutputFile::append(std::string_view bytes) {
    std::string_view rest = bytes;
    while (!rest.empty()) {
        const ssize_t count = ::write(m_file.get(), rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            const int number = errno;
            (void)!::ftruncate(m_file.get(), static_cast<off_t>(m_size));
            return writeFailure(m_path, number);
        }
        rest.remove_prefix(static_cast<std::size_t>(count));
    }
    m_size += bytes.size();
    return {};
}

Status OutputFile::close() {
    const int synced = ::fsync(m_file.get());
    const int number = errno;
    if (m_file.close() != 0) return writeFailure(m_path, errno);
    if (synced != 0 && number != EINVAL) return writeFailure(m_path, number);
    return {};
}

} // namespace orrery::robot
