// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "repository_header.h"

#include "entry_text.h"
#include "explore_query.h"
#include "words.h"

#include <orrery/bridge/text.h>

#include <QCoreApplication>

using namespace orrery;
using namespace orrery::ui;

namespace {

QString seenOf(const RepositoryRecord& record) {
    const QString day = dateText(record.seen);
    return record.live || day.isEmpty() ? QString()
                                        : QCoreApplication::translate("orrery::Repository", "Seen %1").arg(day);
}

} // namespace

RepositoryHeader RepositoryHeader::of(const RepositoryRecord& record, const HubServices& services) {
    const Verdict fit = fitVerdict(fitOf(record.entry, services.memoryTotal));
    RepositoryHeader header;
    header.repo = textFrom(record.id.name);
    header.kind = textFrom(hub::kindName(record.id.kind));
    header.kindText = ui::kindText(record.id.kind);
    header.title = textFrom(record.id.shortName());
    header.publisher = publisherText(services.labs, record.id.owner());
    header.country = textFrom(record.entry.country);
    header.monogram = monogramText(header.publisher);
    header.tint = tintOf(record.id.owner());
    header.fitIcon = fit.icon;
    header.fitText = fit.text;
    header.fitMood = fit.mood;
    header.seenText = seenOf(record);
    header.gated = record.entry.summary.gated != hub::Gated::No;
    header.installed = record.entry.installed || !record.local.empty();
    header.favourite = record.entry.favourite;
    if (record.info) {
        header.gateText = textFrom(record.info->gatePrompt);
        header.newVersion = textFrom(record.info->newVersion);
    }
    header.webUrl = QUrl(textFrom(hub::webUrl(record.endpoint, record.id)));
    const std::string revision = record.commit.empty() ? record.revision : record.commit;
    header.linksUrl = QUrl(header.webUrl.toString() + QStringLiteral("/blob/") + textFrom(revision) + u'/');
    header.filesUrl = QUrl(header.webUrl.toString() + QStringLiteral("/resolve/") + textFrom(revision) + u'/');
    return header;
}
