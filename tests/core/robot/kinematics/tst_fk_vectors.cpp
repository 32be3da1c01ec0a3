// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <QFileInfo>

#include <orrery/robot/description/load_description.h>
#include <orrery/robot/kinematics/forward.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <map>
#include <string>

using namespace orrery;
using namespace orrery::robot;

/// Link poses of real robots, calculated independently of Orrery.
class FkVectorsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void vectors_data();
    void vectors();
};

void FkVectorsTest::initTestCase() {
    if (!QFileInfo::exists(ORRERY_SHARED_DATA "/robots"))
        QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
}

void FkVectorsTest::vectors_data() {
    QTest::addColumn<QString>("folder");
    QTest::newRow("SO-101") << ORRERY_SHARED_DATA "/robots/so101/";
    QTest::newRow("Panda") << ORRERY_SHARED_DATA "/robots/panda/";
}

namespace {

/// The largest difference between a pose and a row-major 4x4 matrix: metres for the last column, plain numbers for the
/// axes.
double difference(const Pose& pose, const std::vector<double>& matrix) {
    double largest = 0;
    const std::array columns{rotate(pose.rotation, {1, 0, 0}), rotate(pose.rotation, {0, 1, 0}),
                             rotate(pose.rotation, {0, 0, 1}), pose.position};
    for (std::size_t c = 0; c < 4; ++c) {
        largest = std::max({largest, std::abs(columns[c].x - matrix.at(c)), std::abs(columns[c].y - matrix.at(4 + c)),
                            std::abs(columns[c].z - matrix.at(8 + c))});
    }
    return largest;
}

} // namespace

void FkVectorsTest::vectors() {
    QFETCH(QString, folder);
    std::ifstream in((folder + "fk-vectors.json").toStdString());
    const auto vectors = nlohmann::json::parse(in);
    const auto loaded = loadDescription(folder.toStdString() + vectors.at("urdf").get<std::string>());
    QVERIFY(loaded.has_value());
    const Description& robot = loaded->description;
    QCOMPARE(robot.links.at(robot.roots.at(0)).name, vectors.at("root").get<std::string>());
    const KinematicModel model(robot);
    std::size_t compared = 0;
    for (const auto& example : vectors.at("cases")) {
        const auto positions = positionsFromNames(model, example.at("joints").get<std::map<std::string, double>>());
        QVERIFY2(positions.has_value(), positions ? "" : describe(positions.error()).c_str());
        const auto poses = forwardKinematics(model, *positions);
        for (const auto& [name, matrix] : example.at("links").items()) {
            const std::size_t link = robot.findLink(name);
            QVERIFY2(link != npos, name.c_str());
            const double error = difference(poses[link], matrix.get<std::vector<double>>());
            QVERIFY2(error < 1e-5, qPrintable(QString("%1: %2").arg(QString::fromStdString(name)).arg(error)));
            ++compared;
        }
    }
    QVERIFY(compared > 30);
}

QTEST_APPLESS_MAIN(FkVectorsTest)
#include "tst_fk_vectors.moc"
