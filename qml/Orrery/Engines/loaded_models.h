// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQmlEngine>
#include <QString>
#include <QTimer>

#include <orrery/bridge/synced_list_model.h>
#include <orrery/inference/model_pool.h>

#include <vector>

/// The models that are loaded, loading, or failed last, and what their engines wrote. GUI thread, which is also the
/// pool's.
class LoadedModels : public SyncedListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// What all of them take together, in words; empty without any.
    Q_PROPERTY(QString memoryText READ memoryText NOTIFY countChanged FINAL)
    /// What the engine chosen by showLog() wrote, one line each; kept up to date while it is shown.
    Q_PROPERTY(QString log READ log NOTIFY logChanged FINAL)
    Q_PROPERTY(QString logTitle READ logTitle NOTIFY logChanged FINAL)

public:
    enum Role {
        TitleRole = Qt::UserRole,
        StateTextRole, ///< "in use", "idle for 3 min", "loading", "failed"
        DetailRole,    ///< Memory, context, protection; of a failed one why it failed.
        ReadyRole,     ///< bool
        FailedRole,    ///< bool
        BusyRole,      ///< bool: loading or ending
    };

    /// @param pool outlives this.
    explicit LoadedModels(orrery::inference::ModelPool& pool, QObject* parent = nullptr);

    /// Looks at the pool again; call when it says that it changed.
    void refresh();

    QString memoryText() const;
    QString log() const { return m_log; }
    QString logTitle() const { return m_logTitle; }

    Q_INVOKABLE void unload(int row);
    Q_INVOKABLE void unloadAll();
    Q_INVOKABLE void showLog(int row);
    Q_INVOKABLE void hideLog();

    int count() const { return static_cast<int>(m_rows.size()); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void logChanged();

private:
    void readLog();

    orrery::inference::ModelPool& m_pool;
    std::vector<orrery::inference::PoolEntry> m_rows;
    QTimer m_tick; // idle times grow
    std::uint64_t m_logOf = 0;
    QString m_log;
    QString m_logTitle;
};
