// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "view_memory.h"

#include "view_options.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <utility>

namespace {

constexpr qsizetype keptRobots = 200;
constexpr qint64 maxBytes = 4 * 1024 * 1024;

QString nameOf(const QVariant& robot) {
    return robot.toMap()[QStringLiteral("robot")].toString();
}

} // namespace

ViewMemory::ViewMemory(QString file) : m_file(std::move(file)) {
    QFile kept(m_file);
    if (!kept.open(QIODevice::ReadOnly) || kept.size() > maxBytes) return;
    m_robots = QJsonDocument::fromJson(kept.readAll()).object()[QStringLiteral("robots")].toArray().toVariantList();
}

QVariantMap ViewMemory::recall(const QString& robot) const {
    for (const QVariant& kept : m_robots) {
        if (nameOf(kept) == robot) return kept.toMap()[QStringLiteral("options")].toMap();
    }
    return {};
}

void ViewMemory::remember(const QString& robot, const QVariantMap& options) {
    const bool asAtFirst = options == ViewOptions().toMap();
    if (robot.isEmpty() || recall(robot) == options || (asAtFirst && recall(robot).isEmpty())) return;
    m_robots.removeIf([&robot](const QVariant& kept) { return nameOf(kept) == robot; });
    if (!asAtFirst)
        m_robots.push_back(QVariantMap{{QStringLiteral("robot"), robot}, {QStringLiteral("options"), options}});
    while (m_robots.size() > keptRobots) m_robots.removeFirst();
    save();
}

void ViewMemory::save() const {
    QDir().mkpath(QFileInfo(m_file).path());
    QSaveFile kept(m_file);
    if (!kept.open(QIODevice::WriteOnly)) return;
    kept.write(QJsonDocument(QJsonObject{{QStringLiteral("robots"), QJsonArray::fromVariantList(m_robots)}}).toJson());
    kept.commit();
}
