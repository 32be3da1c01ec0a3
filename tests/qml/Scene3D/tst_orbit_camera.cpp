// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "orbit_camera.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <numbers>

using std::numbers::pi;

namespace {

/// Where a point of the root frame appears, in pixels.
QPointF onScreen(const OrbitCamera& camera, const QVector3D& point) {
    const QVector3D seen = camera.rotation().conjugated().rotatedVector(point - camera.position());
    const auto size = camera.property("viewport").toSizeF();
    const double t =
        std::tan(camera.property("fieldOfViewDegrees").toDouble() * pi / 360) * static_cast<double>(-seen.z());
    return {(static_cast<double>(seen.x()) / (t * size.width() / size.height()) + 1) * size.width() / 2,
            (1 - static_cast<double>(seen.y()) / t) * size.height() / 2};
}

QList<QVector3D> boxCorners(const QVector3D& low, const QVector3D& high) {
    QList<QVector3D> corners;
    for (int i = 0; i < 8; ++i)
        corners.push_back({(i & 1 ? high : low).x(), (i & 2 ? high : low).y(), (i & 4 ? high : low).z()});
    return corners;
}

double apart(QPointF a, QPointF b) {
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

} // namespace

class OrbitCameraTest : public QObject {
    Q_OBJECT

    OrbitCamera* camera = nullptr;

private Q_SLOTS:
    void init() {
        camera = new OrbitCamera(this);
        camera->setProperty("viewport", QSizeF(1280, 800));
        camera->setProperty("easeDuration", 0);
        camera->setTarget({0.2F, -0.1F, 0.4F});
        camera->setDistance(1.5);
    }
    void cleanup() { delete camera; }

    void theTargetIsInTheMiddleAndZPointsUp() {
        QVERIFY(apart(onScreen(*camera, camera->target()), {640, 400}) < 0.01);
        const QPointF above = onScreen(*camera, camera->target() + QVector3D(0, 0, 0.1F));
        QVERIFY(above.y() < 399);
        QVERIFY(std::abs(above.x() - 640) < 0.01);
    }

    void orbitKeepsTargetAndDistance() {
        camera->orbit(137, -45);
        QVERIFY(std::abs(camera->position().distanceToPoint(camera->target()) - 1.5F) < 1e-5F);
        QVERIFY(apart(onScreen(*camera, camera->target()), {640, 400}) < 0.01);
    }

    void draggingRightTurnsTheFrontToTheRight() {
        const QVector3D near = camera->target() + (camera->position() - camera->target()).normalized() * 0.2F;
        camera->orbit(20, 0);
        QVERIFY(onScreen(*camera, near).x() > 641);
    }

    void panKeepsThePointUnderThePointer() {
        const QVector3D point = camera->target();
        camera->pan(60, -35);
        QVERIFY(apart(onScreen(*camera, point), {700, 365}) < 0.1);
    }

    void dollyKeepsThePointUnderThePointer() {
        const QPointF pointer(300, 620);
        const QVector3D ray = camera->rayThrough(pointer.x(), pointer.y());
        const QVector3D forward = (camera->target() - camera->position()).normalized();
        const QVector3D under =
            camera->position() + ray * static_cast<float>(camera->distance()) / QVector3D::dotProduct(ray, forward);
        camera->dolly(0.6, pointer.x(), pointer.y());
        QVERIFY(apart(onScreen(*camera, under), pointer) < 0.2);
        QVERIFY(std::abs(camera->distance() - 0.9) < 1e-6);
    }

    void limitsHold() {
        camera->orbit(0, 100000);
        QCOMPARE(camera->pitch(), camera->property("maximumPitch").toDouble());
        camera->orbit(0, -100000);
        QCOMPARE(camera->pitch(), camera->property("minimumPitch").toDouble());
        camera->dolly(1e-9, 10, 10);
        QCOMPARE(camera->distance(), camera->property("minimumDistance").toDouble());
        camera->dolly(1e9, 10, 10);
        QCOMPARE(camera->distance(), camera->property("maximumDistance").toDouble());
    }

    void framingLeavesFifteenPercentOfAir_data() {
        QTest::addColumn<QSizeF>("viewport");
        QTest::addColumn<QVector3D>("high");
        QTest::newRow("tall in a wide view") << QSizeF(1280, 800) << QVector3D(0.2F, 0.2F, 1.2F);
        QTest::newRow("flat in a tall view") << QSizeF(400, 900) << QVector3D(1.0F, 2.0F, 0.1F);
        QTest::newRow("tiny") << QSizeF(800, 800) << QVector3D(0.01F, 0.01F, 0.01F);
    }
    void framingLeavesFifteenPercentOfAir() {
        QFETCH(QSizeF, viewport);
        QFETCH(QVector3D, high);
        camera->setProperty("viewport", viewport);
        const auto corners = boxCorners({-0.1F, -0.3F, 0}, high);
        camera->frame(corners, false);
        QRectF covered;
        for (const QVector3D& corner : corners) covered |= QRectF(onScreen(*camera, corner), QSizeF(1e-3, 1e-3));
        const double wide = covered.width() / viewport.width();
        const double tall = covered.height() / viewport.height();
        QVERIFY2(std::abs(std::max(wide, tall) - 0.85) < 0.005, qPrintable(QString::number(std::max(wide, tall))));
        QVERIFY(apart(covered.center(), {viewport.width() / 2, viewport.height() / 2}) < 1);
    }

    void nothingToFrameChangesNothing() {
        QSignalSpy changed(camera, &OrbitCamera::changed);
        camera->frame({}, false);
        QCOMPARE(changed.count(), 0);
    }

    void easedMovesArriveExactly() {
        camera->setProperty("easeDuration", 60);
        camera->look(QStringLiteral("top"));
        QVERIFY(camera->pitch() < 0.5);
        QTRY_COMPARE(camera->pitch(), camera->property("maximumPitch").toDouble());
    }

    void aDragEndsAnEasedMove() {
        camera->setProperty("easeDuration", 10000);
        camera->zoom(0.5);
        camera->orbit(1, 0);
        const double distance = camera->distance();
        QSignalSpy changed(camera, &OrbitCamera::changed);
        QVERIFY(!changed.wait(50));
        QCOMPARE(camera->distance(), distance);
    }

    void namedViewsTakeTheShortWay() {
        camera->setYaw(7 * pi);
        camera->look(QStringLiteral("back"));
        QVERIFY(std::abs(camera->yaw() - 7 * pi) < 1e-9);
        camera->look(QStringLiteral("nowhere"));
        QVERIFY(std::abs(camera->yaw() - 7 * pi) < 1e-9);
    }

    void theRobotIsBetweenTheClipPlanes() {
        const auto corners = boxCorners({-0.5F, -0.5F, 0}, {0.5F, 0.5F, 1.5F});
        camera->frame(corners, false);
        for (const double factor : {1.0, 0.1, 6.0}) {
            camera->dolly(factor, 640, 400);
            QVERIFY(camera->clipNear() < camera->distance());
            QVERIFY(camera->clipFar() > camera->distance() + 2);
        }
    }
};

QTEST_GUILESS_MAIN(OrbitCameraTest)
#include "tst_orbit_camera.moc"
