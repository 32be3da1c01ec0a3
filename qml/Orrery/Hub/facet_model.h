// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQmlEngine>
#include <QString>

#include <orrery/bridge/synced_list_model.h>

#include <orrery/catalog/catalog.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

/// One thing to filter by: its values with how many entries have each, the chosen ones first, the rest folded behind
/// "more". GUI thread.
class FacetModel : public SyncedListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by ExploreController")
    Q_PROPERTY(QString title READ title CONSTANT FINAL)
    /// A sentence about what the values mean; empty: they speak for themselves.
    Q_PROPERTY(QString hint READ hint CONSTANT FINAL)
    /// Whether several may be chosen at once.
    Q_PROPERTY(bool multiple READ multiple CONSTANT FINAL)
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    /// Values folded away.
    Q_PROPERTY(int hidden READ hidden NOTIFY changed FINAL)
    Q_PROPERTY(bool expanded READ expanded WRITE setExpanded NOTIFY changed FINAL)
    Q_PROPERTY(int chosenCount READ chosenCount NOTIFY changed FINAL)

public:
    enum Role {
        ValueRole = Qt::UserRole, ///< As the catalogue names it.
        LabelRole,                ///< For a person.
        CountTextRole,
        ChosenRole,
    };

    struct Kind {
        orrery::catalog::Facet facet;
        QString title;
        QString hint;
        bool multiple = true;
        std::function<QString(const std::string& value)> label;
    };
    explicit FacetModel(Kind kind, QObject* parent = nullptr);

    orrery::catalog::Facet facet() const { return m_kind.facet; }
    QString title() const { return m_kind.title; }
    QString hint() const { return m_kind.hint; }
    bool multiple() const { return m_kind.multiple; }
    int count() const { return static_cast<int>(m_rows.size()); }
    int hidden() const { return m_hidden; }
    bool expanded() const { return m_expanded; }
    void setExpanded(bool expanded);
    int chosenCount() const { return static_cast<int>(m_chosen.size()); }
    const std::vector<std::string>& chosen() const { return m_chosen; }

    void setCounts(std::vector<std::pair<std::string, std::uint64_t>> counts);
    void setChosen(std::vector<std::string> values);
    Q_INVOKABLE void toggle(const QString& value);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();
    /// The person chose or let go of a value.
    void chosenChanged();

private:
    struct Row {
        std::string value;
        std::uint64_t count = 0;
        bool chosen = false;
    };
    void rebuild();

    Kind m_kind;
    std::vector<std::pair<std::string, std::uint64_t>> m_counts;
    std::vector<std::string> m_chosen;
    std::vector<Row> m_rows;
    int m_hidden = 0;
    bool m_expanded = false;
};
