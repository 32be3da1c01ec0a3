// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What this machine can draw with.
struct GraphicsCapabilities {
    bool available = false; ///< OpenGL works; without it the window runs, but 3D does not.
    bool software = false;  ///< A CPU does the drawing (llvmpipe, softpipe, SwiftShader, WARP).
    QString renderer;       ///< As the driver names itself; empty when not available.
};

/// Tries OpenGL out, which takes some 50 ms. After the QGuiApplication, before the first window (which would abort the
/// process on a machine without OpenGL). Never fails: a machine without says so in the result.
GraphicsCapabilities probeGraphics();

/// Has the graphics driver loaded, which takes most of the probe's time, on whatever thread calls it; probeGraphics
/// then finds it there. Once, after the application was made and before the probe.
void loadGraphicsDriver();

/// Sets Qt Quick's graphics API and the default surface format to match. After probeGraphics, before the first window.
void applyGraphics(const GraphicsCapabilities& capabilities);

/// Whether a renderer string names one that runs on the CPU.
bool isSoftwareRenderer(const QString& renderer);
