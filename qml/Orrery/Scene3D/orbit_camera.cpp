// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orbit_camera.h"

#include <QHash>
#include <QtMath>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

using std::numbers::pi;

OrbitCamera::OrbitCamera(QObject* parent) : QObject(parent) {
    m_animation.setStartValue(0.0);
    m_animation.setEndValue(1.0);
    m_animation.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_animation, &QVariantAnimation::valueChanged, this,
            [this](const QVariant& value) { step(value.toDouble()); });
}

OrbitCamera::Axes OrbitCamera::axesOf(const View& view) {
    const auto sy = static_cast<float>(std::sin(view.yaw));
    const auto cy = static_cast<float>(std::cos(view.yaw));
    const auto sp = static_cast<float>(std::sin(view.pitch));
    const auto cp = static_cast<float>(std::cos(view.pitch));
    return {{-sy, cy, 0}, {-sp * cy, -sp * sy, cp}, {cp * cy, cp * sy, sp}};
}

double OrbitCamera::tangent() const {
    return std::tan(qDegreesToRadians(m_fieldOfViewDegrees) / 2);
}

double OrbitCamera::aspect() const {
    return m_viewport.height() > 0 ? m_viewport.width() / m_viewport.height() : 1;
}

QPointF OrbitCamera::normalized(double x, double y) const {
    if (m_viewport.isEmpty()) return {};
    return {2 * x / m_viewport.width() - 1, 1 - 2 * y / m_viewport.height()};
}

QVector3D OrbitCamera::position() const {
    return m_view.target + axesOf(m_view).back * static_cast<float>(m_view.distance);
}

QQuaternion OrbitCamera::rotation() const {
    const Axes axes = axesOf(m_view);
    return QQuaternion::fromAxes(axes.right, axes.up, axes.back);
}

double OrbitCamera::clipNear() const {
    return m_view.distance * 0.02;
}

double OrbitCamera::clipFar() const {
    return m_view.distance * 40;
}

void OrbitCamera::setTarget(const QVector3D& target) {
    View view = m_view;
    view.target = target;
    set(view);
}

void OrbitCamera::setYaw(double yaw) {
    View view = m_view;
    view.yaw = yaw;
    set(view);
}

void OrbitCamera::setPitch(double pitch) {
    View view = m_view;
    view.pitch = pitch;
    set(view);
}

void OrbitCamera::setDistance(double distance) {
    View view = m_view;
    view.distance = distance;
    set(view);
}

void OrbitCamera::orbit(double dx, double dy) {
    const double radiansPerPixel = pi / std::max(200.0, m_viewport.height());
    View view = m_view;
    view.yaw -= dx * radiansPerPixel;
    view.pitch += dy * radiansPerPixel;
    set(view);
}

void OrbitCamera::pan(double dx, double dy) {
    const auto metresPerPixel =
        static_cast<float>(2 * m_view.distance * tangent() / std::max(1.0, m_viewport.height()));
    const Axes axes = axesOf(m_view);
    View view = m_view;
    view.target += (axes.up * static_cast<float>(dy) - axes.right * static_cast<float>(dx)) * metresPerPixel;
    set(view);
}

void OrbitCamera::dolly(double factor, double x, double y) {
    const double distance = std::clamp(m_view.distance * factor, m_minimumDistance, m_maximumDistance);
    const auto applied = static_cast<float>(distance / m_view.distance);
    const Axes axes = axesOf(m_view);
    const QPointF at = normalized(x, y);
    const double halfHeight = m_view.distance * tangent();
    const QVector3D under = m_view.target + axes.right * static_cast<float>(at.x() * halfHeight * aspect()) +
                            axes.up * static_cast<float>(at.y() * halfHeight);
    View view = m_view;
    view.distance = distance;
    view.target = under + (m_view.target - under) * applied;
    set(view);
}

void OrbitCamera::zoom(double factor) {
    View view = m_animation.state() == QAbstractAnimation::Running ? m_to : m_view;
    view.distance *= factor;
    ease(view);
}

void OrbitCamera::turn(double yaw, double pitch) {
    View view = m_animation.state() == QAbstractAnimation::Running ? m_to : m_view;
    view.yaw += yaw;
    view.pitch += pitch;
    ease(view);
}

void OrbitCamera::frame(const QList<QVector3D>& points, bool eased, double air) {
    if (points.isEmpty()) return;
    const View view = framed(m_view, points, air);
    if (eased) {
        ease(view);
        return;
    }
    m_minimumDistance = view.distance * 0.04;
    m_maximumDistance = view.distance * 6;
    set(view);
}

void OrbitCamera::look(const QString& from) {
    static const View home;
    static const QHash<QString, std::pair<double, double>> directions{{QStringLiteral("home"), {home.yaw, home.pitch}},
                                                                      {QStringLiteral("front"), {0, 0}},
                                                                      {QStringLiteral("back"), {pi, 0}},
                                                                      {QStringLiteral("left"), {pi / 2, 0}},
                                                                      {QStringLiteral("right"), {-pi / 2, 0}},
                                                                      {QStringLiteral("top"), {-pi / 2, pi / 2}}};
    const auto found = directions.constFind(from);
    if (found == directions.constEnd()) return;
    View view = m_view;
    // The short way round.
    view.yaw = m_view.yaw + std::remainder(found->first - m_view.yaw, 2 * pi);
    view.pitch = found->second;
    ease(view);
}

QVector3D OrbitCamera::rayThrough(double x, double y) const {
    const Axes axes = axesOf(m_view);
    const QPointF at = normalized(x, y);
    const double t = tangent();
    return (axes.right * static_cast<float>(at.x() * t * aspect()) + axes.up * static_cast<float>(at.y() * t) -
            axes.back)
        .normalized();
}

