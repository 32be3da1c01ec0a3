// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app_settings.h"

#include <algorithm>

AppSettings::AppSettings(const QString& file, QObject* parent) : QObject(parent), m_store(file, QSettings::IniFormat) {
    const QStringList keys = m_store.allKeys();
    for (const QString& key : keys) m_values.insert(key, m_store.value(key));
}

QVariant AppSettings::value(const char* key, const QVariant& fallback) const {
    return m_values.value(QString::fromLatin1(key), fallback);
}

void AppSettings::set(const char* key, const QVariant& next) {
    const QString name = QString::fromLatin1(key);
    if (m_values.value(name) == next) return;
    m_values.insert(name, next);
    if (!m_frozen) m_store.setValue(name, next);
    Q_EMIT changed();
}

QString AppSettings::themeMode() const {
    return value("appearance/theme", QStringLiteral("system")).toString();
}
double AppSettings::textScale() const {
    return std::clamp(value("appearance/textScale", 1.0).toDouble(), 0.8, 2.0);
}
bool AppSettings::reducedMotion() const {
    return value("appearance/reducedMotion", false).toBool();
}
bool AppSettings::offline() const {
    return value("network/offline", false).toBool();
}
QString AppSettings::enginePath() const {
    return value("engine/path", QString()).toString();
}
QString AppSettings::stageQuality() const {
    return value("stage/quality", QStringLiteral("auto")).toString();
}
QStringList AppSettings::hubs() const {
    return value("hub/endpoints", QStringList()).toStringList();
}
QStringList AppSettings::libraryFolders() const {
    return value("library/folders", QStringList()).toStringList();
}
QStringList AppSettings::robotFolders() const {
    return value("robot/folders", QStringList()).toStringList();
}
double AppSettings::bandwidth() const {
    return std::max(0.0, value("downloads/bytesPerSecond", 0.0).toDouble());
}
QString AppSettings::releaseAddress() const {
    return value("engine/releaseAddress", QString()).toString();
}
int AppSettings::engineThreads() const {
    return std::clamp(value("engine/threads", 0).toInt(), 0, 1024);
}
int AppSettings::modelIdleMinutes() const {
    return std::clamp(value("engine/idleMinutes", 15).toInt(), 0, 24 * 60);
}
int AppSettings::timelineHeight() const {
    return std::clamp(value("robot/timelineHeight", 300).toInt(), 100, 2000);
}
int AppSettings::servePort() const {
    return std::clamp(value("serve/port", 11435).toInt(), 1024, 65535);
}
bool AppSettings::radians() const {
    return value("robot/radians", false).toBool();
}
bool AppSettings::metres() const {
    return value("robot/metres", false).toBool();
}
bool AppSettings::showMovesFirst() const {
    return value("robot/showMovesFirst", true).toBool();
}
bool AppSettings::dragGhostFirst() const {
    return value("robot/dragGhostFirst", false).toBool();
}
QString AppSettings::lastPage() const {
    return value("window/page", QStringLiteral("home")).toString();
}
QRect AppSettings::windowGeometry() const {
    return value("window/geometry", QRect()).toRect();
}
bool AppSettings::windowMaximized() const {
    return value("window/maximized", false).toBool();
}

void AppSettings::setThemeMode(const QString& mode) {
    set("appearance/theme", mode);
}
void AppSettings::setTextScale(double scale) {
    set("appearance/textScale", std::clamp(scale, 0.8, 2.0));
}
void AppSettings::setReducedMotion(bool reduced) {
    set("appearance/reducedMotion", reduced);
}
void AppSettings::setOffline(bool offline) {
    set("network/offline", offline);
}
void AppSettings::setEnginePath(const QString& path) {
    set("engine/path", path);
}
void AppSettings::setStageQuality(const QString& quality) {
    set("stage/quality", quality);
}
void AppSettings::setHubs(const QStringList& hubs) {
    set("hub/endpoints", hubs);
}
void AppSettings::setLibraryFolders(const QStringList& folders) {
    set("library/folders", folders);
}
void AppSettings::setRobotFolders(const QStringList& folders) {
    set("robot/folders", folders);
}
void AppSettings::addRobotFolder(const QUrl& folder) {
    const QString path = folder.toLocalFile();
    QStringList folders = robotFolders();
    if (path.isEmpty() || folders.contains(path)) return;
    folders.append(path);
    setRobotFolders(folders);
}
void AppSettings::removeRobotFolder(const QString& folder) {
    QStringList folders = robotFolders();
    if (folders.removeAll(folder) > 0) setRobotFolders(folders);
}
void AppSettings::setBandwidth(double bytesPerSecond) {
    set("downloads/bytesPerSecond", bytesPerSecond);
}
void AppSettings::setReleaseAddress(const QString& address) {
    set("engine/releaseAddress", address);
}
void AppSettings::setEngineThreads(int threads) {
    set("engine/threads", threads);
}
void AppSettings::setModelIdleMinutes(int minutes) {
    set("engine/idleMinutes", minutes);
}
void AppSettings::setTimelineHeight(int height) {
    set("robot/timelineHeight", height);
}
void AppSettings::setServePort(int port) {
    set("serve/port", port);
}
void AppSettings::setRadians(bool radians) {
    set("robot/radians", radians);
}
void AppSettings::setMetres(bool metres) {
    set("robot/metres", metres);
}
void AppSettings::setShowMovesFirst(bool show) {
    set("robot/showMovesFirst", show);
}
void AppSettings::setDragGhostFirst(bool ghost) {
    set("robot/dragGhostFirst", ghost);
}
void AppSettings::setLastPage(const QString& page) {
    set("window/page", page);
}
void AppSettings::setWindowGeometry(const QRect& geometry) {
    set("window/geometry", geometry);
}
void AppSettings::setWindowMaximized(bool maximized) {
    set("window/maximized", maximized);
}
