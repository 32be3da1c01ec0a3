// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QString>

#include <orrery/hub/types.h>

#include <set>
#include <string>
#include <vector>

/// A repository's files as a tree of folders that open and close, flattened into rows. GUI thread.
class FileTreeModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RepositoryController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        NameRole = Qt::UserRole,
        PathRole,
        DepthRole,
        FolderRole,
        ExpandedRole,
        SizeTextRole,
        ScanIconRole, ///< Empty for folders.
        ScanTextRole,
        ScanMoodRole,
        FindingsRole,  ///< What the scanners name: "os.system, 1 scanner: unsafe"; empty: nothing.
        PickleRole,    ///< Can run code when a program loads it.
        ChangedRole,   ///< "3 days ago: Upload"
        InstalledRole, ///< On this disk.
    };

    using QAbstractListModel::QAbstractListModel;

    int count() const { return static_cast<int>(m_shown.size()); }
    void reset(const std::vector<orrery::hub::TreeEntry>& files);
    /// Paths that are on this disk.
    void setInstalled(std::set<std::string> paths);
    /// Opens or closes a folder; does nothing to a file.
    Q_INVOKABLE void toggle(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Node {
        std::string name;
        orrery::hub::TreeEntry entry; ///< Of a folder: its path and the size of all in it.
        int depth = 0;
        bool expanded = false;
        std::vector<int> children; ///< Places in m_nodes, folders first, by name.
    };
    void add(const orrery::hub::TreeEntry& file);
    int folderNode(const std::string& path);
    void sortChildren(std::vector<int>& children);
    void collect(int node, std::vector<int>& rows) const;

    std::vector<Node> m_nodes;
    std::vector<int> m_top;
    std::vector<int> m_shown;
    std::map<std::string, int> m_folders; ///< Place by path, while the tree is made.
    std::set<std::string> m_installed;
};
