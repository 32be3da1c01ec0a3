// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace orrery::robot {

std::optional<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return std::nullopt;
    struct stat status {};
    const bool isFile = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    const auto size = isFile ? static_cast<std::size_t>(status.st_size) : 0;
    void* data = nullptr;
    if (size > 0) data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    ::close(file);
    if (!isFile || data == MAP_FAILED) return std::nullopt;
    return MappedFile(data, size);
}

MappedFile::~MappedFile() {
    if (m_data) munmap(m_data, m_size);
}

} // namespace orrery::robot
