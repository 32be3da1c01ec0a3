// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame_sink.h"

#include <orrery/platform/paths.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStringList>

#include <filesystem>
#include <utility>

using namespace orrery;

namespace {

constexpr int longestPause = 120'000; // ms that ffmpeg may take for what is handed to it

Error ioError(const QString& message, const QString& where, const QString& detail = {}) {
    return {Errc::Io, message.toStdString(), detail.toStdString(), where.toStdString()};
}

Status replace(const QString& from, const QString& to) {
    std::error_code error;
    std::filesystem::rename(from.toStdString(), to.toStdString(), error);
    if (!error) return {};
    return fail(
        ioError(QStringLiteral("%1 could not be written.").arg(to), to, QString::fromStdString(error.message())));
}

class PictureFile final : public FrameSink {
public:
    explicit PictureFile(QString out) : m_out(std::move(out)), m_part(beingMade(m_out)) {}
    ~PictureFile() override { QFile::remove(m_part); }

    Status add(const QImage& picture) override {
        if (picture.save(m_part, "PNG")) return {};
        return fail(ioError(
            QStringLiteral("The picture could not be written to %1. Is there such a folder, and room?").arg(m_out),
            m_out));
    }
    Status finish() override { return replace(m_part, m_out); }

private:
    QString m_out;
    QString m_part;
};

class NumberedPictures final : public FrameSink {
public:
    explicit NumberedPictures(QString out) : m_out(std::move(out)), m_part(beingMade(m_out)) {
        QDir(m_part).removeRecursively();
        QDir().mkpath(m_part);
    }
    ~NumberedPictures() override { QDir(m_part).removeRecursively(); }

    Status add(const QImage& picture) override {
        const QString name = QStringLiteral("/frame-%1.png").arg(++m_count, 6, 10, QLatin1Char('0'));
        if (picture.save(m_part + name, "PNG")) return {};
        return fail(
            ioError(QStringLiteral("Pictures could not be written beside %1. Is there room?").arg(m_out), m_out));
    }
    Status finish() override { return replace(m_part, m_out); }

private:
    QString m_out;
    QString m_part;
    int m_count = 0;
};

QStringList encoder(const QString& out, bool transparent) {
    if (out.endsWith(QLatin1String(".webm"), Qt::CaseInsensitive)) {
        return {QStringLiteral("-c:v"),     QStringLiteral("libvpx-vp9"),
                QStringLiteral("-crf"),     QStringLiteral("28"),
                QStringLiteral("-b:v"),     QStringLiteral("0"),
                QStringLiteral("-pix_fmt"), transparent ? QStringLiteral("yuva420p") : QStringLiteral("yuv420p")};
    }
    return {QStringLiteral("-c:v"),      QStringLiteral("libx264"),   QStringLiteral("-crf"),
            QStringLiteral("18"),        QStringLiteral("-pix_fmt"),  QStringLiteral("yuv420p"),
            QStringLiteral("-movflags"), QStringLiteral("+faststart")};
}

/// Hands raw pictures to ffmpeg's standard input.
class Video final : public FrameSink {
public:
    Video(QString out, const QString& ffmpeg, QSize size, double fps, bool transparent)
        : m_out(std::move(out)), m_part(beingMade(m_out)) {
        QStringList arguments{QStringLiteral("-hide_banner"), QStringLiteral("-loglevel"), QStringLiteral("error"),
                              QStringLiteral("-nostdin"), QStringLiteral("-y"),
                              // Else a full disk at the very end of the file would count as success.
                              QStringLiteral("-xerror"), QStringLiteral("-f"), QStringLiteral("rawvideo"),
                              QStringLiteral("-pixel_format"), QStringLiteral("rgba"), QStringLiteral("-video_size"),
                              QStringLiteral("%1x%2").arg(size.width()).arg(size.height()),
                              QStringLiteral("-framerate"), QString::number(fps, 'g', 12), QStringLiteral("-i"),
                              QStringLiteral("pipe:0"), QStringLiteral("-an"),
                              // Most players want even sides, and take the colours of large videos for those of HDTV.
                              QStringLiteral("-vf"),
                              QStringLiteral("pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv"),
                              QStringLiteral("-colorspace"), QStringLiteral("bt709"),
                              QStringLiteral("-color_primaries"), QStringLiteral("bt709"), QStringLiteral("-color_trc"),
                              QStringLiteral("bt709"), QStringLiteral("-color_range"), QStringLiteral("tv")};
        arguments += encoder(m_out, transparent);
        arguments += {QStringLiteral("-fflags"), QStringLiteral("+bitexact"), m_part};
        m_ffmpeg.setStandardOutputFile(QProcess::nullDevice());
        m_ffmpeg.start(ffmpeg, arguments);
    }
    ~Video() override {
        if (m_ffmpeg.state() != QProcess::NotRunning) {
            m_ffmpeg.kill();
            m_ffmpeg.waitForFinished();
        }
        QFile::remove(m_part);
    }

