// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "physics_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace orrery::robot {
namespace {

constexpr double kArmature = 0.005;       // kg m2, a small geared motor's
constexpr double kLinearArmature = 0.1;   // kg
constexpr double kPassiveArmature = 1e-5; // kg m2
constexpr double kSmallestMoment = 1e-7;  // kg m2
constexpr std::string_view kClosing = "closing_";

std::string number(double value) {
    return fmt::format("{:.17g}", std::isfinite(value) ? value : 0.0);
}

std::string text(Vec3 v) {
    return fmt::format("{} {} {}", number(v.x), number(v.y), number(v.z));
}

std::string text(const Pose& pose) {
    const Quaternion q = normalized(pose.rotation);
    return fmt::format(R"(pos="{}" quat="{} {} {} {}")", text(pose.position), number(q.w), number(q.x), number(q.y),
                       number(q.z));
}

std::pair<std::size_t, std::size_t> ordered(std::size_t a, std::size_t b) {
    return {std::min(a, b), std::max(a, b)};
}

/// The moments about the link's axes: xx, yy, zz, xy, xz, yz. A tensor no body can have becomes a ball's.
std::array<double, 6> momentsInLink(const Inertial& inertial) {
    const auto& [xx, xy, xz, yy, yz, zz] = inertial.inertia;
    const Quaternion q = normalized(inertial.linkFromInertia.rotation);
    const std::array<Vec3, 3> rows{{{xx, xy, xz}, {xy, yy, yz}, {xz, yz, zz}}};
    const auto times = [&](Vec3 v) { return Vec3{dot(rows[0], v), dot(rows[1], v), dot(rows[2], v)}; };
    std::array<Vec3, 3> columns; // of the tensor in the link's axes
    const std::array<Vec3, 3> axes{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    for (std::size_t i = 0; i < 3; ++i) columns[i] = rotate(q, times(rotate(conjugate(q), axes[i])));
    const double a = columns[0].x;
    const double b = columns[0].y;
    const double c = columns[0].z;
    const double d = columns[1].y;
    const double e = columns[1].z;
    const double f = columns[2].z;
    const double determinant = a * (d * f - e * e) - b * (b * f - e * c) + c * (b * e - d * c);
    const bool physical = a > kSmallestMoment * 1e-3 && a * d - b * b > 0 && determinant > 0;
    if (physical) return {a, d, f, b, c, e};
    const double ball = std::max(kSmallestMoment, inertial.mass * 1e-4);
    return {ball, ball, ball, 0, 0, 0};
}

class Writer {
public:
    explicit Writer(const PhysicsText& what)
        : m_what(what),
          m_description(what.description),
          m_closing(closingFrames(what.description)),
          m_children(what.description.links.size()) {
        for (const std::size_t joint : m_description.jointOrder)
            m_children[m_description.joints[joint].parent].push_back(joint);
    }

    std::string write() {
        const PhysicsOptions& options = m_what.options;
        add("<mujoco model=\"robot\">\n<compiler angle=\"radian\" autolimits=\"false\" inertiafromgeom=\"auto\" "
            "balanceinertia=\"true\" boundmass=\"1e-4\" boundinertia=\"1e-7\"/>\n");
        add("<option timestep=\"{}\" gravity=\"{}\"/>\n", number(options.step), text(options.gravity));
        writeMeshes();
        add("<worldbody>\n");
        if (options.floor)
            add("<geom name=\"floor\" type=\"plane\" size=\"0 0 1\" pos=\"0 0 {}\"/>\n", number(m_what.floorHeight));
        for (const std::size_t root : m_description.roots) writeTree(root);
        add("</worldbody>\n<contact>\n");
        for (const auto& [a, b] : m_what.ignored)
            add("<exclude body1=\"{}\" body2=\"{}\"/>\n", bodyName(a), bodyName(b));
        add("</contact>\n<equality>\n");
        writeEqualities();
        add("</equality>\n</mujoco>\n");
        return std::move(m_text);
    }

private:
    template <class... Args>
    void add(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(m_text), format, std::forward<Args>(args)...);
    }

    void writeMeshes() {
        add("<asset>\n");
        for (std::size_t link = 0; link < m_what.shapes.size(); ++link) {
            for (std::size_t i = 0; i < m_what.shapes[link].size(); ++i) {
                const CollisionShape& shape = m_what.shapes[link][i];
                if (!std::holds_alternative<MeshRef>(shape.geometry)) continue;
                add("<mesh name=\"m{}_{}\" vertex=\"", link, i);
                for (const Vec3 point : shape.points) add("{} ", text(point));
                add("\"/>\n");
            }
        }
        add("</asset>\n");
    }

    /// Without recursion: files may hold chains of thousands of links.
    void writeTree(std::size_t root) {
        struct Open {
            std::size_t link;
            std::size_t next = 0;
        };
        std::vector<Open> open{{root}};
        openBody(root, npos);
        while (!open.empty()) {
            Open& top = open.back();
            if (top.next == m_children[top.link].size()) {
                add("</body>\n");
                open.pop_back();
                continue;
            }
            const std::size_t joint = m_children[top.link][top.next++];
            const std::size_t child = m_description.joints[joint].child;
            openBody(child, joint);
            open.push_back({child});
        }
    }

    void openBody(std::size_t link, std::size_t joint) {
        const bool isRoot = joint == npos;
        add("<body name=\"{}\" {}>\n", bodyName(link),
            text(isRoot ? Pose{} : m_description.joints[joint].parentFromJoint));
        if (isRoot && !m_what.options.fixedBase) add("<freejoint/>\n");
        if (!isRoot) writeJoint(joint);
        if (const auto& inertial = m_description.links[link].inertial; inertial && inertial->mass > 0) {
            const auto i = momentsInLink(*inertial);
            add("<inertial pos=\"{}\" mass=\"{}\" fullinertia=\"{} {} {} {} {} {}\"/>\n",
                text(inertial->linkFromInertia.position), number(inertial->mass), number(i[0]), number(i[1]),
                number(i[2]), number(i[3]), number(i[4]), number(i[5]));
        }
        for (std::size_t i = 0; i < m_what.shapes[link].size(); ++i) writeShape(link, i);
    }

    void writeJoint(std::size_t index) {
        const Joint& joint = m_description.joints[index];
        if (!joint.isScalar()) return;
        const bool linear = joint.type == JointType::Prismatic;
        const bool passive = !m_closing.empty() && joint.name.starts_with("passive_");
        double armature = linear ? kLinearArmature : kArmature;
        if (joint.armature > 0) armature = joint.armature;
        if (passive) armature = kPassiveArmature;
        add("<joint name=\"{}\" type=\"{}\" axis=\"{}\" armature=\"{}\" damping=\"{}\" frictionloss=\"{}\"",
            jointName(index), linear ? "slide" : "hinge", text(joint.axis), number(armature),
            number(std::max(0.0, joint.damping)), number(std::max(0.0, joint.friction)));
        const bool ends = joint.limits.given && joint.type != JointType::Continuous && !joint.mimic && !passive &&
                          joint.limits.lower < joint.limits.upper;
        if (ends) add(" limited=\"true\" range=\"{} {}\"", number(joint.limits.lower), number(joint.limits.upper));
        add("/>\n");
    }

    void writeShape(std::size_t link, std::size_t index) {
        const CollisionShape& shape = m_what.shapes[link][index];
        add("<geom {} ", text(shape.linkFromShape));
        if (const auto* box = std::get_if<Box>(&shape.geometry)) {
            add("type=\"box\" size=\"{}\"", text(0.5 * box->size));
        } else if (const auto* ball = std::get_if<Sphere>(&shape.geometry)) {
            add("type=\"sphere\" size=\"{}\"", number(ball->radius));
        } else if (const auto* tube = std::get_if<Cylinder>(&shape.geometry)) {
            add("type=\"cylinder\" size=\"{} {}\"", number(tube->radius), number(tube->length / 2));
        } else if (const auto* pill = std::get_if<Capsule>(&shape.geometry)) {
            add("type=\"capsule\" size=\"{} {}\"", number(pill->radius), number(pill->length / 2));
        } else {
            add("type=\"mesh\" mesh=\"m{}_{}\"", link, index);
        }
        add("/>\n");
    }

    void writeEqualities() {
        for (std::size_t i = 0; i < m_description.joints.size(); ++i) {
            const Joint& joint = m_description.joints[i];
            if (!joint.mimic || !joint.isScalar()) continue;
            const std::size_t leader = joint.mimic->leader;
            const bool leads = leader < m_description.joints.size() && m_description.joints[leader].isScalar();
            add("<joint joint1=\"{}\"", jointName(i));
            if (leads) add(" joint2=\"{}\"", jointName(leader)); // else it stays at the offset
            add(" polycoef=\"{} {} 0 0 0\"/>\n", number(joint.mimic->offset), number(joint.mimic->multiplier));
        }
        for (const auto& [a, b] : m_closing)
            add("<connect body1=\"{}\" body2=\"{}\" anchor=\"0 0 0\"/>\n", bodyName(a), bodyName(b));
    }

    const PhysicsText& m_what;
    const Description& m_description;
    std::vector<std::pair<std::size_t, std::size_t>> m_closing;
    std::vector<std::vector<std::size_t>> m_children; // joints by parent link
    std::string m_text;
};

bool isSolid(const Geometry& geometry) {
    if (const auto* box = std::get_if<Box>(&geometry)) return box->size.x > 0 && box->size.y > 0 && box->size.z > 0;
    if (const auto* ball = std::get_if<Sphere>(&geometry)) return ball->radius > 0;
    if (const auto* tube = std::get_if<Cylinder>(&geometry)) return tube->radius > 0 && tube->length > 0;
    if (const auto* pill = std::get_if<Capsule>(&geometry)) return pill->radius > 0 && pill->length > 0;
    return true;
}

} // namespace

