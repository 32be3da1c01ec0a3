// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_files.h"

#include <orrery/robot/description/find_description.h>

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <memory>
#include <set>
#include <variant>

using namespace orrery;

namespace {

struct Found {
    QStringList files;
    QStringList names;
};

/// Empty for a single file, or where nothing can be read.
Found descriptionsAt(const QString& place) {
    std::string folder = place.toStdString();
    if (QFileInfo(place).isFile()) {
        if (!robot::isRobotArchive(folder)) return {};
        const Result<std::string> unpacked = robot::unpackRobotArchive(folder, robotArchiveFolder().toStdString());
        if (!unpacked) return {};
        folder = *unpacked;
    }
    Found found;
    const auto descriptions = robot::findDescriptions(folder);
    if (!descriptions) return {};
    const QDir from(QString::fromStdString(folder));
    for (const robot::DescriptionFile& description : *descriptions) {
        found.files.push_back(QString::fromStdString(description.file));
        found.names.push_back(from.relativeFilePath(found.files.back()));
    }
    return found;
}

int missingMeshesOf(const robot::Description& description) {
    std::set<std::string> missing;
    const auto look = [&missing](const robot::Geometry& geometry) {
        const auto* mesh = std::get_if<robot::MeshRef>(&geometry);
        if (mesh && mesh->file.empty()) missing.insert(mesh->uri);
    };
    for (const robot::Link& link : description.links) {
        for (const robot::Visual& visual : link.visuals) look(visual.geometry);
        for (const robot::Collision& collision : link.collisions) look(collision.geometry);
    }
    return static_cast<int>(missing.size());
}

} // namespace

QString robotArchiveFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + QStringLiteral("/orrery/robots");
}

RobotFiles::RobotFiles(RobotController& robot, Executor& gui, Executor& pool, QObject* parent)
    : QObject(parent), m_robot(robot), m_gui(gui), m_pool(pool) {
    connect(&robot, &RobotController::sessionOpened, this, &RobotFiles::opened);
}

RobotFiles::~RobotFiles() {
    m_stop.request_stop();
}

int RobotFiles::chosen() const {
    return static_cast<int>(m_files.indexOf(m_shown));
}

void RobotFiles::choose(int index) {
    if (index >= 0 && index < m_files.size() && index != chosen()) m_robot.open(QUrl::fromLocalFile(m_files[index]));
}

void RobotFiles::opened(const robot::LoadedDescription& loaded) {
    m_shown = QString::fromStdString(loaded.description.sourceFile);
    m_missingMeshes = missingMeshesOf(loaded.description);
    const QString asked = m_robot.wanted();
    const bool among = m_files.contains(asked); // chosen here: the choice stays
    if (!among) {
        m_files.clear();
        m_choices.clear();
        look(asked);
    }
    Q_EMIT changed();
}

void RobotFiles::look(const QString& place) {
    m_stop.request_stop();
    m_stop = std::stop_source();
    if (QFileInfo::exists(place + QStringLiteral("/robot.json"))) return; // says itself which one it is
    m_pool.post([this, place, stop = m_stop.get_token(), gui = &m_gui] {
        if (stop.stop_requested()) return;
        auto found = std::make_shared<Found>(descriptionsAt(place));
        gui->post([this, stop, found] {
            if (stop.stop_requested() || found->files.size() < 2) return;
            m_files = found->files;
            m_choices = found->names;
            Q_EMIT changed();
        });
    });
}
