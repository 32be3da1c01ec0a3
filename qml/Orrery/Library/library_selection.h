// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QString>
#include <QUrl>
#include <QVariantList>

#include <orrery/library/item.h>

#include <optional>

/// The item a person looks at, in full: values for the detail column. GUI thread.
class LibrarySelection : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Filled by the program")
    Q_PROPERTY(bool valid READ valid NOTIFY changed FINAL)
    Q_PROPERTY(QString key READ key NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QString repo READ repo NOTIFY changed FINAL) ///< "org/name"; empty: not known.
    Q_PROPERTY(QString repoKind READ repoKind NOTIFY changed FINAL)
    Q_PROPERTY(QString placeText READ placeText NOTIFY changed FINAL)
    Q_PROPERTY(QString folder READ folder NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList facts READ facts NOTIFY changed FINAL) ///< {label, value}
    Q_PROPERTY(
        QVariantList revisions READ revisions NOTIFY changed FINAL)      ///< {commit, refs, sizeText, freedText, files}
    Q_PROPERTY(QVariantList findings READ findings NOTIFY changed FINAL) ///< {text, path, repairable}
    Q_PROPERTY(bool mendable READ mendable NOTIFY changed FINAL)         ///< Some of them can be repaired.
    Q_PROPERTY(QString partialText READ partialText NOTIFY changed FINAL) ///< Empty: none.
    Q_PROPERTY(bool canTry READ canTry NOTIFY changed FINAL)              ///< The Try page can open fileToTry.
    Q_PROPERTY(bool canShow READ canShow NOTIFY changed FINAL)            ///< The Robot page can open fileToShow.
    Q_PROPERTY(QUrl fileToTry READ fileToTry NOTIFY changed FINAL)
    Q_PROPERTY(QUrl fileToShow READ fileToShow NOTIFY changed FINAL)
    Q_PROPERTY(bool pinned READ pinned NOTIFY changed FINAL)
    Q_PROPERTY(bool writable READ writable NOTIFY changed FINAL)
    Q_PROPERTY(bool packable READ packable NOTIFY changed FINAL) ///< Whole and in the Hub cache.

public:
    using QObject::QObject;

    void set(std::optional<orrery::library::Item> item);
    const std::optional<orrery::library::Item>& item() const { return m_item; }

    bool valid() const { return m_item.has_value(); }
    QString key() const;
    QString title() const;
    QString repo() const;
    QString repoKind() const;
    QString placeText() const;
    QString folder() const;
    QVariantList facts() const;
    QVariantList revisions() const;
    QVariantList findings() const;
    bool mendable() const;
    QString partialText() const;
    bool canTry() const { return !fileToTry().isEmpty(); }
    bool canShow() const { return !fileToShow().isEmpty(); }
    QUrl fileToTry() const;
    QUrl fileToShow() const;
    bool pinned() const { return m_item && m_item->pinned; }
    bool writable() const { return m_item && m_item->writable; }
    bool packable() const;

Q_SIGNALS:
    void changed();

private:
    std::optional<orrery::library::Item> m_item;
};
