// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <QFileInfo>

#include <orrery/robot/description/load_description.h>
#include <orrery/robot/description/urdf_reader.h>
#include <orrery/robot/kinematics/forward.h>
#include <orrery/robot/kinematics/inverse.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace orrery;
using namespace orrery::robot;

/// Goals that are reached, goals that are not, and everything the answer promises on the way.
class InverseTest : public QObject {
    Q_OBJECT

private slots:
    void reachableGoals_data();
    void reachableGoals();
    void outOfReachItStretches();
    void limitsHoldAndAreLeft();
    void straightArmFolds();
    void closestOfManyAnswers();
    void dragNeverFlips();
    void dragArrives();
    void followersAreObeyed();
    void otherJointsStay();
    void startOutsideTheLimits();
    void sameQuestionSameAnswer();
    void nothingMovesTheLink();
    void continuousAndSliding();
    void nonsenseIsRefused();
};

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

Description read(const std::string& body) {
    auto loaded = readUrdf("<robot name=\"r\">" + body + "</robot>", "test.urdf");
    return loaded ? std::move(loaded->description) : Description{};
}

std::string joint(int number, const char* type, const char* axis, const char* origin, double lower, double upper,
                  const char* inside = "") {
    return fmt::format("<link name=\"l{1}\"/><joint name=\"j{1}\" type=\"{2}\"><parent link=\"l{0}\"/>"
                       "<child link=\"l{1}\"/><origin xyz=\"{4}\"/><axis xyz=\"{3}\"/>{7}"
                       "<limit lower=\"{5}\" upper=\"{6}\" effort=\"1\" velocity=\"1\"/></joint>",
                       number - 1, number, type, axis, origin, lower, upper, inside);
}

std::string tip(int number, const char* origin) {
    return fmt::format("<link name=\"tip\"/><joint name=\"tip\" type=\"fixed\"><parent link=\"l{}\"/>"
                       "<child link=\"tip\"/><origin xyz=\"{}\"/></joint>",
                       number, origin);
}

/// In a plane: `joints` links of 1 m along x, all turning about z.
Description planar(int joints, double lower, double upper) {
    std::string text = "<link name=\"l0\"/>";
    for (int i = 1; i <= joints; ++i) text += joint(i, "revolute", "0 0 1", i == 1 ? "0 0 0" : "1 0 0", lower, upper);
    return read(text + tip(joints, "1 0 0"));
}

Description sevenJointArm() {
    std::string text = "<link name=\"l0\"/>";
    const char* axes[] = {"0 0 1", "0 1 0", "0 0 1", "0 1 0", "0 0 1", "0 1 0", "0 0 1"};
    const char* offsets[] = {"0 0 0.3", "0 0 0", "0 0 0.2", "0.05 0 0.2", "-0.05 0 0.2", "0 0 0.2", "0.08 0 0.1"};
    for (int i = 0; i < 7; ++i) text += joint(i + 1, "revolute", axes[i], offsets[i], -2.5, 2.5);
    return read(text + tip(7, "0 0 0.1"));
}

std::vector<double> randomPositions(const KinematicModel& model, std::mt19937& random) {
    std::vector<double> positions;
    for (const Coordinate& coordinate : model.coordinates())
        positions.push_back(std::uniform_real_distribution(coordinate.limits.lower, coordinate.limits.upper)(random));
    return positions;
}

bool isWithinLimits(const KinematicModel& model, const std::vector<double>& positions) {
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const JointLimits& limits = model.coordinates()[i].limits;
        if (!(positions[i] >= limits.lower && positions[i] <= limits.upper)) return false;
    }
    return true;
}

double largestMove(const std::vector<double>& from, const std::vector<double>& to) {
    double largest = 0;
    for (std::size_t i = 0; i < from.size(); ++i) largest = std::max(largest, std::abs(to[i] - from[i]));
    return largest;
}

/// Solves, and holds the answer against forward kinematics.
InverseSolution solve(const KinematicModel& model, const std::vector<double>& present, const LinkGoal& goal,
                      const InverseOptions& options = {}) {
    const auto solution = solveInverse(model, present, goal, options);
    if (!solution) {
        QTest::qFail(describe(solution.error()).c_str(), __FILE__, __LINE__);
        return {};
    }
    const Pose pose = forwardKinematics(model, solution->positions).at(goal.link);
    const double off = norm(pose.position - goal.position);
    if (std::abs(off - solution->positionError) > 1e-9)
        QTest::qFail("the error told is not the error left", __FILE__, __LINE__);
    if (goal.rotation && std::abs(angleBetween(pose.rotation, *goal.rotation) - solution->rotationError) > 1e-6)
        QTest::qFail("the angle told is not the angle left", __FILE__, __LINE__);
    return *solution;
}

} // namespace

