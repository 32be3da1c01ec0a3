// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graphics_probe.h"

#include <QObject>
#include <QQmlEngine>

/// How much the 3D views may cost: one of three presets, chosen by the machine's renderer unless somebody decided
/// otherwise.
class RenderQuality : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    /// False: no 3D on this machine, whatever the preset.
    Q_PROPERTY(bool available READ isAvailable CONSTANT FINAL)
    Q_PROPERTY(QString renderer READ renderer CONSTANT FINAL)
    /// What was asked for.
    Q_PROPERTY(Preset requested READ requested WRITE setRequested NOTIFY changed FINAL)
    /// What applies; never Automatic.
    Q_PROPERTY(Preset preset READ preset NOTIFY changed FINAL)
    /// Draw straight into the window, beneath its 2D items, instead of into a texture: far cheaper on a CPU.
    Q_PROPERTY(bool underlay READ underlay NOTIFY changed FINAL)
    Q_PROPERTY(bool multisampling READ multisampling NOTIFY changed FINAL)
    Q_PROPERTY(bool bestMultisampling READ bestMultisampling NOTIFY changed FINAL)
    Q_PROPERTY(bool shadows READ shadows NOTIFY changed FINAL)
    /// Shade in corners, from the depth of the picture.
    Q_PROPERTY(bool ambientOcclusion READ ambientOcclusion NOTIFY changed FINAL)
    /// Most triangles of a robot, 0 = no limit.
    Q_PROPERTY(int triangleBudget READ triangleBudget NOTIFY changed FINAL)
    /// Least time between frames while something moves, ms.
    Q_PROPERTY(int frameInterval READ frameInterval NOTIFY changed FINAL)

public:
    enum class Preset { Automatic, Software, Balanced, High };
    Q_ENUM(Preset)

    explicit RenderQuality(GraphicsCapabilities capabilities, QObject* parent = nullptr);

    bool isAvailable() const { return m_capabilities.available; }
    QString renderer() const { return m_capabilities.renderer; }
    Preset requested() const { return m_requested; }
    void setRequested(Preset preset);
    Preset preset() const;
    bool underlay() const { return preset() == Preset::Software; }
    bool multisampling() const { return preset() != Preset::Software; }
    bool bestMultisampling() const { return preset() == Preset::High; }
    bool shadows() const { return preset() != Preset::Software; }
    bool ambientOcclusion() const { return preset() == Preset::High; }
    int triangleBudget() const { return preset() == Preset::Software ? 120'000 : 0; }
    int frameInterval() const { return preset() == Preset::Software ? 33 : 0; }

    /// "auto", "software", "balanced", "high", as settings and the command line spell it; anything else is Automatic.
    static Preset presetFromName(const QString& name);

Q_SIGNALS:
    void changed();

private:
    const GraphicsCapabilities m_capabilities;
    Preset m_requested = Preset::Automatic;
};
