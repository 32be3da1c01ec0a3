// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <QFileInfo>

#include <orrery/base/units.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/description/urdf_reader.h>
#include <orrery/robot/kinematics/forward.h>
#include <orrery/robot/kinematics/loops.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>
#include <memory>
#include <numbers>
#include <random>
#include <string>
#include <vector>

using namespace orrery;
using namespace orrery::robot;

/// Loops that meet: a four-bar linkage that can be worked out by hand, and the head of a real robot on six rods.
class LoopsTest : public QObject {
    Q_OBJECT

private slots:
    void closuresAreNamedByFrames();
    void passiveCoordinatesOfALinkage();
    void passiveCoordinatesOfARobot();
    void fourBar_data();
    void fourBar();
    void fourBarThatCannotClose();
    void goalComesAfterTheLoops();
    void nonsenseIsRefused();
    void headPosesOfAnother_data();
    void headPosesOfAnother();
    void headWorkspace();
    void motorAngles();
    void dragOfTheHead();
};

namespace {

std::string joint(const char* name, const char* parent, const char* child, const char* origin) {
    return std::string("<joint name=\"") + name + "\" type=\"revolute\"><parent link=\"" + parent +
           "\"/><child link=\"" + child + "\"/><origin xyz=\"" + origin +
           "\"/><axis xyz=\"0 0 1\"/><limit lower=\"-3\" upper=\"3\" effort=\"1\" velocity=\"1\"/></joint>";
}

std::string fixed(const char* parent, const char* child, const char* origin) {
    return std::string("<joint name=\"") + child + "_frame\" type=\"fixed\"><parent link=\"" + parent +
           "\"/><child link=\"" + child + "\"/><origin xyz=\"" + origin + "\"/></joint>";
}

/// base (0,0) -crank 1 m- coupler 2 m -> meets the end of a rocker of 2 m that turns about (2, 0).
Description linkage() {
    std::string text = "<robot name=\"fourbar\">";
    for (const char* name : {"base", "crank", "coupler", "rocker", "closing_tip_1", "closing_tip_2", "closing_odd_1"})
        text += std::string("<link name=\"") + name + "\"/>";
    text += joint("drive", "base", "crank", "0 0 0") + joint("knee", "crank", "coupler", "1 0 0") +
            joint("swing", "base", "rocker", "2 0 0") + fixed("coupler", "closing_tip_1", "2 0 0") +
            fixed("rocker", "closing_tip_2", "2 0 0") + fixed("base", "closing_odd_1", "0 0 0");
    return std::move(readUrdf(text + "</robot>", "fourbar.urdf")->description);
}

bool hasReached(const LoopSolution& solution) {
    return solution.outcome == InverseOutcome::Reached;
}

double gap(const std::vector<Pose>& poses, const LoopClosure& closure) {
    return norm(poses[closure.linkA] * closure.pointA - poses[closure.linkB] * closure.pointB);
}

/// Reachy Mini as its maker describes it: six rods between the motors and the head, whose ends are frames that meet.
struct Reachy {
    Description description;
    KinematicModel model;
    std::vector<LoopClosure> closures;
    std::size_t head = npos;
    std::vector<double> home; ///< The head upright, motors turned the way they are built.

    explicit Reachy(Description robot)
        : description(std::move(robot)),
          model(description),
          closures(closuresByFrameName(description)),
          head(description.findLink("head")) {
        const auto start = solve({{}, {}}, 0, std::vector<double>(model.coordinateCount(), 0));
        home = start->positions;
    }

    /// @param pose in the daemon's terms: from 0.177 m above the foot
    [[nodiscard]] Result<LoopSolution> solve(const Pose& pose, double bodyYaw, const std::vector<double>& present,
                                             bool holdLimits = true) const {
        LoopProblem problem;
        problem.closures = closures;
        problem.driven = {{model.findCoordinate("yaw_body"), bodyYaw}};
        problem.goal = LinkGoal{head, pose.position + Vec3{0, 0, 0.177}, pose.rotation};
        LoopOptions options;
        options.holdLimits = holdLimits;
        return closeLoops(model, problem, present, options);
    }

