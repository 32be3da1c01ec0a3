// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "joint_words.h"

#include <QCoreApplication>

#include <numbers>

using namespace orrery::robot;

namespace {

struct JointWords {
    Q_DECLARE_TR_FUNCTIONS(JointWords)
};

/// A whole number with a true minus sign.
QString plain(double value) {
    return QString::number(value, 'f', 0).replace(QLatin1Char('-'), QChar(0x2212));
}

QString degrees(double radians) {
    return plain(radians * 180 / std::numbers::pi) + QStringLiteral("°");
}

QString millimetres(double metres) {
    return plain(metres * 1000);
}

QString nameOf(const Joint& joint) {
    return QString::fromStdString(joint.name);
}

} // namespace

QString jointRange(const Description& description, const Joint& joint) {
    if (joint.mimic) return JointWords::tr("follows %1").arg(nameOf(description.joints[joint.mimic->leader]));
    switch (joint.type) {
    case JointType::Fixed: return JointWords::tr("fixed");
    case JointType::Planar: return JointWords::tr("slides on a plane");
    case JointType::Floating: return JointWords::tr("free");
    case JointType::Continuous: return JointWords::tr("turns without end");
    case JointType::Prismatic:
        if (!joint.limits.given) return JointWords::tr("slides, no limits given");
        return JointWords::tr("%1 to %2 mm").arg(millimetres(joint.limits.lower), millimetres(joint.limits.upper));
    case JointType::Revolute:
        if (!joint.limits.given) return JointWords::tr("turns, no limits given");
        return JointWords::tr("%1 to %2").arg(degrees(joint.limits.lower), degrees(joint.limits.upper));
    }
    return {};
}

QString jointSentence(const Description& description, const Joint& joint) {
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
        return JointWords::tr("Its joint %1 slides from %2 to %3 mm.")
            .arg(name, millimetres(joint.limits.lower), millimetres(joint.limits.upper));
    case JointType::Revolute:
        if (!limited) return JointWords::tr("Its joint %1 turns; the file gives no limits.").arg(name);
        return JointWords::tr("Its joint %1 turns from %2 to %3.")
            .arg(name, degrees(joint.limits.lower), degrees(joint.limits.upper));
    }
    return {};
}

QString massText(double kilograms) {
    if (kilograms < 0.9995) return JointWords::tr("%1 g").arg(kilograms * 1000, 0, 'f', kilograms < 0.01 ? 1 : 0);
    return JointWords::tr("%1 kg").arg(kilograms, 0, 'f', kilograms < 10 ? 2 : 1);
}
