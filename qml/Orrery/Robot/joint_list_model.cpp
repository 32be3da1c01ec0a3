// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "joint_list_model.h"

#include <algorithm>
#include <cmath>

using namespace orrery;
using robot::JointTarget;
using robot::JointType;
using robot::KinematicModel;

namespace {

constexpr double visibleTurn = 1.7e-4; // rad: a hundredth of a degree
constexpr double visibleWay = 1e-5;    // m: a hundredth of a millimetre
constexpr double slackTurn = 0.0087;   // rad: half a degree beyond a limit is nothing to speak of
constexpr double slackWay = 5e-4;      // m

double visible(bool linear) {
    return linear ? visibleWay : visibleTurn;
}

const JointTarget* find(const std::vector<JointTarget>& targets, const std::string& joint) {
    const auto found = std::ranges::find(targets, joint, &JointTarget::joint);
    return found == targets.end() ? nullptr : &*found;
}

} // namespace

void JointListModel::reset(const robot::Description& description, const KinematicModel& model,
                           const std::vector<bool>& passive, const std::vector<double>& positions) {
    beginResetModel();
    m_rows.clear();
    for (std::size_t i = 0; i < model.coordinateCount(); ++i) {
        const robot::Coordinate& coordinate = model.coordinates()[i];
        const double value = i < positions.size() ? positions[i] : 0;
        Row own;
        own.name = QString::fromStdString(coordinate.name);
        own.kind = i < passive.size() && passive[i] ? Kind::Passive : Kind::Settable;
        own.linear = coordinate.type == JointType::Prismatic;
        own.limited = coordinate.limits.given;
        own.lower = coordinate.limits.lower;
        own.upper = coordinate.limits.upper;
        own.coordinate = i;
        own.value = own.target = value;
        m_rows.push_back(own);
        for (const KinematicModel::Motion& motion : model.motions()) {
            const robot::Joint& joint = description.joints[motion.joint];
            if (motion.coordinate != i || motion.joint == coordinate.joint || !joint.mimic) continue;
            Row row;
            row.name = QString::fromStdString(joint.name);
            row.kind = Kind::Follower;
            row.linear = joint.type == JointType::Prismatic;
            row.limited = joint.limits.given;
            row.lower = joint.limits.lower;
            row.upper = joint.limits.upper;
            row.coordinate = i;
            row.multiplier = motion.multiplier;
            row.offset = motion.offset;
            row.leader = own.name;
            row.value = row.target = motion.multiplier * value + motion.offset;
            m_rows.push_back(row);
        }
    }
    // What a person can set comes first; the joints inside mechanisms are many, and nobody sets them.
    std::stable_partition(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.kind != Kind::Passive; });
    endResetModel();
    Q_EMIT countChanged();
}

void JointListModel::setMeasured(const std::vector<double>& positions) {
    int first = -1;
    int last = -1;
    for (int i = 0; i < count(); ++i) {
        Row& row = m_rows[static_cast<std::size_t>(i)];
        if (row.coordinate >= positions.size()) continue;
        const double value = row.multiplier * positions[row.coordinate] + row.offset;
        if (std::abs(value - row.value) < visible(row.linear)) continue;
        row.value = value;
        if (!row.asked) row.target = value;
        if (first < 0) first = i;
        last = i;
    }
    if (first >= 0) Q_EMIT dataChanged(index(first), index(last), {ValueRole, TargetRole, OutsideRole});
}

void JointListModel::setAsked(const std::vector<JointTarget>& requested, const std::vector<JointTarget>& applied) {
    for (int i = 0; i < count(); ++i) {
        Row& row = m_rows[static_cast<std::size_t>(i)];
        const std::string name = row.name.toStdString();
        const JointTarget* asked = find(requested, name);
        if (!asked || row.kind != Kind::Settable) continue;
        const JointTarget* let = find(applied, name);
        row.asked = true;
        row.target = asked->position;
        row.applied = let ? std::optional(let->position) : std::nullopt;
        Q_EMIT dataChanged(index(i), index(i), {TargetRole, NoteRole});
    }
}

void JointListModel::setTarget(int row, double target) {
    Row& r = m_rows.at(static_cast<std::size_t>(row));
    r.asked = true;
    r.target = m_units.si(r.linear, target);
    r.applied.reset();
    Q_EMIT dataChanged(index(row), index(row), {TargetRole, NoteRole});
}

void JointListModel::forgetTargets() {
    if (m_rows.empty()) return;
    for (Row& row : m_rows) {
        row.asked = false;
        row.applied.reset();
        row.target = row.value;
    }
    Q_EMIT dataChanged(index(0), index(count() - 1), {TargetRole, NoteRole});
}

void JointListModel::setUnits(const JointUnits& units) {
    if (m_units == units) return;
    m_units = units;
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(count() - 1));
}

double JointListModel::toSi(int row, double shown) const {
    return m_units.si(m_rows.at(static_cast<std::size_t>(row)).linear, shown);
}

QString JointListModel::note(const Row& row) const {
    switch (row.kind) {
    case Kind::Passive: return tr("moved by the loop it is part of");
    case Kind::Follower: return tr("follows %1").arg(row.leader);
    case Kind::Settable: break;
    }
    if (row.applied && std::abs(*row.applied - row.target) > visible(row.linear))
        return tr("asked for %1, let through %2")
            .arg(m_units.text(row.linear, row.target), m_units.text(row.linear, *row.applied));
    return {};
}

bool JointListModel::isOutside(const Row& row) {
    const double slack = row.linear ? slackWay : slackTurn;
    return row.limited && row.kind != Kind::Passive && (row.value < row.lower - slack || row.value > row.upper + slack);
}

int JointListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant JointListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto shown = [&](double si) { return m_units.shown(row.linear, si); };
    switch (role) {
    case Qt::DisplayRole:
    case NameRole: return row.name;
    case UnitRole: return m_units.unit(row.linear);
    case DecimalsRole: return m_units.decimals(row.linear);
    case StepRole: return m_units.step(row.linear);
    case ValueRole: return shown(row.value);
    case TargetRole: return shown(row.target);
    case LowerRole: return shown(row.lower);
    case UpperRole: return shown(row.upper);
    case LimitedRole: return row.limited;
    case OutsideRole: return isOutside(row);
    case SettableRole: return row.kind == Kind::Settable;
    case NoteRole: return note(row);
    default: return {};
    }
}

QHash<int, QByteArray> JointListModel::roleNames() const {
    return {{NameRole, "name"},       {UnitRole, "unit"},       {DecimalsRole, "decimals"}, {StepRole, "step"},
            {ValueRole, "value"},     {TargetRole, "target"},   {LowerRole, "lower"},       {UpperRole, "upper"},
            {LimitedRole, "limited"}, {OutsideRole, "outside"}, {SettableRole, "settable"}, {NoteRole, "note"}};
}
