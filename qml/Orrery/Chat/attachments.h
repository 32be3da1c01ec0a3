// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QImage>
#include <QQmlEngine>
#include <QUrl>

#include <orrery/base/executor.h>
#include <orrery/conversation/conversation.h>

#include <stop_token>
#include <vector>

/// A small copy of a picture as an address an Image can show; empty for what is none. Any thread.
QString thumbnailUrl(const std::string& encoded);

/// The files that will go with the next question: texts, and pictures where the model sees. Read by workers. GUI
/// thread.
class Attachments : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    Q_PROPERTY(bool picturesAllowed READ picturesAllowed NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL) ///< Why one of the last added was not taken.

public:
    enum Role { NameRole = Qt::UserRole, PictureRole, SourceRole, DetailRole };

    Attachments(orrery::Executor& workers, orrery::Executor& gui, QObject* parent = nullptr);
    ~Attachments() override;

    int count() const { return static_cast<int>(m_items.size()); }
    bool picturesAllowed() const { return m_picturesAllowed; }
    void setPicturesAllowed(bool allowed);
    QString problem() const { return m_problem; }

    Q_INVOKABLE void addFiles(const QList<QUrl>& files);
    /// Takes a picture from the clipboard. False: there is none, and the text is to be pasted.
    Q_INVOKABLE bool addFromClipboard();
    Q_INVOKABLE void remove(int row);
    std::vector<orrery::conversation::Attachment> items() const;
    void setItems(const std::vector<orrery::conversation::Attachment>& items);
    /// Gives them away.
    std::vector<orrery::conversation::Attachment> take();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();
    void edited(); ///< By the person: one was added or removed.

private:
    struct Item {
        orrery::conversation::Attachment attachment;
        QString source;
    };
    struct Reading;
    void add(Reading reading);
    void forgetProblem();

    orrery::Executor& m_workers;
    orrery::Executor& m_gui;
    std::vector<Item> m_items;
    bool m_picturesAllowed = false;
    QString m_problem;
    std::stop_source m_alive;
};
