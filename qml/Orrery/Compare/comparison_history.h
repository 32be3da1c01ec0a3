// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>

#include <orrery/measure/measure_store.h>

#include <cstdint>
#include <vector>

/// Comparisons made before, newest first. Names of a blind one without a vote stay hidden. GUI thread.
class ComparisonHistory : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by CompareController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        KeyRole = Qt::UserRole, ///< Its number in the store.
        PromptRole,             ///< Its beginning, on one line.
        ModelsRole,             ///< Who answered.
        WhenRole,
        VoteRole, ///< How the vote went; empty: none.
    };

    using QAbstractListModel::QAbstractListModel;

    int count() const { return static_cast<int>(m_comparisons.size()); }
    void reset(std::vector<orrery::measure::Comparison> comparisons);
    const orrery::measure::Comparison* find(std::int64_t id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    std::vector<orrery::measure::Comparison> m_comparisons;
};

/// How often each model won a blind vote, most first. GUI thread.
class ComparisonStandings : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by CompareController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role { ModelRole = Qt::UserRole, WinsRole, LossesRole, TiesRole, ShareRole /* 0 to 1, ties count half */ };

    using QAbstractListModel::QAbstractListModel;

    int count() const { return static_cast<int>(m_standings.size()); }
    void reset(std::vector<orrery::measure::Standing> standings);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    std::vector<orrery::measure::Standing> m_standings;
};

/// How a vote went, "A is better"; empty where there was none.
QString voteText(const orrery::measure::Comparison& comparison);
