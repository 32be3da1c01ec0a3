// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "repository_licence.h"

#include "repository_text.h"
#include "words.h"

#include <orrery/bridge/text.h>

using namespace orrery;
using namespace orrery::ui;

namespace {

/// The text's address: the card's own link, where it is one or names a file of the repository; else the table's.
QUrl textUrlOf(const std::string& link, const RepositoryRecord& record, const governance::Licence& licence) {
    QUrl own(textFrom(link));
    if (own.scheme() == QLatin1String("https") || own.scheme() == QLatin1String("http")) return own;
    if (!link.empty() && own.scheme().isEmpty())
        return QUrl(textFrom(hub::webUrl(record.endpoint, record.id)) + QStringLiteral("/blob/main/") + own.path());
    return QUrl(textFrom(licence.textUrl));
}

} // namespace

RepositoryLicence::RepositoryLicence(const governance::LicenceTable& table, QObject* parent)
    : QObject(parent), m_table(table), m_points(licenceColumns()) {}

void RepositoryLicence::show(const RepositoryRecord& record) {
    const hub::CardData& card = record.cardData;
    std::vector<std::string> raw = card.licences;
    if (raw.empty() && !record.entry.summary.licence.empty()) raw = {record.entry.summary.licence};
    const std::string name =
        record.info && !record.info->licenceName.empty() ? record.info->licenceName : card.licenceName;
    const std::string link =
        record.info && !record.info->licenceLink.empty() ? record.info->licenceLink : card.licenceLink;
    const governance::LicenceVerdict verdict = m_table.resolve(raw, name, record.id.name);
    const Verdict shown = licenceVerdict(verdict.licence.licenceClass);
    m_name = textFrom(verdict.licence.name.empty() ? verdict.licence.id : verdict.licence.name);
    if (m_name.isEmpty()) m_name = tr("No licence named");
    m_note = textFrom(verdict.licence.note);
    m_certainty = licenceCertainty(verdict);
    m_textUrl = textUrlOf(link, record, verdict.licence);
    m_classText = shown.text;
    m_classIcon = shown.icon;
    m_classMood = shown.mood;
    m_points.setRows(licenceRows(verdict));
    Q_EMIT changed();
}
