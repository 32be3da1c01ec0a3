// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "finding_list_model.h"

#include "editor_command.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

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

void FindingListModel::setDescription(const orrery::robot::Description& description) {
    m_links.clear();
    for (const auto& joint : description.joints) m_links.emplace(joint.name, static_cast<int>(joint.child));
    for (std::size_t i = 0; i < description.links.size(); ++i)
        m_links.insert_or_assign(description.links[i].name, static_cast<int>(i));
}

int FindingListModel::linkOf(const std::string& element) const {
    const auto found = m_links.find(element);
    return found == m_links.end() ? -1 : found->second;
}

const Finding* FindingListModel::at(int row) const {
    return row >= 0 && row < count() ? &m_findings[static_cast<std::size_t>(row)] : nullptr;
}

bool FindingListModel::openFile(int row) const {
    const Finding* finding = at(row);
    return finding && !finding->file.empty() && openAtLine(QString::fromStdString(finding->file), finding->line);
}

void FindingListModel::copyPlace(int row) const {
    const Finding* finding = at(row);
    if (!finding) return;
    const QString file = QString::fromStdString(finding->file);
    QGuiApplication::clipboard()->setText(finding->line > 0 ? QStringLiteral("%1:%2").arg(file).arg(finding->line)
                                                            : file);
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
    case LinkRole: return linkOf(finding.element);
    case OpenableRole: return !finding.file.empty() && QFileInfo(QString::fromStdString(finding.file)).isAbsolute();
    default: return {};
    }
}

QHash<int, QByteArray> FindingListModel::roleNames() const {
    return {{SeverityRole, "severity"},
            {MessageRole, "message"},
            {PlaceRole, "place"},
            {LinkRole, "link"},
            {OpenableRole, "openable"}};
}
