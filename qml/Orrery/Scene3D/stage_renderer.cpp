// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage_renderer.h"

#include <QCoreApplication>
#include <QOpenGLFunctions>
#include <QQmlComponent>
#include <QQuickGraphicsDevice>
#include <QQuickRenderTarget>
#include <QtQuick3D/qquick3d.h>

#include <utility>

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("StageRenderer", text);
}

} // namespace

StageRenderer::StageRenderer(RobotScene& scene, QQmlEngine& engine, Look look)
    : m_scene(scene), m_engine(engine), m_look(std::move(look)) {}

StageRenderer::~StageRenderer() {
    m_context.makeCurrent(&m_surface);
    m_view.reset();
    m_window.reset();
    m_control.reset();
    m_target.reset();
    m_context.doneCurrent();
}

QString StageRenderer::begin() {
    if (QString problem = makeContext(); !problem.isEmpty()) return problem;
    m_control = std::make_unique<QQuickRenderControl>();
    m_window = std::make_unique<QQuickWindow>(m_control.get());
    m_window->setGraphicsDevice(QQuickGraphicsDevice::fromOpenGLContext(&m_context));
    m_window->setColor(Qt::transparent);
    m_window->setGeometry(QRect(QPoint(), m_look.size));
    m_window->contentItem()->setSize(m_look.size);
    if (!m_control->initialize()) return words("OpenGL could not be started on this machine, so nothing can be drawn.");
    m_context.makeCurrent(&m_surface);
    m_target = std::make_unique<QOpenGLFramebufferObject>(m_look.size, QOpenGLFramebufferObject::CombinedDepthStencil);
    if (!m_target->isValid())
        return words("This machine's graphics cannot draw a picture of %1 by %2 pixels.")
            .arg(m_look.size.width())
            .arg(m_look.size.height());
    m_window->setRenderTarget(QQuickRenderTarget::fromOpenGLTexture(m_target->texture(), m_look.size));
    return makeView();
}

QString StageRenderer::makeContext() {
    QSurfaceFormat format = QQuick3D::idealSurfaceFormat();
    format.setSamples(0);
    format.setAlphaBufferSize(8);
    m_context.setFormat(format);
    if (!m_context.create()) return words("There is no OpenGL on this machine, so nothing can be drawn.");
    m_surface.setFormat(m_context.format());
    m_surface.create();
    if (!m_surface.isValid() || !m_context.makeCurrent(&m_surface))
        return words("OpenGL cannot draw without a window on this machine.");
    const auto* name = reinterpret_cast<const char*>(m_context.functions()->glGetString(GL_RENDERER));
    const QString renderer = QString::fromLatin1(name);
    m_quality = std::make_unique<RenderQuality>(GraphicsCapabilities{true, isSoftwareRenderer(renderer), renderer});
    m_quality->setRequested(RenderQuality::Preset::Balanced);
    return {};
}

QString StageRenderer::makeView() {
    QQmlComponent component(&m_engine, QUrl(QStringLiteral("qrc:/qt/qml/Orrery/Scene3D/StagePicture.qml")));
    QObject* made =
        component.createWithInitialProperties({{QStringLiteral("scene"), QVariant::fromValue(&m_scene)},
                                               {QStringLiteral("quality"), QVariant::fromValue(m_quality.get())},
                                               {QStringLiteral("robots"), QVariant::fromValue(m_look.robots)},
                                               {QStringLiteral("transparent"), m_look.transparent},
                                               {QStringLiteral("theme"), m_look.theme},
                                               {QStringLiteral("labelScale"), m_look.labelScale},
                                               {QStringLiteral("contactArrows"), QVariant::fromValue(m_look.contacts)},
                                               {QStringLiteral("pushArrows"), QVariant::fromValue(m_look.pushes)},
                                               {QStringLiteral("forceReach"), m_look.forceReach},
                                               {QStringLiteral("width"), m_look.size.width()},
                                               {QStringLiteral("height"), m_look.size.height()}});
    m_view.reset(qobject_cast<QQuickItem*>(made));
    if (!m_view) return component.errorString();
    m_view->setParentItem(m_window->contentItem());
    return {};
}

OrbitCamera& StageRenderer::camera() const {
    return *m_view->property("orbit").value<OrbitCamera*>();
}

void StageRenderer::drawOnce() {
    m_control->polishItems();
    m_control->beginFrame();
    m_control->sync();
    m_control->render();
    m_control->endFrame();
}

QImage StageRenderer::draw() {
    // The first frame may still make what the second one shows.
    if (!std::exchange(m_warm, true)) drawOnce();
    drawOnce();
    if (!m_context.makeCurrent(&m_surface)) return {};
    return m_target->toImage();
}
