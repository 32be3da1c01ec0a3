// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QString>

/// Small textured robots made on the spot.
namespace sample {

inline void writeFile(const QString& path, const QByteArray& bytes) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// Four colours: top left, top right, bottom left, bottom right.
inline void writeQuarters(const QString& path, const QList<QRgb>& colors, int size = 64) {
    QImage image(size, size, QImage::Format_RGB32);
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x) image.setPixel(x, y, colors.at((x < size / 2 ? 0 : 1) + (y < size / 2 ? 0 : 2)));
    }
    QDir().mkpath(QFileInfo(path).path());
    if (!image.save(path)) qFatal("cannot write %s", qPrintable(path));
}

/// A cube of 1 m whose sides show the whole picture, upright where they stand. Its MTL names `picture`.
inline void writeCubeObj(const QString& path, const QByteArray& picture) {
    QByteArray text = "mtllib cube.mtl\n";
    for (const char* corner : {"-1 -1 -1", "1 -1 -1", "1 1 -1", "-1 1 -1", "-1 -1 1", "1 -1 1", "1 1 1", "-1 1 1"}) {
        text += "v";
        for (const QByteArray& number : QByteArray(corner).split(' '))
            text += ' ' + QByteArray::number(0.5 * number.toDouble());
        text += '\n';
    }
    text += "vt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\nusemtl skin\n";
    for (const char* face : {"1 2 6 5", "2 3 7 6", "3 4 8 7", "4 1 5 8", "5 6 7 8", "4 3 2 1"}) {
        text += "f";
        int place = 0;
        for (const QByteArray& corner : QByteArray(face).split(' '))
            text += ' ' + corner + '/' + QByteArray::number(++place);
        text += '\n';
    }
    writeFile(path, text);
    writeFile(QFileInfo(path).path() + QStringLiteral("/cube.mtl"), "newmtl skin\nKd 0 0 0\nmap_Kd " + picture + "\n");
}

} // namespace sample
