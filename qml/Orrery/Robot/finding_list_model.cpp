// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "finding_list_model.h"

#include <QFileInfo>

#include <algorithm>

using orrery::robot::Finding;
using orrery::robot::Severity;

namespace {

QString severityName(Severity severity) {
    switch (severity) {
    case Severity::Error: return QStringLiteral("error");
    case Severity::Warning: return QStringLiteral("warning");
    case Severity::Information: break;
    }
    return QStringLiteral("info");
}

QString placeOf(const Finding& finding) {
    if (finding.file.empty()) return QString::fromStdString(finding.element);
    const QString name = QFileInfo(QString::fromStdString(finding.file)).fileName();
    return finding.line > 0 ? QStringLiteral("%1:%2").arg(name).arg(finding.line) : name;
}

} // namespace

void FindingListModel::reset(std::vector<Finding> findings) {
    std::ranges::stable_sort(findings, std::ranges::greater{}, &Finding::severity);
    beginResetModel();
    m_findings = std::move(findings);
    endResetModel();
    Q_EMIT countChanged();
}

int FindingListModel::problems() const {
    return static_cast<int>(
        std::ranges::count_if(m_findings, [](const Finding& f) { return f.severity != Severity::Information; }));
}

int FindingListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant FindingListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Finding& finding = m_findings[static_cast<std::size_t>(index.row())];
    switch (role) {
    case SeverityRole: return severityName(finding.severity);
    case Qt::DisplayRole:
    case MessageRole: return QString::fromStdString(finding.message);
    case PlaceRole: return placeOf(finding);
    default: return {};
    }
}

QHash<int, QByteArray> FindingListModel::roleNames() const {
    return {{SeverityRole, "severity"}, {MessageRole, "message"}, {PlaceRole, "place"}};
}
