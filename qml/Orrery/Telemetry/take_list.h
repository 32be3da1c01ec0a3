// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QQmlEngine>
#include <QUrl>

#include "take_files.h"

#include <orrery/base/executor.h>
#include <orrery/bridge/synced_list_model.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

/// The takes in one folder: listed, renamed, deleted with a way back, exported. Files are touched on the pool only.
class TakeList : public SyncedListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    Q_PROPERTY(QUrl folder READ folder CONSTANT FINAL)
    /// Of the take that was deleted last and can be put back; empty when there is none.
    Q_PROPERTY(QString deleted READ deleted NOTIFY deletedChanged FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged FINAL)
    Q_PROPERTY(QString notice READ notice NOTIFY problemChanged FINAL)

public:
    enum Role { FileRole = Qt::UserRole + 1, NameRole, DetailRole, WarningRole, ReadableRole };

    /// @param gui runs completions on this thread; outlives the list, as the pool does.
    TakeList(orrery::Executor& gui, orrery::Executor& pool, std::filesystem::path folder, QObject* parent = nullptr);
    ~TakeList() override;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return static_cast<int>(m_rows.size()); }
    bool busy() const { return m_jobs > 0; }
    QUrl folder() const;
    const std::filesystem::path& path() const { return m_folder; }
    QString deleted() const;
    QString problem() const { return m_problem; }
    QString notice() const { return m_notice; }

    /// The one that is being written: not listed until it is finished. Empty for none.
    void setBeingWritten(std::filesystem::path file);

    Q_INVOKABLE void refresh();
    Q_INVOKABLE void rename(int row, const QString& name);
    Q_INVOKABLE void remove(int row);
    Q_INVOKABLE void putBack();
    Q_INVOKABLE void exportCsv(int row, const QUrl& csv);
    Q_INVOKABLE void dismiss();
    Q_INVOKABLE QString fileAt(int row) const;
    Q_INVOKABLE QString nameAt(int row) const;
    Q_INVOKABLE int rowOf(const QString& file) const;
    /// A file name for the export, beside the takes.
    Q_INVOKABLE QUrl csvFor(int row) const;

Q_SIGNALS:
    void countChanged();
    void busyChanged();
    void deletedChanged();
    void problemChanged();
    /// A take has another file name, or none any more (empty).
    void moved(const QString& from, const QString& to);

private:
    struct Aside {
        std::filesystem::path aside;
        std::filesystem::path file;
    };

    /// Runs `work` on the pool and what it returns back here, unless the list is gone by then.
    void onPool(std::function<std::function<void()>()> work);
    void say(const QString& problem, const QString& notice);

    orrery::Executor& m_gui;
    orrery::Executor& m_pool;
    const std::filesystem::path m_folder;
    std::vector<TakeInfo> m_rows;
    std::filesystem::path m_beingWritten;
    std::optional<Aside> m_aside;
    QString m_problem;
    QString m_notice;
    int m_jobs = 0;
    std::stop_source m_alive;
};
