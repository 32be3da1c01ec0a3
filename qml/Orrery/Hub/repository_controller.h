// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QStringList>
#include <QUrl>

#include "card_model.h"
#include "file_tree_model.h"
#include "hub_services.h"
#include "problem.h"
#include "repository_family.h"
#include "repository_fit.h"
#include "repository_header.h"
#include "repository_history.h"
#include "repository_licence.h"
#include "repository_loader.h"
#include "row_model.h"
#include "variants.h"

#include <optional>
#include <stop_token>
#include <vector>

/// The page of one repository: what it is, its card, files, copies to run, licence, family and history, read from the
/// catalogue at once and from the Hub where there is one. GUI thread; nothing here waits.
class RepositoryController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(State state READ state NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    Q_PROPERTY(bool canGoBack READ canGoBack NOTIFY changed FINAL)
    Q_PROPERTY(RepositoryHeader header READ header NOTIFY changed FINAL)
    /// name, value
    Q_PROPERTY(RowModel* facts READ facts CONSTANT FINAL)
    Q_PROPERTY(Problem problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(Access access READ access NOTIFY changed FINAL)
    Q_PROPERTY(QString revision READ revision NOTIFY changed FINAL)

    /// Files and card are known; else the page waits for them, or says what is missing.
    Q_PROPERTY(bool hasPage READ hasPage NOTIFY changed FINAL)
    Q_PROPERTY(CardModel* card READ card CONSTANT FINAL)
    Q_PROPERTY(FileTreeModel* files READ files CONSTANT FINAL)
    Q_PROPERTY(QString filesText READ filesText NOTIFY changed FINAL) ///< "12 files, 14.2 GB"
    Q_PROPERTY(bool anyPickle READ anyPickle NOTIFY changed FINAL)
    /// Copies to choose from: key, label, sizeText, bitsText, fitIcon, fitText, fitMood, recommended, why, complete,
    /// runs, installed, files.
    Q_PROPERTY(RowModel* variants READ variants CONSTANT FINAL)
    /// The row to take, or -1.
    Q_PROPERTY(int recommended READ recommended NOTIFY changed FINAL)
    /// That one is on this disk.
    Q_PROPERTY(bool recommendedHere READ recommendedHere NOTIFY changed FINAL)
    /// "This machine has 16 GB of memory."
    Q_PROPERTY(QString machineText READ machineText CONSTANT FINAL)
    /// Whether one of them fits, worked out by the engine.
    Q_PROPERTY(RepositoryFit* exactFit READ exactFit CONSTANT FINAL)
    Q_PROPERTY(RepositoryLicence* licence READ licence CONSTANT FINAL)
    Q_PROPERTY(RepositoryFamily* family READ family CONSTANT FINAL)
    Q_PROPERTY(RepositoryHistory* history READ history CONSTANT FINAL)
    Q_PROPERTY(RobotUse robotUse READ robotUse NOTIFY changed FINAL)
    /// What it is and what is needed to use it, in plain words; empty: nothing to do with robots.
    Q_PROPERTY(QString robotText READ robotText NOTIFY changed FINAL)

public:
    enum State { Closed, Loading, Ready, Failed };
    Q_ENUM(State)
    /// Whether a gated repository's files may be read with the token that is kept.
    enum Access { AccessUnknown, AccessGiven, AccessNeeded };
    Q_ENUM(Access)
    enum RobotUse { NoRobot, RobotDescription, RobotPolicy, RobotRecording, RobotApp };
    Q_ENUM(RobotUse)

    explicit RepositoryController(const HubServices& services, QObject* parent = nullptr);
    ~RepositoryController() override;

    State state() const { return m_state; }
    bool busy() const { return m_busy; }
    bool canGoBack() const { return m_trail.size() > 1; }
    RepositoryHeader header() const { return m_header; }
    RowModel* facts() { return &m_facts; }
    Problem problem() const { return m_problem; }
    Access access() const { return m_access; }
    QString revision() const { return QString::fromStdString(m_loader.record().revision); }
    bool hasPage() const { return m_loader.record().hasPage; }
    CardModel* card() { return &m_card; }
    FileTreeModel* files() { return &m_files; }
    QString filesText() const;
    bool anyPickle() const;
    RowModel* variants() { return &m_variantRows; }
    int recommended() const;
    bool recommendedHere() const;
    QString machineText() const;
    RepositoryFit* exactFit() { return &m_exactFit; }
    RepositoryLicence* licence() { return &m_licence; }
    RepositoryFamily* family() { return &m_family; }
    RepositoryHistory* history() { return &m_history; }
    RobotUse robotUse() const { return m_robotUse; }
    QString robotText() const { return m_robotText; }

    /// The setting: nothing is asked of the network while it is set.
    void setOffline(bool offline) { m_offline = offline; }
    /// At least one; the first is the default.
    void setEndpoints(std::vector<orrery::hub::Endpoint> endpoints) { m_services.endpoints = std::move(endpoints); }

    /// Shows a repository. @param kind "model", "dataset", "space". @param endpointUrl empty: the default one.
    Q_INVOKABLE void open(const QString& kind, const QString& repo, const QString& endpointUrl = {});
    /// Shows what a person pasted: "org/name", an address on the Hub. @return false: it is neither.
    Q_INVOKABLE bool openReference(const QString& text);
    /// To the repository one came from, or close().
    Q_INVOKABLE void back();
    Q_INVOKABLE void close();
    Q_INVOKABLE void reload();
    Q_INVOKABLE void showRevision(const QString& revision);
    /// For the tabs that ask more of the Hub than the page itself.
    Q_INVOKABLE void loadFamily();
    Q_INVOKABLE void loadHistory();

    /// Has the engine work out whether that copy fits, before any of its weights are here.
    Q_INVOKABLE void checkVariant(int row);
    /// One copy, with what lets it see where there is such a file.
    Q_INVOKABLE void downloadVariant(int row);
    Q_INVOKABLE void downloadFile(const QString& path);
    Q_INVOKABLE void downloadAll();
    /// Opens a copy in the Try page: at once when it is here, else once it has been downloaded.
    Q_INVOKABLE void tryVariant(int row);
    /// Opens a robot's description in the Robot page: at once when it is here, else once it has been downloaded.
    Q_INVOKABLE void useRobot();
    Q_INVOKABLE void toggleFavourite();

public Q_SLOTS:
    /// A download ended well: what waited for it goes on.
    void downloaded(const QString& kind, const QString& repo, const QString& snapshotFolder);

Q_SIGNALS:
    void changed();
    /// For DownloadsModel::start; `include` empty: everything.
    void downloadRequested(const QString& endpointUrl, const QString& kind, const QString& repo,
                           const QString& revision, const QStringList& include);
    void tryRequested(const QUrl& file);
    void robotRequested(const QUrl& file);
    /// What lists show of it is no longer so.
    void entryChanged(const QString& kind, const QString& repo);

private:
    struct Place {
        orrery::hub::RepoId id;
        orrery::hub::Endpoint endpoint;
    };
    /// What a person asked for that has to wait for a download.
    struct Intent {
        QString kind;
        QString repo;
        QString path;
        bool robot = false;
    };
    void load(const std::string& revision);
    void show(const RepositoryRecord& record);
    void showProblem(const orrery::Error& error);
    void request(const QStringList& include);
    void openFile(const QString& path, bool robot);
    bool allHere() const;

    HubServices m_services;
    std::vector<Place> m_trail; ///< The last is shown.
    State m_state = Closed;
    bool m_busy = false;
    bool m_offline = false;
    Access m_access = AccessUnknown;
    RepositoryHeader m_header;
    Problem m_problem;
    CardModel m_card;
    std::shared_ptr<const orrery::card::Document> m_shownCard; ///< What m_card shows.
    RowModel m_facts;
    FileTreeModel m_files;
    int m_filesVersion = -1; ///< Of the list in m_files.
    orrery::ui::Variants m_variants;
    RowModel m_variantRows;
    RepositoryFit m_exactFit;
    RepositoryLicence m_licence;
    RepositoryFamily m_family;
    RepositoryHistory m_history;
    RobotUse m_robotUse = NoRobot;
    QString m_robotText;
    QString m_robotFile;
    std::vector<Intent> m_intents;
    RepositoryLoader m_loader;
    std::stop_source m_alive;
};
