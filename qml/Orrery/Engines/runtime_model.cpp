// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime_model.h"

#include <orrery/bridge/text.h>

using namespace orrery;
using namespace orrery::inference;

namespace {

QString kindText(RuntimeKind kind) {
    switch (kind) {
    case RuntimeKind::Configured: return RuntimeModel::tr("Chosen by you");
    case RuntimeKind::Managed: return RuntimeModel::tr("Managed by Orrery");
    case RuntimeKind::Path: return RuntimeModel::tr("Installed on this computer");
    }
    return {};
}

QString deviceText(const RuntimeReport& report) {
    if (report.problem) return {};
    if (report.devices.empty()) return RuntimeModel::tr("Computes on the processor");
    QStringList names;
    for (const std::string& device : report.devices) names += textFrom(device);
    return RuntimeModel::tr("Computes on %1").arg(names.join(QStringLiteral(", ")));
}

QString titleText(const RuntimeReport& report) {
    return report.runtime.version.empty() ? QStringLiteral("llama-server")
                                          : RuntimeModel::tr("llama-server %1").arg(textFrom(report.runtime.version));
}

} // namespace

void RuntimeModel::setRows(std::vector<RuntimeRow> rows) {
    for (RuntimeRow& row : rows) {
        for (const RuntimeRow& known : m_rows) {
            if (known.report.runtime.server != row.report.runtime.server || !row.backends.isEmpty()) continue;
            row.size = known.size;
            row.backends = known.backends;
            row.updatable = known.updatable;
        }
    }
    syncRows(m_rows, std::move(rows), [](const RuntimeRow& row) { return row.report.runtime.server; });
    Q_EMIT countChanged();
}

void RuntimeModel::setTesting(const std::filesystem::path& server, bool testing) {
    m_testing = testing ? server : std::filesystem::path();
    changedAll({TestingRole});
}

void RuntimeModel::setTestText(const std::filesystem::path& server, const QString& text) {
    m_testTexts[server] = text;
    changedAll({TestTextRole});
}

void RuntimeModel::setFiles(const std::filesystem::path& server, std::uint64_t bytes, const QString& backends,
                            bool updatable) {
    for (RuntimeRow& row : m_rows) {
        if (row.report.runtime.server != server) continue;
        row.size = bytes;
        row.backends = backends;
        row.updatable = updatable;
    }
    changedAll({SizeTextRole, DeviceTextRole, UpdatableRole});
}

void RuntimeModel::changedAll(const QList<int>& roles) {
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(count() - 1), roles);
}

int RuntimeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant RuntimeModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const RuntimeRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const RuntimeReport& report = row.report;
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole: return titleText(report);
    case PlaceRole: return QString::fromStdString(report.runtime.server.string());
    case KindTextRole: return kindText(report.runtime.kind);
    case DeviceTextRole:
        return row.backends.isEmpty() ? deviceText(report)
                                      : tr("%1, built for %2").arg(deviceText(report), row.backends);
    case ProblemRole: return report.problem ? textFrom(report.problem->message) : QString();
    case InUseRole: return row.inUse;
    case ManagedRole: return report.runtime.kind == RuntimeKind::Managed;
    case SizeTextRole: return row.size == 0 ? QString() : sizeText(row.size);
    case TestTextRole: {
        const auto found = m_testTexts.find(report.runtime.server);
        return found == m_testTexts.end() ? QString() : found->second;
    }
    case UpdatableRole: return row.updatable;
    case TestingRole: return !m_testing.empty() && m_testing == report.runtime.server;
    default: return {};
    }
}

QHash<int, QByteArray> RuntimeModel::roleNames() const {
    return {{TitleRole, "title"},           {PlaceRole, "place"},        {KindTextRole, "kindText"},
            {DeviceTextRole, "deviceText"}, {ProblemRole, "problem"},    {InUseRole, "inUse"},
            {ManagedRole, "managed"},       {SizeTextRole, "sizeText"},  {TestTextRole, "testText"},
            {TestingRole, "testing"},       {UpdatableRole, "updatable"}};
}
