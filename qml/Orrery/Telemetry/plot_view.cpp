// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plot_view.h"

#include <QQuickWindow>
#include <QSGFlatColorMaterial>
#include <QSGGeometryNode>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace orrery;

namespace {

constexpr double liveSpan = 30;      // s at first
constexpr double shortestSpan = 0.1; // s
constexpr std::size_t mostColumns = 4096;
constexpr double lineWidth = 1.6;
constexpr double comparedWidth = 1.2;
constexpr float comparedAlpha = 0.55F;
constexpr double pixelsPerValueMark = 36;
constexpr double pixelsPerTimeMark = 84;

class BandNode : public QSGGeometryNode {
public:
    BandNode() : m_geometry(QSGGeometry::defaultAttributes_Point2D(), 0) {
        m_geometry.setDrawingMode(QSGGeometry::DrawTriangleStrip);
        setGeometry(&m_geometry);
        setMaterial(&m_material);
    }

    void take(const PlotView::Band& band) {
        m_geometry.allocate(static_cast<int>(band.points.size()));
        if (!band.points.empty())
            std::memcpy(m_geometry.vertexData(), band.points.data(), band.points.size() * sizeof(band.points[0]));
        markDirty(DirtyGeometry);
        if (m_material.color() == band.color) return;
        m_material.setColor(band.color);
        markDirty(DirtyMaterial);
    }

private:
    QSGGeometry m_geometry;
    QSGFlatColorMaterial m_material;
};

} // namespace

PlotView::PlotView(QQuickItem* parent) : QQuickItem(parent) {
    setFlag(ItemHasContents);
    setClip(true);
}

void PlotView::setPlot(PlotController* plot) {
    if (m_plot == plot) return;
    if (m_plot) m_plot->disconnect(this);
    m_plot = plot;
    if (plot) {
        connect(plot, &PlotController::changed, this, &PlotView::plotIsAnother);
        connect(plot, &PlotController::extentChanged, this, &PlotView::plotGrew);
        m_wasLive = plot->live();
        plotIsAnother();
        plotGrew();
    }
    Q_EMIT plotChanged();
}

void PlotView::setColors(const QList<QColor>& colors) {
    if (m_colors == colors) return;
    m_colors = colors;
    polish();
    Q_EMIT colorsChanged();
}

void PlotView::setFollowing(bool following) {
    if (m_following == following) return;
    m_following = following;
    Q_EMIT followingChanged();
    plotGrew();
}

void PlotView::plotIsAnother() {
    m_kept.clear();
    polish();
    const bool live = m_plot->live();
    const double end = live ? -1 : m_plot->end();
    if (live == m_wasLive && end == m_takeEnd) return;
    m_wasLive = live;
    m_takeEnd = end;
    if (!live) {
        showAll();
        return;
    }
    setView(m_plot->end() - liveSpan, m_plot->end());
    setFollowing(true);
}

void PlotView::plotGrew() {
    if (!m_plot || !m_plot->live()) return;
    polish();
    if (!m_following) return;
    const double span = m_takeEnd < 0 && m_until - m_from > shortestSpan ? m_until - m_from : liveSpan;
    setView(m_plot->end() - span, m_plot->end());
}

void PlotView::setView(double from, double until) {
    if (!m_plot) return;
    const double begin = m_plot->begin(), end = std::max(m_plot->end(), begin + shortestSpan);
    const double longest = m_plot->live() ? std::max(end - begin, liveSpan) : end - begin;
    const double span = std::clamp(until - from, shortestSpan, std::max(longest, shortestSpan));
    const double middle = (from + until) / 2;
    m_until = std::clamp(middle + span / 2, std::min(begin + span, end), end);
    m_from = m_until - span;
    polish();
    Q_EMIT viewChanged();
}

void PlotView::zoom(double factor, double x) {
    if (!(factor > 0) || width() <= 0) return;
    const bool toNewest = m_following && m_plot && m_plot->live();
    const double fixed = toNewest ? m_until : timeAt(x);
    const double span = std::max(shortestSpan, (m_until - m_from) * factor);
    const double from = fixed - span * (fixed - m_from) / (m_until - m_from);
    setView(from, from + span);
}

