// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "part_list_model.h"

#include <orrery/robot/description/urdf_reader.h>

using namespace orrery::robot;

namespace {

constexpr const char* arm = R"(<robot name="arm">
<link name="base"/>
<link name="upper"><inertial><mass value="0.5"/><inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="1"/></inertial></link>
<link name="hand"><inertial><mass value="1.25"/><inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="1"/></inertial></link>
<joint name="elbow" type="revolute"><parent link="base"/><child link="upper"/><axis xyz="0 0 1"/>
<limit lower="0" upper="2.530727" velocity="1" effort="3"/></joint>
<joint name="slide" type="prismatic"><parent link="upper"/><child link="hand"/><axis xyz="0 0 1"/>
<limit lower="0" upper="0.04" velocity="0.1" effort="5"/></joint></robot>)";

} // namespace

class PartListModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        auto loaded = readUrdf(arm, "/robots/arm.urdf");
        QVERIFY(loaded);
        loaded->description.sourceFile = "/robots/arm.urdf";
        m_model = std::make_unique<PartListModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
        m_model->reset(loaded->description);
    }

    void theTreeFollowsTheJoints() {
        QCOMPARE(m_model->count(), 3);
        QCOMPARE(names(), (QStringList{"base", "upper", "hand"}));
        QCOMPARE(m_model->index(2).data(PartListModel::DepthRole).toInt(), 2);
        QCOMPARE(m_model->index(0).data(PartListModel::JointRole).toString(), QString());
        QCOMPARE(m_model->index(1).data(PartListModel::JointRole).toString(), QStringLiteral("elbow · 0° to 145°"));
        QCOMPARE(m_model->index(2).data(PartListModel::JointRole).toString(), QStringLiteral("slide · 0 to 40 mm"));
    }

    void theSearchLooksAtLinksAndTheirJoints() {
        m_model->setFilter(QStringLiteral(" ELBOW "));
        QCOMPARE(names(), QStringList{"upper"});
        m_model->setFilter(QStringLiteral("nothing"));
        QCOMPARE(m_model->count(), 0);
        QCOMPARE(m_model->total(), 3);
        m_model->setFilter({});
        QCOMPARE(m_model->count(), 3);
    }

    void whatIsPickedIsToldInWords() {
        QSignalSpy picked(m_model.get(), &PartListModel::pickedChanged);
        m_model->pick(1);
        QCOMPARE(picked.count(), 1);
        QCOMPARE(m_model->pickedName(), QStringLiteral("upper"));
        QVERIFY(m_model->pickedText().startsWith(QStringLiteral("Its joint elbow turns from 0° to 145°.")));
        QVERIFY(m_model->pickedText().contains(QStringLiteral("1.25 kg")));
        QVERIFY(factNamed(QStringLiteral("Mass")) == QStringLiteral("500 g"));
        QVERIFY(factNamed(QStringLiteral("Stands in")) == QStringLiteral("arm.urdf:3"));
        m_model->pick(7);
        QCOMPARE(m_model->picked(), -1);
        QVERIFY(m_model->pickedText().isEmpty() && m_model->pickedFacts().isEmpty());
    }

    void whatIsPickedIsNeverHiddenByTheSearch() {
        m_model->setFilter(QStringLiteral("hand"));
        m_model->pick(1);
        QCOMPARE(m_model->filter(), QString());
        QCOMPARE(m_model->pickedRow(), 1);
    }

    void anotherRobotPicksNothing() {
        m_model->pick(2);
        m_model->reset({});
        QCOMPARE(m_model->picked(), -1);
        QCOMPARE(m_model->count(), 0);
    }

private:
    QStringList names() const {
        QStringList names;
        for (int row = 0; row < m_model->count(); ++row) names << m_model->index(row).data().toString();
        return names;
    }
    QString factNamed(const QString& name) const {
        for (const QVariant& fact : m_model->pickedFacts()) {
            if (fact.toMap()[QStringLiteral("name")] == name) return fact.toMap()[QStringLiteral("value")].toString();
        }
        return {};
    }

    std::unique_ptr<PartListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(PartListModelTest)
#include "tst_part_list_model.moc"
