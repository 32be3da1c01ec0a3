// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mjcf_structure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace orrery::robot {
namespace {

class StructureBuilder {
public:
    StructureBuilder(const mjModel& model, const MjcfDocument& document, RawRobot& robot, FindingList& findings)
        : m_model(model), m_document(document), m_robot(robot), m_findings(findings), m_root(rootBody(model)) {}

    void run() {
        for (int body = m_root; body < m_model.nbody; ++body) addBody(body);
        for (int equality = 0; equality < m_model.neq; ++equality) addEquality(equality);
        for (const MjcfSiteLoop& loop : m_document.siteLoops()) addSiteLoop(loop);
        for (const MjcfDrive& drive : m_document.drives()) addDrive(drive);
    }

private:
    [[nodiscard]] std::string bodyName(int body) const {
        return body == 0 ? "world" : mjName(m_model, mjOBJ_BODY, body);
    }

    [[nodiscard]] int line(std::string_view kind, const std::string& name) const {
        return m_document.placeOf(kind, name).line;
    }

    void addLink(const std::string& name, int line) {
        Link link;
        link.name = name;
        link.line = line;
        m_robot.links.push_back(std::move(link));
    }

    /// One joint; what moves it stands in `joint`. Returns its child's name.
    std::string addJoint(Joint joint, const std::string& parent, const std::string& child) {
        RawJoint raw;
        raw.joint = std::move(joint);
        raw.parent = parent;
        raw.child = child;
        raw.hasLimit = raw.hasEnds = raw.hasRates = raw.joint.limits.given;
        m_robot.joints.push_back(std::move(raw));
        return child;
    }

    void addBody(int body) {
        const std::string name = bodyName(body);
        const int bodyLine = line("body", name);
        if (body == m_root) return addLink(name, bodyLine);
        std::string parent = bodyName(m_model.body_parentid[body]);
        Pose at{vectorFrom(m_model.body_pos + std::ptrdiff_t{3} * body),
                quaternionFrom(m_model.body_quat + std::ptrdiff_t{4} * body)};
        const int first = m_model.body_jntadr[body];
        for (int k = 0; k < m_model.body_jntnum[body]; ++k) {
            const int joint = first + k;
            const Vec3 anchor = vectorFrom(m_model.jnt_pos + std::ptrdiff_t{3} * joint);
            const bool isFree = m_model.jnt_type[joint] == mjJNT_FREE;
            const Pose offset = isFree ? Pose{} : Pose{anchor, {}};
            const bool last = k + 1 == m_model.body_jntnum[body] && offset == Pose{};
            at = at * offset;
            parent = addMjJoint(joint, parent, at, last ? name : std::string());
            at = inverse(offset);
            if (last) return addLink(name, bodyLine);
        }
        Joint weld;
        weld.name = name + (m_model.body_jntnum[body] > 0 ? ".offset" : ".fixed");
        weld.parentFromJoint = at;
        weld.line = bodyLine;
        addLink(name, bodyLine);
        addJoint(std::move(weld), parent, name);
    }

    /// @param child the link it carries; empty: one in between, named after the joint.
    std::string addMjJoint(int id, const std::string& parent, Pose parentFromJoint, std::string child) {
        Joint joint;
        joint.name = mjName(m_model, mjOBJ_JOINT, id);
        joint.line = line("joint", joint.name);
        joint.parentFromJoint = parentFromJoint;
        const int dof = m_model.jnt_dofadr[id];
        joint.damping = m_model.dof_damping[dof];
        joint.friction = m_model.dof_frictionloss[dof];
        joint.armature = m_model.dof_armature[dof];
        if (m_model.jnt_type[id] == mjJNT_BALL) return addBall(std::move(joint), parent, std::move(child));
        const bool between = child.empty();
        if (between) child = joint.name + ".frame";
        if (m_model.jnt_type[id] == mjJNT_FREE) {
            joint.type = JointType::Floating;
            m_findings.inform(joint.line, joint.name,
                              fmt::format("Joint '{}' is free; it is shown where it begins.", joint.name));
        } else {
            setScalar(joint, id);
        }
        if (between) addLink(child, joint.line);
        return addJoint(std::move(joint), parent, child);
    }

