// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contact_shadow.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

using orrery::Vec3;

namespace {

/// It takes some milliseconds, and so soft a thing need not keep pace with every frame.
constexpr std::chrono::milliseconds between{60};

constexpr int side = 96;
constexpr std::size_t cells = static_cast<std::size_t>(side) * side;
using Field = std::vector<float>;

/// Layers by height above the floor: each with how far its shadow spreads and how dark it is.
struct Layer {
    double below; ///< Share of the robot's height.
    int radius;   ///< Cells, of each of three box blurs.
    float strength;
};
constexpr std::array layers{Layer{0.04, 1, 0.85F}, Layer{0.16, 3, 0.42F}, Layer{10, 6, 0.12F}};

/// Shares one sample among the four cells around it, so that a slow move does not flicker.
void splat(Field& field, double x, double y, float amount) {
    const int column = static_cast<int>(std::floor(x));
    const int row = static_cast<int>(std::floor(y));
    if (column < 0 || row < 0 || column + 1 >= side || row + 1 >= side) return;
    const auto u = static_cast<float>(x - column);
    const auto v = static_cast<float>(y - row);
    float* cell = &field[static_cast<std::size_t>(row) * side + static_cast<std::size_t>(column)];
    cell[0] += amount * (1 - u) * (1 - v);
    cell[1] += amount * u * (1 - v);
    cell[side] += amount * (1 - u) * v;
    cell[side + 1] += amount * u * v;
}

void blurLine(const float* from, float* to, std::size_t stride, int radius) {
    const auto at = [&](int i) { return i < 0 || i >= side ? 0.0F : from[static_cast<std::size_t>(i) * stride]; };
    const float share = 1.0F / static_cast<float>(2 * radius + 1);
    float sum = 0;
    for (int i = -radius; i < radius; ++i) sum += at(i);
    for (int i = 0; i < side; ++i) {
        sum += at(i + radius);
        to[static_cast<std::size_t>(i) * stride] = sum * share;
        sum -= at(i - radius);
    }
}

/// Three box blurs each way are close to a Gaussian.
void blur(Field& field, Field& other, int radius) {
    for (int pass = 0; pass < 3; ++pass) {
        for (std::size_t row = 0; row < side; ++row) blurLine(&field[row * side], &other[row * side], 1, radius);
        for (std::size_t column = 0; column < side; ++column) blurLine(&other[column], &field[column], side, radius);
    }
}

} // namespace

ContactShadow::ContactShadow(QQuick3DObject* parent) : QQuick3DTextureData(parent), m_darkness(cells, '\0') {
    setSize({side, side});
    setFormat(Format::R8);
    setHasTransparency(false);
    setTextureData(m_darkness);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &ContactShadow::refresh);
}

void ContactShadow::setScene(RobotScene* scene) {
    if (m_scene == scene) return;
    if (m_scene) {
        m_scene->disconnect(this);
        m_scene->view()->disconnect(this);
    }
    m_scene = scene;
    if (scene) {
        connect(scene, &RobotScene::posesChanged, this, &ContactShadow::follow);
        connect(scene, &RobotScene::loadFinished, this, &ContactShadow::cover);
        connect(scene, &RobotScene::sectionPlaneChanged, this, &ContactShadow::follow);
        connect(scene->view(), &ViewOptions::looksChanged, this, &ContactShadow::refresh);
        connect(scene->batches(), &SceneBatchModel::modelReset, this, &ContactShadow::refresh);
        cover();
    }
    Q_EMIT sceneChanged();
}

void ContactShadow::cover() {
    const QVector3D low = m_scene->minimum();
    const QVector3D high = m_scene->maximum();
    const QVector3D size = high - low;
    m_center = ((low + high) / 2).toVector2D();
    m_height = std::max(0.01, static_cast<double>(high.z()) - m_scene->floorHeight());
    // Room to move: an arm that stands upright now may lie flat later.
    const double reach = std::max({static_cast<double>(size.x()), static_cast<double>(size.y()), 0.9 * m_height});
    m_extent = std::max(0.05, 2.4 * reach);
    Q_EMIT areaChanged();
    refresh();
}

void ContactShadow::follow() {
    if (m_prompt) return refresh();
    if (m_later.isActive()) return;
    const auto since = std::chrono::milliseconds(m_sinceRefresh.isValid() ? m_sinceRefresh.elapsed() : 1000);
    if (since >= between)
        refresh();
    else
        m_later.start(between - since);
}

void ContactShadow::refresh() {
    m_later.stop();
    m_sinceRefresh.start();
    std::array<Field, layers.size()> fields;
    for (Field& field : fields) field.assign(cells, 0);
    const double cell = m_extent / side;
    const auto& poses = m_scene->shownPoses();
    const QVector4D plane = m_scene->sectionPlane();
    const Vec3 cutAway{plane.x(), plane.y(), plane.z()};
    for (const auto& batch : m_scene->batches()->batches()) {
        if (batch.link >= poses.size() || m_scene->view()->opacityOf(batch.link) <= 0) continue;
        const auto amount = static_cast<float>(static_cast<double>(batch.sampleArea) / (cell * cell));
        for (const QVector3D& sample : batch.samples) {
            const Vec3 point = poses[batch.link] * Vec3{sample.x(), sample.y(), sample.z()};
            if (dot(cutAway, point) > static_cast<double>(plane.w())) continue;
            const double height = (point.z - m_scene->floorHeight()) / m_height;
            const auto layer =
                std::ranges::find_if(layers, [&](const Layer& candidate) { return height < candidate.below; });
            if (layer == layers.end()) continue;
            splat(fields[static_cast<std::size_t>(layer - layers.begin())],
                  (point.x - static_cast<double>(m_center.x())) / cell + side / 2.0 - 0.5,
                  (point.y - static_cast<double>(m_center.y())) / cell + side / 2.0 - 0.5, amount);
        }
    }
    Field light(cells, 1);
    Field other(cells);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        blur(fields[i], other, layers[i].radius);
        for (std::size_t c = 0; c < cells; ++c) light[c] *= 1 - layers[i].strength * (1 - std::exp(-fields[i][c]));
    }
    QByteArray darkness(cells, Qt::Uninitialized);
    for (std::size_t c = 0; c < cells; ++c)
        darkness[static_cast<qsizetype>(c)] = static_cast<char>(std::lround(255 * (1 - light[c])));
    // Outside, the texture repeats its border.
    for (int i = 0; i < side; ++i) {
        for (const int border : {i, (side - 1) * side + i, i * side, i * side + side - 1}) darkness[border] = 0;
    }
    m_darkness = darkness;
    setTextureData(m_darkness);
    update();
}
