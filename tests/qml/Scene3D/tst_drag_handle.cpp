// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "drag_handle.h"
#include "handle_shape.h"
#include "orbit_camera.h"

#include <QQuickWindow>
#include <QSignalSpy>
#include <QTest>

using namespace orrery::scene;

class DragHandleTest : public QObject {
    Q_OBJECT

    OrbitCamera camera;
    const QVector3D place{0.2F, -0.1F, 0.3F};

    QPointF pixel(const QVector3D& point) { return camera.project(point).toPointF(); }

private Q_SLOTS:
    void init() {
        camera.setProperty("viewport", QSizeF(800, 600));
        camera.setTarget({0.1F, 0, 0.2F});
        camera.setDistance(1.5);
        camera.setYaw(-0.6);
        camera.setPitch(0.4);
    }

    void projectingTurnsRaysRound() {
        for (const QPointF& at : {QPointF(10, 20), QPointF(400, 300), QPointF(790, 550)}) {
            const QVector3D point = camera.position() + camera.rayThrough(at.x(), at.y()) * 2.5F;
            QVERIFY(QLineF(pixel(point), at).length() < 0.05);
        }
        const QVector3D behind = camera.position() + (camera.position() - camera.target());
        QVERIFY(camera.project(behind).z() < 0);
    }

    void itIsEquallyLargeFromAnywhere() {
        for (const double distance : {0.3, 1.5, 20.0}) {
            camera.setDistance(distance);
            const HandleShape shape = handleShape(camera, camera.target());
            double longest = 0;
            for (const auto& tip : shape.arrowTo) longest = std::max(longest, QLineF(shape.middle, tip).length());
            QVERIFY2(longest > 0.8 * kHandleReach && longest < 1.5 * kHandleReach,
                     qPrintable(QString::number(longest)));
        }
    }

    void partsAreHitWhereTheyAreSeen() {
        const HandleShape shape = handleShape(camera, place);
        QCOMPARE(partAt(shape, shape.middle, true), HandlePart::Middle);
        for (std::size_t i = 0; i < 3; ++i) {
            const auto arrow = static_cast<HandlePart>(static_cast<std::size_t>(HandlePart::ArrowX) + i);
            QCOMPARE(partAt(shape, shape.arrowFrom[i] * 0.15 + shape.arrowTo[i] * 0.85, true), arrow);
        }
        const QPointF onRing = shape.rings[2].front[6];
        QVERIFY(isRing(partAt(shape, onRing, true)));
        QCOMPARE(partAt(shape, onRing, false), HandlePart::None);
        QCOMPARE(partAt(shape, shape.middle + QPointF(300, 0), true), HandlePart::None);
    }

    void anArrowMovesAlongItsAxisAlone() {
        const HandleShape shape = handleShape(camera, place);
        for (std::size_t i = 0; i < 3; ++i) {
            const auto part = static_cast<HandlePart>(static_cast<std::size_t>(HandlePart::ArrowX) + i);
            const QVector3D axis = axisOf(part);
            const QPointF from = shape.arrowTo[i];
            HandleDrag drag(camera, part, place, from);
            QVERIFY(drag.to(from).way.length() < 1e-4F);
            // The pixel where the grabbed point would be after 10 cm.
            const float reach = QVector3D::dotProduct(grabbedPoint(from, axis) - place, axis);
            const HandleMotion motion = drag.to(pixel(place + axis * (reach + 0.1F)) + QPointF(0, 0));
            QVERIFY2((motion.way - axis * 0.1F).length() < 2e-3F, qPrintable(QString::number(motion.way.length())));
        }
    }

    void theMiddleStaysUnderThePointer() {
        HandleDrag drag(camera, HandlePart::Middle, place, pixel(place));
        const QPointF to(200, 420);
        const HandleMotion motion = drag.to(to);
        QVERIFY(QLineF(pixel(place + motion.way), to).length() < 0.5);
    }

    void aRingTurnsByTheAngleOnIt() {
        const float radius = 0.1F;
        const QVector3D from = place + QVector3D(radius, 0, 0);
        const QVector3D to = place + QVector3D(0, radius, 0);
        HandleDrag drag(camera, HandlePart::RingZ, place, pixel(from));
        const QVector3D turned = drag.to(pixel(to)).turn.rotatedVector({1, 0, 0});
        QVERIFY2((turned - QVector3D(0, 1, 0)).length() < 0.01F, qPrintable(QString::number(turned.y())));
        camera.setPitch(0); // the ring is a line now: it rolls
        HandleDrag rolled(camera, HandlePart::RingZ, place, pixel(place));
        const HandleMotion motion = rolled.to(pixel(place) + QPointF(kRingReach, 0));
        QVERIFY(std::abs(std::abs(motion.turn.toEulerAngles().z()) - 57.3F) < 2);
    }

    void theMouseTakesHoldAndLetsGo() {
        QQuickWindow window;
        window.resize(800, 600);
        DragHandle handle(window.contentItem());
        handle.setCamera(&camera);
        handle.setPlace(place);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QSignalSpy grabbed(&handle, &DragHandle::grabbed);
        QSignalSpy dragged(&handle, &DragHandle::dragged);
        QSignalSpy released(&handle, &DragHandle::released);
        const QPoint middle = pixel(place).toPoint();
        QTest::mousePress(&window, Qt::LeftButton, {}, middle + QPoint(100, 100)); // beside it
        QTest::mouseRelease(&window, Qt::LeftButton, {}, middle + QPoint(100, 100));
        QCOMPARE(grabbed.count(), 0);
        QTest::mousePress(&window, Qt::LeftButton, {}, middle);
        QCOMPARE(grabbed.count(), 1);
        QVERIFY(handle.isHeld());
        QTest::mouseMove(&window, middle + QPoint(40, -25));
        QTRY_VERIFY(dragged.count() >= 1);
        const auto way = dragged.constLast().constFirst().value<QVector3D>();
        QVERIFY(QLineF(pixel(place + way), middle + QPointF(40, -25)).length() < 2);
        QTest::mouseRelease(&window, Qt::LeftButton, {}, middle + QPoint(40, -25));
        QCOMPARE(released.count(), 1);
        QVERIFY(released.constFirst().constFirst().toBool());

        QSignalSpy nudged(&handle, &DragHandle::nudged);
        QSignalSpy dismissed(&handle, &DragHandle::dismissed);
        QTest::keyClick(&window, Qt::Key_Up);
        QCOMPARE(nudged.count(), 1);
        QVERIFY(nudged.constFirst().constFirst().value<QVector3D>().z() > 0.004F);
        QTest::keyClick(&window, Qt::Key_Escape);
        QCOMPARE(dismissed.count(), 1);
    }

private:
    /// The point of an axis through `place` that a pixel lies on.
    QVector3D grabbedPoint(const QPointF& at, const QVector3D& axis) {
        for (float along = 0; along < 1; along += 0.0005F) {
            if (QLineF(pixel(place + axis * along), at).length() < 0.6) return place + axis * along;
        }
        return place;
    }
};

QTEST_MAIN(DragHandleTest)
#include "tst_drag_handle.moc"