    [[nodiscard]] double largestGap(const std::vector<double>& positions) const {
        const auto poses = forwardKinematics(model, positions);
        double largest = 0;
        for (const LoopClosure& closure : closures) largest = std::max(largest, gap(poses, closure));
        return largest;
    }
};

std::unique_ptr<Reachy> loadReachy() {
    auto loaded = loadDescription(ORRERY_SHARED_DATA "/robots/reachy_mini/robot.urdf");
    return loaded ? std::make_unique<Reachy>(std::move(loaded->description)) : nullptr;
}

/// The maker's closed form for one motor arm and its rod, to say which head poses exist at all.
class Legs {
public:
    explicit Legs(const Reachy& reachy) : m_reachy(reachy) {
        std::ifstream in(ORRERY_SHARED_DATA "/robots/reachy_mini/kinematics_data.json");
        m_data = nlohmann::json::parse(in);
    }

    [[nodiscard]] bool canHold(const Pose& head) const {
        const auto& motors = m_data.at("motors");
        return std::all_of(motors.begin(), motors.end(), [&](const auto& motor) { return canReach(motor, head); });
    }

private:
    [[nodiscard]] bool canReach(const nlohmann::json& motor, const Pose& head) const {
        const double arm = m_data.at("motor_arm_length");
        const double rod = m_data.at("rod_length");
        const auto branch = motor.at("branch_position").get<std::vector<double>>();
        const Vec3 world = head * Vec3{branch[0], branch[1], branch[2]} + Vec3{0, 0, m_data.at("head_z_offset")};
        const auto rows = motor.at("T_motor_world").get<std::vector<std::vector<double>>>();
        const auto along = [&](std::size_t row) {
            return dot({rows[row][0], rows[row][1], rows[row][2]}, world) + rows[row][3];
        };
        const Vec3 b{along(0), along(1), along(2)};
        const double cosine = (arm * arm + dot(b, b) - rod * rod) / (2 * arm * std::hypot(b.x, b.y));
        if (std::abs(cosine) > 1) return false;
        const double sign = motor.at("solution") == 1 ? 1 : -1;
        const double angle = std::remainder(std::atan2(b.y, b.x) + sign * std::acos(cosine), 2 * std::numbers::pi);
        const auto& limits =
            m_reachy.model.coordinates()[m_reachy.model.findCoordinate(motor.at("name").get<std::string>())].limits;
        return angle >= limits.lower && angle <= limits.upper;
    }

    const Reachy& m_reachy;
    nlohmann::json m_data;
};

std::vector<Pose> workspace() {
    std::vector<Pose> poses;
    for (const double z : {-0.02, -0.01, 0.0, 0.01, 0.02}) {
        for (const double roll : {-20.0, -10.0, 0.0, 10.0, 20.0}) {
            for (const double pitch : {-20.0, -10.0, 0.0, 10.0, 20.0}) {
                for (const double yaw : {-60.0, -30.0, 0.0, 30.0, 60.0}) {
                    poses.push_back({{0, 0, z},
                                     quaternionFromRollPitchYaw(radiansFromDegrees(roll), radiansFromDegrees(pitch),
                                                                radiansFromDegrees(yaw))});
                }
            }
        }
    }
    return poses;
}

bool reachyIsHere() {
    return QFileInfo::exists(ORRERY_SHARED_DATA "/robots/reachy_mini/robot.urdf");
}

nlohmann::json vectors() {
    std::ifstream in(ORRERY_SHARED_DATA "/robots/reachy_mini/daemon-to-urdf-vectors.json");
    return nlohmann::json::parse(in).at("cases");
}

Pose poseOf(const nlohmann::json& wire) {
    const auto& p = wire.at("head_pose_xyzrpy");
    return {{p.at("x"), p.at("y"), p.at("z")}, quaternionFromRollPitchYaw(p.at("roll"), p.at("pitch"), p.at("yaw"))};
}

} // namespace

void LoopsTest::closuresAreNamedByFrames() {
    const Description robot = linkage();
    const auto closures = closuresByFrameName(robot);
    QCOMPARE(closures.size(), 1U); // "odd" has no partner
    QCOMPARE(closures[0].name, std::string("tip"));
    QCOMPARE(closures[0].linkA, robot.findLink("closing_tip_1"));
    QCOMPARE(closures[0].linkB, robot.findLink("closing_tip_2"));
}

