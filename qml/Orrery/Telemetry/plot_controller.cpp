// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plot_controller.h"

#include "telemetry_words.h"

#include <algorithm>
#include <cmath>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

constexpr auto followInterval = 50ms;

} // namespace

PlotController::PlotController(QObject* parent) : QObject(parent) {
    m_follow.setInterval(followInterval);
    connect(&m_follow, &QTimer::timeout, this, &PlotController::followLive);
    connect(&m_series, &SeriesList::shownChanged, this, &PlotController::changed);
}

void PlotController::attach(const TelemetryRobot& robot) {
    m_linear.clear();
    for (const robot::Coordinate& coordinate : robot.model->coordinates()) {
        if (coordinate.type == robot::JointType::Prismatic) m_linear.push_back(coordinate.name);
    }
    m_live.reset(&robot.gate->link());
    m_follow.start();
    resetSeries();
}

void PlotController::detach() {
    m_follow.stop();
    m_live.reset(nullptr);
    resetSeries();
}

void PlotController::setTakes(std::shared_ptr<const PlottedTake> take, std::shared_ptr<const PlottedTake> compared) {
    if (m_take == take && m_compared == compared) return;
    m_take = std::move(take);
    m_compared = m_take ? std::move(compared) : nullptr;
    resetSeries();
}

void PlotController::resetSeries() {
    std::vector<SeriesList::Row> rows;
    for (const std::string& joint : m_take ? m_take->take().joints() : m_live.joints())
        rows.push_back({QString::fromStdString(joint), isLinear(joint), false, {}, {}});
    m_series.reset(std::move(rows));
    Q_EMIT changed();
    Q_EMIT extentChanged();
    tellValues();
}

bool PlotController::isLinear(const std::string& joint) const {
    return std::ranges::find(m_linear, joint) != m_linear.end();
}

void PlotController::setQuantity(Quantity quantity) {
    if (m_quantity == quantity) return;
    m_quantity = quantity;
    Q_EMIT changed();
    tellValues();
}

QString PlotController::unit() const {
    bool angular = false, linear = false;
    for (const SeriesList::Row& row : m_series.rows()) {
        if (row.shown) (row.linear ? linear : angular) = true;
    }
    const QString turning = telemetry::unitText(wanted(), false), sliding = telemetry::unitText(wanted(), true);
    if (linear && angular) return tr("%1 and %2").arg(turning, sliding);
    return linear ? sliding : turning;
}

double PlotController::begin() const {
    if (m_take || m_live.times().empty()) return 0;
    return m_live.times().front();
}

double PlotController::end() const {
    if (m_take) return std::max(m_take->take().duration(), m_compared ? m_compared->take().duration() : 0);
    return m_live.times().empty() ? 0 : m_live.times().back();
}

bool PlotController::empty() const {
    if (m_take) return !m_take->has(wanted());
    if (m_live.times().empty()) return true;
    for (std::size_t joint = 0; joint < m_live.joints().size(); ++joint) {
        if (!std::isnan(m_live.column(wanted(), joint).back())) return false;
    }
    return true;
}

void PlotController::setWatched(bool watched) {
    if (m_watched == watched) return;
    m_watched = watched;
    Q_EMIT changed();
}

void PlotController::followLive() {
    const bool wasEmpty = !m_take && empty();
    if (!m_live.follow() || m_take || !m_watched) return;
    if (wasEmpty) Q_EMIT changed();
    Q_EMIT extentChanged();
    tellValues();
}

void PlotController::setCursor(double time) {
    m_cursor = time;
    if (m_take && m_watched) tellValues();
}

void PlotController::tellValues() {
    std::vector<QString> values, compared;
    const auto of = [this](const robot::TakeSample& sample) -> const std::vector<double>& {
        return m_quantity == Position ? sample.position : m_quantity == Velocity ? sample.velocity : sample.effort;
    };
    const auto tell = [this](double si, std::size_t row) {
        return telemetry::valueText(si, wanted(), m_series.rows()[row].linear);
    };
    const std::size_t count = m_series.rows().size();
    if (m_take) {
        const std::vector<double> now = of(m_take->take().sample(m_cursor));
        for (std::size_t i = 0; i < count && i < now.size(); ++i) values.push_back(tell(now[i], i));
    } else if (!m_live.times().empty()) {
        for (std::size_t i = 0; i < count; ++i) values.push_back(tell(m_live.column(wanted(), i).back(), i));
    }
    if (m_compared) {
        const std::vector<double> now = of(m_compared->take().sample(m_cursor));
        const robot::JointNames& names = m_compared->take().joints();
        for (std::size_t i = 0; i < count; ++i) {
            const auto there = std::ranges::find(names, m_series.rows()[i].name.toStdString()) - names.begin();
            const auto at = static_cast<std::size_t>(there);
            compared.push_back(at < now.size() ? tell(now[at], i) : QString());
        }
    }
    m_series.setValues(values, compared);
}

std::vector<PlotController::Curve> PlotController::curves() const {
    std::vector<Curve> beneath, above;
    for (std::size_t i = 0; i < m_series.rows().size(); ++i) {
        const SeriesList::Row& row = m_series.rows()[i];
        if (!row.shown) continue;
        const double factor = telemetry::displayFactor(wanted(), row.linear);
        const auto add = [&](std::vector<Curve>& to, const PlottedTake& take, std::size_t joint, bool compared) {
            const std::vector<double>& values = take.take().column(wanted(), joint);
            if (values.empty()) return;
            to.push_back(
                {{take.take().times(), values, take.pyramid(wanted(), joint)}, factor, static_cast<int>(i), compared});
        };
        if (!m_take) {
            above.push_back(
                {{m_live.times(), m_live.column(wanted(), i), nullptr}, factor, static_cast<int>(i), false});
            continue;
        }
        add(above, *m_take, i, false);
        if (!m_compared) continue;
        const robot::JointNames& names = m_compared->take().joints();
        const auto there = std::ranges::find(names, row.name.toStdString());
        if (there != names.end()) add(beneath, *m_compared, static_cast<std::size_t>(there - names.begin()), true);
    }
    beneath.insert(beneath.end(), above.begin(), above.end());
    return beneath;
}