    void setScalar(Joint& joint, int id) {
        const bool hinge = m_model.jnt_type[id] == mjJNT_HINGE;
        const bool limited = m_model.jnt_limited[id] != 0;
        joint.axis = normalized(vectorFrom(m_model.jnt_axis + std::ptrdiff_t{3} * id));
        joint.limits.lower = m_model.jnt_range[2 * id];
        joint.limits.upper = m_model.jnt_range[2 * id + 1];
        joint.type = JointType::Prismatic;
        if (hinge) joint.type = limited ? JointType::Revolute : JointType::Continuous;
        joint.limits.given = limited;
        const double reference = m_model.qpos0[m_model.jnt_qposadr[id]];
        if (reference == 0) return;
        const Pose back =
            hinge ? Pose{{}, quaternionFromAxisAngle(joint.axis, -reference)} : Pose{-reference * joint.axis, {}};
        joint.parentFromJoint = joint.parentFromJoint * back;
    }

    std::string addBall(Joint ball, const std::string& parent, std::string child) {
        const std::array<std::pair<const char*, Vec3>, 3> axes{
            {{"_x", {1, 0, 0}}, {"_y", {0, 1, 0}}, {"_z", {0, 0, 1}}}};
        if (child.empty()) {
            child = ball.name + ".frame";
            addLink(child, ball.line);
        }
        std::string from = parent;
        for (std::size_t i = 0; i < axes.size(); ++i) {
            Joint joint = ball;
            joint.name = ball.name + axes[i].first;
            joint.type = JointType::Revolute;
            joint.axis = axes[i].second;
            joint.limits = {-std::numbers::pi, std::numbers::pi, 0, 0, true};
            if (i > 0) joint.parentFromJoint = {};
            const std::string to = i == 2 ? child : joint.name + ".frame";
            if (i < 2) addLink(to, ball.line);
            from = addJoint(std::move(joint), from, to);
        }
        m_findings.inform(ball.line, ball.name,
                          fmt::format("The ball joint '{}' is shown as three turns, {}_x, {}_y and {}_z.", ball.name,
                                      ball.name, ball.name, ball.name));
        return from;
    }

    void addEquality(int id) {
        const std::string name = mjName(m_model, mjOBJ_EQUALITY, id);
        const mjtNum* const data = m_model.eq_data + std::ptrdiff_t{mjNEQDATA} * id;
        const int one = m_model.eq_obj1id[id];
        const int two = m_model.eq_obj2id[id];
        switch (m_model.eq_type[id]) {
        case mjEQ_CONNECT: return addClosure(name, line("connect", name), {one, data}, {two, data + 3});
        case mjEQ_JOINT: return addFollower(name, one, two, data);
        default:
            m_findings.warn(line("weld", name), name,
                            fmt::format("'{}' holds two bodies together; it is not obeyed.", name));
        }
    }

    struct Anchor {
        int body;
        const mjtNum* position; ///< In the body's frame.
    };

    void addSiteLoop(const MjcfSiteLoop& loop) {
        const int one = mj_name2id(&m_model, mjOBJ_SITE, loop.first.c_str());
        const int two = mj_name2id(&m_model, mjOBJ_SITE, loop.second.c_str());
        if (one < 0 || two < 0) {
            return m_findings.warn(loop.line, loop.name,
                                   fmt::format("'{}' ties sites that do not exist; it is not obeyed.", loop.name));
        }
        addClosure(loop.name, loop.line, {m_model.site_bodyid[one], m_model.site_pos + std::ptrdiff_t{3} * one},
                   {m_model.site_bodyid[two], m_model.site_pos + std::ptrdiff_t{3} * two});
    }

