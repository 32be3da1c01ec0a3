// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QString>

#include <vector>

/// Something to choose: a bundled robot, a gesture.
struct NamedItem {
    QString id;
    QString title;
    QString description; ///< One line; may be empty.
};

/// A short list to choose from. GUI thread.
class NamedListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Filled by the program")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    /// All strings. `itemId` because `id` is taken in QML.
    enum Role { IdRole = Qt::UserRole, TitleRole, DescriptionRole };

    using QAbstractListModel::QAbstractListModel;

    void reset(std::vector<NamedItem> items);
    int count() const { return static_cast<int>(m_items.size()); }
    Q_INVOKABLE QString idAt(int row) const;
    Q_INVOKABLE QString titleOf(const QString& id) const;
    Q_INVOKABLE int indexOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    std::vector<NamedItem> m_items;
};
