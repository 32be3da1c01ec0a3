// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QTimer>

#include "live_series.h"
#include "plotted_take.h"
#include "series_list.h"
#include "telemetry_robot.h"

#include <orrery/robot/record/series_columns.h>

#include <memory>
#include <vector>

/// What a plot draws: the robot as it moves now, or a take, and a second take to compare with. GUI thread.
class PlotController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(Quantity quantity READ quantity WRITE setQuantity NOTIFY changed FINAL)
    Q_PROPERTY(SeriesList* series READ series CONSTANT FINAL)
    /// What the values are in ("°", "° and mm").
    Q_PROPERTY(QString unit READ unit NOTIFY changed FINAL)
    /// The first and last time there is something at, s.
    Q_PROPERTY(double begin READ begin NOTIFY extentChanged FINAL)
    Q_PROPERTY(double end READ end NOTIFY extentChanged FINAL)
    Q_PROPERTY(bool live READ live NOTIFY changed FINAL)
    /// Nothing of this quantity was measured.
    Q_PROPERTY(bool empty READ empty NOTIFY changed FINAL)
    /// Somebody looks: only then the robot is followed.
    Q_PROPERTY(bool watched READ watched WRITE setWatched NOTIFY changed FINAL)

public:
    enum Quantity { Position, Velocity, Effort };
    Q_ENUM(Quantity)

    /// One curve to draw; borrowed until the next signal.
    struct Curve {
        orrery::robot::Series series;
        double factor = 1; ///< From SI to what is shown.
        int color = 0;     ///< Index of the series' colour.
        bool compared = false;
    };

    explicit PlotController(QObject* parent = nullptr);

    void attach(const TelemetryRobot& robot);
    void detach();
    /// Null for the live robot; a take is compared only with another.
    void setTakes(std::shared_ptr<const PlottedTake> take, std::shared_ptr<const PlottedTake> compared);
    /// The time whose values the legend tells; without a take it is always the newest.
    void setCursor(double time);

    /// The curves that are checked, compared ones first so that they lie beneath.
    std::vector<Curve> curves() const;

    Quantity quantity() const { return m_quantity; }
    void setQuantity(Quantity quantity);
    SeriesList* series() { return &m_series; }
    QString unit() const;
    double begin() const;
    double end() const;
    bool live() const { return !m_take; }
    bool empty() const;
    bool watched() const { return m_watched; }
    void setWatched(bool watched);

Q_SIGNALS:
    /// What is drawn is something else.
    void changed();
    /// There is more of it.
    void extentChanged();

private:
    orrery::robot::Quantity wanted() const { return static_cast<orrery::robot::Quantity>(m_quantity); }
    void followLive();
    void resetSeries();
    void tellValues();
    bool isLinear(const std::string& joint) const;

    Quantity m_quantity = Position;
    SeriesList m_series;
    LiveSeries m_live;
    std::shared_ptr<const PlottedTake> m_take;
    std::shared_ptr<const PlottedTake> m_compared;
    std::vector<std::string> m_linear; // names of the robot's joints that slide
    double m_cursor = 0;
    bool m_watched = false;
    QTimer m_follow;
};
