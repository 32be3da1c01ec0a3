// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QString>

#include <vector>

/// One turn of a conversation.
struct ChatTurn {
    enum State { Done, Streaming, Stopped, Failed };

    bool fromUser = false;
    QString text;
    QString reasoning; ///< What the model thought before it answered; may be empty.
    QString stats;     ///< Speed and length of a finished answer, for a person.
    State state = Done;
};

/// The conversation shown, oldest first. Streamed pieces are added to the last answer. GUI thread.
class ChatMessageModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by ChatController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        FromUserRole = Qt::UserRole, ///< bool
        TextRole,                    ///< string
        ReasoningRole,               ///< string
        StatsRole,                   ///< string
        StateRole,                   ///< string: "done", "streaming", "stopped" or "failed"
    };

    using QAbstractListModel::QAbstractListModel;

    void append(ChatTurn turn);
    /// Adds to the last turn.
    void extend(const QString& text, const QString& reasoning);
    /// Ends the last turn.
    void finish(ChatTurn::State state, const QString& stats);
    void removeLast();
    void clear();

    const std::vector<ChatTurn>& turns() const { return m_turns; }
    int count() const { return static_cast<int>(m_turns.size()); }
    Q_INVOKABLE QString textAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    std::vector<ChatTurn> m_turns;
};