void PlotView::pan(double pixels) {
    if (width() <= 0) return;
    const double by = -pixels * (m_until - m_from) / width();
    setView(m_from + by, m_until + by);
    setFollowing(m_plot && m_plot->live() && m_until >= m_plot->end() - 1e-9);
}

void PlotView::showAll() {
    if (m_plot) setView(m_plot->begin(), m_plot->end());
}

void PlotView::bringIntoView(double time) {
    if (time >= m_from && time <= m_until) return;
    const double span = m_until - m_from;
    const double from = time < m_from ? time - 0.1 * span : time - 0.9 * span;
    setView(from, from + span);
}

double PlotView::timeAt(double x) const {
    return width() > 0 ? m_from + (m_until - m_from) * x / width() : m_from;
}

double PlotView::xAt(double time) const {
    return (time - m_from) / (m_until - m_from) * width();
}

double PlotView::yAt(double value) const {
    return height() * (1 - (value - m_range.low) / (m_range.high - m_range.low));
}

QVariantList PlotView::timeMarks() const {
    return plot::timeMarks(std::max(m_from, 0.0), m_until, std::max(1.0, width() / pixelsPerTimeMark));
}

QVariantList PlotView::valueMarks() const {
    return plot::valueMarks(m_range, std::max(1.0, height() / pixelsPerValueMark));
}

std::size_t PlotView::columnCount() const {
    const double ratio = window() ? window()->effectiveDevicePixelRatio() : 1;
    return std::clamp(static_cast<std::size_t>(std::max(0.0, width() * ratio)), std::size_t{1}, mostColumns);
}

QColor PlotView::colorOf(const PlotController::Curve& curve) const {
    if (m_colors.isEmpty()) return Qt::gray;
    QColor color = m_colors[curve.color % m_colors.size()];
    if (curve.compared) color.setAlphaF(comparedAlpha);
    return color;
}

PlotView::Grid PlotView::gridNow() const {
    const std::size_t across = columnCount();
    Grid grid;
    grid.width = (m_until - m_from) / static_cast<double>(across);
    if (std::abs(grid.width - m_grid.width) < 1e-9 * grid.width) grid.width = m_grid.width;
    grid.first = static_cast<std::int64_t>(std::floor(m_from / grid.width));
    grid.count = across + 1;
    return grid;
}

void PlotView::fill(const robot::Series& series, const Grid& grid, Kept& kept, std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    const double from = grid.width * static_cast<double>(grid.first + static_cast<std::int64_t>(begin));
    const double until = grid.width * static_cast<double>(grid.first + static_cast<std::int64_t>(end));
    if (m_edgesOf != series.times.data() || m_edgesFor != std::pair(begin, end))
        m_edges = robot::bucketEdges(series.times, from, until, end - begin);
    m_edgesOf = series.times.data();
    m_edgesFor = {begin, end};
    robot::seriesColumns(series, from, until, m_edges, std::span(kept.columns).subspan(begin, end - begin));
}

void PlotView::computeColumns(const robot::Series& series, const Grid& grid, Kept& kept) {
    const std::int64_t moved = grid.first - m_grid.first, count = static_cast<std::int64_t>(grid.count);
    const bool same = series.pyramid != nullptr && kept.values == series.values.data() &&
                      kept.columns.size() == grid.count && m_grid.width == grid.width && std::abs(moved) < count;
    kept.values = series.values.data();
    if (!same) {
        kept.columns.assign(grid.count, {});
        return fill(series, grid, kept, 0, grid.count);
    }
    if (moved > 0) {
        std::move(kept.columns.begin() + moved, kept.columns.end(), kept.columns.begin());
        fill(series, grid, kept, static_cast<std::size_t>(count - moved), grid.count);
    } else if (moved < 0) {
        std::move_backward(kept.columns.begin(), kept.columns.end() + moved, kept.columns.end());
        fill(series, grid, kept, 0, static_cast<std::size_t>(-moved));
    }
}

