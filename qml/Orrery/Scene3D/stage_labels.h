// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orbit_camera.h"
#include "robot_scene.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QQmlEngine>

#include <vector>

/// The words that lie over the stage: the picked link's name and axes beside its frame, and the length of the tape.
/// Places are pixels of the camera's view and follow pose and camera. GUI thread.
class StageLabels : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(RobotScene* scene READ scene WRITE setScene NOTIFY sceneChanged FINAL)
    Q_PROPERTY(OrbitCamera* camera READ camera WRITE setCamera NOTIFY cameraChanged FINAL)

public:
    enum Role {
        TextRole = Qt::UserRole, ///< string
        PlaceRole,               ///< point: pixels
        StrongRole,              ///< bool: the tape's
    };

    using QAbstractListModel::QAbstractListModel;

    RobotScene* scene() const { return m_scene; }
    void setScene(RobotScene* scene);
    OrbitCamera* camera() const { return m_camera; }
    void setCamera(OrbitCamera* camera);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void sceneChanged();
    void cameraChanged();

private:
    struct Label {
        QString text;
        QPointF place;
        bool strong = false;
    };

    void refresh();
    std::vector<Label> labels() const;

    QPointer<RobotScene> m_scene;
    QPointer<OrbitCamera> m_camera;
    std::vector<Label> m_labels;
};
