// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "urdf_text.h"

#include <orrery/robot/description/part_facts.h>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

namespace {

std::string massive(const char* name, const char* mass) {
    return std::string("<link name=\"") + name + "\"><inertial><mass value=\"" + mass +
           "\"/><inertia ixx=\"1\" ixy=\"0\" ixz=\"0\" iyy=\"1\" iyz=\"0\" izz=\"1\"/></inertial></link>\n";
}

std::string fixed(const char* name, const char* parent, const char* child) {
    return std::string("<joint name=\"") + name + "\" type=\"fixed\"><parent link=\"" + parent + "\"/><child link=\"" +
           child + "\"/></joint>\n";
}

} // namespace

/// A base with two arms, one of two links and written in no order.
class PartFactsTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        const auto loaded = read(robotWith(massive("hand", "0.5") + massive("base", "4") + massive("left", "1") +
                                           massive("right", "2") + fixed("wrist", "left", "hand") +
                                           fixed("r", "base", "right") + fixed("l", "base", "left")));
        m_robot = loaded.description;
        QCOMPARE(m_robot.links.size(), 4U);
    }

    void whatHangsOnEach() {
        const std::vector<PartFacts> facts = partFacts(m_robot);
        const auto of = [&](const char* name) { return facts.at(m_robot.findLink(name)); };
        QCOMPARE(of("base").depth, 0U);
        QCOMPARE(of("base").partsBeyond, 3U);
        QCOMPARE(of("base").mass, 4.0);
        QCOMPARE(of("base").massBeyond, 3.5);
        QCOMPARE(of("left").partsBeyond, 1U);
        QCOMPARE(of("left").massBeyond, 0.5);
        QCOMPARE(of("hand").depth, 2U);
        QCOMPARE(of("hand").partsBeyond, 0U);
    }

    void eachIsFollowedByWhatHangsOnIt() {
        std::vector<std::string> names;
        for (const std::size_t at : linksDepthFirst(m_robot)) names.push_back(m_robot.links[at].name);
        const std::vector<std::string> wanted{"base", "right", "left", "hand"};
        QVERIFY(names == wanted);
    }

private:
    Description m_robot;
};

QTEST_APPLESS_MAIN(PartFactsTest)
#include "tst_part_facts.moc"
