// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What a person reads positions in. Inside everything is radians and metres.
struct JointUnits {
    bool radians = false; ///< Else degrees.
    bool metres = false;  ///< Else millimetres.

    bool operator==(const JointUnits&) const = default;

    /// @param linear a length rather than an angle.
    double shown(bool linear, double si) const;
    double si(bool linear, double shown) const;
    /// "°", "rad", "mm" or "m"
    QString unit(bool linear) const;
    /// After the point: as much as a joint can be set to.
    int decimals(bool linear) const;
    /// What an arrow key moves by, in the unit shown.
    double step(bool linear) const;
    /// "−12.4°", "0.350 rad", "40.0 mm": with a true minus sign.
    QString text(bool linear, double si) const;
    /// The number alone, as short as it can be said: "145", "2.53".
    QString plain(bool linear, double si) const;
};