void LoopsTest::passiveCoordinatesOfALinkage() {
    const Description robot = linkage();
    const KinematicModel model(robot);
    const auto closures = closuresByFrameName(robot);
    const std::vector<std::size_t> all{0, 1, 2};
    QCOMPARE(loopCoordinates(robot, model, closures), all);
    // A loop in a plane determines two of its three joints: the ones at its end, not the crank.
    const auto passive = passiveCoordinates(robot, model, closures);
    QCOMPARE(passive.size(), 2U);
    QVERIFY(std::ranges::count(passive, model.findCoordinate("knee")) == 1);
    QVERIFY(passiveCoordinates(robot, model, {}).empty());
}

void LoopsTest::passiveCoordinatesOfARobot() {
    if (!reachyIsHere()) QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
    const auto reachy = loadReachy();
    QVERIFY(reachy != nullptr);
    const auto passive = passiveCoordinates(reachy->description, reachy->model, reachy->closures);
    QCOMPARE(passive.size(), 21U);
    for (const std::size_t i : passive) QVERIFY(reachy->model.coordinates()[i].name.starts_with("passive_"));
    QCOMPARE(loopCoordinates(reachy->description, reachy->model, reachy->closures).size(), 27U); // and six motors
}

void LoopsTest::fourBar_data() {
    QTest::addColumn<double>("degrees");
    for (const double degrees : {20.0, 60.0, 90.0, 140.0, -60.0}) QTest::addRow("%g", degrees) << degrees;
}

void LoopsTest::fourBar() {
    QFETCH(double, degrees);
    const Description robot = linkage();
    const KinematicModel model(robot);
    const double angle = radiansFromDegrees(degrees);
    LoopProblem problem{closuresByFrameName(robot), {{model.findCoordinate("drive"), angle}}, {}};
    const auto solution = closeLoops(model, problem, std::vector{0.3, 0.3, 1.5});
    QVERIFY(solution.has_value());
    QVERIFY(solution->closed && hasReached(*solution));
    QCOMPARE(solution->positions[model.findCoordinate("drive")], angle);
    const auto poses = forwardKinematics(model, solution->positions);
    const Vec3 tip = poses[robot.findLink("closing_tip_1")].position;
    QVERIFY(gap(poses, problem.closures[0]) < 1e-6);
    // Both arms are 2 m, so the tip stands on the line that halves the way from the crank's end to the pivot.
    const Vec3 crank{std::cos(angle), std::sin(angle), 0};
    QVERIFY(std::abs(norm(tip - crank) - 2) < 1e-5 && std::abs(norm(tip - Vec3{2, 0, 0}) - 2) < 1e-5);
    QVERIFY2(tip.y > 0, "the other assembly"); // the tip began above the base
}

void LoopsTest::fourBarThatCannotClose() {
    const Description robot = linkage();
    const KinematicModel model(robot);
    LoopProblem problem{closuresByFrameName(robot), {{model.findCoordinate("drive"), 0.5}}, {}};
    problem.closures[0].pointB = {3, 0, 0}; // the rocker is 5 m long now
    const auto solution = closeLoops(model, problem, std::vector{0.3, 0.3, 1.5});
    QVERIFY(solution.has_value());
    QVERIFY(!solution->closed);
    const double between = norm(Vec3{2 - std::cos(0.5), -std::sin(0.5), 0});
    QVERIFY2(std::abs(solution->largestGap - (5 - 2 - between)) < 1e-3,
             qPrintable(QString::number(solution->largestGap)));
}

void LoopsTest::goalComesAfterTheLoops() {
    const Description robot = linkage();
    const KinematicModel model(robot);
    const LoopProblem problem{closuresByFrameName(robot), {}, LinkGoal{robot.findLink("closing_tip_1"), {9, 4, 0}, {}}};
    const auto solution = closeLoops(model, problem, std::vector{0.3, 0.3, 1.5});
    QVERIFY(solution.has_value());
    QVERIFY2(solution->closed, qPrintable(QString::number(solution->largestGap)));
    QVERIFY(!hasReached(*solution));
    QVERIFY(solution->positionError > 4);
}

