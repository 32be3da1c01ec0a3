// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QQuickWindow>
#include <QSignalSpy>

#include <utility>

namespace orrery::test {

/// What a window shows once nothing in it moves any more: three frames in a row are the same. The last one where it
/// never rests.
inline QImage steadyPicture(QQuickWindow& window) {
    QSignalSpy drawn(&window, &QQuickWindow::frameSwapped);
    QImage picture;
    int same = 0;
    for (int frame = 0; frame < 200 && same < 2; ++frame) {
        window.update();
        if (!drawn.wait(20'000)) return {};
        QImage next = window.grabWindow();
        same = next == picture ? same + 1 : 0;
        picture = std::move(next);
    }
    return picture;
}

} // namespace orrery::test
