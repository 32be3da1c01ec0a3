// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QUrl>
#include <QVariantList>

#include "model_fit.h"
#include "model_reading.h"
#include "model_services.h"

#include <orrery/inference/engine_settings.h>

#include <memory>
#include <stop_token>

/// What a model on this disk is, whether it fits, and how fast it would be, before it is loaded. GUI thread; files and
/// figures are read by workers, and what comes late for another model is dropped.
class ModelInspector : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(QUrl file READ file NOTIFY changed FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY changed FINAL)
    /// Why it cannot be read; empty: it can.
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(QString problemDetail READ problemDetail NOTIFY changed FINAL)
    Q_PROPERTY(bool known READ known NOTIFY changed FINAL)      ///< Its facts are shown.
    Q_PROPERTY(bool runs READ runs NOTIFY changed FINAL)        ///< An engine may run it;
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed FINAL) ///< else why not.
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList facts READ facts NOTIFY changed FINAL)             ///< {name, value, help}
    Q_PROPERTY(QVariantList tensorTypes READ tensorTypes NOTIFY changed FINAL) ///< {name, share, sizeText, countText}
    Q_PROPERTY(QString chatTemplate READ chatTemplate NOTIFY changed FINAL)
    Q_PROPERTY(QString licence READ licence NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList licencePoints READ licencePoints NOTIFY changed FINAL) ///< {kind, text}
    Q_PROPERTY(QString baseModel READ baseModel NOTIFY changed FINAL)

    Q_PROPERTY(ModelFit* memory READ memory CONSTANT FINAL) ///< More of what follows.
    Q_PROPERTY(int fit READ fit NOTIFY fitChanged FINAL)    ///< gguf::Fit
    Q_PROPERTY(QString fitText READ fitText NOTIFY fitChanged FINAL)
    Q_PROPERTY(QString fitIcon READ fitIcon NOTIFY fitChanged FINAL)
    Q_PROPERTY(bool byEngine READ byEngine NOTIFY fitChanged FINAL) ///< Else by rule of thumb.
    Q_PROPERTY(int contextTokens READ contextTokens WRITE setContextTokens NOTIFY fitChanged FINAL)
    Q_PROPERTY(int largestContext READ largestContext NOTIFY fitChanged FINAL) ///< That fits; 0: none, or not known.
    Q_PROPERTY(QString forecastText READ forecastText NOTIFY fitChanged FINAL)

public:
    explicit ModelInspector(ModelServices services, QObject* parent = nullptr);
    ~ModelInspector() override;

    QUrl file() const { return m_file; }
    bool loading() const { return m_loading; }
    QString problem() const { return m_problem; }
    QString problemDetail() const { return m_problemDetail; }
    bool known() const { return m_reading != nullptr; }
    bool runs() const { return m_reading && m_reading->whyNot.isEmpty(); }
    QString whyNot() const { return m_reading ? m_reading->whyNot : QString(); }
    QString title() const { return m_reading ? m_reading->title : m_file.fileName(); }
    QVariantList facts() const { return m_reading ? m_reading->facts : QVariantList(); }
    QVariantList tensorTypes() const { return m_reading ? m_reading->tensorTypes : QVariantList(); }
    QString chatTemplate() const { return m_reading ? m_reading->chatTemplate : QString(); }
    QString licence() const { return m_licence; }
    QVariantList licencePoints() const { return m_licencePoints; }
    QString baseModel() const { return m_reading ? m_reading->baseModel : QString(); }
    ModelFit* memory() { return &m_memory; }
    int fit() const { return m_memory.verdict(); }
    QString fitText() const { return m_memory.verdictText(); }
    QString fitIcon() const { return m_memory.verdictIcon(); }
    bool byEngine() const { return m_memory.byEngine(); }
    int contextTokens() const { return m_memory.contextTokens(); }
    void setContextTokens(int tokens) { m_memory.setContextTokens(tokens); }
    int largestContext() const { return m_memory.largestContext(); }
    QString forecastText() const { return m_memory.forecastText(); }

    /// Looks at that model; an empty address: at none.
    Q_INVOKABLE void inspect(const QUrl& file);
    /// How it would be started: model, projector, and the context chosen.
    orrery::inference::EngineSettings settings() const;

Q_SIGNALS:
    void changed();
    void fitChanged();

private:
    void read(const std::filesystem::path& path);
    void show(orrery::ui::ModelReading reading);
    void showLicence();
    void showProblem(const orrery::Error& error);

    ModelServices m_services;
    QUrl m_file;
    bool m_loading = false;
    QString m_problem;
    QString m_problemDetail;
    std::unique_ptr<orrery::ui::ModelReading> m_reading;
    QString m_licence;
    QVariantList m_licencePoints;
    ModelFit m_memory;
    std::stop_source m_current; ///< Of the model shown.
};
