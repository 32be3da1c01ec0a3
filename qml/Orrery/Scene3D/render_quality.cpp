// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "render_quality.h"

#include <utility>

RenderQuality::RenderQuality(GraphicsCapabilities capabilities, QObject* parent)
    : QObject(parent), m_capabilities(std::move(capabilities)) {}

void RenderQuality::setRequested(Preset preset) {
    if (m_requested == preset) return;
    m_requested = preset;
    Q_EMIT changed();
}

RenderQuality::Preset RenderQuality::preset() const {
    if (m_requested != Preset::Automatic) return m_requested;
    return m_capabilities.software || !m_capabilities.available ? Preset::Software : Preset::High;
}

RenderQuality::Preset RenderQuality::presetFromName(const QString& name) {
    if (name == QLatin1String("software")) return Preset::Software;
    if (name == QLatin1String("balanced")) return Preset::Balanced;
    if (name == QLatin1String("high")) return Preset::High;
    return Preset::Automatic;
}
