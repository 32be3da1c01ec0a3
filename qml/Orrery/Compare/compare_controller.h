// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QTimer>
#include <QUrl>

#include "compare_columns.h"
#include "compare_setup.h"
#include "comparison_history.h"

#include <orrery/compare/comparison_run.h>
#include <orrery/inference/engine.h>
#include <orrery/inference/model_pool.h>
#include <orrery/measure/measure_store.h>

#include <cstdint>
#include <optional>
#include <set>
#include <stop_token>
#include <vector>

/// One prompt to several models or settings, side by side; the vote, and what was compared before. Each answer is kept
/// as soon as it is whole. GUI thread.
class CompareController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(CompareColumns* columns READ columns CONSTANT FINAL)
    Q_PROPERTY(ComparisonHistory* history READ history CONSTANT FINAL)
    Q_PROPERTY(ComparisonStandings* standings READ standings CONSTANT FINAL)
    Q_PROPERTY(QString prompt READ prompt WRITE setPrompt NOTIFY questionChanged FINAL)
    Q_PROPERTY(QString system READ system WRITE setSystem NOTIFY questionChanged FINAL)
    Q_PROPERTY(bool atOnce READ atOnce WRITE setAtOnce NOTIFY questionChanged FINAL)
    Q_PROPERTY(bool blind READ blind WRITE setBlind NOTIFY questionChanged FINAL)
    /// Longest answer in tokens; 0: until the context is full.
    Q_PROPERTY(int maxTokens READ maxTokens WRITE setMaxTokens NOTIFY questionChanged FINAL)
    Q_PROPERTY(bool running READ running NOTIFY changed FINAL)
    /// There are answers to look at, finished or not.
    Q_PROPERTY(bool asked READ asked NOTIFY changed FINAL)
    Q_PROPERTY(QString askedPrompt READ askedPrompt NOTIFY changed FINAL)
    Q_PROPERTY(bool canVote READ canVote NOTIFY changed FINAL)
    Q_PROPERTY(QString voteText READ voteText NOTIFY changed FINAL)
    Q_PROPERTY(QString statusText READ statusText NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)

public:
    /// All outlive the controller; the services' executor is the GUI thread's.
    CompareController(orrery::inference::EngineServices services, orrery::inference::ModelPool& pool,
                      orrery::measure::MeasureStore& store, KeySource keys, QObject* parent = nullptr);
    ~CompareController() override;

    CompareColumns* columns() { return &m_columns; }
    ComparisonHistory* history() { return &m_history; }
    ComparisonStandings* standings() { return &m_standings; }
    QString prompt() const { return m_prompt; }
    QString system() const { return m_system; }
    bool atOnce() const { return m_atOnce; }
    bool blind() const { return m_blind; }
    int maxTokens() const { return m_maxTokens; }
    bool running() const { return m_run.isRunning() || m_keeping; } ///< Also while the answers are being kept.
    bool asked() const { return m_asked; }
    QString askedPrompt() const;
    bool canVote() const;
    QString voteText() const;
    QString statusText() const;                   ///< One line: who answers, or whether it is kept.
    QString problem() const { return m_problem; } ///< Of keeping or exporting; empty: none.

    void setPrompt(const QString& prompt);
    void setSystem(const QString& system);
    void setAtOnce(bool atOnce);
    void setBlind(bool blind);
    void setMaxTokens(int tokens);

    Q_INVOKABLE void addFile(const QUrl& file, const QString& title = {});
    Q_INVOKABLE void addServer(const QString& server, const QString& model);
    /// The same model once more, to be given other settings.
    Q_INVOKABLE void duplicate(int column);
    Q_INVOKABLE void remove(int column);
    /// @param temperature NaN: the model's own. @param threads 0: the engine's own choice.
    Q_INVOKABLE void adjust(int column, double temperature, int contextTokens, int threads, bool thinking);

    /// Puts the prompt to all columns.
    Q_INVOKABLE void ask();
    Q_INVOKABLE void stop();
    Q_INVOKABLE void stopColumn(int column);
    Q_INVOKABLE void vote(int column);
    Q_INVOKABLE void voteTie();
    Q_INVOKABLE void voteBothBad();
    /// Empties the answers; who answers stays.
    Q_INVOKABLE void begin();

    /// Reads what was kept; the owner calls it once the page is first shown.
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void reopen(qlonglong key);
    Q_INVOKABLE void forget(qlonglong key);
    /// Writes one that is kept to a file: Markdown where the name ends in .md, else JSON.
    Q_INVOKABLE void exportTo(qlonglong key, const QUrl& file);
    Q_INVOKABLE void copyAnswer(int column) const;
    Q_INVOKABLE void dismissProblem();

Q_SIGNALS:
    void questionChanged();
    void changed();
    void exported(const QString& file);

private:
    enum class Verdict { Better, Tie, BothBad };

    void stageChanged(std::size_t column);
    void showNews();
    void finished();
    void keep();
    void kept(const orrery::Result<std::int64_t>& id);
    void giveVerdict(Verdict verdict, std::optional<std::size_t> column);
    void show(const orrery::measure::Comparison& comparison);
    void setProblem(const orrery::Error& error);
    orrery::measure::Comparison snapshot() const;

    orrery::inference::EngineServices m_services;
    orrery::measure::MeasureStore& m_store;
    KeySource m_keys;
    orrery::compare::ComparisonRun m_run;
    CompareColumns m_columns;
    ComparisonHistory m_history;
    ComparisonStandings m_standings;
    QString m_prompt;
    QString m_system;
    bool m_atOnce = false;
    bool m_blind = false;
    int m_maxTokens = 0;
    bool m_asked = false;
    QString m_problem;
    std::uint64_t m_looks = 0;             // at what is kept; of several under way the last one counts
    orrery::measure::Comparison m_current; // what is shown; id 0: not kept yet
    bool m_keeping = false;
    bool m_keepAgain = false;
    std::set<std::size_t> m_news; // columns with more to show
    QTimer m_showing;
    std::stop_source m_alive; // requested when the controller goes
};
