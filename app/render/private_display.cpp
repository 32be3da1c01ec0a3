// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "private_display.h"

#include <orrery/platform/paths.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

using namespace orrery;

QString ensureDisplay(int argc, char** argv) {
    if (!qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")) {
        // A platform of pictures alone would not bring OpenGL.
        if (qEnvironmentVariable("QT_QPA_PLATFORM") == QLatin1String("offscreen")) qunsetenv("QT_QPA_PLATFORM");
        return {};
    }
    const auto server = platform::findOnPath("Xvfb");
    if (!server) {
        return QStringLiteral("There is no display here and no Xvfb to stand in for one, so nothing can be drawn. "
                              "Install it (package xvfb), or run this in a desktop session.");
    }
    const QCoreApplication application(argc, argv); // only while the server is started
    const QTemporaryDir folder;
    const QString answer = folder.filePath(QStringLiteral("display"));
    QProcess process;
    process.setProgram(QString::fromStdString(server->string()));
    process.setArguments({QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                          QStringLiteral("0"), QStringLiteral("640x480x24"), QStringLiteral("-nolisten"),
                          QStringLiteral("tcp"), QStringLiteral("-terminate")});
    process.setStandardOutputFile(answer);
    process.setStandardErrorFile(QProcess::nullDevice());
    if (!process.startDetached()) return QStringLiteral("Xvfb could not be started, so nothing can be drawn.");
    QElapsedTimer waited;
    waited.start();
    while (waited.elapsed() < 15'000) {
        QFile file(answer);
        const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        if (text.endsWith('\n')) {
            qputenv("DISPLAY", ":" + text.trimmed());
            qputenv("QT_QPA_PLATFORM", "xcb");
            return {};
        }
        QThread::msleep(20);
    }
    return QStringLiteral("Xvfb did not start within 15 s, so nothing can be drawn.");
}
