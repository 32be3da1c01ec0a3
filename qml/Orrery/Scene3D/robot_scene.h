// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "robot_ghost.h"
#include "scene_batch_model.h"
#include "surface_tape.h"
#include "view_options.h"

#include <orrery/base/executor.h>
#include <orrery/base/pose.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/kinematics/model.h>

#include <QList>
#include <QObject>
#include <QQmlEngine>
#include <QString>
#include <QVector3D>
#include <QVector4D>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

/// Fills in where every link is now (rootFromLink, by link index; the vector already has the size of the last pose).
/// @return whether anything changed since the last call; if not, the vector is ignored. Called on the GUI thread once a
/// frame.
using PoseSource = std::function<bool(std::vector<orrery::Pose>& rootFromLink)>;

/// One robot as it is to be seen: its surfaces, loaded in the background, and where its links are. Views (3D or flat)
/// draw it; it knows no view. Everything is in metres and Z up, in the frame of the robot's root. GUI thread.
class RobotScene : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(QString name READ name NOTIFY descriptionChanged FINAL)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY descriptionChanged FINAL)
    Q_PROPERTY(int linkCount READ linkCount NOTIFY descriptionChanged FINAL)
    Q_PROPERTY(SceneBatchModel* batches READ batches CONSTANT FINAL)
    /// What is about to happen: a drag, a pose that was asked for.
    Q_PROPERTY(RobotGhost* ghost READ ghost CONSTANT FINAL)
    /// Something to compare with, such as another take.
    Q_PROPERTY(RobotGhost* comparison READ comparison CONSTANT FINAL)
    /// The shapes that stand for it where it touches things; empty until the view options first want them.
    Q_PROPERTY(SceneBatchModel* collisionBatches READ collisionBatches CONSTANT FINAL)
    Q_PROPERTY(ViewOptions* view READ view CONSTANT FINAL)
    Q_PROPERTY(SurfaceTape* tape READ tape CONSTANT FINAL)
    /// What is cut away: where dot(xyz, p) > w for p in the root's frame, m; xyz is zero for nothing.
    Q_PROPERTY(QVector4D sectionPlane READ sectionPlane NOTIFY sectionPlaneChanged FINAL)
    /// Surfaces are still coming.
    Q_PROPERTY(bool loading READ isLoading NOTIFY progressChanged FINAL)
    Q_PROPERTY(int loadedMeshes READ loadedMeshes NOTIFY progressChanged FINAL)
    Q_PROPERTY(int totalMeshes READ totalMeshes NOTIFY progressChanged FINAL)
    /// 0 .. 1
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged FINAL)
    Q_PROPERTY(int failedMeshes READ failedMeshes NOTIFY findingsChanged FINAL)
    /// Triangles drawn, and how many the files hold.
    Q_PROPERTY(int triangleCount READ triangleCount NOTIFY progressChanged FINAL)
    Q_PROPERTY(int fullTriangleCount READ fullTriangleCount NOTIFY progressChanged FINAL)
    /// Most triangles to draw, 0 = no limit. Changing it loads the surfaces anew when that makes a difference.
    Q_PROPERTY(int triangleBudget READ triangleBudget WRITE setTriangleBudget NOTIFY triangleBudgetChanged FINAL)
    /// Links to stand out: the one that is picked, and the one that is pointed at; -1 is none.
    Q_PROPERTY(int pickedLink READ pickedLink WRITE setPickedLink NOTIFY markedChanged FINAL)
    Q_PROPERTY(int pointedLink READ pointedLink WRITE setPointedLink NOTIFY markedChanged FINAL)
    /// Where the floor is (m): under the lowest point the robot had when its surfaces were complete.
    Q_PROPERTY(double floorHeight READ floorHeight NOTIFY loadFinished FINAL)
    /// How far beside the robot (y, m) its collision shapes stand where both are wanted.
    Q_PROPERTY(double collisionOffset READ collisionOffset NOTIFY loadFinished FINAL)
    /// The box around it when its surfaces were complete, m.
    Q_PROPERTY(QVector3D restMinimum READ restMinimum NOTIFY loadFinished FINAL)
    Q_PROPERTY(QVector3D restMaximum READ restMaximum NOTIFY loadFinished FINAL)

