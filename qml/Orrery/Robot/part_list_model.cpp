// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "part_list_model.h"

#include "joint_words.h"

#include <QFileInfo>

#include <algorithm>

using namespace orrery::robot;

namespace {

QVariantMap fact(const QString& name, const QString& value) {
    return {{QStringLiteral("name"), name}, {QStringLiteral("value"), value}};
}

} // namespace

void PartListModel::reset(Description description) {
    beginResetModel();
    m_description = std::move(description);
    m_facts = partFacts(m_description);
    m_order = linksDepthFirst(m_description);
    m_filter.clear();
    m_picked = -1;
    m_rows = m_order;
    endResetModel();
    Q_EMIT countChanged();
    Q_EMIT filterChanged();
    Q_EMIT pickedChanged();
}

const Joint* PartListModel::holder(std::size_t link) const {
    const std::size_t joint = m_description.links[link].parentJoint;
    return joint == npos ? nullptr : &m_description.joints[joint];
}

bool PartListModel::matches(std::size_t link) const {
    const auto has = [this](const std::string& name) {
        return QString::fromStdString(name).contains(m_filter, Qt::CaseInsensitive);
    };
    const Joint* joint = holder(link);
    return m_filter.isEmpty() || has(m_description.links[link].name) || (joint && has(joint->name));
}

void PartListModel::arrange() {
    beginResetModel();
    m_rows.clear();
    std::ranges::copy_if(m_order, std::back_inserter(m_rows), [this](std::size_t link) { return matches(link); });
    endResetModel();
    Q_EMIT countChanged();
    Q_EMIT pickedChanged();
}

QString PartListModel::speedText(bool linear, double speed) const {
    const QString number = m_units.plain(linear, speed);
    return linear || m_units.radians ? tr("%1 %2/s").arg(number, m_units.unit(linear)) : tr("%1°/s").arg(number);
}

void PartListModel::setUnits(const JointUnits& units) {
    if (m_units == units) return;
    m_units = units;
    if (count() > 0) Q_EMIT dataChanged(index(0), index(count() - 1), {JointRole});
    Q_EMIT pickedChanged();
}

void PartListModel::setFilter(const QString& filter) {
    const QString wanted = filter.trimmed();
    if (m_filter == wanted) return;
    m_filter = wanted;
    arrange();
    Q_EMIT filterChanged();
}

void PartListModel::pick(int link) {
    const int wanted = link >= 0 && link < static_cast<int>(m_description.links.size()) ? link : -1;
    if (m_picked == wanted) return;
    m_picked = wanted;
    if (m_picked >= 0 && !matches(static_cast<std::size_t>(m_picked))) setFilter({});
    Q_EMIT pickedChanged();
}

int PartListModel::pickedRow() const {
    const auto found = std::ranges::find(m_rows, static_cast<std::size_t>(m_picked));
    return m_picked < 0 || found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QString PartListModel::pickedName() const {
    return m_picked < 0 ? QString()
                        : QString::fromStdString(m_description.links[static_cast<std::size_t>(m_picked)].name);
}

QString PartListModel::pickedText() const {
    if (m_picked < 0) return {};
    const auto link = static_cast<std::size_t>(m_picked);
    const PartFacts& facts = m_facts[link];
    const Joint* joint = holder(link);
    const QString held = joint ? jointSentence(m_description, *joint, m_units) : tr("Everything else hangs on it.");
    if (facts.partsBeyond == 0) return joint ? held + QLatin1Char(' ') + tr("Nothing hangs on it.") : held;
    const auto parts = static_cast<int>(facts.partsBeyond);
    const QString carries =
        facts.massBeyond > 0
            ? tr("It carries %n part(s) beyond it, %1 in all.", nullptr, parts).arg(massText(facts.massBeyond))
            : tr("It carries %n part(s) beyond it.", nullptr, parts);
    return joint ? held + QLatin1Char(' ') + carries : carries;
}

QVariantList PartListModel::pickedFacts() const {
    QVariantList facts;
    if (m_picked < 0) return facts;
    const auto at = static_cast<std::size_t>(m_picked);
    const Link& link = m_description.links[at];
    if (m_facts[at].mass > 0) facts << fact(tr("Mass"), massText(m_facts[at].mass));
    if (const Joint* joint = holder(at)) {
        const bool linear = joint->type == JointType::Prismatic;
        facts << fact(tr("Held by"), QString::fromStdString(m_description.links[joint->parent].name));
        if (joint->isScalar() && joint->limits.velocity > 0)
            facts << fact(tr("Fastest"), speedText(linear, joint->limits.velocity));
        if (joint->isScalar() && joint->limits.effort > 0)
            facts << fact(linear ? tr("Strongest push") : tr("Strongest turn"),
                          linear ? tr("%1 N").arg(joint->limits.effort) : tr("%1 N m").arg(joint->limits.effort));
    }
    if (!link.visuals.empty()) facts << fact(tr("Shapes"), QString::number(link.visuals.size()));
    if (!link.collisions.empty()) facts << fact(tr("Collision shapes"), QString::number(link.collisions.size()));
    if (link.line > 0)
        facts << fact(tr("Stands in"),
                      QStringLiteral("%1:%2")
                          .arg(QFileInfo(QString::fromStdString(m_description.sourceFileAt(link.file))).fileName())
                          .arg(link.line));
    return facts;
}

int PartListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant PartListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const std::size_t link = m_rows[static_cast<std::size_t>(index.row())];
    const Joint* joint = holder(link);
    switch (role) {
    case LinkRole: return static_cast<int>(link);
    case Qt::DisplayRole:
    case NameRole: return QString::fromStdString(m_description.links[link].name);
    case DepthRole: return static_cast<int>(m_facts[link].depth);
    case JointRole:
        return joint ? QStringLiteral("%1 · %2").arg(QString::fromStdString(joint->name),
                                                     jointRange(m_description, *joint, m_units))
                     : QString();
    default: return {};
    }
}

QHash<int, QByteArray> PartListModel::roleNames() const {
    return {{LinkRole, "link"}, {NameRole, "name"}, {DepthRole, "depth"}, {JointRole, "joint"}};
}
