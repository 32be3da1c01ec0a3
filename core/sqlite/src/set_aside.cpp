// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/sqlite/set_aside.h>

#include <orrery/platform/file_descriptor.h>
#include <orrery/platform/posix_error.h>

#include <cerrno>
#include <fcntl.h>
#include <system_error>

namespace orrery::sqlite {

Status makePrivateFile(const std::filesystem::path& file) {
    std::error_code problem;
    std::filesystem::create_directories(file.parent_path(), problem);
    if (std::filesystem::exists(file, problem)) return {};
    const platform::FileDescriptor made(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (made.isOpen()) return {};
    return fail(platform::errcFromErrno(errno), "One of Orrery's own files could not be made. Check its folder.",
                platform::errnoText(errno), file.string());
}

Status checkWhole(Database& database) {
    Result<Statement> check = database.prepare("PRAGMA quick_check(1)");
    if (!check) return fail(check.error());
    const Result<bool> row = check->step();
    if (!row) return fail(row.error());
    const std::string verdict(*row ? check->bytes(0) : std::string_view());
    if (verdict == "ok") return {};
    return fail(Errc::Damaged, "One of Orrery's own files is damaged. It is set aside when Orrery starts again.",
                verdict);
}

} // namespace orrery::sqlite
