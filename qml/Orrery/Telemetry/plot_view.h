// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPointer>
#include <QQmlEngine>
#include <QQuickItem>
#include <QSGGeometry>
#include <QVariantList>

#include "plot_controller.h"
#include "plot_scale.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

/// The curves of a plot as bands of the least and greatest value in each column of pixels: whatever the zoom, no peak
/// is lost and a frame costs about the same. Draws curves alone; axes, cursor and input are the QML around it. What is
/// drawn is worked out on the GUI thread when something changed, and only copied while the render thread synchronises.
class PlotView : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(PlotController* plot READ plot WRITE setPlot NOTIFY plotChanged FINAL)
    /// Colours of the series; a row's index repeats through them.
    Q_PROPERTY(QList<QColor> colors READ colors WRITE setColors NOTIFY colorsChanged FINAL)
    /// The times at the left and the right edge, s.
    Q_PROPERTY(double from READ from NOTIFY viewChanged FINAL)
    Q_PROPERTY(double until READ until NOTIFY viewChanged FINAL)
    /// The values at the lower and the upper edge, in the plot's unit.
    Q_PROPERTY(double low READ low NOTIFY viewChanged FINAL)
    Q_PROPERTY(double high READ high NOTIFY viewChanged FINAL)
    Q_PROPERTY(QVariantList timeMarks READ timeMarks NOTIFY viewChanged FINAL)
    Q_PROPERTY(QVariantList valueMarks READ valueMarks NOTIFY viewChanged FINAL)
    /// The right edge stays at the newest value. Ends when a person moves the view.
    Q_PROPERTY(bool following READ following WRITE setFollowing NOTIFY followingChanged FINAL)

public:
    explicit PlotView(QQuickItem* parent = nullptr);

    PlotController* plot() const { return m_plot; }
    void setPlot(PlotController* plot);
    QList<QColor> colors() const { return m_colors; }
    void setColors(const QList<QColor>& colors);
    double from() const { return m_from; }
    double until() const { return m_until; }
    double low() const { return m_range.low; }
    double high() const { return m_range.high; }
    QVariantList timeMarks() const;
    QVariantList valueMarks() const;
    bool following() const { return m_following; }
    void setFollowing(bool following);

    /// @param factor below 1 shows less time, larger. @param x the place in the item that keeps its time.
    Q_INVOKABLE void zoom(double factor, double x);
    /// @param pixels to the right moves the view to earlier times.
    Q_INVOKABLE void pan(double pixels);
    Q_INVOKABLE void showAll();
    /// Moves the view so far that this time is in it.
    Q_INVOKABLE void bringIntoView(double time);
    Q_INVOKABLE double timeAt(double x) const;
    Q_INVOKABLE double xAt(double time) const;
    Q_INVOKABLE double yAt(double value) const;

    /// The band of one curve as vertices of a triangle strip: pairs of a lower and an upper point, in item coordinates;
    /// doubled where the curve is broken.
    struct Band {
        std::vector<QSGGeometry::Point2D> points;
        QColor color;
    };
    /// Works out what is drawn now; for benchmarks and tests. Else it happens before a frame when something changed.
    const std::vector<Band>& computeBands();

Q_SIGNALS:
    void plotChanged();
    void colorsChanged();
    void viewChanged();
    void followingChanged();

protected:
    void updatePolish() override;
    QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData* data) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void itemChange(ItemChange change, const ItemChangeData& value) override;

private:
    void plotIsAnother();
    void plotGrew();
    void setView(double from, double until);
    std::size_t columnCount() const;
    QColor colorOf(const PlotController::Curve& curve) const;
    /// Columns stand on a grid that does not move with the view, so that curves do not shimmer while it is panned.
    struct Grid {
        double width = 0;       ///< s
        std::int64_t first = 0; ///< Index of the first column.
        std::size_t count = 0;
    };
    /// The columns of one curve, kept while nothing but the place changes.
    struct Kept {
        const double* values = nullptr;
        std::vector<orrery::robot::MinMax> columns;
    };
    Grid gridNow() const;
    void computeColumns(const orrery::robot::Series& series, const Grid& grid, Kept& kept);
    void fill(const orrery::robot::Series& series, const Grid& grid, Kept& kept, std::size_t begin, std::size_t end);
    void computeBand(std::span<const orrery::robot::MinMax> columns, double factor, Band& band) const;

    QPointer<PlotController> m_plot;
    QList<QColor> m_colors;
    double m_from = 0;
    double m_until = 10;
    plot::Range m_range;
    bool m_following = true;
    bool m_wasLive = true;
    double m_takeEnd = -1; // of the take the view was made for
    Grid m_grid;
    std::vector<Kept> m_kept;
    std::vector<std::size_t> m_edges;
    const double* m_edgesOf = nullptr;
    std::pair<std::size_t, std::size_t> m_edgesFor;
    std::vector<Band> m_bands;
};
