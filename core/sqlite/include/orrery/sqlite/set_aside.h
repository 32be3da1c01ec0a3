// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/sqlite/schema.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace orrery::sqlite {

/// Makes the file, empty and for this user only, and its folder, where they are missing.
Status makePrivateFile(const std::filesystem::path& file);

/// Looks through the whole file. Errc::Damaged with what is wrong. Takes as long as reading it.
Status checkWhole(Database& database);

/// What `open()` gives for a private file; a damaged one is set aside and `open()` called once more, on a new one.
/// @param what "The file of your conversations", for the notice. @param notice May be null.
template <class Open>
auto openOrBeginAnew(const std::filesystem::path& file, std::string_view what, std::string* notice, Open open)
    -> decltype(open()) {
    if (const Status made = makePrivateFile(file); !made) return fail(made.error());
    auto opened = open();
    if (opened || !opened.error().is(Errc::Damaged)) return opened;
    const auto aside = setAside(file);
    if (!aside) return fail(aside.error());
    if (notice != nullptr)
        *notice = std::string(what) + " was damaged. It is kept as '" + aside->string() + "', and a new one was begun.";
    if (const Status made = makePrivateFile(file); !made) return fail(made.error());
    return open();
}

} // namespace orrery::sqlite
