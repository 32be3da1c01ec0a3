// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QGuiApplication>
#include <QQuickWindow>

#include <chrono>
#include <cstdio>
#include <cstdlib>

/// The least a Qt Quick program can do: one empty window. Prints when its first frame was there, counted like `orrery
/// --timing`.
int main(int argc, char** argv) {
    const QGuiApplication app(argc, argv);
    QQuickWindow window;
    window.resize(1280, 800);
    QObject::connect(
        &window, &QQuickWindow::frameSwapped, &window,
        [&window] {
            window.disconnect(&window);
            const auto now = std::chrono::steady_clock::now().time_since_epoch();
            const auto ns = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
            std::printf("{\"first_frame_ms\": %.1f}\n",
                        static_cast<double>(ns - qEnvironmentVariable("ORRERY_STARTED_AT_NS").toLongLong()) / 1e6);
            std::fflush(stdout);
            _Exit(0); // a second frame may be on its way
        },
        Qt::QueuedConnection);
    window.show();
    return QGuiApplication::exec();
}