void LoopsTest::nonsenseIsRefused() {
    const Description robot = linkage();
    const KinematicModel model(robot);
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> present(3, 0);
    const auto closures = closuresByFrameName(robot);
    const auto refused = [&](const LoopProblem& problem) {
        const auto result = closeLoops(model, problem, present);
        return !result && result.error().is(KinematicsErrc::InvalidGoal) && !result.error().message.empty();
    };
    QVERIFY(refused({closures, {{0, nan}}, {}}));
    QVERIFY(refused({closures, {{17, 0}}, {}}));
    QVERIFY(refused({{{"x", npos, {}, 0, {}}}, {}, {}}));
    QVERIFY(refused({{{"x", 0, {nan, 0, 0}, 1, {}}}, {}, {}}));
    QVERIFY(refused({closures, {}, LinkGoal{0, {0, nan, 0}, {}}}));
    QVERIFY(!closeLoops(model, {closures, {}, {}}, std::vector{nan}));
    QVERIFY(closeLoops(model, {}, present)->closed); // nothing to close
}

void LoopsTest::headPosesOfAnother_data() {
    QTest::addColumn<int>("index");
    if (!reachyIsHere()) QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
    const int count = static_cast<int>(vectors().size());
    for (int i = 0; i < count; ++i) QTest::addRow("case %d", i) << i;
}

/// Link poses calculated independently of Orrery. Rods may spin about themselves.
void LoopsTest::headPosesOfAnother() {
    QFETCH(int, index);
    const auto reachy = loadReachy();
    QVERIFY(reachy != nullptr);
    QCOMPARE(reachy->closures.size(), 5U);
    const auto example = vectors()[static_cast<std::size_t>(index)];
    const auto& wire = example.at("wire");
    const auto motors = wire.at("head_joints").get<std::vector<double>>();
    const auto solution = reachy->solve(poseOf(wire), motors[0], reachy->home, false);
    QVERIFY(solution.has_value());
    QVERIFY2(solution->closed && hasReached(*solution), qPrintable(QString("%1 m, %2 m, %3 rad")
                                                                       .arg(solution->largestGap)
                                                                       .arg(solution->positionError)
                                                                       .arg(solution->rotationError)));
    for (int i = 1; i <= 6; ++i) {
        const auto name = "stewart_" + std::to_string(i);
        const double angle = solution->positions[reachy->model.findCoordinate(name)];
        const double theirs = motors[static_cast<std::size_t>(i)];
        QVERIFY2(std::abs(angle - theirs) < 2e-3,
                 qPrintable(QString("%1: %2, not %3").arg(QString::fromStdString(name)).arg(angle).arg(theirs)));
    }
    const auto poses = forwardKinematics(reachy->model, solution->positions);
    for (const auto& [name, matrix] : example.at("expected").at("links").items()) {
        const std::size_t link = reachy->description.findLink(name);
        QVERIFY2(link != npos, name.c_str());
        const auto m = matrix.get<std::vector<double>>();
        const double distance = norm(poses[link].position - Vec3{m[3], m[7], m[11]});
        QVERIFY2(distance < 1e-4, qPrintable(QString("%1: %2").arg(QString::fromStdString(name)).arg(distance)));
    }
}

/// All of the workspace and some of what lies outside, from one start: reached exactly where the legs' closed form says
/// that it can be.
void LoopsTest::headWorkspace() {
    if (!reachyIsHere()) QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
    const auto reachy = loadReachy();
    QVERIFY(reachy != nullptr);
    const Legs legs(*reachy);
    int reachable = 0;
    int total = 0;
    double worst = 0;
    std::vector<double> micros;
    for (const Pose& pose : workspace()) {
        const auto start = std::chrono::steady_clock::now();
        const auto solution = reachy->solve(pose, 0, reachy->home);
        const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
        QVERIFY(solution.has_value());
        ++total;
        worst = std::max(worst, reachy->largestGap(solution->positions));
        const Vec3 rpy = rollPitchYawFromQuaternion(pose.rotation);
        const auto where = QString("z %1 roll %2 pitch %3 yaw %4: %5 m, %6 rad")
                               .arg(pose.position.z)
                               .arg(degreesFromRadians(rpy.x))
                               .arg(degreesFromRadians(rpy.y))
                               .arg(degreesFromRadians(rpy.z))
                               .arg(solution->positionError)
                               .arg(solution->rotationError);
        QVERIFY2(hasReached(*solution) == legs.canHold(pose), qPrintable(where));
        if (!hasReached(*solution)) continue;
        ++reachable;
        micros.push_back(took.count());
    }
    std::sort(micros.begin(), micros.end());
    qInfo("%d of %d head poses within reach, all of them solved; largest gap of all %.2g mm; %.0f us a pose, slowest "
          "%.0f us",
          reachable, total, 1000 * worst, micros[micros.size() / 2], micros.back());
    QVERIFY(reachable > 80 && reachable < total);
    QVERIFY(worst <= 1e-4);
}

