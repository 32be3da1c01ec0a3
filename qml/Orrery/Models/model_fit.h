// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QTimer>
#include <QVariantList>

#include "model_services.h"

#include <orrery/inference/memory_probe.h>
#include <orrery/inference/speed_probe.h>
#include <orrery/measure/forecast.h>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

/// Whether a model would fit, for how long a context, and how fast it would answer; from its head alone. The formula
/// tells at once, the engine corrects it half a second later. Another context moves the verdict at once, and the engine
/// is asked again when the choice rests. GUI thread; late answers for another model are dropped.
class ModelFit : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by a presenter")
    Q_PROPERTY(bool known READ known NOTIFY changed FINAL)    ///< There is a verdict.
    Q_PROPERTY(bool asking READ asking NOTIFY changed FINAL)  ///< The engine is working it out.
    Q_PROPERTY(int verdict READ verdict NOTIFY changed FINAL) ///< gguf::Fit
    Q_PROPERTY(QString verdictText READ verdictText NOTIFY changed FINAL)
    Q_PROPERTY(QString verdictIcon READ verdictIcon NOTIFY changed FINAL)
    /// "It takes 5.2 GB of memory; 11.4 GB are free."
    Q_PROPERTY(QString summary READ summary NOTIFY changed FINAL)
    Q_PROPERTY(QString advice READ advice NOTIFY changed FINAL) ///< What would make it fit; empty: it does.
    Q_PROPERTY(bool byEngine READ byEngine NOTIFY changed FINAL)
    Q_PROPERTY(QString sourceText READ sourceText NOTIFY changed FINAL) ///< Who says so.
    Q_PROPERTY(bool refused READ refused NOTIFY changed FINAL)          ///< This engine cannot run it.
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)       ///< Why the engine did not answer.
    Q_PROPERTY(QString problemDetail READ problemDetail NOTIFY changed FINAL)
    Q_PROPERTY(int contextTokens READ contextTokens WRITE setContextTokens NOTIFY changed FINAL)
    Q_PROPERTY(int trainedContext READ trainedContext NOTIFY changed FINAL) ///< At most; 131072 where it is not said.
    Q_PROPERTY(int largestContext READ largestContext NOTIFY changed FINAL) ///< That fits; 0: none does.
    Q_PROPERTY(QString largestText READ largestText NOTIFY changed FINAL)
    /// A bar for main memory and for each graphics card: {name, text, limit, parts: [{kind, name, share, sizeText}]};
    /// shares and `limit` (where what is free ends) are of the bar's length.
    Q_PROPERTY(QVariantList bars READ bars NOTIFY changed FINAL)

    Q_PROPERTY(QString forecastText READ forecastText NOTIFY changed FINAL) ///< "About 41 tokens/s (35 to 48)"
    Q_PROPERTY(QString forecastSource READ forecastSource NOTIFY changed FINAL)
    Q_PROPERTY(bool canMeasure READ canMeasure NOTIFY changed FINAL)
    Q_PROPERTY(bool measuring READ measuring NOTIFY changed FINAL)
    Q_PROPERTY(double measureProgress READ measureProgress NOTIFY changed FINAL) ///< 0 to 1
    Q_PROPERTY(QString measureText READ measureText NOTIFY changed FINAL)
    Q_PROPERTY(QString measureProblem READ measureProblem NOTIFY changed FINAL)

public:
    using Heads = std::shared_ptr<const std::vector<orrery::inference::ModelHead>>;
    using HeaderPointer = std::shared_ptr<const orrery::gguf::Header>;

    explicit ModelFit(ModelServices services, QObject* parent = nullptr);
    ~ModelFit() override;

    /// Judges that model; forgets the one before. @param header of all heads as one.
    void judge(HeaderPointer header, Heads heads, const orrery::inference::EngineSettings& settings);
    void clear();

    bool known() const { return m_report.has_value(); }
    bool asking() const { return m_asking; }
    int verdict() const { return static_cast<int>(fit()); }
    orrery::gguf::Fit fit() const;
    QString verdictText() const;
    QString verdictIcon() const;
    QString summary() const;
    QString advice() const;
    bool byEngine() const { return m_report && m_report->need.byEngine; }
    QString sourceText() const;
    bool refused() const { return m_refused; }
    QString problem() const;
    QString problemDetail() const;
    int contextTokens() const { return static_cast<int>(m_settings.contextTokens); }
    void setContextTokens(int tokens);
    int trainedContext() const { return m_trainedContext; }
    int largestContext() const;
    QString largestText() const;
    QVariantList bars() const;

    QString forecastText() const;
    QString forecastSource() const;
    bool canMeasure() const { return m_heads && !m_measuring && !m_refused; }
    bool measuring() const { return m_measuring; }
    double measureProgress() const { return m_measureProgress; }
    QString measureText() const { return m_measureText; }
    QString measureProblem() const { return m_measureProblem; }
    /// Runs the engine on empty weights of this shape: seconds to minutes.
    Q_INVOKABLE void measure();
    Q_INVOKABLE void cancelMeasure();

    const orrery::inference::EngineSettings& settings() const { return m_settings; }
    const std::optional<orrery::inference::FitReport>& report() const { return m_report; }
    const std::optional<orrery::measure::Forecast>& forecast() const { return m_forecast; }

Q_SIGNALS:
    void changed();

private:
    struct Look; ///< What a worker found out about this computer.
    void looked(const Look& look);
    void reckon();
    void ask();
    void probe(const orrery::inference::EngineHost& host);
    void answered(const orrery::inference::EngineSettings& asked, orrery::Result<orrery::inference::MemoryNeed> need);
    void refuse(const orrery::Error& error);
    void runMeasure(const orrery::inference::EngineHost& host);
    void measured(const orrery::Result<std::vector<orrery::inference::SpeedRow>>& rows);

    ModelServices m_services;
    HeaderPointer m_header;
    Heads m_heads;
    orrery::inference::EngineSettings m_settings;
    int m_trainedContext = 0;
    std::uint64_t m_available = 0;                       ///< Bytes.
    std::optional<orrery::inference::MemoryNeed> m_told; ///< By the engine,
    orrery::inference::EngineSettings m_toldFor;         ///< for these settings.
    std::optional<orrery::inference::FitReport> m_report;
    bool m_asking = false;
    bool m_refused = false;
    std::optional<orrery::Error> m_problem;
    std::optional<orrery::measure::Forecast> m_forecast;
    bool m_measuring = false;
    double m_measureProgress = 0;
    QString m_measureText;
    QString m_measureProblem;
    QTimer m_rest;
    std::stop_source m_current;  ///< Of the model judged.
    std::stop_source m_question; ///< Of the question to the engine.
    std::stop_source m_measurement;
};
