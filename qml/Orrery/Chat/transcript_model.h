// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QVariantList>

#include "block_data.h"

#include <orrery/card/streaming.h>
#include <orrery/conversation/conversation.h>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

/// A text of Markdown as blocks, with their kinds as the rows show them.
struct TranscriptText {
    std::shared_ptr<orrery::card::StreamingDocument> document = std::make_shared<orrery::card::StreamingDocument>();
    std::vector<std::uint8_t> shown = {}; ///< One kind a row that stands in the model.
};

/// One turn as it is shown.
struct TranscriptTurn {
    orrery::conversation::Id id = 0;
    bool fromUser = false;
    QString question;
    QVariantList attachments; ///< list of {name, picture, source}
    TranscriptText answer;
    TranscriptText thinking;
    bool thinkingShown = false;
    orrery::conversation::Turn::State state = orrery::conversation::Turn::State::Done;
    QString stats;    ///< Of an answer: who gave it and how fast.
    QString progress; ///< While it is awaited: what is going on.
    QString problemTitle, problem, problemDetail;
    QStringList remedies; ///< Names of what can be done about the problem: ChatController::remedy.
    int version = 1, versions = 1;
};

/// The path of a conversation as a flat list of rows: a question, the head of what the model thought, one row a block
/// of Markdown, the foot of an answer. So a view makes only what is in sight, and a growing answer changes its last
/// rows alone. GUI thread.
class TranscriptModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(bool empty READ empty NOTIFY countChanged FINAL)
    /// How its rich text looks; the view binds these to the palette.
    Q_PROPERTY(QColor linkColor READ linkColor WRITE setLinkColor NOTIFY lookChanged FINAL)
    Q_PROPERTY(QColor codeColor READ codeColor WRITE setCodeColor NOTIFY lookChanged FINAL)
    Q_PROPERTY(QColor lineColor READ lineColor WRITE setLineColor NOTIFY lookChanged FINAL)
    Q_PROPERTY(QString monoFamily READ monoFamily WRITE setMonoFamily NOTIFY lookChanged FINAL)

public:
    enum RowKind { Question, Thinking, Block, Foot };
    Q_ENUM(RowKind)
    enum Role { // after those of CardModel
        RowKindRole = Qt::UserRole + 100,
        TurnRole,
        TextRole, ///< Of a question.
        AttachmentsRole,
        JoinedRole, ///< A block that goes on the code above it.
        QuietRole,  ///< A block of what the model thought.
        FirstRole,  ///< The first block of an answer.
        StateRole,  ///< "done", "open", "stopped" or "failed".
        StatsRole,
        ProgressRole,
        ThinkingShownRole,
        ThinkingWordsRole, ///< How many there are, about.
        ProblemTitleRole,
        ProblemRole,
        ProblemDetailRole,
        RemediesRole,
        VersionRole,
        VersionsRole,
    };

    explicit TranscriptModel(QObject* parent = nullptr);

    int count() const { return static_cast<int>(m_rows.size()); }
    bool empty() const { return m_turns.empty(); }
    const std::vector<TranscriptTurn>& turns() const { return m_turns; }
    const TranscriptTurn* find(orrery::conversation::Id turn) const;

    void show(std::vector<TranscriptTurn> turns);
    void append(TranscriptTurn turn);
    /// Takes away that turn and all after it.
    void cutFrom(orrery::conversation::Id turn);
    /// The last turn, an answer, grows.
    void extend(std::string_view text, std::string_view thinking);
    void setProgress(const QString& progress);
    /// The last turn, an answer, is whole.
    void finish(orrery::conversation::Turn::State state, const QString& stats);
    /// An answer that is whole goes on.
    void reopen();
    void setProblem(const QString& title, const QString& text, const QString& detail, const QStringList& remedies);

    Q_INVOKABLE void setThinkingShown(qint64 turn, bool shown);
    /// The first row of that turn, or -1.
    Q_INVOKABLE int rowOfTurn(qint64 turn) const;

    QColor linkColor() const { return m_look.link; }
    QColor codeColor() const { return m_look.code; }
    QColor lineColor() const { return m_look.line; }
    QString monoFamily() const { return m_look.monoFamily; }
    void setLinkColor(const QColor& color) { setLook(m_look.link, color); }
    void setCodeColor(const QColor& color) { setLook(m_look.code, color); }
    void setLineColor(const QColor& color) { setLook(m_look.line, color); }
    void setMonoFamily(const QString& family) { setLook(m_look.monoFamily, family); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void lookChanged();
    void grew(); ///< The answer that is being written; all its rows are up to date.

private:
    struct Row {
        RowKind kind = Question;
        bool thinking = false; ///< Of a block.
        std::uint32_t turn = 0;
        std::uint32_t block = 0;
    };
    template <class T>
    void setLook(T& part, const T& value) {
        if (part == value) return;
        part = value;
        Q_EMIT lookChanged();
    }
    std::vector<Row> rowsOf(std::uint32_t turn);
    void placeRows(int at, const std::vector<Row>& rows);
    void takeRows(int at, int number);
    int firstRow(std::uint32_t turn) const;
    void changeText(TranscriptText& text, bool thinking, std::size_t firstChanged);
    void changeLastRow(const QList<int>& roles);
    QVariant turnData(const Row& row, const TranscriptTurn& turn, int role) const;
    QVariant rowBlockData(const Row& row, const TranscriptTurn& turn, int role) const;

    std::vector<TranscriptTurn> m_turns;
    std::vector<Row> m_rows;
    BlockLook m_look;
};
