// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "joint_words.h"

#include <QCoreApplication>

using namespace orrery::robot;

namespace {

struct JointWords {
    Q_DECLARE_TR_FUNCTIONS(JointWords)
};

/// "0° to 145°", "0.00 to 2.53 rad", "0 to 40 mm"
QString range(const Joint& joint, const JointUnits& units) {
    const bool linear = joint.type == JointType::Prismatic;
    const QString lower = units.plain(linear, joint.limits.lower);
    const QString upper = units.plain(linear, joint.limits.upper);
    const QString unit = units.unit(linear);
    return !linear && !units.radians ? JointWords::tr("%1 to %2").arg(lower + unit, upper + unit)
                                     : JointWords::tr("%1 to %2 %3").arg(lower, upper, unit);
}

QString nameOf(const Joint& joint) {
    return QString::fromStdString(joint.name);
}

} // namespace

QString jointRange(const Description& description, const Joint& joint, const JointUnits& units) {
    if (joint.mimic) return JointWords::tr("follows %1").arg(nameOf(description.joints[joint.mimic->leader]));
    switch (joint.type) {
    case JointType::Fixed: return JointWords::tr("fixed");
    case JointType::Planar: return JointWords::tr("slides on a plane");
    case JointType::Floating: return JointWords::tr("free");
    case JointType::Continuous: return JointWords::tr("turns without end");
    case JointType::Prismatic:
        if (!joint.limits.given) return JointWords::tr("slides, no limits given");
        return range(joint, units);
    case JointType::Revolute:
        if (!joint.limits.given) return JointWords::tr("turns, no limits given");
        return range(joint, units);
    }
    return {};
}

QString jointSentence(const Description& description, const Joint& joint, const JointUnits& units) {
    const QString name = nameOf(joint);
    if (joint.mimic)
        return JointWords::tr("Its joint %1 moves together with %2.")
            .arg(name, nameOf(description.joints[joint.mimic->leader]));
    const bool limited = joint.limits.given;
    switch (joint.type) {
    case JointType::Fixed: return JointWords::tr("It is fixed to what holds it.");
    case JointType::Planar: return JointWords::tr("Its joint %1 lets it slide on a plane.").arg(name);
    case JointType::Floating: return JointWords::tr("Its joint %1 leaves it free.").arg(name);
    case JointType::Continuous: return JointWords::tr("Its joint %1 turns without end.").arg(name);
    case JointType::Prismatic:
        if (!limited) return JointWords::tr("Its joint %1 slides; the file gives no limits.").arg(name);
        return JointWords::tr("Its joint %1 slides from %2.").arg(name, range(joint, units));
    case JointType::Revolute:
        if (!limited) return JointWords::tr("Its joint %1 turns; the file gives no limits.").arg(name);
        return JointWords::tr("Its joint %1 turns from %2.").arg(name, range(joint, units));
    }
    return {};
}

QString massText(double kilograms) {
    if (kilograms < 0.9995) return JointWords::tr("%1 g").arg(kilograms * 1000, 0, 'f', kilograms < 0.01 ? 1 : 0);
    return JointWords::tr("%1 kg").arg(kilograms, 0, 'f', kilograms < 10 ? 2 : 1);
}
