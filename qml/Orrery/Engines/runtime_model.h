// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQmlEngine>
#include <QString>

#include <orrery/bridge/synced_list_model.h>
#include <orrery/inference/engine_report.h>

#include <filesystem>
#include <map>
#include <vector>

/// One engine, as the page shows it.
struct RuntimeRow {
    orrery::inference::RuntimeReport report;
    bool inUse = false;
    std::uint64_t size = 0; ///< Bytes of a managed folder; 0: not known.
    QString backends;       ///< What it was built to compute with; empty: not looked at yet.
    bool updatable = false; ///< Something newer can be asked for where it came from.
};

/// The engines of this computer, best first. GUI thread.
class RuntimeModel : public SyncedListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RuntimesController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        TitleRole = Qt::UserRole, ///< "llama-server 0.7.0"
        PlaceRole,                ///< Where it lies.
        KindTextRole,             ///< "Managed by Orrery", "Chosen in the settings", "Installed on this computer"
        DeviceTextRole,           ///< What it computes with.
        ProblemRole,              ///< Why it does not work here; empty: it does.
        InUseRole,                ///< bool
        ManagedRole,              ///< bool: Orrery may remove it.
        SizeTextRole,             ///< string
        TestTextRole,             ///< What the last test of this run of the program found; empty: none.
        TestingRole,              ///< bool
        UpdatableRole,            ///< bool: managed, and known where it came from.
    };

    using SyncedListModel::SyncedListModel;

    void setRows(std::vector<RuntimeRow> rows);
    const std::vector<RuntimeRow>& rows() const { return m_rows; }
    void setTesting(const std::filesystem::path& server, bool testing);
    void setTestText(const std::filesystem::path& server, const QString& text);
    /// What its files tell. @param bytes of a managed folder, else 0.
    void setFiles(const std::filesystem::path& server, std::uint64_t bytes, const QString& backends, bool updatable);

    int count() const { return static_cast<int>(m_rows.size()); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    void changedAll(const QList<int>& roles);

    std::vector<RuntimeRow> m_rows;
    std::map<std::filesystem::path, QString> m_testTexts; // by server
    std::filesystem::path m_testing;
};
