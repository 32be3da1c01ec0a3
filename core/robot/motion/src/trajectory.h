// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace orrery::robot {

struct Knot {
    double time = 0;     ///< s
    double value = 0;    ///< rad or m
    bool linear = false; ///< The way that ends here is straight.
    bool rest = false;   ///< Passed at speed zero.
};

/// One joint over time: through every knot, never outside the interval between two neighbours (so within limits when
/// the knots are). Smooth parts are cubic Hermite with the slopes of F. N. Fritsch and J. Butland, "A method for
/// constructing local monotone piecewise cubic interpolants", SIAM J. Sci. Stat. Comput. 5 (1984).
class Track {
public:
    /// @param knots at least one; times rise strictly.
    explicit Track(std::vector<Knot> knots);

    /// Constant before the first and after the last knot.
    [[nodiscard]] double at(double time) const;

    /// The greatest speed anywhere after `from`, a knot's time.
    [[nodiscard]] double peakSpeed(double from) const;

    /// The greatest acceleration along the smooth parts after `from`, a knot's time.
    [[nodiscard]] double peakAcceleration(double from) const;

    /// The greatest jump of the speed at a knot from `from` on: where straight ways begin, end or meet.
    [[nodiscard]] double peakJump(double from) const;

private:
    [[nodiscard]] double slopeAt(std::size_t knot) const;
    /// The speed where segment `end` begins (0) or ends (1).
    [[nodiscard]] double speedInSegment(std::size_t end, int side) const;
    [[nodiscard]] double peakOfSegment(std::size_t end) const;

    std::vector<Knot> m_knots;
    std::vector<double> m_slopes;
};

} // namespace orrery::robot
