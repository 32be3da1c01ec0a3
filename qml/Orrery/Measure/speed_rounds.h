// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QVariantList>

#include <orrery/measure/speed_run.h>

#include <cstdint>
#include <set>
#include <vector>

/// Measured rounds as rows of a table. Some can be selected; the others are then told against the oldest of them. GUI
/// thread.
class SpeedRounds : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by MeasureController")
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    Q_PROPERTY(int selectedCount READ selectedCount NOTIFY changed FINAL)
    /// For SpeedChart: a list of {label, value, deviation, text, best}.
    Q_PROPERTY(QVariantList promptBars READ promptBars NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList answerBars READ answerBars NOTIFY changed FINAL)

public:
    enum Role {
        KeyRole = Qt::UserRole, ///< Of the round's first record.
        ModelRole,
        MachineRole,
        EngineRole,
        WhenRole,
        RoundRole,  ///< "4 threads, batches of 256"
        PromptRole, ///< Speed with its spread, or empty.
        AnswerRole,
        BestRole, ///< bool: the threads to use.
        SelectedRole,
        BaseRole,             ///< bool: what the other selected ones are told against.
        PromptDifferenceRole, ///< "+12 %", empty where there is nothing to compare.
        AnswerDifferenceRole,
    };

    using QAbstractListModel::QAbstractListModel;

    int count() const { return static_cast<int>(m_rounds.size()); }
    int selectedCount() const { return static_cast<int>(m_selected.size()); }
    QVariantList promptBars() const;
    QVariantList answerBars() const;

    const std::vector<orrery::measure::SpeedRound>& rounds() const { return m_rounds; }
    std::vector<orrery::measure::SpeedRound> selectedRounds() const;

    /// Selected rounds that are still among them stay selected.
    /// @param markBest whether one of them is the best of all.
    void reset(std::vector<orrery::measure::SpeedRound> rounds, bool markBest);
    Q_INVOKABLE void select(int row, bool selected);
    Q_INVOKABLE void clearSelection();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    QVariantList bars(bool prompts) const;
    const orrery::measure::SpeedRound* base() const;
    QVariant comparedData(const orrery::measure::SpeedRound& round, int role) const;

    std::vector<orrery::measure::SpeedRound> m_rounds;
    std::set<std::int64_t> m_selected; // by key
    std::optional<std::size_t> m_best;
    bool m_severalBatches = false;
};
