// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "measurements.h"

#include "interrupt.h"

#include <orrery/platform/atomic_file.h>
#include <orrery/platform/paths.h>

#include <fmt/format.h>

#include <cstdio>

using namespace orrery;

Result<measure::MeasureStore> openMeasurements() {
    const std::filesystem::path folder = platform::standardFolders().data;
    if (const Status made = platform::makePrivateDirectory(folder); !made) return fail(made.error());
    std::string notice;
    auto store = measure::MeasureStore::open(folder / "measurements.sqlite", &notice);
    if (!notice.empty()) fmt::print(stderr, "{}\n", notice);
    return store;
}

int writeOut(const std::string& text, const std::string& file) {
    if (!file.empty()) {
        const Status written = platform::writeFileAtomically(file, text);
        return written ? 0 : failWith(written.error());
    }
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (!text.ends_with('\n')) std::fputc('\n', stdout);
    return 0;
}

int failWith(const Error& error) {
    if (error.is(orrery::Errc::Cancelled)) return interruptedExitCode;
    fmt::print(stderr, "{}\n", describe(error));
    return 1;
}
