// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QQmlEngine>

/// How one robot is to be seen: what is drawn over it, what is let through or cut away. Knows no robot and no view;
/// each RobotScene has one. Lengths in metres. GUI thread.
class ViewOptions : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RobotScene")
    Q_PROPERTY(bool frames MEMBER m_frames NOTIFY overlaysChanged FINAL)       ///< Of every link, x red y green z blue.
    Q_PROPERTY(bool jointAxes MEMBER m_jointAxes NOTIFY overlaysChanged FINAL) ///< With the picked joint's range.
    Q_PROPERTY(bool massCentres MEMBER m_massCentres NOTIFY overlaysChanged FINAL) ///< Sized by mass, and the whole's.
    Q_PROPERTY(bool inertiaBoxes MEMBER m_inertiaBoxes NOTIFY overlaysChanged FINAL)
    Q_PROPERTY(Collisions collisions MEMBER m_collisions NOTIFY collisionsChanged FINAL)
    /// Of the whole robot: 0.1 .. 1.
    Q_PROPERTY(double opacity READ opacity WRITE setOpacity NOTIFY looksChanged FINAL)
    /// What each link is drawn with, by link index: 0 hidden .. 1. Links beyond the list are as the whole robot.
    Q_PROPERTY(QList<double> opacities READ opacities NOTIFY looksChanged FINAL)
    Q_PROPERTY(bool anyLook READ anyLook NOTIFY looksChanged FINAL) ///< Some link is not as the whole robot.
    Q_PROPERTY(Axis section MEMBER m_section NOTIFY sectionChanged FINAL)
    /// Where the cut is: a share of the robot's extent along the axis, 0 .. 1.
    Q_PROPERTY(double sectionShare READ sectionShare WRITE setSectionShare NOTIFY sectionChanged FINAL)
    Q_PROPERTY(bool sectionFlipped MEMBER m_sectionFlipped NOTIFY sectionChanged FINAL) ///< Cut away the lower side.
    /// How far links are moved apart along the tree, 0 .. 1.
    Q_PROPERTY(double explosion READ explosion WRITE setExplosion NOTIFY explosionChanged FINAL)

public:
    enum class Collisions { Off, Overlaid, Instead, Beside };
    Q_ENUM(Collisions)
    enum class Axis { None, X, Y, Z };
    Q_ENUM(Axis)
    enum class Look { AsRobot, SeeThrough, Hidden };
    Q_ENUM(Look)

    using QObject::QObject;

    bool frames() const { return m_frames; }
    bool jointAxes() const { return m_jointAxes; }
    bool massCentres() const { return m_massCentres; }
    bool inertiaBoxes() const { return m_inertiaBoxes; }
    Collisions collisions() const { return m_collisions; }
    double opacity() const { return m_opacity; }
    void setOpacity(double opacity);
    QList<double> opacities() const;
    bool anyLook() const;
    double opacityOf(std::size_t link) const;
    Axis section() const { return m_section; }
    double sectionShare() const { return m_sectionShare; }
    void setSectionShare(double share);
    bool sectionFlipped() const { return m_sectionFlipped; }
    double explosion() const { return m_explosion; }
    void setExplosion(double explosion);

    Q_INVOKABLE ViewOptions::Look lookOf(int link) const;
    Q_INVOKABLE void setLook(int link, ViewOptions::Look look);
    /// Every link as the whole robot again.
    Q_INVOKABLE void clearLooks();
    /// Everything as it was at first.
    Q_INVOKABLE void reset();

    /// All of it, to be kept and taken back by another robot's options; what is missing or unusable stays as at first.
    QVariantMap toMap() const;
    void restore(const QVariantMap& map);

Q_SIGNALS:
    void overlaysChanged();
    void collisionsChanged();
    void looksChanged();
    void sectionChanged();
    void explosionChanged();

private:
    bool m_frames = false;
    bool m_jointAxes = false;
    bool m_massCentres = false;
    bool m_inertiaBoxes = false;
    Collisions m_collisions = Collisions::Off;
    double m_opacity = 1;
    QList<Look> m_looks;
    Axis m_section = Axis::None;
    double m_sectionShare = 0.5;
    bool m_sectionFlipped = false;
    double m_explosion = 0;
};
