// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "writers.h"

#include <cerrno>
#include <fcntl.h>

namespace orrery::conversation {

namespace {

/// A lock of the open file rather than of the process, so that two stores of one program do not share it.
struct flock byteLock(Id number) {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = number;
    lock.l_len = 1;
    return lock;
}

} // namespace

Writers::Writers(const std::filesystem::path& file)
    : m_file(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {}

bool Writers::take(Id number) {
    struct flock lock = byteLock(number);
    if (m_file.isOpen() && fcntl(m_file.get(), F_OFD_SETLK, &lock) != 0 && (errno == EAGAIN || errno == EACCES))
        return false;
    m_own = number;
    return true;
}

bool Writers::isAlive(Id number) const {
    if (number == m_own) return true;
    struct flock lock = byteLock(number);
    return m_file.isOpen() && fcntl(m_file.get(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

} // namespace orrery::conversation
