// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QRect>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QUrl>

/// What a person chose, and where the window was. Written to one INI file as it changes; a file that cannot be read
/// counts as empty. GUI thread. Created by the program; a singleton in meaning, handed to QML as a property.
class AppSettings : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(QString themeMode READ themeMode WRITE setThemeMode NOTIFY changed FINAL)
    Q_PROPERTY(double textScale READ textScale WRITE setTextScale NOTIFY changed FINAL)
    Q_PROPERTY(bool reducedMotion READ reducedMotion WRITE setReducedMotion NOTIFY changed FINAL)
    Q_PROPERTY(bool offline READ offline WRITE setOffline NOTIFY changed FINAL)
    Q_PROPERTY(QString enginePath READ enginePath WRITE setEnginePath NOTIFY changed FINAL)
    Q_PROPERTY(QString stageQuality READ stageQuality WRITE setStageQuality NOTIFY changed FINAL)
    Q_PROPERTY(QStringList hubs READ hubs WRITE setHubs NOTIFY changed FINAL)
    Q_PROPERTY(QStringList libraryFolders READ libraryFolders WRITE setLibraryFolders NOTIFY changed FINAL)
    Q_PROPERTY(QStringList robotFolders READ robotFolders WRITE setRobotFolders NOTIFY changed FINAL)
    Q_PROPERTY(double bandwidth READ bandwidth WRITE setBandwidth NOTIFY changed FINAL)
    Q_PROPERTY(QString releaseAddress READ releaseAddress WRITE setReleaseAddress NOTIFY changed FINAL)
    Q_PROPERTY(int engineThreads READ engineThreads WRITE setEngineThreads NOTIFY changed FINAL)
    Q_PROPERTY(int modelIdleMinutes READ modelIdleMinutes WRITE setModelIdleMinutes NOTIFY changed FINAL)
    Q_PROPERTY(int servePort READ servePort WRITE setServePort NOTIFY changed FINAL)
    Q_PROPERTY(bool radians READ radians WRITE setRadians NOTIFY changed FINAL)
    Q_PROPERTY(bool metres READ metres WRITE setMetres NOTIFY changed FINAL)
    Q_PROPERTY(bool showMovesFirst READ showMovesFirst WRITE setShowMovesFirst NOTIFY changed FINAL)
    Q_PROPERTY(bool dragGhostFirst READ dragGhostFirst WRITE setDragGhostFirst NOTIFY changed FINAL)
    Q_PROPERTY(int timelineHeight READ timelineHeight WRITE setTimelineHeight NOTIFY changed FINAL)
    Q_PROPERTY(QString lastPage READ lastPage WRITE setLastPage NOTIFY changed FINAL)
    Q_PROPERTY(QRect windowGeometry READ windowGeometry WRITE setWindowGeometry NOTIFY changed FINAL)
    Q_PROPERTY(bool windowMaximized READ windowMaximized WRITE setWindowMaximized NOTIFY changed FINAL)

public:
    /// @param file the INI file; its folder is made when something is first written.
    explicit AppSettings(const QString& file, QObject* parent = nullptr);

    QString themeMode() const; ///< "system", "dark", "light" or "contrast"
    double textScale() const;  ///< 0.8 .. 2
    bool reducedMotion() const;
    bool offline() const;               ///< No connection leaves this machine.
    QString enginePath() const;         ///< A llama-server or runtime folder; empty = find one.
    QString stageQuality() const;       ///< "auto", "software", "balanced" or "high"
    QStringList hubs() const;           ///< Besides the default one: "name<tab>url" each.
    QStringList libraryFolders() const; ///< Where the library looks besides the known places.
    QStringList robotFolders() const;   ///< In which meshes of robots may lie.
    double bandwidth() const;           ///< Of all downloads, bytes a second; 0 = no limit.
    QString releaseAddress() const;     ///< Where releases of the engine are asked for; empty = nowhere.
    int engineThreads() const;          ///< Of each engine; 0 = one less than there are cores.
    int modelIdleMinutes() const;       ///< After which an unused model leaves memory; 0 = never.
    int servePort() const;              ///< For other programs on this machine.
    bool radians() const;               ///< Joints in radians instead of degrees.
    bool metres() const;                ///< Joints in metres instead of millimetres.
    bool showMovesFirst() const;        ///< Big moves of a robot wait for a yes.
    bool dragGhostFirst() const;        ///< A ghost is dragged, and the robot follows when it is let go.
    int timelineHeight() const;         ///< Of the drawer below the stage, pixels.
    QString lastPage() const;
    QRect windowGeometry() const; ///< Null on the first run.
    bool windowMaximized() const;

    void setThemeMode(const QString& mode);
    void setTextScale(double scale);
    void setReducedMotion(bool reduced);
    void setOffline(bool offline);
    void setEnginePath(const QString& path);
    void setStageQuality(const QString& quality);
    void setHubs(const QStringList& hubs);
    void setLibraryFolders(const QStringList& folders);
    void setRobotFolders(const QStringList& folders);
    /// One more, unless it is there already. Not a local folder: ignored.
    Q_INVOKABLE void addRobotFolder(const QUrl& folder);
    /// Not among them: ignored.
    Q_INVOKABLE void removeRobotFolder(const QString& folder);
    void setBandwidth(double bytesPerSecond);
    void setReleaseAddress(const QString& address);
    void setEngineThreads(int threads);
    void setModelIdleMinutes(int minutes);
    void setServePort(int port);
    void setRadians(bool radians);
    void setMetres(bool metres);
    void setShowMovesFirst(bool show);
    void setDragGhostFirst(bool ghost);
    void setTimelineHeight(int height);
    void setLastPage(const QString& page);
    void setWindowGeometry(const QRect& geometry);
    void setWindowMaximized(bool maximized);

    /// From here on changes count for this run alone and are not written (screenshots, tours, command-line overrides).
    void freeze() { m_frozen = true; }

Q_SIGNALS:
    void changed();

private:
    QVariant value(const char* key, const QVariant& fallback) const;
    void set(const char* key, const QVariant& value);

    QSettings m_store;
    QVariantHash m_values; // what this run sees: the file's values, and what changed since
    bool m_frozen = false;
};
