// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QStringList>
#include <QUrl>

#include "library_job.h"
#include "library_model.h"
#include "library_selection.h"

#include <orrery/base/executor.h>
#include <orrery/library/manage.h>
#include <orrery/library/pack.h>
#include <orrery/library/scan.h>

#include <functional>
#include <optional>
#include <stop_token>

/// What is on this disk, from every known place, and what can be done with it. Disks are touched on workers only.
class LibraryController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(LibraryModel* items READ items CONSTANT FINAL)
    Q_PROPERTY(LibrarySelection* selection READ selection CONSTANT FINAL)
    Q_PROPERTY(LibraryJob* job READ job CONSTANT FINAL)
    Q_PROPERTY(bool looked READ looked NOTIFY changed FINAL) ///< The first look is over.
    Q_PROPERTY(bool scanning READ scanning NOTIFY changed FINAL)
    Q_PROPERTY(QString sizeText READ sizeText NOTIFY changed FINAL)       ///< Of everything.
    Q_PROPERTY(QString freeText READ freeText NOTIFY changed FINAL)       ///< Left on the cache's disk.
    Q_PROPERTY(QString partialText READ partialText NOTIFY changed FINAL) ///< Unfinished downloads; empty: none.
    Q_PROPERTY(
        QString duplicateText READ duplicateText NOTIFY changed FINAL) ///< Bytes that lie here twice; empty: none.
    Q_PROPERTY(QVariantList duplicates READ duplicates NOTIFY changed FINAL) ///< {sizeText, files}
    Q_PROPERTY(QStringList folders READ folders NOTIFY foldersChanged FINAL)
    Q_PROPERTY(QString cacheFolder READ cacheFolder CONSTANT FINAL)
    Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged FINAL) ///< What the last action did; empty: nothing.
    Q_PROPERTY(QString problem READ problem NOTIFY noticeChanged FINAL)
    Q_PROPERTY(QString problemDetail READ problemDetail NOTIFY noticeChanged FINAL)

public:
    struct Services {
        orrery::Executor& workers;
        orrery::Executor& gui;
    };
    /// @param services outlive the controller.
    LibraryController(Services services, orrery::library::Places places, QObject* parent = nullptr);
    ~LibraryController() override;

    LibraryModel* items() { return &m_items; }
    LibrarySelection* selection() { return &m_selection; }
    LibraryJob* job() { return &m_job; }
    bool looked() const { return m_looked; }
    bool scanning() const { return m_scanning; }
    QString sizeText() const;
    QString freeText() const { return m_freeText; }
    QString partialText() const;
    QString duplicateText() const;
    QVariantList duplicates() const;
    QStringList folders() const;
    QString cacheFolder() const;
    QString notice() const { return m_notice; }
    QString problem() const { return m_problem; }
    QString problemDetail() const { return m_problemDetail; }

    void setFolders(const QStringList& folders);

    /// Looks again, keeping what is shown until the new answer is there.
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void select(const QString& key); ///< Empty: nothing.
    Q_INVOKABLE void addFolder(const QUrl& folder);
    Q_INVOKABLE void removeFolder(const QString& folder);
    Q_INVOKABLE void setPinned(const QString& key, bool pinned);
    Q_INVOKABLE void verify(const QString& key);
    Q_INVOKABLE void repair(const QString& key);
    /// Works out what deleting would free; removalPlanned() follows, and confirmRemoval() does it.
    Q_INVOKABLE void planRemoval(const QString& key, const QStringList& commits = {});
    Q_INVOKABLE void planPartialRemoval(const QString& key); ///< Empty key: of everything.
    Q_INVOKABLE void confirmRemoval();
    Q_INVOKABLE void pack(const QStringList& keys, const QUrl& target);
    Q_INVOKABLE void unpack(const QUrl& source);
    Q_INVOKABLE void dismissNotice();

Q_SIGNALS:
    void changed();
    void foldersChanged();
    void noticeChanged();
    /// @param title what goes; @param text what is freed and what stays, for the question.
    void removalPlanned(const QString& title, const QString& text);
    /// Everything was looked at: which repositories are whole on this disk may have changed.
    void scanned();

private:
    /// Runs `work` on a worker under the job's title; `then` hears its result on the GUI thread unless we are gone.
    template <class T>
    void run(const QString& title, std::function<orrery::Result<T>(std::stop_token)> work, std::function<void(T)> then);
    orrery::library::PackProgress progress();
    void show(orrery::library::Library library);
    /// Adds what a check found to the item a person looks at.
    void showFindings(const QString& key, const std::vector<orrery::library::Finding>& findings);
    void say(const QString& notice);
    void fail(const orrery::Error& error);
    void offer(orrery::library::Removal removal, const QString& title);

    Services m_services;
    orrery::library::Places m_places;
    LibraryModel m_items;
    LibrarySelection m_selection;
    LibraryJob m_job;
    std::vector<orrery::library::Duplicate> m_duplicates;
    std::uint64_t m_size = 0;
    QString m_freeText;
    bool m_looked = false;
    bool m_scanning = false;
    std::optional<orrery::library::Removal> m_removal;
    QString m_removalTitle;
    QString m_notice;
    QString m_problem;
    QString m_problemDetail;
    std::stop_source m_alive; // requested when the controller goes: late completions do nothing
    std::stop_source m_scan;
};
