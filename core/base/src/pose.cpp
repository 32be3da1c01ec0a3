// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/base/pose.h>

#include <algorithm>
#include <cmath>

namespace orrery {

double norm(Vec3 v) {
    return std::sqrt(dot(v, v));
}

Vec3 normalized(Vec3 v) {
    const double length = norm(v);
    return length > 0 ? (1 / length) * v : v;
}

bool isFinite(Vec3 v) {
    return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z);
}

Quaternion normalized(Quaternion q) {
    const double length = std::sqrt(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z);
    if (!(length > 0) || !std::isfinite(length)) return {};
    return {q.w / length, q.x / length, q.y / length, q.z / length};
}

Vec3 rotate(Quaternion q, Vec3 v) {
    const Vec3 axis{q.x, q.y, q.z};
    const Vec3 t = 2 * cross(axis, v);
    return v + q.w * t + cross(axis, t);
}

Quaternion quaternionFromAxisAngle(Vec3 axis, double angle) {
    const double s = std::sin(angle / 2);
    return {std::cos(angle / 2), s * axis.x, s * axis.y, s * axis.z};
}

Quaternion quaternionFromRollPitchYaw(double roll, double pitch, double yaw) {
    return quaternionFromAxisAngle({0, 0, 1}, yaw) * quaternionFromAxisAngle({0, 1, 0}, pitch) *
           quaternionFromAxisAngle({1, 0, 0}, roll);
}

Vec3 rollPitchYawFromQuaternion(Quaternion q) {
    const double sinPitch = std::clamp(2 * (q.w * q.y - q.z * q.x), -1.0, 1.0);
    if (std::abs(sinPitch) > 1 - 1e-12) {
        return {2 * std::atan2(q.x, q.w), std::asin(sinPitch), 0};
    }
    return {std::atan2(2 * (q.w * q.x + q.y * q.z), 1 - 2 * (q.x * q.x + q.y * q.y)), std::asin(sinPitch),
            std::atan2(2 * (q.w * q.z + q.x * q.y), 1 - 2 * (q.y * q.y + q.z * q.z))};
}

double angleBetween(Quaternion a, Quaternion b) {
    const Quaternion d = conjugate(a) * b;
    return 2 * std::atan2(norm({d.x, d.y, d.z}), std::abs(d.w));
}

Pose operator*(const Pose& aFromB, const Pose& bFromC) {
    return {aFromB * bFromC.position, aFromB.rotation * bFromC.rotation};
}

Vec3 operator*(const Pose& aFromB, Vec3 pointInB) {
    return aFromB.position + rotate(aFromB.rotation, pointInB);
}

Pose inverse(const Pose& aFromB) {
    const Quaternion back = conjugate(aFromB.rotation);
    return {rotate(back, -1.0 * aFromB.position), back};
}

} // namespace orrery
