// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "depth_reset.h"

#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QSGRendererInterface>

namespace {

void clearDepth(QQuickWindow* window) {
    QOpenGLContext* context = QOpenGLContext::currentContext();
    if (!context || window->rendererInterface()->graphicsApi() != QSGRendererInterface::OpenGL) return;
    window->beginExternalCommands();
    QOpenGLFunctions* gl = context->functions();
    gl->glDisable(GL_SCISSOR_TEST);
    gl->glDepthMask(GL_TRUE);
    gl->glClear(GL_DEPTH_BUFFER_BIT);
    window->endExternalCommands();
}

} // namespace

DepthReset::~DepthReset() {
    watch(nullptr);
}

void DepthReset::setActive(bool active) {
    if (m_active == active) return;
    m_active = active;
    watch(window());
    Q_EMIT activeChanged();
}

void DepthReset::itemChange(ItemChange change, const ItemChangeData& value) {
    if (change == ItemSceneChange) watch(value.window);
    QQuickItem::itemChange(change, value);
}

/// The views connect themselves to the same signal whenever they are made anew; what is connected last runs last, so
/// this connects itself again with every frame.
void DepthReset::watch(QQuickWindow* window) {
    disconnect(m_synchronized);
    disconnect(m_recording);
    if (!window || !m_active) return;
    m_synchronized = connect(
        window, &QQuickWindow::afterSynchronizing, this,
        [this, window] {
            disconnect(m_recording);
            m_recording = connect(
                window, &QQuickWindow::beforeRenderPassRecording, window, [window] { clearDepth(window); },
                Qt::DirectConnection);
        },
        Qt::DirectConnection);
}
