// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QImage>
#include <QQmlEngine>
#include <QString>

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/robot/motion/pose_file.h>

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

/// The poses of the robot on the stage: the ones it brings, and below them those a person kept, which live in one file
/// a robot. Files are read and written on the pool, one write at a time, whole or not at all. GUI thread.
class PoseLibrary : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by PoseController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// Of those a person kept.
    Q_PROPERTY(int keptCount READ keptCount NOTIFY countChanged FINAL)

public:
    enum Role {
        TitleRole = Qt::UserRole, ///< string
        KindRole,                 ///< string: "home", "zero", "named" or "kept"
        PictureRole,              ///< string: a data URL; empty without one
        KeptRole,                 ///< bool: can be renamed and deleted
    };

    /// A pose the robot brings.
    struct Given {
        QString kind;
        QString title;
        std::map<std::string, double> joints; ///< rad or m
    };

    /// @param folder where the files are; made when something is first kept.
    PoseLibrary(orrery::Executor& gui, orrery::Executor& pool, std::filesystem::path folder, QObject* parent = nullptr);
    ~PoseLibrary() override;

    /// Shows another robot's poses. Robots are told apart by their name and the joints of the first given pose, since
    /// many descriptions are just called "robot". The kept ones follow when their file is read.
    void open(const QString& robot, std::vector<Given> given);
    void close();

    const std::map<std::string, double>& jointsAt(int row) const;
    QString titleAt(int row) const;

    /// Keeps a pose under that name, or with a number behind it where the name is taken. Not saved at once: saved() or
    /// failed() tells.
    void keep(const QString& name, std::map<std::string, double> joints, const QImage& picture);
    Q_INVOKABLE void rename(int row, const QString& name);
    Q_INVOKABLE void remove(int row);
    /// Writes all kept poses into a file to share.
    void exportTo(const QString& file);
    /// Adds the poses of a file; names that are taken get a number.
    void importFrom(const QString& file);

    int count() const { return static_cast<int>(m_given.size() + m_file.poses.size()); }
    int keptCount() const { return static_cast<int>(m_file.poses.size()); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    /// The file holds what is shown.
    void saved();
    void exported(const QString& file);
    /// @param robot the one the file was made for; may be another.
    void imported(int poses, const QString& robot);
    /// In words for a person.
    void failed(const QString& problem);

private:
    void show(orrery::robot::PoseFile file);
    void add(std::vector<orrery::robot::KeptPose> poses);
    void save();
    void write();
    bool isKept(int row) const { return row >= static_cast<int>(m_given.size()) && row < count(); }
    std::size_t keptIndex(int row) const { return static_cast<std::size_t>(row) - m_given.size(); }

    orrery::Executor& m_gui;
    orrery::Executor& m_pool;
    std::filesystem::path m_folder;
    std::filesystem::path m_path; // of the robot shown
    std::vector<Given> m_given;
    orrery::robot::PoseFile m_file;
    std::stop_source m_alive; // of this object
    std::stop_source m_open;  // of the robot shown
    bool m_reading = false;   // until the file is read nothing is written over it
    bool m_writing = false;
    bool m_dirty = false;
};
