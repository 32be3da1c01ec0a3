// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaProperty>
#include <QObject>
#include <QPointer>

#include <orrery/base/pose.h>

#include <cstddef>
#include <span>
#include <vector>

/// Nodes of Qt Quick 3D that stand where links are. GUI thread.
class LinkNodes {
public:
    /// From now on `node` (a Node or Model) follows link `link`, until it is destroyed. Placed at once when the link
    /// has a pose.
    void add(QObject* node, std::size_t link, std::span<const orrery::Pose> poses);
    /// Places all nodes; only those whose link has another pose than last time are written.
    void place(std::span<const orrery::Pose> poses);
    /// Shows the nodes of the links for which `isShown` holds, hides the rest; links beyond its end are hidden.
    void show(const std::vector<bool>& isShown);

private:
    struct Follower {
        QPointer<QObject> node;
        std::size_t link;
        QMetaProperty position;
        QMetaProperty rotation;
        QMetaProperty visible;
        orrery::Pose written;
        bool wasShown = true;
    };
    static void write(Follower& follower, const orrery::Pose& pose);

    std::vector<Follower> m_followers;
};
