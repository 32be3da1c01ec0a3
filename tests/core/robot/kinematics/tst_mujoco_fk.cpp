// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QTemporaryDir>

#include <orrery/robot/description/load_description.h>
#include <orrery/robot/kinematics/forward.h>

#include <mujoco/mujoco.h>
#include <tinyxml2.h>

#include <cmath>
#include <memory>
#include <random>
#include <string>

using namespace orrery;
using namespace orrery::robot;

/// Every URDF at hand, posed by Orrery and by MuJoCo, which reads the file with its own parser.
class MujocoFkTest : public QObject {
    Q_OBJECT

private slots:
    void agreement_data();
    void agreement();
};

namespace {

using tinyxml2::XMLElement;

struct DeleteModel {
    void operator()(mjModel* model) const { mj_deleteModel(model); }
};
struct DeleteData {
    void operator()(mjData* data) const { mj_deleteData(data); }
};

void removeChildren(XMLElement& parent, const char* name) {
    while (XMLElement* child = parent.FirstChildElement(name)) parent.DeleteChild(child);
}

void giveMass(XMLElement& link) {
    removeChildren(link, "inertial");
    XMLElement* inertial = link.InsertNewChildElement("inertial");
    inertial->InsertNewChildElement("mass")->SetAttribute("value", "1");
    XMLElement* inertia = inertial->InsertNewChildElement("inertia");
    for (const char* name : {"ixx", "iyy", "izz"}) inertia->SetAttribute(name, "0.01");
    for (const char* name : {"ixy", "ixz", "iyz"}) inertia->SetAttribute(name, "0");
}

/// MuJoCo opens neither package:// nor Collada and merges links behind fixed joints unless told otherwise. Joint
/// elements stay as they are.
bool writeForMujoco(const QString& urdf, const QString& copy) {
    tinyxml2::XMLDocument document;
    if (document.LoadFile(urdf.toUtf8().constData()) != tinyxml2::XML_SUCCESS) return false;
    XMLElement* robot = document.FirstChildElement("robot");
    if (!robot) return false;
    for (const char* name : {"material", "transmission", "gazebo", "ros2_control"}) removeChildren(*robot, name);
    for (XMLElement* link = robot->FirstChildElement("link"); link; link = link->NextSiblingElement("link")) {
        removeChildren(*link, "visual");
        removeChildren(*link, "collision");
        giveMass(*link);
    }
    XMLElement* compiler = robot->InsertNewChildElement("mujoco")->InsertNewChildElement("compiler");
    for (const char* name : {"strippath", "fusestatic"}) compiler->SetAttribute(name, "false");
    for (const char* name : {"discardvisual", "balanceinertia"}) compiler->SetAttribute(name, "true");
    return document.SaveFile(copy.toUtf8().constData()) == tinyxml2::XML_SUCCESS;
}

Pose worldPose(const mjData& data, int body) {
    const mjtNum* p = data.xpos + 3 * body;
    const mjtNum* q = data.xquat + 4 * body;
    return {{p[0], p[1], p[2]}, {q[0], q[1], q[2], q[3]}};
}

/// Body of each link; the root may have become the world itself.
std::vector<int> bodiesOf(const Description& robot, const mjModel& model) {
    std::vector<int> bodies;
    for (const Link& link : robot.links) bodies.push_back(mj_name2id(&model, mjOBJ_BODY, link.name.c_str()));
    if (bodies[robot.roots[0]] < 0) bodies[robot.roots[0]] = 0;
    return bodies;
}

void setJoints(const Description& robot, const std::vector<double>& values, const mjModel& model, mjData& data) {
    for (std::size_t i = 0; i < robot.joints.size(); ++i) {
        const int id = mj_name2id(&model, mjOBJ_JOINT, robot.joints[i].name.c_str());
        if (id >= 0) data.qpos[model.jnt_qposadr[id]] = values[i];
    }
}

std::vector<double> randomPositions(const KinematicModel& model, std::mt19937& random) {
    std::vector<double> positions;
    for (const Coordinate& coordinate : model.coordinates()) {
        positions.push_back(std::uniform_real_distribution(coordinate.limits.lower, coordinate.limits.upper)(random));
    }
    return positions;
}

} // namespace

void MujocoFkTest::agreement_data() {
    QTest::addColumn<QString>("urdf");
    for (const QString& folder :
         {QStringLiteral(ORRERY_SHARED_DATA "/robots"), QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots")}) {
        QDirIterator it(folder, {"*.urdf"}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString file = it.next();
            QTest::newRow(qPrintable(QDir(folder).relativeFilePath(file))) << file;
        }
    }
    if (!QFileInfo::exists(ORRERY_SHARED_DATA "/robots"))
        qInfo("The folder with real robots is not here (ORRERY_SHARED_DATA).");
}

void MujocoFkTest::agreement() {
    QFETCH(QString, urdf);
    QTemporaryDir folder;
    const QString copy = folder.filePath("robot.urdf");
    QVERIFY(writeForMujoco(urdf, copy));
    std::array<char, 1000> error{};
    const std::unique_ptr<mjModel, DeleteModel> model(
        mj_loadXML(copy.toUtf8().constData(), nullptr, error.data(), error.size()));
    QVERIFY2(model != nullptr, error.data());
    const std::unique_ptr<mjData, DeleteData> data(mj_makeData(model.get()));
    const auto loaded = loadDescription(urdf.toStdString(), {{}, {}, false});
    QVERIFY(loaded.has_value());
    const Description& robot = loaded->description;
    const KinematicModel kinematics(robot);
    const std::vector<int> bodies = bodiesOf(robot, *model);
    QVERIFY(std::find(bodies.begin(), bodies.end(), -1) == bodies.end());

    std::mt19937 random(1);
    std::vector<Pose> poses;
    std::vector<double> values;
    for (int round = 0; round < 1000; ++round) {
        const auto positions = randomPositions(kinematics, random);
        forwardKinematics(kinematics, positions, poses);
        jointValues(kinematics, positions, values); // MuJoCo does not follow <mimic>
        setJoints(robot, values, *model, *data);
        mj_kinematics(model.get(), data.get());
        const Pose rootFromWorld = inverse(worldPose(*data, bodies[robot.roots[0]]));
        for (std::size_t i = 0; i < robot.links.size(); ++i) {
            const Pose theirs = rootFromWorld * worldPose(*data, bodies[i]);
            QVERIFY2(norm(theirs.position - poses[i].position) < 1e-9, robot.links[i].name.c_str());
            QVERIFY2(angleBetween(theirs.rotation, poses[i].rotation) < 1e-9, robot.links[i].name.c_str());
        }
    }
}

QTEST_APPLESS_MAIN(MujocoFkTest)
#include "tst_mujoco_fk.moc"
