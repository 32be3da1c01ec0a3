// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QTimer>

#include "conversation_keeper.h"

#include <stop_token>
#include <vector>

/// How the conversation is held: what the model is told first, how words are picked (one row a setting, each with a
/// plain explanation), what shape answers have; and presets of all these. GUI thread.
class SetupModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(QString system READ system WRITE setSystem NOTIFY edited FINAL)
    Q_PROPERTY(bool thinking READ thinking WRITE setThinking NOTIFY edited FINAL)
    Q_PROPERTY(int formKind READ formKind WRITE setFormKind NOTIFY edited FINAL) ///< A FormKind.
    Q_PROPERTY(QString formText READ formText WRITE setFormText NOTIFY edited FINAL)
    Q_PROPERTY(QString formProblem READ formProblem NOTIFY edited FINAL) ///< Why the schema cannot be used.
    Q_PROPERTY(QStringList presets READ presets NOTIFY presetsChanged FINAL)
    Q_PROPERTY(int preset READ preset NOTIFY edited FINAL)            ///< Which of them this is, or -1.
    Q_PROPERTY(bool presetIsOwn READ presetIsOwn NOTIFY edited FINAL) ///< The person's: can be removed.

public:
    enum FormKind { Free, Json, JsonSchema, Grammar };
    Q_ENUM(FormKind)
    enum Role {
        KeyRole = Qt::UserRole,
        NameRole,
        HelpRole,
        SetRole,
        ValueRole,
        FromRole,
        ToRole,
        StepRole,
        DecimalsRole
    };

    explicit SetupModel(ConversationKeeper& keeper, QObject* parent = nullptr);
    ~SetupModel() override;

    const orrery::conversation::Setup& setup() const { return m_setup; }
    void setSetup(const orrery::conversation::Setup& setup);
    void readPresets();

    QString system() const { return QString::fromStdString(m_setup.system); }
    void setSystem(const QString& text);
    bool thinking() const { return m_setup.thinking; }
    void setThinking(bool on);
    int formKind() const { return static_cast<int>(m_setup.form.kind); }
    void setFormKind(int kind);
    QString formText() const { return QString::fromStdString(m_setup.form.text); }
    void setFormText(const QString& text);
    QString formProblem() const;
    QStringList presets() const;
    int preset() const;
    bool presetIsOwn() const;

    Q_INVOKABLE void setValue(const QString& key, double value);
    /// Leaves it to the engine again.
    Q_INVOKABLE void unset(const QString& key);
    Q_INVOKABLE void usePreset(int index);
    Q_INVOKABLE void savePreset(const QString& name);
    Q_INVOKABLE void removePreset(int index);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void edited();
    void presetsChanged();

private:
    void rowsChanged();
    static QString nameOf(const orrery::conversation::Preset& preset);
    void choose(orrery::conversation::Id preset);

    ConversationKeeper& m_keeper;
    orrery::conversation::Setup m_setup;
    std::vector<orrery::conversation::Preset> m_presets;
    orrery::conversation::Id m_chosen = 0; ///< The one of several alike that was meant.
    std::stop_source m_alive;
};
