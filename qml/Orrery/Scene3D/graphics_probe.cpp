// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graphics_probe.h"

#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QQuickWindow>
#include <QSGRendererInterface>
#include <QStringList>
#include <QSurfaceFormat>
#include <QtQuick3D/qquick3d.h>

#include <algorithm>

namespace {

bool mayDraw() {
    // The offscreen platform may make contexts, but its windows never show what they draw.
    const bool drawsWindows = QGuiApplication::platformName() != QLatin1String("offscreen");
    const bool forcedSoftware = qEnvironmentVariable("QT_QUICK_BACKEND") == QLatin1String("software");
    return drawsWindows && !forcedSoftware;
}

} // namespace

void loadGraphicsDriver() {
    if (!mayDraw()) return;
    QOpenGLContext context; // Qt Quick makes its own off the GUI thread too
    context.create();
}

GraphicsCapabilities probeGraphics() {
    if (!mayDraw()) return {};
    QOpenGLContext context;
    context.setFormat(QQuick3D::idealSurfaceFormat());
    if (!context.create()) return {};
    QOffscreenSurface surface;
    surface.setFormat(context.format());
    surface.create();
    if (!surface.isValid() || !context.makeCurrent(&surface)) return {};
    const auto* name = reinterpret_cast<const char*>(context.functions()->glGetString(GL_RENDERER));
    GraphicsCapabilities result{true, false, QString::fromLatin1(name)};
    result.software = isSoftwareRenderer(result.renderer);
    context.doneCurrent();
    return result;
}

void applyGraphics(const GraphicsCapabilities& capabilities) {
    if (!capabilities.available) {
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
        return;
    }
    QQuickWindow::setGraphicsApi(QSGRendererInterface::OpenGL);
    // Multisampling is the 3D view's own where it can be paid for; the window itself never needs it.
    QSurfaceFormat format = QQuick3D::idealSurfaceFormat();
    format.setSamples(0);
    QSurfaceFormat::setDefaultFormat(format);
}

bool isSoftwareRenderer(const QString& renderer) {
    static const QStringList names{QStringLiteral("llvmpipe"), QStringLiteral("softpipe"),
                                   QStringLiteral("swiftshader"), QStringLiteral("swrast"),
                                   QStringLiteral("basic render driver")};
    return std::any_of(names.cbegin(), names.cend(),
                       [&](const QString& name) { return renderer.contains(name, Qt::CaseInsensitive); });
}
