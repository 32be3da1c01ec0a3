// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose_library.h"

#include <orrery/platform/atomic_file.h>

#include <QBuffer>
#include <QByteArray>
#include <QCryptographicHash>
#include <QFileInfo>

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>

using namespace orrery;
using robot::KeptPose;
using robot::PoseFile;

namespace {

constexpr int pictureSize = 144; // px

/// What a file can be called on any system.
std::string fileName(const QString& robot, const std::vector<PoseLibrary::Given>& given) {
    QString name;
    for (const QChar c : robot.left(80))
        name += c.isLetterOrNumber() || c == QLatin1Char('-') ? c.toLower() : QLatin1Char('_');
    QCryptographicHash joints(QCryptographicHash::Sha256);
    if (!given.empty()) {
        for (const auto& [joint, position] : given.front().joints)
            joints.addData(QByteArray::fromStdString(joint + '\n'));
    }
    return name.toStdString() + '-' + joints.result().toHex().left(8).toStdString() + ".json";
}

std::string pngInBase64(const QImage& picture) {
    if (picture.isNull()) return {};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.scaled(pictureSize, pictureSize, Qt::KeepAspectRatio, Qt::SmoothTransformation).save(&buffer, "PNG");
    return bytes.toBase64().toStdString();
}

struct Read {
    PoseFile file;
    QString problem;
};

/// What is kept in this file: nothing where there is none. One that cannot be understood is put aside, not lost.
Read readKept(const std::filesystem::path& path, const std::string& robot) {
    Read result;
    result.file.robot = robot;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) return result;
    const auto text = platform::readFile(path, robot::kMaxPoseFileBytes);
    auto file = text ? robot::readPoseFile(*text, path.string()) : Result<PoseFile>(fail(text.error()));
    if (file) {
        result.file.poses = std::move(file->poses);
        return result;
    }
    auto aside = path;
    aside += ".unreadable";
    std::filesystem::rename(path, aside, ignored);
    result.problem =
        QString::fromStdString(file.error().message) + QLatin1Char(' ') +
        PoseLibrary::tr("The file was put aside as %1.").arg(QString::fromStdString(aside.filename().string()));
    return result;
}

Status writeKept(const std::filesystem::path& path, const PoseFile& file) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    return platform::writeFileAtomically(path, robot::writePoseFile(file));
}

} // namespace

PoseLibrary::PoseLibrary(Executor& gui, Executor& pool, std::filesystem::path folder, QObject* parent)
    : QAbstractListModel(parent), m_gui(gui), m_pool(pool), m_folder(std::move(folder)) {}

PoseLibrary::~PoseLibrary() {
    m_open.request_stop();
    m_alive.request_stop();
}

void PoseLibrary::open(const QString& robot, std::vector<Given> given) {
    close();
    m_given = std::move(given);
    m_path = m_folder / fileName(robot, m_given);
    PoseFile none;
    none.robot = robot.toStdString();
    show(std::move(none));
    m_reading = true;
    m_pool.post([this, path = m_path, name = m_file.robot, stop = m_open.get_token(), &gui = m_gui] {
        auto read = std::make_shared<Read>(readKept(path, name));
        gui.post([this, stop, read] {
            if (stop.stop_requested()) return;
            m_reading = false;
            std::vector<KeptPose> keptMeanwhile = std::move(m_file.poses);
            const bool isBehind = !keptMeanwhile.empty();
            show(std::move(read->file));
            add(std::move(keptMeanwhile));
            if (isBehind) save();
            if (!read->problem.isEmpty()) Q_EMIT failed(read->problem);
        });
    });
}

void PoseLibrary::close() {
    m_open.request_stop();
    m_open = {};
    m_reading = false;
    m_given.clear();
    show({});
}

void PoseLibrary::show(PoseFile file) {
    beginResetModel();
    m_file = std::move(file);
    endResetModel();
    Q_EMIT countChanged();
}

void PoseLibrary::add(std::vector<KeptPose> poses) {
    if (poses.empty()) return;
    beginInsertRows({}, count(), count() + static_cast<int>(poses.size()) - 1);
    for (KeptPose& pose : poses) {
        pose.name = robot::freePoseName(m_file, std::move(pose.name));
        m_file.poses.push_back(std::move(pose));
    }
    endInsertRows();
    Q_EMIT countChanged();
}

const std::map<std::string, double>& PoseLibrary::jointsAt(int row) const {
    static const std::map<std::string, double> none;
    if (row < 0 || row >= count()) return none;
    return isKept(row) ? m_file.poses[keptIndex(row)].joints : m_given[static_cast<std::size_t>(row)].joints;
}

