// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <orrery/robot/description/errors.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/kinematics/forward.h>

#include <mujoco/mujoco.h>
#include <tinyxml2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <random>
#include <string>

using namespace orrery;
using namespace orrery::robot;

namespace {

using tinyxml2::XMLElement;

struct DeleteModel {
    void operator()(mjModel* model) const { mj_deleteModel(model); }
};
struct DeleteData {
    void operator()(mjData* data) const { mj_deleteData(data); }
};

/// The bodies and joints alone, for MuJoCo itself: every geom, asset and section of a newer version taken out.
void keepBones(XMLElement& element, int& unnamed) {
    for (XMLElement* child = element.FirstChildElement(); child;) {
        XMLElement* next = child->NextSiblingElement();
        const std::string name = child->Name();
        const bool kept = name == "compiler" || name == "worldbody" || name == "body" || name == "joint" ||
                          name == "freejoint" || name == "inertial";
        if (kept) {
            child->DeleteAttribute("class");
            child->DeleteAttribute("childclass");
            if (name == "body" && !child->Attribute("name"))
                child->SetAttribute("name", ("body_" + std::to_string(++unnamed)).c_str());
            keepBones(*child, unnamed);
        } else {
            element.DeleteChild(child);
        }
        child = next;
    }
}

std::unique_ptr<mjModel, DeleteModel> loadBones(const QString& file, const QString& copy) {
    tinyxml2::XMLDocument document;
    if (document.LoadFile(file.toUtf8().constData()) != tinyxml2::XML_SUCCESS) return nullptr;
    int unnamed = 0;
    keepBones(*document.RootElement(), unnamed);
    document.SaveFile(copy.toUtf8().constData());
    std::array<char, 1000> error{};
    std::unique_ptr<mjModel, DeleteModel> model(
        mj_loadXML(copy.toUtf8().constData(), nullptr, error.data(), error.size()));
    if (!model) qWarning("%s", error.data());
    return model;
}

Pose worldPose(const mjData& data, int body) {
    const mjtNum* p = data.xpos + std::ptrdiff_t{3} * body;
    const mjtNum* q = data.xquat + std::ptrdiff_t{4} * body;
    return {{p[0], p[1], p[2]}, {q[0], q[1], q[2], q[3]}};
}

/// Random values for all scalar joints; a ball is turned by its three angles.
void setJoint(const mjModel& model, mjData& data, int joint, const std::function<double(const std::string&)>& valueOf) {
    const std::string name = mj_id2name(&model, mjOBJ_JOINT, joint);
    mjtNum* const at = data.qpos + model.jnt_qposadr[joint];
    if (model.jnt_type[joint] == mjJNT_BALL) {
        const Quaternion q = quaternionFromAxisAngle({1, 0, 0}, valueOf(name + "_x")) *
                             quaternionFromAxisAngle({0, 1, 0}, valueOf(name + "_y")) *
                             quaternionFromAxisAngle({0, 0, 1}, valueOf(name + "_z"));
        at[0] = q.w;
        at[1] = q.x;
        at[2] = q.y;
        at[3] = q.z;
    } else if (model.jnt_type[joint] != mjJNT_FREE) {
        at[0] = valueOf(name);
    }
}

QString written(const QTemporaryDir& folder, const char* name, const char* text) {
    QFile file(folder.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write(text);
    return file.fileName();
}

bool mentions(const std::vector<Finding>& findings, const std::string& text) {
    return std::ranges::any_of(findings, [&](const Finding& f) { return f.message.find(text) != std::string::npos; });
}

constexpr const char* kOddJoints = R"(<mujoco model="odd">
<compiler angle="degree" autolimits="true"/>
<worldbody>
  <body name="base" pos="0 0 1">
    <inertial pos="0 0 0" mass="1" diaginertia="0.1 0.1 0.1"/>
    <geom type="box" size="0.1 0.2 0.3" rgba="1 0 0 1"/>
    <body name="two" pos="0.1 0 0" euler="10 20 30">
      <inertial pos="0 0 0" mass="1" diaginertia="0.1 0.1 0.1"/>
      <joint name="slide" type="slide" axis="1 1 0" range="-0.2 0.2" ref="0.05"/>
      <joint name="hinge" axis="0 1 1" pos="0.1 0.2 0.3" range="-90 90" ref="30"/>
      <geom type="capsule" fromto="0 0 0 0 0 0.4" size="0.05"/>
      <body name="three" pos="0 0 0.4">
        <inertial pos="0 0 0" mass="1" diaginertia="0.1 0.1 0.1"/>
        <joint name="ball" type="ball" pos="0 0 0.1"/><geom size="0.1"/>
      </body>
    </body>
  </body>
</worldbody></mujoco>)";

} // namespace

