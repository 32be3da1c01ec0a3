// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore_model.h"

#include "entry_text.h"
#include "explore_query.h"
#include "words.h"

#include <orrery/bridge/text.h>

using namespace orrery;
using namespace orrery::ui;

namespace {

QString orNothing(const std::optional<std::uint64_t>& number) {
    return number ? countText(*number) : QString();
}

QString trendText(const std::optional<double>& trend) {
    return trend && *trend >= 1 ? countText(static_cast<std::uint64_t>(*trend)) : QString();
}

} // namespace

ExploreModel::ExploreModel(const governance::LabTable& labs, std::uint64_t memoryTotal, QObject* parent)
    : QAbstractListModel(parent), m_labs(labs), m_memoryTotal(memoryTotal) {}

bool ExploreModel::contains(const catalog::Entry& entry) const {
    return m_places.contains(entryKey(entry));
}

void ExploreModel::reset(Entries entries) {
    beginResetModel();
    m_rows.clear();
    m_places.clear();
    for (catalog::Entry& entry : entries) {
        const QString key = entryKey(entry);
        if (m_places.contains(key)) continue;
        m_places[key] = count();
        m_rows.push_back(std::move(entry));
    }
    endResetModel();
    Q_EMIT countChanged();
}

ExploreModel::Entries ExploreModel::update(Entries entries) {
    Entries fresh;
    QSet<QString> seen;
    for (catalog::Entry& entry : entries) {
        const QString key = entryKey(entry);
        const auto place = m_places.constFind(key);
        if (place == m_places.cend()) {
            if (!seen.contains(key)) fresh.push_back(std::move(entry));
            seen.insert(key);
            continue;
        }
        m_rows[static_cast<std::size_t>(*place)] = std::move(entry);
        Q_EMIT dataChanged(index(*place), index(*place));
    }
    return fresh;
}

void ExploreModel::append(Entries entries) {
    Entries fresh = update(std::move(entries));
    if (fresh.empty()) return;
    beginInsertRows({}, count(), count() + static_cast<int>(fresh.size()) - 1);
    for (catalog::Entry& entry : fresh) {
        m_places[entryKey(entry)] = count();
        m_rows.push_back(std::move(entry));
    }
    endInsertRows();
    Q_EMIT countChanged();
}

QString ExploreModel::publisherOf(const catalog::Entry& entry) const {
    return publisherText(m_labs, entry.summary.id.owner());
}

QVariant ExploreModel::verdictData(const catalog::Entry& entry, int role) const {
    const bool licence = role == LicenceIconRole || role == LicenceTextRole || role == LicenceMoodRole;
    const Verdict verdict = licence ? licenceVerdict(entry.licenceClass) : fitVerdict(fitOf(entry, m_memoryTotal));
    if (role == LicenceIconRole || role == FitIconRole) return verdict.icon;
    return role == LicenceTextRole || role == FitTextRole ? verdict.text : verdict.mood;
}

QString ExploreModel::accessibleText(const catalog::Entry& entry) const {
    QStringList parts{textFrom(entry.summary.id.shortName()),
                      publisherOf(entry),
                      countryText(entry.country),
                      factsText(entry),
                      licenceVerdict(entry.licenceClass).text,
                      fitVerdict(fitOf(entry, m_memoryTotal)).text};
    if (entry.installed) parts += tr("on this disk");
    if (entry.summary.gated != hub::Gated::No) parts += tr("access on request");
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

int ExploreModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ExploreModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const catalog::Entry& entry = m_rows[static_cast<std::size_t>(index.row())];
    const hub::RepoSummary& summary = entry.summary;
    switch (role) {
    case RepoRole: return textFrom(summary.id.name);
    case KindRole: return textFrom(hub::kindName(summary.id.kind));
    case EndpointRole: return textFrom(entry.endpoint);
    case Qt::DisplayRole:
    case TitleRole: return textFrom(summary.id.shortName());
    case PublisherRole: return publisherOf(entry);
    case CountryRole: return textFrom(entry.country);
    case CountryNameRole: return countryText(entry.country);
    case MonogramRole: return monogramText(publisherOf(entry));
    case TintRole: return tintOf(summary.id.owner());
    case FactsRole: return factsText(entry);
    case DetailRole: return detailText(entry);
    case DownloadsRole: return orNothing(summary.downloads);
    case LikesRole: return orNothing(summary.likes);
    case TrendRole: return trendText(summary.trending);
    case AgeRole: return ageText(summary.modified);
    case SeenRole: return dateText(entry.seen);
    case GatedRole: return summary.gated != hub::Gated::No;
    case InstalledRole: return entry.installed;
    case FavouriteRole: return entry.favourite;
    case AccessibleTextRole: return accessibleText(entry);
    case LicenceIconRole:
    case LicenceTextRole:
    case LicenceMoodRole:
    case FitIconRole:
    case FitTextRole:
    case FitMoodRole: return verdictData(entry, role);
    default: return {};
    }
}

QHash<int, QByteArray> ExploreModel::roleNames() const {
    return {{RepoRole, "repo"},
            {KindRole, "kind"},
            {EndpointRole, "endpoint"},
            {TitleRole, "title"},
            {PublisherRole, "publisher"},
            {CountryRole, "country"},
            {CountryNameRole, "countryName"},
            {MonogramRole, "monogram"},
            {TintRole, "tint"},
            {FactsRole, "facts"},
            {DetailRole, "detail"},
            {LicenceIconRole, "licenceIcon"},
            {LicenceTextRole, "licenceText"},
            {LicenceMoodRole, "licenceMood"},
            {FitIconRole, "fitIcon"},
            {FitTextRole, "fitText"},
            {FitMoodRole, "fitMood"},
            {DownloadsRole, "downloads"},
            {LikesRole, "likes"},
            {TrendRole, "trend"},
            {AgeRole, "age"},
            {SeenRole, "seen"},
            {GatedRole, "gated"},
            {InstalledRole, "installed"},
            {FavouriteRole, "favourite"},
            {AccessibleTextRole, "accessibleText"}};
}
