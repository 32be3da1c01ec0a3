// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtQuickTest/quicktest.h>

#include <QObject>
#include <QQmlEngine>
#include <QQuickStyle>

/// What every Qt Quick Test of this tree needs before its first file: the style the program uses, and its import path.
class QuickTestSetup : public QObject {
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable() { QQuickStyle::setStyle(QStringLiteral("Basic")); }
    void qmlEngineAvailable(QQmlEngine* engine) { engine->addImportPath(QStringLiteral("qrc:/qt/qml")); }
};

QUICK_TEST_MAIN_WITH_SETUP(orrery, QuickTestSetup)

#include "quick_test_main.moc"
