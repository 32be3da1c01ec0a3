// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QString>

#include <orrery/library/item.h>

#include <vector>

/// What is on this disk, filtered and ordered. GUI thread.
class LibraryModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Filled by the program")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// All there are, whatever the filter.
    Q_PROPERTY(int total READ total NOTIFY countChanged FINAL)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY filterChanged FINAL)
    /// -1: any; else a library::Place, library::Kind as int.
    Q_PROPERTY(int place READ place WRITE setPlace NOTIFY filterChanged FINAL)
    Q_PROPERTY(int kind READ kind WRITE setKind NOTIFY filterChanged FINAL)
    Q_PROPERTY(Order order READ order WRITE setOrder NOTIFY filterChanged FINAL)

public:
    enum Role {
        KeyRole = Qt::UserRole, ///< string
        TitleRole,              ///< string
        SummaryRole,            ///< "Model · GGUF, qwen3, 8.2 B parameters · Hub cache"
        SizeTextRole,           ///< "4.8 GB"
        UsedTextRole,           ///< "used 3 days ago"
        PartialTextRole,        ///< "1.2 GB unfinished"; empty: none
        ProblemsRole,           ///< int: findings that stand
        PinnedRole,             ///< bool
        PickleRole,             ///< bool: holds files that can run code
        CanTryRole,             ///< bool: the Try page can open it
        CanShowRole,            ///< bool: the Robot page can open it
    };
    enum Order { BySize, ByUse, ByName };
    Q_ENUM(Order)

    using QAbstractListModel::QAbstractListModel;

    void reset(std::vector<orrery::library::Item> items);
    void setPinned(const std::string& key, bool pinned);
    const orrery::library::Item* find(const QString& key) const;
    const std::vector<orrery::library::Item>& items() const { return m_items; }

    int count() const { return static_cast<int>(m_shown.size()); }
    int total() const { return static_cast<int>(m_items.size()); }
    QString text() const { return m_text; }
    int place() const { return m_place; }
    int kind() const { return m_kind; }
    Order order() const { return m_order; }
    void setText(const QString& text);
    void setPlace(int place);
    void setKind(int kind);
    void setOrder(Order order);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void filterChanged();

private:
    bool passes(const orrery::library::Item& item) const;
    void arrange();

    std::vector<orrery::library::Item> m_items;
    std::vector<std::size_t> m_shown;
    QString m_text;
    int m_place = -1;
    int m_kind = -1;
    Order m_order = BySize;
};
