// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachments.h"

#include <orrery/bridge/text.h>

#include <QBuffer>
#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImageReader>
#include <QMimeData>
#include <QStringDecoder>

#include <algorithm>

using namespace orrery;
using conversation::Attachment;

namespace {

constexpr qint64 mostTextBytes = 1'000'000;
constexpr qint64 mostPictureBytes = 50'000'000;
constexpr int mostPictureSide = 1536; ///< Models look at no more; a larger one only takes time.
constexpr std::size_t mostItems = 16;

QByteArray encoded(const QImage& image, const char* format) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, format[0] == 'J' ? 90 : -1);
    return bytes;
}

QImage noLarger(const QImage& image, int side) {
    if (image.width() <= side && image.height() <= side) return image;
    return image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

Attachment pictureFrom(const QImage& image, const QString& name) {
    const QImage small = noLarger(image, mostPictureSide);
    const bool photo = !small.hasAlphaChannel();
    Attachment picture{Attachment::Kind::Picture, name.toStdString(), photo ? "image/jpeg" : "image/png", {}};
    picture.bytes = encoded(small, photo ? "JPG" : "PNG").toStdString();
    return picture;
}

} // namespace

struct Attachments::Reading {
    Attachment attachment;
    QString source;
    QString problem;

    static Reading ofImage(const QImage& image, const QString& name) {
        Reading reading{pictureFrom(image, name), {}, {}};
        reading.source = thumbnailUrl(reading.attachment.bytes);
        return reading;
    }
    static Reading ofFile(const QString& path, bool pictures);
};

QString thumbnailUrl(const std::string& bytes) {
    QImage image;
    if (!image.loadFromData(reinterpret_cast<const uchar*>(bytes.data()), static_cast<int>(bytes.size()))) return {};
    const QByteArray small = encoded(noLarger(image, 256), "PNG");
    return QStringLiteral("data:image/png;base64,") + QString::fromLatin1(small.toBase64());
}

Attachments::Reading Attachments::Reading::ofFile(const QString& path, bool pictures) {
    const QFileInfo info(path);
    const QString name = info.fileName();
    const QString neither = tr("%1 is neither a text nor a picture that can be read.").arg(name);
    if (info.exists() && !info.isFile()) return {{}, {}, neither}; // a pipe would keep the worker waiting
    QImageReader image(path);
    image.setAutoTransform(true);
    if (image.canRead()) {
        if (!pictures) return {{}, {}, tr("%1 is a picture, and this model does not see pictures.").arg(name)};
        if (info.size() > mostPictureBytes) return {{}, {}, tr("%1 is too large for a picture.").arg(name)};
        const QImage read = image.read();
        if (!read.isNull()) return ofImage(read, name);
        return {{}, {}, tr("%1 cannot be read: %2").arg(name, image.errorString())};
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {{}, {}, tr("%1 cannot be read: %2").arg(name, file.errorString())};
    if (file.size() > mostTextBytes)
        return {{},
                {},
                tr("%1 has %2. Texts of up to 1 MB can be attached.")
                    .arg(name, sizeText(static_cast<std::uint64_t>(file.size())))};
    const QByteArray bytes = file.read(mostTextBytes + 1);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless); // a half letter at the end is none
    const QString text = decoder(bytes);
    if (decoder.hasError() || bytes.contains('\0')) return {{}, {}, neither};
    return {{Attachment::Kind::Text, name.toStdString(), "text/plain", text.toStdString()}, {}, {}};
}

Attachments::Attachments(Executor& workers, Executor& gui, QObject* parent)
    : QAbstractListModel(parent), m_workers(workers), m_gui(gui) {}

Attachments::~Attachments() {
    m_alive.request_stop();
}

void Attachments::setPicturesAllowed(bool allowed) {
    if (m_picturesAllowed == allowed) return;
    m_picturesAllowed = allowed;
    Q_EMIT changed();
}

void Attachments::addFiles(const QList<QUrl>& files) {
    forgetProblem();
    for (const QUrl& url : files) {
        if (!url.isLocalFile()) continue;
        m_workers.post(
            [this, path = url.toLocalFile(), pictures = m_picturesAllowed, gui = &m_gui, gone = m_alive.get_token()] {
                if (gone.stop_requested()) return;
                gui->post([this, reading = Reading::ofFile(path, pictures), gone] {
                    if (!gone.stop_requested()) add(reading);
                });
            });
    }
}

bool Attachments::addFromClipboard() {
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    if (!data || data->hasText() || !data->hasImage()) return false;
    if (!m_picturesAllowed) {
        m_problem = tr("This model does not see pictures.");
        Q_EMIT changed();
        return true;
    }
    forgetProblem();
    m_workers.post([this, image = qvariant_cast<QImage>(data->imageData()), gui = &m_gui, gone = m_alive.get_token()] {
        if (gone.stop_requested()) return;
        gui->post([this, reading = Reading::ofImage(image, tr("Pasted picture")), gone] {
            if (!gone.stop_requested()) add(reading);
        });
    });
    return true;
}

void Attachments::forgetProblem() {
    if (m_problem.isEmpty()) return;
    m_problem.clear();
    Q_EMIT changed();
}

void Attachments::add(Reading reading) {
    QString problem = reading.problem;
    if (problem.isEmpty() && m_items.size() >= mostItems)
        problem = tr("That is enough: up to 16 files go with a question.");
    if (!problem.isEmpty()) {
        m_problem = problem;
    } else {
        beginInsertRows({}, count(), count());
        m_items.push_back({std::move(reading.attachment), reading.source});
        endInsertRows();
        Q_EMIT edited();
    }
    Q_EMIT changed();
}

void Attachments::remove(int row) {
    if (row < 0 || row >= count()) return;
    beginRemoveRows({}, row, row);
    m_items.erase(m_items.begin() + row);
    endRemoveRows();
    m_problem.clear();
    Q_EMIT edited();
    Q_EMIT changed();
}

std::vector<Attachment> Attachments::items() const {
    std::vector<Attachment> items;
    for (const Item& item : m_items) items.push_back(item.attachment);
    return items;
}

void Attachments::setItems(const std::vector<Attachment>& items) {
    beginResetModel();
    m_items.clear();
    for (const Attachment& item : items) {
        const bool picture = item.kind == Attachment::Kind::Picture;
        m_items.push_back({item, picture ? thumbnailUrl(item.bytes) : QString()});
    }
    m_problem.clear();
    endResetModel();
    Q_EMIT changed();
}

std::vector<Attachment> Attachments::take() {
    std::vector<Attachment> taken;
    beginResetModel();
    for (Item& item : m_items) taken.push_back(std::move(item.attachment));
    m_items.clear();
    m_problem.clear();
    endResetModel();
    Q_EMIT changed();
    return taken;
}

int Attachments::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant Attachments::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Item& item = m_items[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case NameRole: return textFrom(item.attachment.name);
    case PictureRole: return item.attachment.kind == Attachment::Kind::Picture;
    case SourceRole: return item.source;
    case DetailRole: return sizeText(item.attachment.bytes.size());
    default: return {};
    }
}

QHash<int, QByteArray> Attachments::roleNames() const {
    return {{NameRole, "name"}, {PictureRole, "picture"}, {SourceRole, "source"}, {DetailRole, "detail"}};
}
