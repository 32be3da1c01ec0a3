// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QColor>
#include <QQmlEngine>
#include <QString>
#include <QUrl>

#include "block_data.h"

#include <orrery/card/document.h>

#include <cstddef>
#include <vector>

/// The blocks of one card, for CardView. Whoever feeds it reads the card elsewhere (readCardBody, on a worker). GUI
/// thread.
class CardModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int count READ count NOTIFY documentChanged FINAL)
    /// The card was too long; the rest is left out.
    Q_PROPERTY(bool cut READ isCut NOTIFY documentChanged FINAL)
    /// How its rich text looks; the view binds these to the palette.
    Q_PROPERTY(QColor linkColor READ linkColor WRITE setLinkColor NOTIFY lookChanged FINAL)
    Q_PROPERTY(QColor codeColor READ codeColor WRITE setCodeColor NOTIFY lookChanged FINAL)
    Q_PROPERTY(QColor lineColor READ lineColor WRITE setLineColor NOTIFY lookChanged FINAL)
    Q_PROPERTY(QString monoFamily READ monoFamily WRITE setMonoFamily NOTIFY lookChanged FINAL)

public:
    enum Kind { Paragraph, Heading, Code, Quote, ListItem, Table, Image, Rule, Maths };
    Q_ENUM(Kind)
    enum Role {
        KindRole = Qt::UserRole, ///< A Kind.
        LevelRole,               ///< Heading: 1 to 6.
        DepthRole,               ///< Lists and quotes around it.
        QuoteLevelsRole,         ///< list of int: which of these are quotes, from 0.
        MarkerRole,              ///< "•", "3."; empty: none.
        RichTextRole,            ///< Our own small HTML; also of a table.
        PlainTextRole,           ///< What it says; for those who listen.
        CodeRole,                ///< Code and Maths.
        LanguageRole,
        CentredRole,
        ImagesRole,      ///< list of {url, text, link, host, width, height}; url is absolute or empty.
        ColumnsRole,     ///< Table.
        RowsLeftOutRole, ///< Table: how many more there are than are shown.
    };

    explicit CardModel(QObject* parent = nullptr);

    /// @param linkBase what relative links start from, ending in "/": https://host/org/name/blob/main/
    /// @param imageBase the same for pictures: https://host/org/name/resolve/main/
    void setDocument(orrery::card::Document document, const QUrl& linkBase = {}, const QUrl& imageBase = {});

    /// For a text that is still being written: its blocks now, of which those before `firstChanged` are as they were.
    void follow(const std::vector<orrery::card::Block>& blocks, std::size_t firstChanged);

    int count() const { return static_cast<int>(m_document.blocks.size()); }
    QColor linkColor() const { return m_look.link; }
    QColor codeColor() const { return m_look.code; }
    QColor lineColor() const { return m_look.line; }
    QString monoFamily() const { return m_look.monoFamily; }
    void setLinkColor(const QColor& color) { setLook(m_look.link, color); }
    void setCodeColor(const QColor& color) { setLook(m_look.code, color); }
    void setLineColor(const QColor& color) { setLook(m_look.line, color); }
    void setMonoFamily(const QString& family) { setLook(m_look.monoFamily, family); }
    bool isCut() const { return m_document.cut; }

    /// The row a "#anchor" leads to, or -1.
    Q_INVOKABLE int rowOfAnchor(const QString& link) const;
    /// A link of the text, made absolute; invalid if it leads nowhere.
    Q_INVOKABLE QUrl resolvedLink(const QString& link) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void documentChanged();
    void lookChanged();

private:
    template <class T>
    void setLook(T& part, const T& value) {
        if (part == value) return;
        part = value;
        Q_EMIT lookChanged();
    }

    orrery::card::Document m_document;
    QUrl m_linkBase;
    BlockLook m_look;
};