std::vector<std::vector<CollisionShape>> collisionShapes(const Description& description) {
    CollisionPoints points;
    std::vector<std::vector<CollisionShape>> shapes(description.links.size());
    const bool none = std::ranges::all_of(description.links, [](const Link& link) { return link.collisions.empty(); });
    const auto take = [&](std::size_t link, const Pose& pose, const Geometry& geometry) {
        if (!isSolid(geometry)) return;
        const std::vector<Vec3>& outermost = points.of(geometry);
        if (!outermost.empty()) shapes[link].push_back({pose, geometry, outermost});
    };
    for (std::size_t i = 0; i < description.links.size(); ++i) {
        for (const Collision& each : description.links[i].collisions) take(i, each.linkFromCollision, each.geometry);
        if (!none) continue;
        for (const Visual& each : description.links[i].visuals) take(i, each.linkFromVisual, each.geometry);
    }
    return shapes;
}

std::vector<std::pair<std::size_t, std::size_t>> closingFrames(const Description& description) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i < description.links.size(); ++i) {
        const std::string& name = description.links[i].name;
        if (!name.starts_with(kClosing) || !name.ends_with("_1")) continue;
        const std::size_t other = description.findLink(name.substr(0, name.size() - 1) + "2");
        if (other != npos) pairs.emplace_back(i, other);
    }
    return pairs;
}