const std::vector<PlotView::Band>& PlotView::computeBands() {
    const auto curves = m_plot ? m_plot->curves() : std::vector<PlotController::Curve>();
    const Grid grid = gridNow();
    m_kept.resize(curves.size());
    m_edgesOf = nullptr;
    m_edgesFor = {};
    robot::MinMax seen;
    for (std::size_t i = 0; i < curves.size(); ++i) {
        computeColumns(curves[i].series, grid, m_kept[i]);
        for (const robot::MinMax& column : m_kept[i].columns) {
            seen.least = std::min(seen.least, column.least * curves[i].factor);
            seen.greatest = std::max(seen.greatest, column.greatest * curves[i].factor);
        }
    }
    m_grid = grid;
    const double leastRange = m_plot && m_plot->quantity() == PlotController::Effort ? 0.1 : 2;
    m_range = plot::niceRange(seen.least, seen.greatest, leastRange, std::max(1.0, height() / pixelsPerValueMark));
    m_bands.resize(curves.size());
    for (std::size_t i = 0; i < curves.size(); ++i) {
        m_bands[i].color = colorOf(curves[i]);
        computeBand(m_kept[i].columns, curves[i].factor, m_bands[i]);
    }
    return m_bands;
}

void PlotView::computeBand(std::span<const robot::MinMax> columns, double factor, Band& band) const {
    band.points.clear();
    band.points.reserve(2 * columns.size() + 4);
    const double scale = height() / (m_range.high - m_range.low), step = m_grid.width / (m_until - m_from) * width();
    const double first = (m_grid.width * static_cast<double>(m_grid.first) - m_from) / (m_until - m_from) * width();
    const double thick = (band.color.alphaF() < 1 ? comparedWidth : lineWidth) / 2;
    bool broken = true;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].empty()) {
            broken = true;
            continue;
        }
        double lower = height() - (columns[i].least * factor - m_range.low) * scale;
        double upper = height() - (columns[i].greatest * factor - m_range.low) * scale;
        if (lower - upper < 2 * thick) {
            const double middle = (lower + upper) / 2;
            lower = middle + thick;
            upper = middle - thick;
        }
        const auto x = static_cast<float>(first + (static_cast<double>(i) + 0.5) * step);
        const QSGGeometry::Point2D below{x, static_cast<float>(lower)}, above{x, static_cast<float>(upper)};
        if (broken && !band.points.empty()) { // a jump without area
            band.points.push_back(band.points.back());
            band.points.push_back(below);
        }
        broken = false;
        band.points.push_back(below);
        band.points.push_back(above);
    }
}

void PlotView::updatePolish() {
    const plot::Range before = m_range;
    computeBands();
    if (before.low != m_range.low || before.high != m_range.high) Q_EMIT viewChanged();
    update();
}

QSGNode* PlotView::updatePaintNode(QSGNode* old, UpdatePaintNodeData*) {
    QSGNode* root = old ? old : new QSGNode;
    while (root->childCount() > static_cast<int>(m_bands.size())) delete root->lastChild();
    while (root->childCount() < static_cast<int>(m_bands.size())) root->appendChildNode(new BandNode);
    QSGNode* node = root->firstChild();
    for (const Band& band : m_bands) {
        static_cast<BandNode*>(node)->take(band);
        node = node->nextSibling();
    }
    return root;
}

void PlotView::geometryChange(const QRectF& now, const QRectF& before) {
    QQuickItem::geometryChange(now, before);
    if (now.size() == before.size()) return;
    polish();
    Q_EMIT viewChanged();
}

void PlotView::itemChange(ItemChange change, const ItemChangeData& value) {
    if (change == ItemDevicePixelRatioHasChanged || (change == ItemVisibleHasChanged && value.boolValue)) polish();
    QQuickItem::itemChange(change, value);
}