    Status add(const QImage& picture) override {
        if (!m_ffmpeg.waitForStarted() || m_ffmpeg.state() != QProcess::Running) return failure();
        const QImage plain = picture.convertToFormat(QImage::Format_RGBA8888);
        for (int y = 0; y < plain.height(); ++y)
            m_ffmpeg.write(reinterpret_cast<const char*>(plain.constScanLine(y)), qint64{4} * plain.width());
        while (m_ffmpeg.bytesToWrite() > 0)
            if (!m_ffmpeg.waitForBytesWritten(longestPause)) return failure();
        return {};
    }

    Status finish() override {
        m_ffmpeg.closeWriteChannel();
        const bool ended = m_ffmpeg.waitForFinished(longestPause) || m_ffmpeg.state() == QProcess::NotRunning;
        if (!ended || m_ffmpeg.exitStatus() != QProcess::NormalExit || m_ffmpeg.exitCode() != 0) return failure();
        return replace(m_part, m_out);
    }

private:
    Status failure() {
        const QString said = QString::fromUtf8(m_ffmpeg.readAllStandardError()).trimmed();
        return fail(
            ioError(QStringLiteral("ffmpeg could not write the video. A folder's name instead of a video's gives "
                                   "numbered pictures."),
                    m_out, said.isEmpty() ? m_ffmpeg.errorString() : said));
    }

    QString m_out;
    QString m_part;
    QProcess m_ffmpeg;
};

} // namespace

QString beingMade(const QString& out) {
    const QFileInfo info(out);
    const QString suffix = info.suffix().isEmpty() ? QString() : QLatin1Char('.') + info.suffix();
    return QStringLiteral("%1/.%2.rendering%3").arg(info.absolutePath(), info.completeBaseName(), suffix);
}

Result<std::unique_ptr<FrameSink>> makeFrameSink(const QString& out, bool film, QSize size, double fps,
                                                 bool transparent) {
    const QFileInfo info(out);
    if (!film) return std::unique_ptr<FrameSink>(std::make_unique<PictureFile>(out));
    const QString kind = info.suffix().toLower();
    if (kind == QLatin1String("mp4") && transparent)
        return fail(Errc::InvalidArgument,
                    "A .mp4 cannot be transparent. Name a .webm, or a folder for numbered pictures.");
    if (kind == QLatin1String("mp4") || kind == QLatin1String("webm")) {
        const auto ffmpeg = platform::findOnPath("ffmpeg");
        if (!ffmpeg) {
            return fail(Errc::Unsupported, "ffmpeg is not installed, so no video can be written. Install it (package "
                                           "ffmpeg), or name a folder instead of a video to get numbered pictures.");
        }
        return std::unique_ptr<FrameSink>(
            std::make_unique<Video>(out, QString::fromStdString(ffmpeg->string()), size, fps, transparent));
    }
    if (info.exists() && !(info.isDir() && QDir(out).isEmpty())) {
        return fail(Errc::InvalidArgument,
                    QStringLiteral("%1 is there already. Name a new folder for the pictures, or a .mp4 or .webm.")
                        .arg(out)
                        .toStdString());
    }
    return std::unique_ptr<FrameSink>(std::make_unique<NumberedPictures>(out));
}
