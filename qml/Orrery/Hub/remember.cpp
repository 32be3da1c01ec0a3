// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "remember.h"

#include <orrery/base/log.h>

#include <QDateTime>

namespace orrery::ui {

std::string nowUtc() {
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
}

catalog::Entry entryOf(const HubServices& services, hub::RepoSummary row, const std::string& endpoint,
                       const std::string& seen) {
    catalog::Entry entry;
    entry.licenceClass = services.licences.classOf(row.licence, {}, row.id.name);
    if (const governance::Lab* lab = services.labs.find(row.id.owner())) entry.country = lab->country;
    entry.summary = std::move(row);
    entry.endpoint = endpoint;
    entry.seen = seen;
    return entry;
}

std::vector<Remembered> remember(const HubServices& services, const std::vector<hub::RepoSummary>& rows,
                                 const std::string& endpoint) {
    const std::string seen = nowUtc();
    const auto find = [&](const hub::RepoSummary& row) {
        Result<std::optional<catalog::Entry>> entry = services.catalog.find(row.id, endpoint);
        return entry ? std::move(*entry) : std::nullopt;
    };
    std::vector<Remembered> result;
    result.reserve(rows.size());
    for (const hub::RepoSummary& row : rows) result.push_back({entryOf(services, row, endpoint, seen), !find(row)});
    if (const Status put = services.catalog.put(rows, endpoint, seen); !put)
        log(LogLevel::Warning, "catalog", describe(put.error()));
    for (Remembered& row : result) {
        if (std::optional<catalog::Entry> entry = find(row.entry.summary)) row.entry = std::move(*entry);
    }
    return result;
}

} // namespace orrery::ui