void InverseTest::reachableGoals_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("link");
    QTest::newRow("SO-101") << ORRERY_SHARED_DATA "/robots/so101/so101_new_calib.urdf"
                            << "gripper_frame_link";
    QTest::newRow("Panda") << ORRERY_SHARED_DATA "/robots/panda/moveit_resources_panda_description/urdf/panda.urdf"
                           << "panda_hand";
    QTest::newRow("Meridian, 6 axes") << ORRERY_SOURCE_DIR "/resources/robots/meridian/meridian.urdf"
                                      << "";
    QTest::newRow("7 joints") << ""
                              << "tip";
}

void InverseTest::reachableGoals() {
    QFETCH(QString, file);
    QFETCH(QString, link);
    if (!file.isEmpty() && !QFileInfo::exists(file)) QSKIP("This robot is not here (ORRERY_SHARED_DATA).");
    const Description robot = file.isEmpty() ? sevenJointArm() : loadDescription(file.toStdString())->description;
    const KinematicModel model(robot);
    const std::size_t goalLink =
        link.isEmpty() ? robot.joints[robot.findJoint("tool_roll")].child : robot.findLink(link.toStdString());
    QVERIFY(goalLink != npos);
    std::mt19937 random(3);
    constexpr int count = 500;
    int poses = 0;
    int points = 0;
    for (int i = 0; i < count; ++i) {
        const Pose goal = forwardKinematics(model, randomPositions(model, random))[goalLink];
        const auto present = randomPositions(model, random);
        const auto pose = solve(model, present, {goalLink, goal.position, goal.rotation});
        const auto point = solve(model, present, {goalLink, goal.position, {}});
        QVERIFY(isWithinLimits(model, pose.positions) && isWithinLimits(model, point.positions));
        poses += pose.outcome == InverseOutcome::Reached ? 1 : 0;
        points += point.outcome == InverseOutcome::Reached ? 1 : 0;
    }
    qInfo("reached: %.1f %% of poses, %.1f %% of points", 100.0 * poses / count, 100.0 * points / count);
    QVERIFY(poses >= 0.99 * count);
    QVERIFY(points >= 0.99 * count);
}

void InverseTest::outOfReachItStretches() {
    const Description robot = planar(3, -2.5, 2.5);
    const KinematicModel model(robot);
    const auto solution = solve(model, {0.4, 0.5, -0.3}, {robot.findLink("tip"), {3, 4, 0}, {}});
    QCOMPARE(solution.outcome, InverseOutcome::OutOfReach);
    QVERIFY2(std::abs(solution.positionError - 2) < 1e-4, qPrintable(QString::number(solution.positionError)));
    const Vec3 hand = forwardKinematics(model, solution.positions)[robot.findLink("tip")].position;
    QVERIFY(norm(hand - Vec3{1.8, 2.4, 0}) < 2e-2); // 3 m along the way to (3, 4)
}

void InverseTest::limitsHoldAndAreLeft() {
    const Description robot = planar(2, -1, 2);
    const KinematicModel model(robot);
    // Both joints rest at a limit; the answer lies with the elbow at the other one.
    const Pose goal = forwardKinematics(model, std::vector{-0.95, 1.95})[robot.findLink("tip")];
    const auto solution = solve(model, {2, -1}, {robot.findLink("tip"), goal.position, {}});
    QCOMPARE(solution.outcome, InverseOutcome::Reached);
    QVERIFY(isWithinLimits(model, solution.positions));
    // Only beyond the limits.
    const auto never = solve(model, {0, 0}, {robot.findLink("tip"), {-1.9, 0.1, 0}, {}});
    QCOMPARE(never.outcome, InverseOutcome::OutOfReach);
    QVERIFY(isWithinLimits(model, never.positions));
    QVERIFY(never.positionError > 0.1);
}

void InverseTest::straightArmFolds() {
    const Description robot = planar(3, -2.5, 2.5);
    const KinematicModel model(robot);
    const LinkGoal goal{robot.findLink("tip"), {1.5, 0, 0}, {}}; // along the arm: no joint moves it that way at first
    QCOMPARE(solve(model, {0, 0, 0}, goal).outcome, InverseOutcome::Reached);
    InverseOptions drag;
    drag.maxStep = 0.2;
    std::vector<double> positions(3, 0);
    int calls = 0;
    for (; calls < 60; ++calls) {
        const auto solution = solve(model, positions, goal, drag);
        positions = solution.positions;
        if (solution.outcome == InverseOutcome::Reached) break;
    }
    QVERIFY2(calls < 30, "stuck when straight");
}

