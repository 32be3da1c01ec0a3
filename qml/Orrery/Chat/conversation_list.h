// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QTimer>

#include "conversation_keeper.h"

#include <stop_token>
#include <vector>

/// The column of conversations: all of them, or those in which the words looked for stand. GUI thread.
class ConversationList : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    Q_PROPERTY(QString searchText READ searchText WRITE setSearchText NOTIFY changed FINAL)
    Q_PROPERTY(bool searching READ searching NOTIFY changed FINAL) ///< Words are looked for: rows are hits.
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)  ///< Why there is no list; empty: there is.
    Q_PROPERTY(double current READ currentNumber NOTIFY currentChanged FINAL)

public:
    enum Role {
        ConversationRole = Qt::UserRole, ///< Its id.
        TurnRole,                        ///< Of a hit: where it stands; 0: in the title.
        TitleRole,
        DetailRole,  ///< Who it was held with and when.
        ExcerptRole, ///< Of a hit: escaped, the words in bold.
        PinnedRole,
    };

    explicit ConversationList(ConversationKeeper& keeper, QObject* parent = nullptr);
    ~ConversationList() override;

    int count() const { return static_cast<int>(m_rows.size()); }
    QString searchText() const { return m_searchText; }
    bool searching() const { return !m_searchText.trimmed().isEmpty(); }
    QString problem() const { return m_problem; }
    qint64 current() const { return m_current; }
    double currentNumber() const {
        return static_cast<double>(m_current);
    } ///< For QML, which has no whole numbers that long.

    void setSearchText(const QString& text);
    void setCurrent(qint64 conversation);
    QString titleOf(qint64 conversation) const;
    /// Reads the list again; what stays keeps its place.
    void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();
    void currentChanged();

private:
    struct Row {
        orrery::conversation::Summary summary;
        qint64 turn = 0;
        QString excerpt;
    };
    void show(std::vector<Row> rows);
    void fail(const orrery::Error& error);

    ConversationKeeper& m_keeper;
    std::vector<Row> m_rows;
    QString m_searchText;
    QString m_problem;
    qint64 m_current = 0;
    QTimer m_searchSoon;
    quint64 m_round = 0; ///< Of questions to the store: only the last one's answer counts.
    std::stop_source m_alive;
};
