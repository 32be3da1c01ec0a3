// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QStringList>
#include <QTimer>

#include <orrery/base/executor.h>

#include <stop_token>

class RobotScene;

/// What a robot weighs, how large it is and how far it reaches, in words. Worked out only while `active`; the centre of
/// mass follows the pose. GUI thread; the reach is searched for on the pool.
class RobotFigures : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged FINAL)
    Q_PROPERTY(QString massText READ massText NOTIFY changed FINAL)
    Q_PROPERTY(QString centreText READ centreText NOTIFY changed FINAL) ///< x, y, z in the frame of the root.
    Q_PROPERTY(QString sizeText READ sizeText NOTIFY changed FINAL)
    Q_PROPERTY(QString reachText READ reachText NOTIFY changed FINAL)
    Q_PROPERTY(QStringList tips READ tips NOTIFY tipsChanged FINAL) ///< Links whose reach can be asked for.
    Q_PROPERTY(int tip READ tip WRITE setTip NOTIFY changed FINAL)

public:
    /// @param gui runs completions on this thread; all outlive this.
    RobotFigures(RobotScene& scene, orrery::Executor& gui, orrery::Executor& pool, QObject* parent = nullptr);
    ~RobotFigures() override;

    bool isActive() const { return m_active; }
    void setActive(bool active);
    QString massText() const { return m_massText; }
    QString centreText() const { return m_centreText; }
    QString sizeText() const { return m_sizeText; }
    QString reachText() const { return m_reachText; }
    QStringList tips() const;
    int tip() const { return m_tip; }
    void setTip(int link);

Q_SIGNALS:
    void activeChanged();
    void changed();
    void tipsChanged();

private:
    void robotChanged();
    void measure();
    void searchReach();

    RobotScene& m_scene;
    orrery::Executor& m_gui;
    orrery::Executor& m_pool;
    std::stop_source m_stop;
    QTimer m_soon; // the centre of mass need not follow every frame
    bool m_active = false;
    bool m_reachKnown = false;
    int m_tip = -1;
    QString m_massText;
    QString m_centreText;
    QString m_sizeText;
    QString m_reachText;
};