void InverseTest::closestOfManyAnswers() {
    const Description robot = planar(4, -2.5, 2.5);
    const KinematicModel model(robot);
    const std::size_t hand = robot.findLink("tip");
    const std::vector<double> present{0.3, 0.6, -0.4, 0.8};
    const Vec3 goal = forwardKinematics(model, present)[hand].position + Vec3{-0.4, 0.3, 0};
    const auto solution = solve(model, present, {hand, goal, {}});
    QCOMPARE(solution.outcome, InverseOutcome::Reached);
    double distance = 0;
    for (std::size_t i = 0; i < 4; ++i) distance += std::pow(solution.positions[i] - present[i], 2);
    // Other answers near by, found from scattered starts, are all further away.
    std::mt19937 random(5);
    std::normal_distribution<double> noise(0, 0.2);
    for (int round = 0; round < 200; ++round) {
        auto start = solution.positions;
        for (double& value : start) value = std::clamp(value + noise(random), -2.5, 2.5);
        const auto other = solve(model, start, {hand, goal, {}});
        double theirs = 0;
        for (std::size_t i = 0; i < 4; ++i) theirs += std::pow(other.positions[i] - present[i], 2);
        QVERIFY2(theirs > distance - 1e-3, qPrintable(QString("%1 < %2").arg(theirs).arg(distance)));
    }
}

void InverseTest::dragNeverFlips() {
    const Description robot = sevenJointArm();
    const KinematicModel model(robot);
    const std::size_t hand = robot.findLink("tip");
    InverseOptions drag;
    drag.maxStep = 0.1;
    std::mt19937 random(11);
    std::uniform_real_distribution<double> somewhere(-1.5, 1.5);
    std::vector<double> positions(7, 0.3);
    for (int i = 0; i < 2000; ++i) { // a handle that jumps about, mostly out of reach
        const auto before = positions;
        const LinkGoal goal{hand, {somewhere(random), somewhere(random), somewhere(random)}, {}};
        const double was = norm(forwardKinematics(model, before)[hand].position - goal.position);
        const auto solution = solve(model, before, goal, drag);
        positions = solution.positions;
        QVERIFY(largestMove(before, positions) <= 0.1 + 1e-12);
        QVERIFY(isWithinLimits(model, positions));
        QVERIFY(solution.positionError <= was + 1e-9);
    }
}

void InverseTest::dragArrives() {
    const Description robot = sevenJointArm();
    const KinematicModel model(robot);
    const std::size_t hand = robot.findLink("tip");
    InverseOptions drag;
    drag.maxStep = 0.1;
    std::vector<double> positions(7, 0.3);
    std::vector<double> wanted{1.0, 0.8, -0.2, 1.2, 0.5, -0.4, 0.9};
    const Pose goal = forwardKinematics(model, wanted)[hand];
    const auto first = solve(model, positions, {hand, goal.position, goal.rotation}, drag);
    QCOMPARE(first.outcome, InverseOutcome::OnTheWay);
    int calls = 0;
    for (; calls < 100; ++calls) {
        const auto solution = solve(model, positions, {hand, goal.position, goal.rotation}, drag);
        positions = solution.positions;
        if (solution.outcome == InverseOutcome::Reached) break;
    }
    QVERIFY2(calls < 40, qPrintable(QString("not there after %1 calls").arg(calls)));
}

void InverseTest::followersAreObeyed() {
    const Description robot =
        read("<link name=\"l0\"/>" + joint(1, "revolute", "0 0 1", "0 0 0", -2, 2) +
             joint(2, "revolute", "0 0 1", "1 0 0", -2, 2, "<mimic joint=\"j1\" multiplier=\"-0.5\" offset=\"0.2\"/>") +
             joint(3, "prismatic", "1 0 0", "1 0 0", 0, 0.5) + tip(3, "0.2 0 0"));
    const KinematicModel model(robot);
    QCOMPARE(model.coordinateCount(), 2U);
    const std::size_t hand = robot.findLink("tip");
    const Vec3 goal = forwardKinematics(model, std::vector{1.1, 0.3})[hand].position;
    const auto solution = solve(model, {0, 0}, {hand, goal, {}});
    QCOMPARE(solution.outcome, InverseOutcome::Reached);
    QVERIFY(largestMove(solution.positions, {1.1, 0.3}) < 1e-4);
}

void InverseTest::otherJointsStay() {
    const Description robot = planar(3, -2.5, 2.5);
    const KinematicModel model(robot);
    const auto solution = solve(model, {0.2, 0.3, 7}, {robot.findLink("l2"), {0.6, 0.8, 0}, {}});
    QCOMPARE(solution.outcome, InverseOutcome::Reached);
    QCOMPARE(solution.positions[2], 7.0);                  // beyond l2: as it was, though outside its limits
    QVERIFY(std::abs(solution.positions[1] - 0.3) < 1e-9); // does not help
}