void LoopsTest::motorAngles() {
    if (!reachyIsHere()) QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
    const auto reachy = loadReachy();
    QVERIFY(reachy != nullptr);
    double worstGap = 0;
    double worstPose = 0;
    for (const auto& example : vectors()) {
        const auto& wire = example.at("wire");
        LoopProblem problem;
        problem.closures = reachy->closures;
        const auto motors = wire.at("head_joints").get<std::vector<double>>();
        for (std::size_t i = 0; i < motors.size(); ++i)
            problem.driven.push_back(
                {reachy->model.findCoordinate(i == 0 ? "yaw_body" : "stewart_" + std::to_string(i)), motors[i]});
        const auto solution = closeLoops(reachy->model, problem, reachy->home);
        QVERIFY(solution.has_value());
        const auto poses = forwardKinematics(reachy->model, solution->positions);
        const double offset = norm(poses[reachy->head].position - poseOf(wire).position - Vec3{0, 0, 0.177});
        const double turn = angleBetween(poses[reachy->head].rotation, poseOf(wire).rotation);
        qInfo("%s: gap %.3g mm, head off by %.3g mm and %.3g degrees, %d steps",
              example.value("name", "recorded").c_str(), 1000 * reachy->largestGap(solution->positions), 1000 * offset,
              degreesFromRadians(turn), solution->steps);
        worstGap = std::max(worstGap, reachy->largestGap(solution->positions));
        worstPose = std::max(worstPose, offset);
    }
    QVERIFY(worstGap <= 1e-4);
    QVERIFY(worstPose <= 1e-3);
}

/// A handle that jumps about, in and out of reach: every call moves little, and the rods meet after each.
void LoopsTest::dragOfTheHead() {
    if (!reachyIsHere()) QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
    const auto reachy = loadReachy();
    QVERIFY(reachy != nullptr);
    const Legs legs(*reachy);
    LoopOptions drag;
    drag.maxStep = 0.1;
    std::vector<double> positions = reachy->home;
    std::mt19937 random(2);
    std::uniform_real_distribution<double> angle(-0.6, 0.6);
    std::uniform_real_distribution<double> height(-0.03, 0.03);
    double worst = 0;
    int reachable = 0;
    int reached = 0;
    int calls = 0;
    for (int i = 0; i < 150; ++i) {
        const Pose pose{{0, 0, height(random)},
                        quaternionFromRollPitchYaw(angle(random), angle(random), angle(random))};
        LoopProblem problem{reachy->closures, {{reachy->model.findCoordinate("yaw_body"), 0}}, {}};
        problem.goal = LinkGoal{reachy->head, pose.position + Vec3{0, 0, 0.177}, pose.rotation};
        InverseOutcome outcome = InverseOutcome::OnTheWay;
        for (int call = 0; call < 40 && outcome == InverseOutcome::OnTheWay; ++call, ++calls) {
            const auto solution = closeLoops(reachy->model, problem, positions, drag);
            QVERIFY(solution.has_value());
            for (std::size_t k = 0; k < positions.size(); ++k)
                QVERIFY(std::abs(solution->positions[k] - positions[k]) <= 0.1 + 1e-12);
            positions = solution->positions;
            worst = std::max(worst, reachy->largestGap(positions));
            outcome = solution->outcome;
        }
        const bool canHold = legs.canHold(pose);
        QVERIFY(canHold || outcome != InverseOutcome::Reached);
        reachable += canHold ? 1 : 0;
        reached += outcome == InverseOutcome::Reached ? 1 : 0;
    }
    qInfo("%d calls, largest gap %.2g mm; %d goals reached of %d within reach", calls, 1000 * worst, reached,
          reachable);
    QVERIFY(worst <= 1e-4);
    QVERIFY(reached >= 0.9 * reachable);
}

QTEST_APPLESS_MAIN(LoopsTest)
#include "tst_loops.moc"
