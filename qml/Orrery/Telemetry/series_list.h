// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>

#include <orrery/robot/record/take.h>

#include <set>
#include <vector>

/// The legend of a plot: one row a joint, which can be shown or not, with its colour and its value at the cursor.
class SeriesList : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(int count READ count NOTIFY shownChanged FINAL)
    Q_PROPERTY(int shownCount READ shownCount NOTIFY shownChanged FINAL)

public:
    enum Role { NameRole = Qt::UserRole + 1, ColorRole, ShownRole, ValueRole, ComparedRole };
    /// No more than so many are drawn at once.
    static constexpr int mostShown = 32;

    struct Row {
        QString name;
        bool linear = false;
        bool shown = false;
        QString value;
        QString compared; ///< Of the take it is compared with; empty for none.
    };

    using QAbstractListModel::QAbstractListModel;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return static_cast<int>(m_rows.size()); }
    int shownCount() const;
    const std::vector<Row>& rows() const { return m_rows; }

    /// Other joints; those of a name that was there keep whether they are shown. Of new ones the first few are.
    void reset(std::vector<Row> rows);
    /// By row; those missing are blank.
    void setValues(const std::vector<QString>& values, const std::vector<QString>& compared);

    Q_INVOKABLE void setShown(int row, bool shown);
    Q_INVOKABLE void showAll(bool shown);

Q_SIGNALS:
    void shownChanged();

private:
    std::vector<Row> m_rows;
};
