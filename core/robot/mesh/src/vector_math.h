// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>

namespace orrery::robot {

using Float3 = std::array<float, 3>;

inline Float3 subtract(const Float3& a, const Float3& b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
inline float dotProduct(const Float3& a, const Float3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
inline Float3 crossProduct(const Float3& a, const Float3& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
inline float lengthOf(const Float3& v) {
    return std::sqrt(dotProduct(v, v));
}
inline Float3 scaledBy(float s, const Float3& v) {
    return {s * v[0], s * v[1], s * v[2]};
}
inline void addTo(Float3& sum, float weight, const Float3& v) {
    for (std::size_t i = 0; i < 3; ++i) sum[i] += weight * v[i];
}
inline bool allFinite(const Float3& v) {
    return std::isfinite(v[0]) && std::isfinite(v[1]) && std::isfinite(v[2]);
}

} // namespace orrery::robot