/// Every MuJoCo model at hand, posed by Orrery and by MuJoCo.
class MjcfFkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreement_data() {
        QTest::addColumn<QString>("file");
        for (const char* name : {"so101/so101_new_calib.xml", "reachy_mini/reachy_mini.xml"}) {
            const QString file = QStringLiteral(ORRERY_SHARED_DATA "/robots/") + name;
            if (QFileInfo::exists(file)) QTest::newRow(name) << file;
        }
        QVERIFY(m_folder.isValid());
        QTest::newRow("odd joints") << written(m_folder, "odd.xml", kOddJoints);
    }

    void agreement() {
        QFETCH(QString, file);
        const auto loaded = loadDescription(file.toStdString(), {{}, {}, false});
        QVERIFY2(loaded, loaded ? "" : describe(loaded.error()).c_str());
        const Description& robot = loaded->description;
        const auto model = loadBones(file, m_folder.filePath("bones.xml"));
        QVERIFY(model);
        const std::unique_ptr<mjData, DeleteData> data(mj_makeData(model.get()));
        const KinematicModel kinematics(robot);
        std::mt19937 random(1);
        double worst = 0;
        for (int round = 0; round < 1000; ++round) {
            std::vector<double> positions;
            for (const Coordinate& c : kinematics.coordinates())
                positions.push_back(std::uniform_real_distribution(c.limits.lower, c.limits.upper)(random));
            const auto valueOf = [&](const std::string& name) { return positions.at(kinematics.findCoordinate(name)); };
            for (int joint = 0; joint < model->njnt; ++joint) setJoint(*model, *data, joint, valueOf);
            mj_kinematics(model.get(), data.get());
            const auto poses = forwardKinematics(kinematics, positions);
            const int root = std::max(0, mj_name2id(model.get(), mjOBJ_BODY, robot.links[robot.roots[0]].name.c_str()));
            const Pose rootFromWorld = inverse(worldPose(*data, root));
            for (int body = 1; body < model->nbody; ++body) {
                const std::size_t link = robot.findLink(mj_id2name(model.get(), mjOBJ_BODY, body));
                QVERIFY(link != npos);
                const Pose theirs = rootFromWorld * worldPose(*data, body);
                worst = std::max(worst, norm(theirs.position - poses[link].position));
                QVERIFY2(norm(theirs.position - poses[link].position) < 1e-9, robot.links[link].name.c_str());
                QVERIFY2(angleBetween(theirs.rotation, poses[link].rotation) < 1e-7, robot.links[link].name.c_str());
            }
        }
        qInfo("%s: %.1e m at worst", robot.name.c_str(), worst);
    }

    void meshesStandWhereTheUrdfHasThem() {
        const QString folder = QStringLiteral(ORRERY_SHARED_DATA "/robots/so101/");
        if (!QFileInfo::exists(folder)) QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
        const auto mjcf = loadDescription(folder.toStdString() + "so101_new_calib.xml", {{}, {}, false});
        const auto urdf = loadDescription(folder.toStdString() + "so101_new_calib.urdf", {{}, {}, false});
        QVERIFY2(mjcf && urdf, mjcf ? "" : describe(mjcf.error()).c_str());
        const Link& one = mjcf->description.links[mjcf->description.findLink("base")];
        const Link& other = urdf->description.links[urdf->description.roots[0]];
        QCOMPARE(one.visuals.size(), other.visuals.size());
        for (std::size_t i = 0; i < one.visuals.size(); ++i) {
            QVERIFY(norm(one.visuals[i].linkFromVisual.position - other.visuals[i].linkFromVisual.position) < 2e-5);
            QVERIFY(angleBetween(one.visuals[i].linkFromVisual.rotation, other.visuals[i].linkFromVisual.rotation) <
                    1e-4);
            QVERIFY(!std::get<MeshRef>(one.visuals[i].geometry).file.empty());
        }
        QVERIFY(one.inertial && std::abs(one.inertial->mass - 0.147) < 1e-12);
    }

    void theSceneOpensTheRobotItIncludes() {
        const std::string scene = ORRERY_SHARED_DATA "/robots/so101/scene.xml";
        if (!QFileInfo::exists(QString::fromStdString(scene))) QSKIP("The folder with real robots is not here.");
        const auto loaded = loadDescription(scene, {{}, {}, false});
        QVERIFY2(loaded, loaded ? "" : describe(loaded.error()).c_str());
        QVERIFY(loaded->description.findJoint("shoulder_pan") != npos);
    }

    void loopsAndMissingMeshesAreFindings() {
        const std::string file = ORRERY_SHARED_DATA "/robots/reachy_mini/reachy_mini.xml";
        if (!QFileInfo::exists(QString::fromStdString(file))) QSKIP("The folder with real robots is not here.");
        const auto loaded = loadDescription(file, {{}, {}, false});
        QVERIFY2(loaded, loaded ? "" : describe(loaded.error()).c_str());
        int loops = 0;
        int missing = 0;
        for (const Finding& finding : loaded->findings) {
            loops += finding.message.find("closes a loop") != std::string::npos ? 1 : 0;
            missing += finding.message.find("was not found") != std::string::npos ? 1 : 0;
        }
        QCOMPARE(loops, 5);
        QCOMPARE(missing, 8);
        QVERIFY(loaded->description.findJoint("passive_1_x") != npos);
    }

    void whatMujocoRefusesIsNamedWithItsPlace() {
        const QString file = written(m_folder, "new.xml",
                                     "<mujoco>\n<worldbody>\n<frame pos=\"1 0 0\">\n<body><geom "
                                     "size=\"1\"/></body>\n</frame>\n</worldbody>\n</mujoco>");
        const auto loaded = loadDescription(file.toStdString(), {{}, {}, false});
        QVERIFY(!loaded);
        QVERIFY(loaded.error().is(DescriptionErrc::Unsupported));
        QVERIFY2(loaded.error().message.find("<frame>") != std::string::npos, loaded.error().message.c_str());
        QVERIFY2(loaded.error().where.ends_with("new.xml:3"), loaded.error().where.c_str());
    }

    void newerAttributesAreLeftOutAndToldOfOnce() {
        const QString file = written(m_folder, "attribute.xml",
                                     "<mujoco>\n<worldbody>\n<body><geom size=\"1\" fluffy=\"1\"/><geom size=\"1\" "
                                     "fluffy=\"2\"/></body>\n</worldbody>\n</mujoco>");
        const auto loaded = loadDescription(file.toStdString(), {{}, {}, false});
        QVERIFY2(loaded, loaded ? "" : describe(loaded.error()).c_str());
        QCOMPARE(loaded->description.links[0].visuals.size(), std::size_t{2});
        QVERIFY(mentions(loaded->findings, "'fluffy'"));
    }

    void includesStayInTheirFolders_data() {
        QTest::addColumn<QByteArray>("named");
        for (const char* name : {"/etc/passwd", "../../../../../etc/passwd", "self.xml", "missing.xml", ""})
            QTest::newRow(name[0] ? name : "nothing") << QByteArray(name);
    }

    void includesStayInTheirFolders() {
        QFETCH(QByteArray, named);
        const QByteArray text = "<mujoco>\n<include file=\"" + named + "\"/>\n</mujoco>";
        const QString file = written(m_folder, "self.xml", text.constData());
        const auto loaded = loadDescription(file.toStdString(), {{}, {}, false});
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().where.find("self.xml") != std::string::npos, loaded.error().where.c_str());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(MjcfFkTest)
#include "tst_mjcf_fk.moc"