QString PoseLibrary::titleAt(int row) const {
    if (row < 0 || row >= count()) return {};
    return isKept(row) ? QString::fromStdString(m_file.poses[keptIndex(row)].name)
                       : m_given[static_cast<std::size_t>(row)].title;
}

void PoseLibrary::keep(const QString& name, std::map<std::string, double> joints, const QImage& picture) {
    if (m_file.poses.size() >= robot::kMaxPoses) {
        Q_EMIT failed(tr("There are %1 poses, and that is the most one robot can have. Delete some first.")
                          .arg(robot::kMaxPoses));
        return;
    }
    KeptPose pose{name.trimmed().toStdString(), std::move(joints), pngInBase64(picture)};
    if (pose.name.empty()) pose.name = tr("Pose").toStdString();
    add({std::move(pose)});
    save();
}

void PoseLibrary::rename(int row, const QString& name) {
    const std::string wanted = name.trimmed().toStdString();
    if (!isKept(row) || wanted.empty() || wanted == m_file.poses[keptIndex(row)].name) return;
    m_file.poses[keptIndex(row)].name = robot::freePoseName(m_file, wanted);
    Q_EMIT dataChanged(index(row), index(row), {TitleRole, Qt::DisplayRole});
    save();
}

void PoseLibrary::remove(int row) {
    if (!isKept(row)) return;
    beginRemoveRows({}, row, row);
    m_file.poses.erase(m_file.poses.begin() + static_cast<std::ptrdiff_t>(keptIndex(row)));
    endRemoveRows();
    Q_EMIT countChanged();
    save();
}

void PoseLibrary::save() {
    m_dirty = true;
    if (!m_writing && !m_reading) write();
}

void PoseLibrary::write() {
    m_dirty = false;
    m_writing = true;
    m_pool.post([this, path = m_path, file = m_file, stop = m_alive.get_token(), &gui = m_gui] {
        const Status written = writeKept(path, file);
        gui.post([this, written, stop] {
            if (stop.stop_requested()) return;
            m_writing = false;
            if (!written)
                Q_EMIT failed(
                    tr("The poses could not be saved. %1").arg(QString::fromStdString(written.error().message)));
            else
                Q_EMIT saved();
            if (m_dirty && !m_reading) write();
        });
    });
}

void PoseLibrary::exportTo(const QString& file) {
    m_pool.post([this, file, content = m_file, stop = m_alive.get_token(), &gui = m_gui] {
        const Status written = platform::writeFileAtomically(file.toStdString(), robot::writePoseFile(content));
        gui.post([this, written, file, stop] {
            if (stop.stop_requested()) return;
            if (written)
                Q_EMIT exported(file);
            else
                Q_EMIT failed(QString::fromStdString(written.error().message));
        });
    });
}

void PoseLibrary::importFrom(const QString& file) {
    m_pool.post([this, file, stop = m_open.get_token(), &gui = m_gui] {
        const auto text = platform::readFile(file.toStdString(), robot::kMaxPoseFileBytes);
        auto read = std::make_shared<Result<PoseFile>>(
            text ? robot::readPoseFile(*text, QFileInfo(file).fileName().toStdString())
                 : Result<PoseFile>(fail(text.error())));
        gui.post([this, read, stop] {
            if (stop.stop_requested()) return;
            if (!*read) {
                Q_EMIT failed(QString::fromStdString(read->error().message));
                return;
            }
            std::vector<KeptPose> poses = std::move((*read)->poses);
            const std::size_t room = robot::kMaxPoses - std::min(robot::kMaxPoses, m_file.poses.size());
            if (poses.size() > room) poses.resize(room);
            const auto added = static_cast<int>(poses.size());
            add(std::move(poses));
            save();
            Q_EMIT imported(added, QString::fromStdString((*read)->robot));
        });
    });
}

int PoseLibrary::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant PoseLibrary::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole: return titleAt(row);
    case KindRole: return isKept(row) ? QStringLiteral("kept") : m_given[static_cast<std::size_t>(row)].kind;
    case PictureRole:
        if (!isKept(row) || m_file.poses[keptIndex(row)].picture.empty()) return QString();
        return QStringLiteral("data:image/png;base64,") + QString::fromStdString(m_file.poses[keptIndex(row)].picture);
    case KeptRole: return isKept(row);
    default: return {};
    }
}

QHash<int, QByteArray> PoseLibrary::roleNames() const {
    return {{TitleRole, "title"}, {KindRole, "kind"}, {PictureRole, "picture"}, {KeptRole, "kept"}};
}