LinkPairs neighbours(const Description& description, const std::vector<std::vector<CollisionShape>>& shapes) {
    std::vector<std::size_t> cluster(description.links.size()); // by link: the topmost link it is fixed to
    for (std::size_t i = 0; i < cluster.size(); ++i) cluster[i] = i;
    for (const std::size_t i : description.jointOrder) {
        const Joint& joint = description.joints[i];
        if (!joint.isScalar()) cluster[joint.child] = cluster[joint.parent];
    }
    std::vector<std::vector<std::size_t>> members(cluster.size());
    for (std::size_t i = 0; i < cluster.size(); ++i)
        if (!shapes[i].empty()) members[cluster[i]].push_back(i);
    LinkPairs pairs;
    for (const Joint& joint : description.joints) {
        if (!joint.isScalar()) continue;
        for (const std::size_t a : members[cluster[joint.parent]])
            for (const std::size_t b : members[cluster[joint.child]]) pairs.insert(ordered(a, b));
    }
    return pairs;
}

std::string bodyName(std::size_t link) {
    return fmt::format("b{}", link);
}

std::string jointName(std::size_t joint) {
    return fmt::format("j{}", joint);
}

std::string physicsText(const PhysicsText& what) {
    return Writer(what).write();
}

} // namespace orrery::robot
