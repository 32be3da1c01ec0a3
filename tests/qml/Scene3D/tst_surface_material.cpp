// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "surface_material.h"

#include <QTest>

using orrery::scene::surfaceMaterial;

class SurfaceMaterialTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGivenColorWinsOverTheName() {
        const auto look = surfaceMaterial("brushed_brass", std::array{0.1F, 0.2F, 0.3F, 1.0F});
        QCOMPARE(look.color[2], 0.3F);
        QCOMPARE(look.metalness, 1.0F);
    }

    void withoutAnythingItIsAWarmMatteGrey() {
        const auto look = surfaceMaterial({}, std::nullopt);
        QVERIFY(look.color[0] > look.color[2]);
        QVERIFY(look.roughness > 0.5F);
        QCOMPARE(look.metalness, 0.0F);
        QCOMPARE(look.color[3], 1.0F);
    }

    void finishWords_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<float>("metalness");
        QTest::addColumn<float>("emission");
        QTest::addColumn<bool>("rough");
        QTest::newRow("separator") << QByteArray("dark-steel_2") << 1.0F << 0.0F << false;
        QTest::newRow("capitals") << QByteArray("AnodisedAlu") << 1.0F << 0.0F << false;
        QTest::newRow("rubber") << QByteArray("rubber foot") << 0.0F << 0.0F << true;
        QTest::newRow("gloss") << QByteArray("ivory gloss") << 0.0F << 0.0F << false;
        QTest::newRow("matte") << QByteArray("matte") << 0.0F << 0.0F << true;
        QTest::newRow("glow") << QByteArray("eye_glow") << 0.0F << 1.0F << true;
        QTest::newRow("only whole words") << QByteArray("aluminates") << 0.0F << 0.0F << true;
        QTest::newRow("printed") << QByteArray("3d_printed") << 0.0F << 0.0F << true;
    }
    void finishWords() {
        QFETCH(QByteArray, name);
        const auto look = surfaceMaterial(name.toStdString(), std::nullopt);
        QTEST(look.metalness, "metalness");
        QTEST(look.emission, "emission");
        QTEST(look.roughness >= 0.45F, "rough");
    }

    void glassLetsLightThrough() { QVERIFY(surfaceMaterial("Glass", std::nullopt).color[3] < 1); }
};

QTEST_APPLESS_MAIN(SurfaceMaterialTest)
#include "tst_surface_material.moc"
