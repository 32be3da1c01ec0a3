// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "joint_list_model.h"

#include <orrery/base/units.h>

#include <algorithm>
#include <cmath>

using namespace orrery;
using robot::JointType;

namespace {

double shownFromSi(bool linear, double value) {
    return linear ? value * 1000 : degreesFromRadians(value);
}

constexpr double visibleChange = 0.01; // a hundredth of a degree or millimetre

} // namespace

void JointListModel::reset(const robot::KinematicModel& model, const std::vector<double>& positions) {
    beginResetModel();
    m_rows.clear();
    for (std::size_t i = 0; i < model.coordinateCount(); ++i) {
        const robot::Coordinate& coordinate = model.coordinates()[i];
        const bool linear = coordinate.type == JointType::Prismatic;
        const double value = i < positions.size() ? shownFromSi(linear, positions[i]) : 0;
        m_rows.push_back({QString::fromStdString(coordinate.name), linear, shownFromSi(linear, coordinate.limits.lower),
                          shownFromSi(linear, coordinate.limits.upper), coordinate.limits.given, value, value});
    }
    endResetModel();
    Q_EMIT countChanged();
}

void JointListModel::setMeasured(const std::vector<double>& positions) {
    int first = -1;
    int last = -1;
    const int known = std::min(count(), static_cast<int>(positions.size()));
    for (int i = 0; i < known; ++i) {
        Row& row = m_rows[static_cast<std::size_t>(i)];
        const double value = shownFromSi(row.linear, positions[static_cast<std::size_t>(i)]);
        if (std::abs(value - row.value) < visibleChange) continue;
        row.value = value;
        if (!row.asked) row.target = value;
        if (first < 0) first = i;
        last = i;
    }
    if (first >= 0) Q_EMIT dataChanged(index(first), index(last), {ValueRole, TargetRole, OutsideRole});
}

void JointListModel::setTarget(int row, double target) {
    Row& r = m_rows.at(static_cast<std::size_t>(row));
    r.asked = true;
    r.target = target;
    Q_EMIT dataChanged(index(row), index(row), {TargetRole});
}

void JointListModel::forgetTargets() {
    if (m_rows.empty()) return;
    for (Row& row : m_rows) {
        row.asked = false;
        row.target = row.value;
    }
    Q_EMIT dataChanged(index(0), index(count() - 1), {TargetRole});
}

double JointListModel::toSi(int row, double shown) const {
    return m_rows.at(static_cast<std::size_t>(row)).linear ? shown / 1000 : radiansFromDegrees(shown);
}

int JointListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant JointListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case NameRole: return row.name;
    case UnitRole: return row.linear ? QStringLiteral("mm") : QStringLiteral("°");
    case ValueRole: return row.value;
    case TargetRole: return row.target;
    case LowerRole: return row.lower;
    case UpperRole: return row.upper;
    case LimitedRole: return row.limited;
    case OutsideRole: return row.limited && (row.value < row.lower - 0.5 || row.value > row.upper + 0.5);
    default: return {};
    }
}

QHash<int, QByteArray> JointListModel::roleNames() const {
    return {{NameRole, "name"},   {UnitRole, "unit"},   {ValueRole, "value"},     {TargetRole, "target"},
            {LowerRole, "lower"}, {UpperRole, "upper"}, {LimitedRole, "limited"}, {OutsideRole, "outside"}};
}
