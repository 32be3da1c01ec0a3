// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contact_shadow.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

using orrery::Vec3;

namespace {

/// So soft a thing need not keep pace with every frame.
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

/// Shares one sample among the four cells around it, so that a slow move does not flicker. Neighbours in y lie beside
/// each other: see blur().
void splat(Field& field, double x, double y, float amount) {
    const int column = static_cast<int>(std::floor(x));
    const int row = static_cast<int>(std::floor(y));
    if (column < 0 || row < 0 || column + 1 >= side || row + 1 >= side) return;
    const auto u = static_cast<float>(x - column);
    const auto v = static_cast<float>(y - row);
    float* cell = &field[static_cast<std::size_t>(column) * side + static_cast<std::size_t>(row)];
    cell[0] += amount * (1 - u) * (1 - v);
    cell[1] += amount * (1 - u) * v;
    cell[side] += amount * u * (1 - v);
    cell[side + 1] += amount * u * v;
}

/// One box blur across the lines, all cells of a line at once: the processor takes several in a step.
void blurAcross(const Field& from, Field& to, int radius) {
    const float share = 1.0F / static_cast<float>(2 * radius + 1);
    const auto line = [](auto& field, int index) { return field.data() + static_cast<std::ptrdiff_t>(index) * side; };
    std::array<float, side> sum{};
    for (int i = -radius; i < side; ++i) {
        if (i + radius < side) {
            const float* next = line(from, i + radius);
            for (std::size_t c = 0; c < side; ++c) sum[c] += next[c];
        }
        if (i < 0) continue;
        float* blurred = line(to, i);
        for (std::size_t c = 0; c < side; ++c) blurred[c] = sum[c] * share;
        if (i < radius) continue;
        const float* last = line(from, i - radius);
        for (std::size_t c = 0; c < side; ++c) sum[c] -= last[c];
    }
}

/// Three box blurs each way are close to a Gaussian. Comes with lines along y, leaves with lines along x.
void blur(Field& field, Field& other, int radius) {
    const auto across = [&] {
        blurAcross(field, other, radius);
        blurAcross(other, field, radius);
        blurAcross(field, other, radius);
    };
    across();
    for (std::size_t x = 0; x < side; ++x) {
        for (std::size_t y = 0; y < side; ++y) field[y * side + x] = other[x * side + y];
    }
    across();
    field.swap(other);
}

/// exp(-x) for x >= 0 to 1e-4: plain arithmetic, of which the processor does several at once.
float fading(float x) {
    const float y = x * (1.0F / 16);
    const float root = 1 / (1 + y * (1 + y * (0.5F + y * (1.0F / 6))));
    const float fourth = root * root * root * root;
    return fourth * fourth * fourth * fourth;
}

/// Takes from the light what a layer keeps away.
void darken(Field& light, const Field& layer, float strength) {
    for (std::size_t c = 0; c < cells; ++c) light[c] *= 1 - strength * (1 - fading(layer[c]));
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
    if (!m_scene) return;
    m_later.stop();
    m_sinceRefresh.start();
    std::array<Field, layers.size()> fields;
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
            Field& field = fields[static_cast<std::size_t>(layer - layers.begin())];
            field.resize(cells);
            splat(field, (point.x - static_cast<double>(m_center.x())) / cell + side / 2.0 - 0.5,
                  (point.y - static_cast<double>(m_center.y())) / cell + side / 2.0 - 0.5, amount);
        }
    }
    Field light(cells, 1);
    Field other(cells);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (fields[i].empty()) continue;
        blur(fields[i], other, layers[i].radius);
        darken(light, fields[i], layers[i].strength);
    }
    QByteArray darkness(cells, Qt::Uninitialized);
    std::ranges::transform(light, darkness.begin(),
                           [](float lit) { return static_cast<char>(static_cast<int>(255.5F - 255 * lit)); });
    // Outside, the texture repeats its border.
    for (int i = 0; i < side; ++i) {
        for (const int border : {i, (side - 1) * side + i, i * side, i * side + side - 1}) darkness[border] = 0;
    }
    m_darkness = darkness;
    setTextureData(m_darkness);
    update();
}
