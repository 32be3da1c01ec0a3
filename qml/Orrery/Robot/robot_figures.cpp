// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_figures.h"

#include "joint_words.h"
#include "robot_scene.h"

#include <orrery/robot/kinematics/figures.h>

#include <chrono>
#include <memory>

using namespace orrery;

namespace {

constexpr std::chrono::milliseconds followInterval{200};

QString triple(const QString& between, double x, double y, double z) {
    const auto millimetres = [](double metres) {
        return QString::number(metres * 1000, 'f', 0).replace(QLatin1Char('-'), QChar(0x2212));
    };
    return millimetres(x) + between + millimetres(y) + between + millimetres(z);
}

} // namespace

RobotFigures::RobotFigures(RobotScene& scene, Executor& gui, Executor& pool, QObject* parent)
    : QObject(parent), m_scene(scene), m_gui(gui), m_pool(pool) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(followInterval);
    connect(&m_soon, &QTimer::timeout, this, &RobotFigures::measure);
    connect(&scene, &RobotScene::descriptionChanged, this, &RobotFigures::robotChanged);
    connect(&scene, &RobotScene::loadFinished, this, &RobotFigures::measure);
    connect(&scene, &RobotScene::posesChanged, this, [this] {
        if (m_active && !m_soon.isActive()) m_soon.start();
    });
    robotChanged();
}

RobotFigures::~RobotFigures() {
    m_stop.request_stop();
}

void RobotFigures::setActive(bool active) {
    if (m_active == active) return;
    m_active = active;
    Q_EMIT activeChanged();
    measure();
    searchReach();
}

QStringList RobotFigures::tips() const {
    QStringList names;
    if (!m_scene.description()) return names;
    for (const robot::Link& link : m_scene.description()->links) names.push_back(QString::fromStdString(link.name));
    return names;
}

void RobotFigures::setTip(int link) {
    if (m_tip == link || link < 0 || link >= m_scene.linkCount()) return;
    m_tip = link;
    m_reachKnown = false;
    searchReach();
    Q_EMIT changed();
}

void RobotFigures::robotChanged() {
    m_tip = m_scene.description() ? static_cast<int>(robot::outermostLink(*m_scene.description())) : -1;
    m_reachKnown = false;
    Q_EMIT tipsChanged();
    measure();
    searchReach();
}

void RobotFigures::measure() {
    if (!m_active) return;
    const robot::MassFigures figures =
        m_scene.description() ? robot::massFigures(*m_scene.description(), m_scene.linkPoses()) : robot::MassFigures{};
    const bool weighs = figures.mass > 0;
    m_massText = weighs ? ::massText(figures.mass) : tr("not given");
    m_centreText =
        weighs ? tr("%1 mm").arg(triple(QStringLiteral(", "), figures.centre.x, figures.centre.y, figures.centre.z))
               : QString();
    const QVector3D size = m_scene.restMaximum() - m_scene.restMinimum();
    m_sizeText = m_scene.isLoading()
                     ? QString()
                     : tr("%1 mm").arg(triple(QStringLiteral(" × "), static_cast<double>(size.x()),
                                              static_cast<double>(size.y()), static_cast<double>(size.z())));
    Q_EMIT changed();
}

void RobotFigures::searchReach() {
    m_stop.request_stop();
    m_stop = std::stop_source();
    if (!m_active || m_reachKnown || m_tip < 0 || !m_scene.kinematics()) return;
    m_reachText = tr("searching…");
    Q_EMIT changed();
    const auto model = std::make_shared<const robot::KinematicModel>(*m_scene.kinematics());
    m_pool.post([this, model, tip = static_cast<std::size_t>(m_tip), stop = m_stop.get_token(), gui = &m_gui] {
        const robot::Reach reach = robot::reachOf(*model, tip, stop);
        gui->post([this, stop, distance = reach.distance] {
            if (stop.stop_requested()) return;
            m_reachKnown = true;
            m_reachText = lengthText(distance);
            Q_EMIT changed();
        });
    });
}
