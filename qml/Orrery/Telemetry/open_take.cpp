// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "open_take.h"

#include <orrery/bridge/text.h>
#include <orrery/robot/kinematics/forward.h>
#include <orrery/robot/record/take_file.h>

#include <QFileInfo>

#include <algorithm>
#include <cmath>

using namespace orrery;

Result<OpenTake> OpenTake::read(const QString& file, const std::stop_token& stop) {
    const Result<robot::TakeFile> read = robot::readTake(file.toStdString(), stop);
    if (!read) return fail(read.error());
    OpenTake take;
    take.m_file = file;
    take.m_warning = textFrom(read->warning);
    take.m_plotted = std::make_shared<const PlottedTake>(read->take);
    return take;
}

QString OpenTake::name() const {
    return QFileInfo(m_file).completeBaseName();
}

void OpenTake::fit(const robot::KinematicModel* model) {
    m_columns.clear();
    m_sampled.reset();
    m_fits = true;
    if (!m_plotted || !model) return;
    const robot::JointNames& names = m_plotted->take().joints();
    for (const robot::Coordinate& coordinate : model->coordinates()) {
        const auto found = std::ranges::find(names, coordinate.name);
        const auto column = static_cast<std::size_t>(found - names.begin());
        const bool recorded =
            found != names.end() && !m_plotted->take().column(robot::Quantity::Position, column).empty();
        m_columns.push_back(recorded ? column : robot::npos);
    }
    m_fits = std::ranges::any_of(m_columns, [](std::size_t column) { return column != robot::npos; });
}

bool OpenTake::sample(double time, const robot::KinematicModel* model, const std::vector<double>& base,
                      std::vector<Pose>& poses) {
    if (!m_plotted || !model || m_sampled == time) return false;
    m_sampled = time;
    std::vector<double> positions = base;
    positions.resize(model->coordinateCount(), 0);
    const robot::TakeSample then = m_plotted->take().sample(time);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const std::size_t column = m_columns[i];
        if (column < then.position.size() && std::isfinite(then.position[column])) positions[i] = then.position[column];
    }
    robot::forwardKinematics(*model, positions, poses);
    return true;
}