    void addClosure(const std::string& name, int at, Anchor one, Anchor two) {
        if (one.body < m_root || two.body < m_root) {
            return m_findings.warn(at, name, fmt::format("'{}' ties the robot to the world; it is not obeyed.", name));
        }
        addClosingFrame(fmt::format("closing_{}_1", name), at, one);
        addClosingFrame(fmt::format("closing_{}_2", name), at, two);
        m_findings.inform(at, name,
                          fmt::format("'{}' closes a loop between '{}' and '{}': the origins of closing_{}_1 and "
                                      "closing_{}_2 meet.",
                                      name, bodyName(one.body), bodyName(two.body), name, name));
    }

    void addClosingFrame(const std::string& frame, int at, Anchor anchor) {
        Joint weld;
        weld.name = frame + ".fixed";
        weld.parentFromJoint.position = vectorFrom(anchor.position);
        weld.line = at;
        addLink(frame, at);
        addJoint(std::move(weld), bodyName(anchor.body), frame);
    }

    void addFollower(const std::string& name, int follower, int leader, const mjtNum* c) {
        const std::string follows = mjName(m_model, mjOBJ_JOINT, follower);
        const bool linear = leader >= 0 && c[2] == 0 && c[3] == 0 && c[4] == 0;
        RawJoint* found = nullptr;
        for (RawJoint& raw : m_robot.joints)
            if (raw.joint.name == follows) found = &raw;
        if (!linear || !found) {
            return m_findings.warn(line("joint", name), follows,
                                   fmt::format("'{}' couples '{}' in a way that is not shown.", name, follows));
        }
        const double y0 = m_model.qpos0[m_model.jnt_qposadr[follower]];
        const double x0 = m_model.qpos0[m_model.jnt_qposadr[leader]];
        found->follows = RawJoint::Follows{mjName(m_model, mjOBJ_JOINT, leader), c[1], y0 + c[0] - c[1] * x0};
    }

    void addDrive(const MjcfDrive& drive) {
        const int id = mj_name2id(&m_model, mjOBJ_JOINT, drive.joint.c_str());
        const auto found =
            std::ranges::find_if(m_robot.joints, [&](const RawJoint& raw) { return raw.joint.name == drive.joint; });
        if (id < 0 || found == m_robot.joints.end() || !found->joint.isScalar()) return;
        Joint& joint = found->joint;
        if (drive.effort > 0) joint.limits.effort = drive.effort;
        if (drive.stiffness <= 0 || joint.drive) return;
        joint.drive = PositionDrive{drive.stiffness, drive.damping};
        const double inertia = m_model.dof_M0[m_model.jnt_dofadr[id]];
        if (drive.dampingRatio > 0)
            joint.drive->damping = 2 * drive.dampingRatio * std::sqrt(drive.stiffness * std::max(0.0, inertia));
    }

    const mjModel& m_model;
    const MjcfDocument& m_document;
    RawRobot& m_robot;
    FindingList& m_findings;
    int m_root;
};

} // namespace

Vec3 vectorFrom(const mjtNum* values) {
    return {values[0], values[1], values[2]};
}

Quaternion quaternionFrom(const mjtNum* values) {
    return {values[0], values[1], values[2], values[3]};
}

std::string mjName(const mjModel& model, int kind, int id) {
    const char* const name = mj_id2name(&model, kind, id);
    return name ? name : "";
}

int rootBody(const mjModel& model) {
    for (int geom = 0; geom < model.body_geomnum[0]; ++geom) {
        const int id = model.body_geomadr[0] + geom;
        const bool probe = mjName(model, mjOBJ_GEOM, id) == MjcfDocument::standInProbe;
        if (model.geom_type[id] != mjGEOM_PLANE && !probe) return 0;
    }
    int top = 0;
    for (int body = 1; body < model.nbody; ++body) {
        if (model.body_parentid[body] != 0) continue;
        if (top != 0) return 0;
        top = body;
    }
    return top;
}

void addStructure(const mjModel& model, const MjcfDocument& document, RawRobot& robot, FindingList& findings) {
    StructureBuilder(model, document, robot, findings).run();
}

} // namespace orrery::robot
