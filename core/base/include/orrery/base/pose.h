// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace orrery {

/// A vector in metres (or a unit direction), right-handed, Z up.
struct Vec3 {
    double x = 0;
    double y = 0;
    double z = 0;

    bool operator==(const Vec3&) const = default;
};

constexpr Vec3 operator+(Vec3 a, Vec3 b) {
    return {a.x + b.x, a.y + b.y, a.z + b.z};
}
constexpr Vec3 operator-(Vec3 a, Vec3 b) {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}
constexpr Vec3 operator*(double s, Vec3 v) {
    return {s * v.x, s * v.y, s * v.z};
}
constexpr double dot(Vec3 a, Vec3 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
constexpr Vec3 cross(Vec3 a, Vec3 b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
double norm(Vec3 v);
/// The unit vector along v; zero stays zero.
Vec3 normalized(Vec3 v);
bool isFinite(Vec3 v);

/// A rotation as a unit quaternion, order w, x, y, z (Hamilton).
struct Quaternion {
    double w = 1;
    double x = 0;
    double y = 0;
    double z = 0;

    bool operator==(const Quaternion&) const = default;
};

constexpr Quaternion operator*(Quaternion a, Quaternion b) {
    return {a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z, a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
            a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x, a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w};
}
constexpr Quaternion conjugate(Quaternion q) {
    return {q.w, -q.x, -q.y, -q.z};
}
Quaternion normalized(Quaternion q);
Vec3 rotate(Quaternion q, Vec3 v);
/// Rotation by `angle` (rad) about the unit vector `axis`.
Quaternion quaternionFromAxisAngle(Vec3 axis, double angle);
/// URDF's fixed-axis roll, pitch, yaw (rad): R = Rz(yaw) Ry(pitch) Rx(roll).
Quaternion quaternionFromRollPitchYaw(double roll, double pitch, double yaw);
/// The inverse of quaternionFromRollPitchYaw; at pitch = +-90 degrees the yaw is folded into the roll.
Vec3 rollPitchYawFromQuaternion(Quaternion q);
/// The smaller angle (rad, 0..pi) that turns a into b.
double angleBetween(Quaternion a, Quaternion b);

/// Where one frame stands in another: `Pose parentFromChild` maps child coordinates to parent coordinates.
struct Pose {
    Vec3 position;       ///< Origin of the child in the parent, metres.
    Quaternion rotation; ///< Axes of the child in the parent.

    bool operator==(const Pose&) const = default;
};

/// aFromC = aFromB * bFromC.
Pose operator*(const Pose& aFromB, const Pose& bFromC);
Vec3 operator*(const Pose& aFromB, Vec3 pointInB);
Pose inverse(const Pose& aFromB);

} // namespace orrery
