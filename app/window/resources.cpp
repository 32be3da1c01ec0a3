// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources.h"

#include <orrery/base/log.h>
#include <orrery/platform/atomic_file.h>

#include <QCoreApplication>
#include <QDir>

using namespace orrery;

namespace {

template <class Table>
Table readTable(const std::filesystem::path& file) {
    Result<std::string> bytes = platform::readFile(file);
    Result<Table> table = bytes ? Table::parse(*bytes) : Result<Table>(fail(bytes.error()));
    if (table) return std::move(*table);
    log(LogLevel::Error, "window", describe(table.error()));
    return {};
}

} // namespace

QString resourcesFolder() {
    const QDir installed(QCoreApplication::applicationDirPath() + QStringLiteral("/../share/orrery"));
    return installed.exists(QStringLiteral("robots")) ? installed.canonicalPath()
                                                      : QStringLiteral(ORRERY_SOURCE_RESOURCES);
}

governance::LicenceTable readLicences(const std::filesystem::path& resources) {
    return readTable<governance::LicenceTable>(resources / "governance" / "licences.json");
}

governance::LabTable readLabs(const std::filesystem::path& resources) {
    return readTable<governance::LabTable>(resources / "governance" / "labs.json");
}
