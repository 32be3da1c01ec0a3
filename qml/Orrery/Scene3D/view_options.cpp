// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "view_options.h"

#include <QVariantList>

#include <algorithm>

namespace {

constexpr double seeThrough = 0.22;

template <class Enum>
Enum enumFrom(const QVariant& value, Enum last) {
    const int number = value.toInt();
    return number >= 0 && number <= static_cast<int>(last) ? static_cast<Enum>(number) : Enum{};
}

double shareFrom(const QVariant& value, double fallback) {
    bool number = false;
    const double share = value.toDouble(&number);
    return number && share >= 0 && share <= 1 ? share : fallback;
}

} // namespace

void ViewOptions::setOpacity(double opacity) {
    const double wanted = std::clamp(opacity, 0.1, 1.0);
    if (m_opacity == wanted) return;
    m_opacity = wanted;
    Q_EMIT looksChanged();
}

double ViewOptions::opacityOf(std::size_t link) const {
    switch (lookOf(static_cast<int>(link))) {
    case Look::Hidden: return 0;
    case Look::SeeThrough: return std::min(seeThrough, m_opacity);
    case Look::AsRobot: break;
    }
    return m_opacity;
}

QList<double> ViewOptions::opacities() const {
    QList<double> result;
    for (qsizetype link = 0; link < m_looks.size(); ++link) result.push_back(opacityOf(static_cast<std::size_t>(link)));
    return result;
}

bool ViewOptions::anyLook() const {
    return std::ranges::any_of(m_looks, [](Look look) { return look != Look::AsRobot; });
}

void ViewOptions::setSectionShare(double share) {
    const double wanted = std::clamp(share, 0.0, 1.0);
    if (m_sectionShare == wanted) return;
    m_sectionShare = wanted;
    Q_EMIT sectionChanged();
}

void ViewOptions::setExplosion(double explosion) {
    const double wanted = std::clamp(explosion, 0.0, 1.0);
    if (m_explosion == wanted) return;
    m_explosion = wanted;
    Q_EMIT explosionChanged();
}

ViewOptions::Look ViewOptions::lookOf(int link) const {
    return link >= 0 && link < m_looks.size() ? m_looks[link] : Look::AsRobot;
}

void ViewOptions::setLook(int link, Look look) {
    if (link < 0 || lookOf(link) == look) return;
    while (m_looks.size() <= link) m_looks.push_back(Look::AsRobot);
    m_looks[link] = look;
    Q_EMIT looksChanged();
}

void ViewOptions::clearLooks() {
    if (m_looks.isEmpty()) return;
    m_looks.clear();
    Q_EMIT looksChanged();
}

void ViewOptions::reset() {
    restore({});
}

QVariantMap ViewOptions::toMap() const {
    QVariantList looks;
    for (const Look look : m_looks) looks.push_back(static_cast<int>(look));
    return {{QStringLiteral("frames"), m_frames},
            {QStringLiteral("jointAxes"), m_jointAxes},
            {QStringLiteral("massCentres"), m_massCentres},
            {QStringLiteral("inertiaBoxes"), m_inertiaBoxes},
            {QStringLiteral("collisions"), static_cast<int>(m_collisions)},
            {QStringLiteral("opacity"), m_opacity},
            {QStringLiteral("looks"), looks},
            {QStringLiteral("section"), static_cast<int>(m_section)},
            {QStringLiteral("sectionShare"), m_sectionShare},
            {QStringLiteral("sectionFlipped"), m_sectionFlipped},
            {QStringLiteral("explosion"), m_explosion}};
}

void ViewOptions::restore(const QVariantMap& map) {
    m_frames = map[QStringLiteral("frames")].toBool();
    m_jointAxes = map[QStringLiteral("jointAxes")].toBool();
    m_massCentres = map[QStringLiteral("massCentres")].toBool();
    m_inertiaBoxes = map[QStringLiteral("inertiaBoxes")].toBool();
    m_collisions = enumFrom(map[QStringLiteral("collisions")], Collisions::Beside);
    m_opacity = std::max(0.1, shareFrom(map[QStringLiteral("opacity")], 1));
    m_looks.clear();
    const QVariantList looks = map[QStringLiteral("looks")].toList();
    for (const QVariant& look : looks) m_looks.push_back(enumFrom(look, Look::Hidden));
    m_section = enumFrom(map[QStringLiteral("section")], Axis::Z);
    m_sectionShare = shareFrom(map[QStringLiteral("sectionShare")], 0.5);
    m_sectionFlipped = map[QStringLiteral("sectionFlipped")].toBool();
    m_explosion = shareFrom(map[QStringLiteral("explosion")], 0);
    Q_EMIT overlaysChanged();
    Q_EMIT collisionsChanged();
    Q_EMIT looksChanged();
    Q_EMIT sectionChanged();
    Q_EMIT explosionChanged();
}
