// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QStringList>
#include <QUrl>

#include "engine_choice.h"
#include "runtime_model.h"

#include <orrery/inference/engine.h>
#include <orrery/runtimes/runtime_store.h>

#include <filesystem>
#include <optional>
#include <stop_token>

/// The engines: which there are, which one is used, how well they work; installing and removing those that Orrery
/// manages. GUI thread; all work happens elsewhere.
class RuntimesController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(RuntimeModel* runtimes READ runtimes CONSTANT FINAL)
    Q_PROPERTY(bool looking READ looking NOTIFY changed FINAL)
    Q_PROPERTY(bool usable READ usable NOTIFY changed FINAL)
    Q_PROPERTY(bool sealed READ sealed NOTIFY changed FINAL)
    Q_PROPERTY(QString inUseText READ inUseText NOTIFY changed FINAL)
    Q_PROPERTY(QString protectionText READ protectionText NOTIFY changed FINAL)
    Q_PROPERTY(QString nextStep READ nextStep NOTIFY changed FINAL)
    Q_PROPERTY(bool automatic READ automatic NOTIFY changed FINAL)
    Q_PROPERTY(bool installing READ installing NOTIFY installChanged FINAL)
    Q_PROPERTY(QString installText READ installText NOTIFY installChanged FINAL)
    Q_PROPERTY(double installProgress READ installProgress NOTIFY installChanged FINAL)
    Q_PROPERTY(QString notice READ notice NOTIFY installChanged FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY installChanged FINAL)
    Q_PROPERTY(QString problemDetail READ problemDetail NOTIFY installChanged FINAL)
    Q_PROPERTY(QString releaseText READ releaseText NOTIFY releaseChanged FINAL)
    Q_PROPERTY(bool asking READ asking NOTIFY releaseChanged FINAL)
    Q_PROPERTY(QStringList assets READ assets NOTIFY releaseChanged FINAL)
    Q_PROPERTY(bool testing READ testing NOTIFY testChanged FINAL)
    Q_PROPERTY(QString testStep READ testStep NOTIFY testChanged FINAL)

public:
    /// All outlive this.
    RuntimesController(EngineChoice& choice, orrery::runtimes::RuntimeStore& store,
                       orrery::inference::EngineServices services, QObject* parent = nullptr);
    ~RuntimesController() override;

    RuntimeModel* runtimes() { return &m_runtimes; }
    bool looking() const { return m_choice.isLooking(); }
    bool usable() const;
    bool sealed() const;            ///< There is one, and what it runs is sealed off.
    QString inUseText() const;      ///< "llama-server 0.7.0 ...", or that there is none.
    QString protectionText() const; ///< What a model can and cannot reach, one plain sentence.
    QString nextStep() const;
    bool automatic() const { return m_choice.configured().isEmpty(); }
    bool installing() const { return m_installing; }
    QString installText() const { return m_installText; }
    double installProgress() const { return m_installProgress; } ///< 0 .. 1; below 0: not known.
    QString notice() const { return m_notice; }                  ///< What was done last.
    QString problem() const { return m_problem; }
    QString problemDetail() const { return m_problemDetail; }
    QString releaseText() const { return m_releaseText; }
    bool asking() const { return m_asking; }
    QStringList assets() const; ///< What the release offers, for a person.
    bool testing() const { return m_testing; }
    QString testStep() const { return m_testStep; }

    Q_INVOKABLE void refresh();
    /// Uses that engine from now on.
    Q_INVOKABLE void use(int row);
    Q_INVOKABLE void useAutomatic();
    Q_INVOKABLE void installArchive(const QUrl& file);
    Q_INVOKABLE void installPackages(bool graphics);
    /// Asks what the address offers; assets() follow.
    Q_INVOKABLE void askRelease(const QString& address);
    Q_INVOKABLE void installAsset(int asset);
    /// Puts something newer in its place, if there is; told like an installation.
    Q_INVOKABLE void update(int row);
    Q_INVOKABLE void cancelInstall();
    Q_INVOKABLE void remove(int row);
    Q_INVOKABLE void test(int row);
    Q_INVOKABLE void cancelTest();
    Q_INVOKABLE void dismissProblem();

Q_SIGNALS:
    void changed();
    void installChanged();
    void releaseChanged();
    void testChanged();
    /// The person chose this engine (empty: find one); to be kept in the settings.
    void configuredChosen(const QString& place);

private:
    void show();
    void readFiles();
    void begin(const QString& text);
    void showProgress(const orrery::runtimes::InstallProgress& progress);
    void finishInstall(const orrery::Result<orrery::inference::RuntimeReport>& result);
    void finishUpdate(const std::filesystem::path& old, const orrery::Result<orrery::runtimes::Update>& result);
    void finishTest(const std::filesystem::path& server, const orrery::Result<orrery::runtimes::SelfTest>& result);
    void setProblem(const orrery::Error& error);
    orrery::runtimes::RuntimeStore::Progress progressSink();
    orrery::runtimes::RuntimeStore::Installed installSink();
    const RuntimeRow* rowAt(int row) const;

    EngineChoice& m_choice;
    orrery::runtimes::RuntimeStore& m_store;
    orrery::inference::EngineServices m_services;
    RuntimeModel m_runtimes;
    std::stop_source m_alive; // requested when we go: late completions do nothing
    std::stop_source m_install;
    std::stop_source m_test;
    bool m_installing = false;
    QString m_installText;
    double m_installProgress = -1;
    QString m_notice;
    QString m_problem, m_problemDetail;
    std::optional<orrery::runtimes::Release> m_release;
    QString m_releaseText;
    bool m_asking = false;
    bool m_testing = false;
    QString m_testStep;
};
