// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "link_nodes.h"

#include <QQuaternion>
#include <QVector3D>

using orrery::Pose;

namespace {

QVector3D positionOf(const Pose& pose) {
    return {static_cast<float>(pose.position.x), static_cast<float>(pose.position.y),
            static_cast<float>(pose.position.z)};
}

QQuaternion rotationOf(const Pose& pose) {
    const auto& q = pose.rotation;
    return {static_cast<float>(q.w), static_cast<float>(q.x), static_cast<float>(q.y), static_cast<float>(q.z)};
}

} // namespace

void LinkNodes::add(QObject* node, std::size_t link, std::span<const Pose> poses) {
    const auto property = [node](const char* name) {
        return node->metaObject()->property(node->metaObject()->indexOfProperty(name));
    };
    m_followers.push_back({node, link, property("position"), property("rotation"), property("visible"), {}});
    if (link < poses.size()) write(m_followers.back(), poses[link]);
}

void LinkNodes::place(std::span<const Pose> poses) {
    std::erase_if(m_followers, [](const Follower& follower) { return follower.node.isNull(); });
    for (Follower& follower : m_followers) {
        if (follower.link < poses.size() && follower.written != poses[follower.link])
            write(follower, poses[follower.link]);
    }
}

void LinkNodes::show(const std::vector<bool>& isShown) {
    for (Follower& follower : m_followers) {
        const bool shown = follower.link < isShown.size() && isShown[follower.link];
        if (follower.node.isNull() || shown == follower.wasShown) continue;
        follower.visible.write(follower.node, shown);
        follower.wasShown = shown;
    }
}

void LinkNodes::write(Follower& follower, const Pose& pose) {
    follower.position.write(follower.node, positionOf(pose));
    follower.rotation.write(follower.node, rotationOf(pose));
    follower.written = pose;
}
