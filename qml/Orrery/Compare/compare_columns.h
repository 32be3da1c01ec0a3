// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QString>

#include "card_model.h"
#include "compare_setup.h"

#include <orrery/base/error.h>
#include <orrery/card/streaming.h>
#include <orrery/compare/comparison_run.h>
#include <orrery/measure/measure_store.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The columns of a comparison: who is to answer, and what came of it. In a blind comparison names, settings and
/// figures stay hidden until the vote. GUI thread.
class CompareColumns : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by CompareController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(bool hidden READ isHidden NOTIFY hiddenChanged FINAL)

public:
    enum Role {
        LetterRole = Qt::UserRole, ///< "A"
        TitleRole,                 ///< The model, or "Model A" while hidden.
        SettingsRole,              ///< What differs, for a person.
        LocalRole,                 ///< bool: of this computer.
        TemperatureRole,           ///< number; NaN: the model's own.
        ContextRole,               ///< int
        ThreadsRole,               ///< int; 0: the engine's own choice.
        ThinkingRole,              ///< bool
        RunningRole,               ///< bool: waits, loads or answers.
        OverRole,                  ///< bool: it has answered, failed or was stopped.
        AnsweredRole,              ///< bool: it has answered in full.
        StageRole,                 ///< What it does now, for a person.
        ProblemRole,               ///< string; empty: none.
        ProblemDetailRole,
        CardRole,      ///< CardModel*
        ReasoningRole, ///< string
        FiguresRole,   ///< list of {name, value, help}
        SummaryRole,   ///< The figures in one sentence, for those who listen.
        WinnerRole,    ///< bool: voted the best.
    };

    explicit CompareColumns(QObject* parent = nullptr);
    ~CompareColumns() override;

    static constexpr int most = 6;

    int count() const { return static_cast<int>(m_columns.size()); }
    bool isHidden() const { return m_hidden; }
    std::vector<CompareSetup> setups() const;

    /// Nothing happens beyond `most`.
    void add(const CompareSetup& setup);
    void setSetups(const std::vector<CompareSetup>& setups);
    void remove(int row);
    void change(int row, const CompareSetup& setup);
    void setHidden(bool hidden);
    void setWinner(std::optional<std::size_t> winner);

    /// Empties the answers: a new question is put.
    void clearAnswers();
    void setStage(std::size_t column, orrery::compare::Stage stage);
    /// Shows what has come so far; `answer.text` and the reasoning only ever grow while it runs.
    void show(std::size_t column, const orrery::measure::ComparedAnswer& answer,
              const std::optional<orrery::Error>& failure, bool cameAfterwards);
    QString textAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void hiddenChanged();

private:
    struct Column;

    void changed(int row, const QList<int>& roles = {});
    QVariant resultData(const Column& column, int role) const;
    QString stageText(const Column& column) const;

    std::vector<std::unique_ptr<Column>> m_columns;
    bool m_hidden = false;
    std::optional<std::size_t> m_winner;
};
