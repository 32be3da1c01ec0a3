// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "texture_reader.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QImageReader>

#include <algorithm>
#include <array>

namespace orrery::scene {
namespace {

constexpr int mostPixels = 2048; // a side
constexpr qint64 mostBytes = 64LL * 1024 * 1024;
/// Not SVG and the like, which are programs rather than pictures.
constexpr std::array formats{"png", "jpg", "jpeg", "bmp", "tga", "tif", "tiff", "gif", "webp", "ppm", "pgm"};

std::string isNoPicture(const std::string& name) {
    return "The texture '" + name +
           "' cannot be read as a picture, so a plain colour is drawn. Replace it by a PNG or JPEG.";
}

/// Of what is not see-through, from some ten thousand of its pixels.
std::array<float, 3> averageOf(const QImage& image) {
    const int step = std::max(1, std::max(image.width(), image.height()) / 100);
    std::array<double, 3> sum{};
    double weight = 0;
    for (int y = 0; y < image.height(); y += step) {
        for (int x = 0; x < image.width(); x += step) {
            const QColor color = image.pixelColor(x, y);
            const double alpha = color.alphaF();
            sum[0] += alpha * color.redF();
            sum[1] += alpha * color.greenF();
            sum[2] += alpha * color.blueF();
            weight += alpha;
        }
    }
    if (weight <= 0) return {1, 1, 1};
    return {static_cast<float>(sum[0] / weight), static_cast<float>(sum[1] / weight),
            static_cast<float>(sum[2] / weight)};
}

bool isBeyondLimit(const QSize& size) {
    return qint64{4} * size.width() * size.height() > qint64{QImageReader::allocationLimit()} * 1024 * 1024;
}

TextureReader::Answer decode(QIODevice& device, const robot::MeshTexture& texture) {
    QImageReader reader(&device);
    reader.setDecideFormatFromContent(true);
    const QByteArray format = reader.format();
    if (std::ranges::none_of(formats, [&](const char* known) { return format == known; }))
        return {{}, isNoPicture(texture.name)};
    const QSize size = reader.size();
    if (size.width() > mostPixels || size.height() > mostPixels)
        reader.setScaledSize(size.scaled(mostPixels, mostPixels, Qt::KeepAspectRatio).expandedTo({1, 1}));
    QImage image = reader.read();
    if (image.isNull() && isBeyondLimit(size)) {
        return {{},
                "The texture '" + texture.name + "' is too large (" + std::to_string(size.width()) + " by " +
                    std::to_string(size.height()) + " pixels), so a plain colour is drawn. Make it smaller."};
    }
    if (image.isNull()) return {{}, isNoPicture(texture.name)};
    if (image.width() > mostPixels || image.height() > mostPixels)
        image = image.scaled(mostPixels, mostPixels, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    image.convertTo(texture.opaque ? QImage::Format_RGBX8888 : QImage::Format_RGBA8888);
    SceneTexture decoded;
    decoded.size = image.size();
    decoded.average = averageOf(image);
    decoded.pixels = QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes());
    return {std::move(decoded), {}};
}

TextureReader::Answer decodeAny(const robot::MeshTexture& texture) {
    if (!texture.bytes.empty()) {
        QByteArray bytes = QByteArray::fromRawData(texture.bytes.data(), static_cast<qsizetype>(texture.bytes.size()));
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        return decode(buffer, texture);
    }
    const QString path = QString::fromStdString(texture.file);
    if (path.isEmpty())
        return {{},
                "The texture '" + texture.name +
                    "' was not found beside its mesh, so a plain colour is drawn. Put it into the mesh's folder."};
    QFile file(path);
    const QFileInfo info(path);
    if (!info.isFile() || info.size() > mostBytes || !file.open(QIODevice::ReadOnly))
        return {{}, isNoPicture(texture.name)};
    return decode(file, texture);
}

} // namespace

TextureReader::Answer TextureReader::read(const robot::MeshTexture& texture, const std::string& owner) {
    std::string key = texture.file.empty() ? owner + '\n' + texture.name : texture.file;
    if (texture.opaque) key += "\nopaque";
    std::shared_ptr<Entry> entry;
    {
        const std::scoped_lock lock(m_mutex);
        auto& known = m_entries[key];
        if (!known) known = std::make_shared<Entry>();
        entry = known;
    }
    std::string problem;
    std::call_once(entry->once, [&] {
        Answer answer = decodeAny(texture);
        entry->texture = std::move(answer.texture);
        problem = std::move(answer.problem);
    });
    return {entry->texture, std::move(problem)};
}

} // namespace orrery::scene