public:
    /// @param workers parses and merges; must outlive the work it was given, not this object.
    /// @param gui runs tasks on this thread; must outlive `workers`' tasks.
    RobotScene(orrery::Executor& workers, orrery::Executor& gui, std::string meshCacheFolder,
               QObject* parent = nullptr);
    ~RobotScene() override;

    /// Shows another robot, at its neutral pose. Links can be posed at once; surfaces follow as they are loaded. The
    /// pose source is dropped, since it belonged to the robot before.
    void load(orrery::robot::Description description);
    void clear();

    /// Poses by link index; a shorter or longer list is taken as far as it goes. Shown with the next frame.
    void setLinkPoses(std::span<const orrery::Pose> rootFromLink);
    /// @param positions rad or m, as KinematicModel's coordinates; ignored without a robot.
    void setJointPositions(std::span<const double> positions);
    /// Where poses come from, frame by frame; an empty function for none.
    void setPoseSource(PoseSource source);
    /// Somebody has time to draw every triangle: what was thinned out comes in full, see SceneBatchModel::FullMeshRole.
    Q_INVOKABLE void refine();
    bool hasPoseSource() const { return static_cast<bool>(m_source); }
    /// Asks the pose source once. Views call it before each frame.
    /// @return whether the pose changed.
    bool sample();

    /// Where the links are.
    const std::vector<orrery::Pose>& linkPoses() const { return m_poses; }
    /// Where they are drawn: the same, unless they are moved apart to look between them.
    const std::vector<orrery::Pose>& shownPoses() const { return m_exploded.empty() ? m_poses : m_exploded; }
    const orrery::robot::Description* description() const { return m_description.get(); }
    const orrery::robot::KinematicModel* kinematics() const { return m_kinematics ? &*m_kinematics : nullptr; }
    /// What went wrong with the surfaces; the description's own findings are not among them.
    const std::vector<orrery::robot::Finding>& findings() const { return m_findings; }

    /// Corners of everything shown, at the present pose: what a camera has to get into the picture. Link origins before
    /// surfaces come.
    Q_INVOKABLE QList<QVector3D> framePoints() const;
    Q_INVOKABLE QVector3D minimum() const;
    Q_INVOKABLE QVector3D maximum() const;
    /// The link that a ray meets first; -1 for none. The direction need not be a unit vector.
    Q_INVOKABLE int linkOnRay(const QVector3D& origin, const QVector3D& direction) const;
    /// The same, as the point of its surface that is met; nothing for none.
    std::optional<SurfaceTape::Point> surfaceOnRay(const QVector3D& origin, const QVector3D& direction) const;
    /// The same, as the point where it is met in the root's frame.
    std::optional<QVector3D> pointOnRay(const QVector3D& origin, const QVector3D& direction) const;
    /// The same; the origin for none.
    Q_INVOKABLE QVector3D touchedPoint(const QVector3D& origin, const QVector3D& direction) const;

    QString name() const;
    bool isEmpty() const { return !m_description; }
    int linkCount() const { return static_cast<int>(m_poses.size()); }
    SceneBatchModel* batches() { return &m_batches; }
    SceneBatchModel* collisionBatches() { return &m_collisions; }
    ViewOptions* view() { return &m_view; }
    const ViewOptions* view() const { return &m_view; }
    SurfaceTape* tape() { return &m_tape; }
    const SurfaceTape* tape() const { return &m_tape; }
    QVector4D sectionPlane() const;
    double collisionOffset() const;
    QVector3D restMinimum() const { return m_restMinimum; }
    QVector3D restMaximum() const { return m_restMaximum; }
    const SceneBatchModel& batches() const { return m_batches; }
    RobotGhost* ghost() const { return m_ghost; }
    RobotGhost* comparison() const { return m_comparison; }
    bool isLoading() const { return m_loading; }
    /// Those collision shapes that the view options want are still coming.
    bool isLoadingCollisions() const { return m_collisionsComing; }
    int loadedMeshes() const { return m_loadedMeshes; }
    int totalMeshes() const { return m_totalMeshes; }
    double progress() const;
    int failedMeshes() const { return m_failedMeshes; }
    int triangleCount() const { return m_triangles; }
    int fullTriangleCount() const { return m_fullTriangles; }
    int triangleBudget() const { return m_triangleBudget; }
    void setTriangleBudget(int budget);
    double floorHeight() const { return m_floorHeight; }
    /// Takes another box and floor for those at rest, such as those of another scene with this robot.
    void setRest(const QVector3D& minimum, const QVector3D& maximum, double floorHeight);
    int pickedLink() const { return m_pickedLink; }
    void setPickedLink(int link);
    int pointedLink() const { return m_pointedLink; }
    void setPointedLink(int link);

Q_SIGNALS:
    void descriptionChanged();
    void progressChanged();
    void findingsChanged();
    void triangleBudgetChanged();
    void loadFinished();
    void collisionsLoaded();
    /// linkPoses() or shownPoses() changed.
    void posesChanged();
    void sectionPlaneChanged();
    void markedChanged();
    /// What is drawn over the robot may look different: its pose, a mark, a view option, the tape.
    void overlaysChanged();
    /// A pose source came or went.
    void sourceChanged();

private:
    QList<QVector3D> corners() const;
    void startLoad();
    void stopLoad();
    void finishLoad(std::size_t fullTriangles);
    void appendBatches(std::vector<orrery::scene::LinkBatch> batches);
    void loadCollisions();
    void dropCollisions();
    void spread();
    std::optional<std::pair<int, float>> hit(const QVector3D& origin, const QVector3D& direction) const;

    orrery::Executor& m_workers;
    orrery::Executor& m_gui;
    const std::string m_meshCacheFolder;
    std::shared_ptr<const orrery::robot::Description> m_description;
    std::optional<orrery::robot::KinematicModel> m_kinematics;
    ViewOptions m_view;
    SurfaceTape m_tape{*this};
    SceneBatchModel m_batches;
    RobotGhost* m_ghost; // children
    RobotGhost* m_comparison;
    SceneBatchModel m_collisions;
    std::vector<orrery::Pose> m_poses;
    std::vector<orrery::Pose> m_sampled;
    std::vector<orrery::Pose> m_exploded;    // empty while links are where they are
    std::vector<orrery::Vec3> m_linkCentres; // of what each shows, in its frame
    PoseSource m_source;
    std::vector<orrery::robot::Finding> m_findings;
    std::stop_source m_stop;
    std::stop_source m_stopCollisions;
    std::function<void()> m_refine; ///< Empty once it was asked for.
    bool m_collisionsAsked = false;
    bool m_collisionsComing = false;
    bool m_loading = false;
    int m_loadedMeshes = 0;
    int m_totalMeshes = 0;
    int m_failedMeshes = 0;
    int m_triangles = 0;
    int m_fullTriangles = 0;
    int m_triangleBudget = 0;
    double m_floorHeight = 0;
    QVector3D m_restMinimum;
    QVector3D m_restMaximum;
    int m_pickedLink = -1;
    int m_pointedLink = -1;
};