void InverseTest::startOutsideTheLimits() {
    const Description robot = planar(2, -1, 1);
    const KinematicModel model(robot);
    const Vec3 goal = forwardKinematics(model, std::vector{0.2, 0.5})[robot.findLink("tip")].position;
    const auto solution = solve(model, {-1.4, 1.2}, {robot.findLink("tip"), goal, {}});
    QCOMPARE(solution.outcome, InverseOutcome::Reached);
    QVERIFY(isWithinLimits(model, solution.positions));
}

void InverseTest::sameQuestionSameAnswer() {
    const Description robot = sevenJointArm();
    const KinematicModel model(robot);
    const LinkGoal goal{robot.findLink("tip"), {0.3, -0.4, 0.5}, Quaternion{0.5, 0.5, 0.5, 0.5}};
    const auto once = solve(model, std::vector<double>(7, 0), goal);
    const auto twice = solve(model, std::vector<double>(7, 0), goal);
    QCOMPARE(once.positions, twice.positions);
    const LinkGoal longer{goal.link, goal.position, Quaternion{5, 5, 5, 5}};
    QVERIFY(largestMove(solveInverse(model, std::vector<double>(7, 0), longer)->positions, once.positions) < 1e-9);
}

void InverseTest::nothingMovesTheLink() {
    const Description robot = planar(2, -1, 1);
    const KinematicModel model(robot);
    const auto solution = solve(model, {0.1, 0.2}, {robot.findLink("l0"), {0, 0, 0.5}, {}});
    QCOMPARE(solution.outcome, InverseOutcome::OutOfReach);
    QCOMPARE(solution.positionError, 0.5);
    QCOMPARE(solution.positions, (std::vector{0.1, 0.2}));
    QCOMPARE(solve(model, {0.1, 0.2}, {robot.findLink("l0"), {}, Quaternion{}}).outcome, InverseOutcome::Reached);
}

void InverseTest::continuousAndSliding() {
    const Description robot = read("<link name=\"l0\"/>" + joint(1, "continuous", "0 0 1", "0 0 0", 0, 0) +
                                   joint(2, "prismatic", "1 0 0", "0.1 0 0", 0, 0.4) + tip(2, "0.1 0 0"));
    const KinematicModel model(robot);
    const std::size_t hand = robot.findLink("tip");
    const auto solution = solve(model, {3.0, 0.1}, {hand, {-0.3, -0.2, 0}, {}}); // just beyond half a turn: goes on
    QCOMPARE(solution.outcome, InverseOutcome::Reached);
    QVERIFY(std::abs(solution.positions[0] - (3.141592653589793 + std::atan2(0.2, 0.3))) < 1e-4);
    QCOMPARE(solve(model, {0, 0.1}, {hand, {0.7, 0, 0}, {}}).outcome, InverseOutcome::OutOfReach);
}

void InverseTest::nonsenseIsRefused() {
    const Description robot = planar(2, -1, 1);
    const KinematicModel model(robot);
    const std::size_t hand = robot.findLink("tip");
    const std::vector<double> present(2, 0);
    const auto refused = [&](const LinkGoal& goal, const std::vector<double>& from,
                             const InverseOptions& options = {}) {
        const auto result = solveInverse(model, from, goal, options);
        return !result && result.error().is(KinematicsErrc::InvalidGoal) && !result.error().message.empty();
    };
    QVERIFY(refused({hand, {notANumber, 0, 0}, {}}, present));
    QVERIFY(refused({hand, {0, std::numeric_limits<double>::infinity(), 0}, {}}, present));
    QVERIFY(refused({hand, {1, 0, 0}, Quaternion{notANumber, 0, 0, 0}}, present));
    QVERIFY(refused({hand, {1, 0, 0}, Quaternion{0, 0, 0, 0}}, present));
    QVERIFY(refused({npos, {1, 0, 0}, {}}, present));
    QVERIFY(refused({robot.links.size(), {1, 0, 0}, {}}, present));
    QVERIFY(refused({hand, {1, 0, 0}, {}}, {0, notANumber}));
    InverseOptions options;
    options.maxStep = notANumber;
    QVERIFY(refused({hand, {1, 0, 0}, {}}, present, options));
    QVERIFY(solveInverse(model, present, {hand, {1e300, -1e300, 0}, {}}).has_value()); // far away, but a place
    QVERIFY(isWithinLimits(model, solveInverse(model, present, {hand, {1e300, -1e300, 0}, {}})->positions));
    QVERIFY(solveInverse(model, {}, {hand, {1, 1, 0}, {}}).has_value()); // no values: zeros
}

QTEST_APPLESS_MAIN(InverseTest)
#include "tst_inverse.moc"