QVector3D OrbitCamera::project(const QVector3D& point) const {
    const Axes axes = axesOf(m_view);
    const QVector3D seen = point - position();
    const float before = -QVector3D::dotProduct(seen, axes.back);
    const float reach = std::max(before, 1e-6F) * static_cast<float>(tangent());
    const float x = QVector3D::dotProduct(seen, axes.right) / (reach * static_cast<float>(aspect()));
    const float y = QVector3D::dotProduct(seen, axes.up) / reach;
    return {(x + 1) / 2 * static_cast<float>(m_viewport.width()), (1 - y) / 2 * static_cast<float>(m_viewport.height()),
            before};
}

std::optional<QPointF> OrbitCamera::pointFor(const QVector3D& point) const {
    const Axes axes = axesOf(m_view);
    const QVector3D seen = point - position();
    const auto depth = -static_cast<double>(QVector3D::dotProduct(seen, axes.back));
    if (depth < clipNear()) return std::nullopt;
    const double across = static_cast<double>(QVector3D::dotProduct(seen, axes.right)) / (depth * tangent() * aspect());
    const double above = static_cast<double>(QVector3D::dotProduct(seen, axes.up)) / (depth * tangent());
    return QPointF((1 + across) / 2 * m_viewport.width(), (1 - above) / 2 * m_viewport.height());
}

OrbitCamera::View OrbitCamera::limited(View view) const {
    view.pitch = std::clamp(view.pitch, m_minimumPitch, m_maximumPitch);
    view.distance = std::clamp(view.distance, m_minimumDistance, m_maximumDistance);
    return view;
}

namespace {

/// Points along one side of the picture, with their depth towards the camera.
struct Extent {
    std::vector<double> across;
    const std::vector<double>& depth;

    /// The largest across + depth t, and the smallest across - depth t: what a camera with half angle t has to bear in
    /// mind.
    std::pair<double, double> reach(double t) const {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        std::pair result{-infinity, infinity};
        for (std::size_t i = 0; i < across.size(); ++i) {
            result.first = std::max(result.first, across[i] + depth[i] * t);
            result.second = std::min(result.second, across[i] - depth[i] * t);
        }
        return result;
    }

    /// Moves `center` until both edges are equally far from it in the picture, seen from depth `eye`.
    double balanced(double center, double eye, double middle) const {
        for (int round = 0; round < 4; ++round) {
            double low = 0;
            double high = 0;
            for (std::size_t i = 0; i < across.size(); ++i) {
                const double seen = (across[i] - center) / (eye - depth[i]);
                low = i == 0 ? seen : std::min(low, seen);
                high = i == 0 ? seen : std::max(high, seen);
            }
            center += (low + high) / 2 * (eye - middle);
        }
        return center;
    }
};

} // namespace

// Every point must satisfy |across - center| <= (eye - depth) t. The reach of all points therefore gives the least
// distance of the eye, whatever the center; with the eye known, the center follows.
OrbitCamera::View OrbitCamera::framed(View view, const QList<QVector3D>& points, double air) const {
    const Axes axes = axesOf(view);
    std::vector<double> depth;
    Extent wide{{}, depth};
    Extent tall{{}, depth};
    for (const QVector3D& point : points) {
        wide.across.push_back(static_cast<double>(QVector3D::dotProduct(point, axes.right)));
        tall.across.push_back(static_cast<double>(QVector3D::dotProduct(point, axes.up)));
        depth.push_back(static_cast<double>(QVector3D::dotProduct(point, axes.back)));
    }
    const double vertical = tangent() * (1 - air);
    const double horizontal = vertical * aspect();
    const auto [right, left] = wide.reach(horizontal);
    const auto [top, bottom] = tall.reach(vertical);
    const double nearest = *std::ranges::max_element(depth) + 1e-3;
    const double eye = std::max({(right - left) / (2 * horizontal), (top - bottom) / (2 * vertical), nearest});
    const double middle = std::reduce(depth.begin(), depth.end()) / static_cast<double>(depth.size());
    view.target = axes.right * static_cast<float>(wide.balanced((right + left) / 2, eye, middle)) +
                  axes.up * static_cast<float>(tall.balanced((top + bottom) / 2, eye, middle)) +
                  axes.back * static_cast<float>(middle);
    view.distance = eye - middle;
    return view;
}

void OrbitCamera::set(const View& view) {
    m_animation.stop();
    m_view = limited(view);
    Q_EMIT changed();
}

void OrbitCamera::moveFrame(double turn, const QVector3D& offset) {
    const QQuaternion turned = QQuaternion::fromAxisAndAngle(0, 0, 1, static_cast<float>(qRadiansToDegrees(turn)));
    for (View* view : {&m_view, &m_from, &m_to}) {
        view->target = turned.rotatedVector(view->target) + offset;
        view->yaw += turn;
    }
    Q_EMIT changed();
}

void OrbitCamera::ease(const View& view) {
    if (m_easeDuration <= 0) {
        set(view);
        return;
    }
    m_animation.stop();
    m_from = m_view;
    m_to = limited(view);
    m_animation.setDuration(m_easeDuration);
    m_animation.start();
}

void OrbitCamera::step(double progress) {
    m_view.target = m_from.target + (m_to.target - m_from.target) * static_cast<float>(progress);
    m_view.yaw = std::lerp(m_from.yaw, m_to.yaw, progress);
    m_view.pitch = std::lerp(m_from.pitch, m_to.pitch, progress);
    m_view.distance = std::exp(std::lerp(std::log(m_from.distance), std::log(m_to.distance), progress));
    Q_EMIT changed();
}
