// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/base/result.h>

#include <QImage>
#include <QSize>
#include <QString>

#include <memory>

/// Where pictures go, one after the other. Nothing is at the wanted place before finish(): until then everything is
/// beside it under another name (beingMade), and destruction takes that away. Blocks.
class FrameSink {
public:
    FrameSink() = default;
    virtual ~FrameSink() = default;
    FrameSink(const FrameSink&) = delete;
    FrameSink& operator=(const FrameSink&) = delete;

    virtual orrery::Status add(const QImage& picture) = 0;
    virtual orrery::Status finish() = 0;
};

/// The name that a file or folder has while it is being made: ".NAME.rendering" before its extension.
QString beingMade(const QString& out);

/// One picture, or for a film a video written by ffmpeg (.mp4, .webm), or a folder of numbered pictures (any other
/// name). Fails where ffmpeg is needed and not installed, and where something is there that is no such folder.
orrery::Result<std::unique_ptr<FrameSink>> makeFrameSink(const QString& out, bool film, QSize size, double fps,
                                                         bool transparent);
