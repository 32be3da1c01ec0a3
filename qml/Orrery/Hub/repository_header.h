// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQmlEngine>
#include <QString>
#include <QUrl>

#include "hub_services.h"
#include "repository_record.h"

/// The head of a repository's page, for a person.
class RepositoryHeader {
    Q_GADGET
    QML_VALUE_TYPE(repositoryHeader)
    Q_PROPERTY(QString repo MEMBER repo CONSTANT FINAL)         ///< "org/name"
    Q_PROPERTY(QString kind MEMBER kind CONSTANT FINAL)         ///< "model", "dataset", "space"
    Q_PROPERTY(QString kindText MEMBER kindText CONSTANT FINAL) ///< "Model"
    Q_PROPERTY(QString title MEMBER title CONSTANT FINAL)
    Q_PROPERTY(QString publisher MEMBER publisher CONSTANT FINAL)
    Q_PROPERTY(QString country MEMBER country CONSTANT FINAL) ///< Code; empty: not known.
    Q_PROPERTY(QString monogram MEMBER monogram CONSTANT FINAL)
    Q_PROPERTY(int tint MEMBER tint CONSTANT FINAL)
    Q_PROPERTY(QString fitIcon MEMBER fitIcon CONSTANT FINAL)
    Q_PROPERTY(QString fitText MEMBER fitText CONSTANT FINAL) ///< Empty: not known.
    Q_PROPERTY(QString fitMood MEMBER fitMood CONSTANT FINAL)
    /// "Seen 3 November" while what is shown comes from the catalogue; empty when the Hub has just said so.
    Q_PROPERTY(QString seenText MEMBER seenText CONSTANT FINAL)
    Q_PROPERTY(bool gated MEMBER gated CONSTANT FINAL)          ///< Its makers ask for their terms to be accepted.
    Q_PROPERTY(QString gateText MEMBER gateText CONSTANT FINAL) ///< What they ask.
    Q_PROPERTY(bool installed MEMBER installed CONSTANT FINAL)  ///< Some of it is on this disk.
    Q_PROPERTY(bool favourite MEMBER favourite CONSTANT FINAL)
    Q_PROPERTY(QString newVersion MEMBER newVersion CONSTANT FINAL) ///< The repository that replaces it; empty: none.
    Q_PROPERTY(QUrl webUrl MEMBER webUrl CONSTANT FINAL)

public:
    static RepositoryHeader of(const RepositoryRecord& record, const HubServices& services);

    QString repo, kind, kindText, title, publisher, country, monogram;
    int tint = 0;
    QString fitIcon, fitText, fitMood, seenText, gateText, newVersion;
    bool gated = false;
    bool installed = false;
    bool favourite = false;
    QUrl webUrl;
    QUrl linksUrl; ///< Where the card's relative links start from.
    QUrl filesUrl; ///< And its relative pictures.
};
