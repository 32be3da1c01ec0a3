// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QQmlEngine>
#include <QStringList>
#include <QTimer>
#include <QUrl>

#include "speed_rounds.h"

#include <orrery/inference/engine.h>
#include <orrery/inference/model_pool.h>
#include <orrery/inference/speed_probe.h>
#include <orrery/measure/measure_store.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

/// How fast a model runs on this computer, by threads and batches; and what was measured before. Each figure is kept as
/// soon as it is there. GUI thread.
class MeasureController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(QString modelName READ modelName NOTIFY changed FINAL)
    Q_PROPERTY(bool hasModel READ hasModel NOTIFY changed FINAL)
    /// What can be chosen: int lists, smallest first.
    Q_PROPERTY(QList<int> threadChoices READ threadChoices NOTIFY threadChoicesChanged FINAL)
    Q_PROPERTY(QList<int> threads READ threads NOTIFY planChanged FINAL)
    Q_PROPERTY(QList<int> batchChoices READ batchChoices CONSTANT FINAL)
    Q_PROPERTY(QList<int> batches READ batches NOTIFY planChanged FINAL)
    Q_PROPERTY(int promptTokens READ promptTokens WRITE setPromptTokens NOTIFY planChanged FINAL)
    Q_PROPERTY(int answerTokens READ answerTokens WRITE setAnswerTokens NOTIFY planChanged FINAL)
    Q_PROPERTY(int repetitions READ repetitions WRITE setRepetitions NOTIFY planChanged FINAL)
    Q_PROPERTY(int testCount READ testCount NOTIFY planChanged FINAL)
    Q_PROPERTY(bool running READ running NOTIFY changed FINAL)
    Q_PROPERTY(double progress READ progress NOTIFY changed FINAL)
    Q_PROPERTY(QString progressText READ progressText NOTIFY changed FINAL)
    Q_PROPERTY(QString timeLeftText READ timeLeftText NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(QString problemDetail READ problemDetail NOTIFY changed FINAL)
    /// Of the last measurement.
    Q_PROPERTY(SpeedRounds* results READ results CONSTANT FINAL)
    Q_PROPERTY(QString meaning READ meaning NOTIFY changed FINAL)
    Q_PROPERTY(int bestThreads READ bestThreads NOTIFY changed FINAL)
    /// Of all measurements that the filters let through.
    Q_PROPERTY(SpeedRounds* history READ history CONSTANT FINAL)
    Q_PROPERTY(QString machine READ machine NOTIFY historyChanged FINAL)
    Q_PROPERTY(bool otherMachines READ otherMachines WRITE setOtherMachines NOTIFY historyChanged FINAL)
    Q_PROPERTY(bool hasOtherMachines READ hasOtherMachines NOTIFY historyChanged FINAL)
    Q_PROPERTY(QStringList models READ models NOTIFY historyChanged FINAL)
    Q_PROPERTY(QString modelFilter READ modelFilter WRITE setModelFilter NOTIFY historyChanged FINAL)

public:
    /// All outlive the controller; the services' executor is the GUI thread's.
    MeasureController(orrery::inference::EngineServices services, orrery::inference::ModelPool::HostSource hosts,
                      orrery::measure::MeasureStore& store, QObject* parent = nullptr);
    ~MeasureController() override;

    QString modelName() const { return m_modelName; }
    bool hasModel() const { return !m_file.isEmpty(); }
    QList<int> threadChoices() const { return m_threadChoices; }
    QList<int> threads() const { return m_threads; }
    QList<int> batchChoices() const { return {64, 128, 256, 512, 1024, 2048}; }
    QList<int> batches() const { return m_batches; }
    int promptTokens() const { return m_promptTokens; }
    int answerTokens() const { return m_answerTokens; }
    int repetitions() const { return m_repetitions; }
    int testCount() const; ///< Two for each round.
    bool running() const { return m_running; }
    double progress() const; ///< 0 to 1.
    QString progressText() const;
    QString timeLeftText() const; ///< Empty until the first test has ended.
    QString problem() const { return m_problem; }
    QString problemDetail() const { return m_problemDetail; }
    void setProblem(const orrery::Error& error); ///< Shown until it is dismissed.
    SpeedRounds* results() { return &m_results; }
    QString meaning() const; ///< What the best figures mean, for a person.
    int bestThreads() const; ///< 0: not known.
    SpeedRounds* history() { return &m_history; }
    QString machine() const { return m_machine; }
    bool otherMachines() const { return m_otherMachines; }
    bool hasOtherMachines() const;
    QStringList models() const;
    QString modelFilter() const { return m_modelFilter; }

    void setPromptTokens(int tokens);
    void setAnswerTokens(int tokens);
    void setRepetitions(int times);
    void setOtherMachines(bool shown);
    void setModelFilter(const QString& model);

    Q_INVOKABLE void chooseModel(const QUrl& file, const QString& title = {});
    Q_INVOKABLE void setThreadsChosen(int threads, bool chosen);
    Q_INVOKABLE void setBatchChosen(int batch, bool chosen);
    Q_INVOKABLE void start();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void adopt();
    /// Reads this machine's facts and what was kept; the owner calls it once the page is first shown.
    Q_INVOKABLE void refresh();
    /// Removes the selected rounds of the history.
    Q_INVOKABLE void removeSelected();
    /// Writes the selected rounds, or all that are shown, to a file: JSON where the name ends in .json, else CSV.
    Q_INVOKABLE void exportTo(const QUrl& file);
    Q_INVOKABLE void dismissProblem();

Q_SIGNALS:
    void changed();
    void planChanged();
    void threadChoicesChanged();
    void historyChanged();
    void exported(const QString& file);
    /// The person wants models to be run with this many threads.
    void adoptThreads(int threads);

private:
    void run(const orrery::Result<orrery::inference::EngineHost>& host);
    void showProgress(const orrery::inference::SpeedProgress& progress);
    void finished(const orrery::Result<std::vector<orrery::measure::SpeedRecord>>& records);
    void arrangeHistory();
    void offerThreads(unsigned physical, unsigned logical);
    orrery::inference::SpeedQuestion question() const;

    orrery::inference::EngineServices m_services;
    orrery::inference::ModelPool::HostSource m_hosts;
    orrery::measure::MeasureStore& m_store;
    QString m_file;
    QString m_modelName;
    QList<int> m_threadChoices{1, 2, 4};
    QList<int> m_threads{1, 2, 4};
    QList<int> m_batches{256};
    int m_promptTokens = 256;
    int m_answerTokens = 64;
    int m_repetitions = 3;
    bool m_running = false;
    orrery::inference::SpeedProgress m_progress;
    std::chrono::steady_clock::time_point m_started;
    QTimer m_clock; // tells the time left anew
    QString m_problem;
    QString m_problemDetail;
    SpeedRounds m_results;
    SpeedRounds m_history;
    std::vector<orrery::measure::SpeedRecord> m_records; // all that were kept
    QString m_machine;
    bool m_machineKnown = false;
    bool m_otherMachines = false;
    QString m_modelFilter;
    std::stop_source m_measuring;
    std::uint64_t m_looks = 0; // at what is kept; of several under way the last one counts
    std::stop_source m_alive;  // requested when the controller goes
};
