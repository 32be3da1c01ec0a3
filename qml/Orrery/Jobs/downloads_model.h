// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QString>
#include <QStringList>

#include <orrery/download/queue.h>

#include <vector>

/// All downloads, newest first, to show and to steer. GUI thread; the queue does the work.
class DownloadsModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged FINAL)
    /// Waiting, planning, running or verifying.
    Q_PROPERTY(int activeCount READ activeCount NOTIFY summaryChanged FINAL)
    Q_PROPERTY(int failedCount READ failedCount NOTIFY summaryChanged FINAL)
    /// 0 to 1 over all that are active; 0 when none is.
    Q_PROPERTY(double progress READ progress NOTIFY summaryChanged FINAL)
    /// One short line: "2 downloads, 34 %, 3 min left"; "No downloads".
    Q_PROPERTY(QString summaryText READ summaryText NOTIFY summaryChanged FINAL)
    /// Bytes a second, 0: no limit.
    Q_PROPERTY(double bandwidth READ bandwidth WRITE setBandwidth NOTIFY bandwidthChanged FINAL)

public:
    enum Role {
        DownloadIdRole = Qt::UserRole, ///< double: QML has no 64-bit integer.
        RepoRole,                      ///< "org/name"
        KindRole,                      ///< "model", "dataset", "space"
        DetailRole,                    ///< What of it: "Q4_K_M", "3 files", "all files".
        StateRole,                     ///< A State below.
        StateTextRole,                 ///< For a person: "Checking", "Paused", "Waiting for the network".
        SizeRole,                      ///< Bytes, double.
        DoneRole,                      ///< Bytes, double.
        ProgressRole,                  ///< 0 to 1.
        SizeTextRole,                  ///< "1.2 of 4.8 GB"
        SpeedTextRole,                 ///< "38 MB/s"; empty when it does not move.
        TimeLeftTextRole,              ///< "2 min left"; empty when unknown.
        ProblemRole,                   ///< What happened; empty: nothing.
        ProblemDetailRole,
        NextStepRole, ///< A hub::NextStep as int.
        FilesRole,    ///< list of {path, size, done, progress, stateText}
        SnapshotRole, ///< With Done: the folder, as a path.
        PriorityRole,
    };
    enum State { Waiting, Planning, Running, Verifying, Paused, Done, Failed, Cancelled };
    Q_ENUM(State)

    explicit DownloadsModel(QObject* parent = nullptr);

    /// Given once, before the window is made; outlives the model. The queue's onChange is to call update() on this
    /// thread.
    void setQueue(orrery::download::Queue* queue);
    void update(const orrery::download::Status& status);

    int activeCount() const;
    int failedCount() const;
    double progress() const;
    QString summaryText() const;
    double bandwidth() const { return m_bandwidth; }
    void setBandwidth(double bytesPerSecond);

    /// Starts one; the endpoint is an address. @param include empty: everything. @return its id.
    Q_INVOKABLE double start(const QString& endpointUrl, const QString& kind, const QString& repo,
                             const QString& revision, const QStringList& include);
    Q_INVOKABLE void pause(double id);
    Q_INVOKABLE void resume(double id);
    Q_INVOKABLE void cancel(double id);
    Q_INVOKABLE void forget(double id);
    Q_INVOKABLE void raise(double id); ///< Before all others.
    Q_INVOKABLE void clearFinished();
    /// The row of a download of this repository that is not over, or -1.
    Q_INVOKABLE int rowOf(const QString& kind, const QString& repo) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void summaryChanged();
    void bandwidthChanged();
    /// One has ended well: its files are in the cache.
    void finished(const QString& kind, const QString& repo, const QString& snapshotFolder);

private:
    orrery::download::Queue* m_queue = nullptr;
    std::vector<orrery::download::Status> m_rows;
    double m_bandwidth = 0;
};
