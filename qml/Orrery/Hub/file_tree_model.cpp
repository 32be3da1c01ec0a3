// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_tree_model.h"

#include "words.h"

#include <orrery/bridge/text.h>
#include <orrery/download/plan.h>

#include <QStringList>

#include <algorithm>

using namespace orrery;
using namespace orrery::ui;

namespace {

constexpr int deepest = 32; // folders below one another; what is deeper stands there by its whole path

hub::ScanStatus statusOf(const hub::TreeEntry& entry) {
    return entry.scan ? entry.scan->status : hub::ScanStatus::Unscanned;
}

QString findingsText(const hub::TreeEntry& entry) {
    if (!entry.scan) return {};
    QStringList findings;
    for (const std::string& name : entry.scan->pickleImports) findings += textFrom(name);
    for (const auto& [scanner, status] : entry.scan->scanners) {
        if (status == hub::ScanStatus::Suspicious || status == hub::ScanStatus::Unsafe ||
            status == hub::ScanStatus::Caution)
            findings += FileTreeModel::tr("%1: %2").arg(textFrom(scanner), scanVerdict(status).text);
    }
    return findings.join(QStringLiteral(", "));
}

QString changedText(const hub::TreeEntry& entry) {
    if (!entry.lastCommit) return {};
    const QString age = ageText(entry.lastCommit->date);
    const QString title = textFrom(entry.lastCommit->title);
    return age.isEmpty() ? title : FileTreeModel::tr("%1: %2").arg(age, title);
}

} // namespace

void FileTreeModel::reset(const std::vector<hub::TreeEntry>& files) {
    beginResetModel();
    m_nodes.clear();
    m_top.clear();
    m_folders.clear();
    for (const hub::TreeEntry& file : files) {
        if (!file.folder) add(file);
    }
    m_folders.clear();
    sortChildren(m_top);
    for (Node& node : m_nodes) sortChildren(node.children);
    m_shown = m_top;
    endResetModel();
    Q_EMIT countChanged();
}

void FileTreeModel::add(const hub::TreeEntry& file) {
    std::size_t start = 0;
    int parent = -1;
    for (int depth = 0; depth < deepest; ++depth) {
        const std::size_t slash = file.path.find('/', start);
        if (slash == std::string::npos) break;
        parent = folderNode(file.path.substr(0, slash));
        m_nodes[static_cast<std::size_t>(parent)].entry.size += file.size;
        start = slash + 1;
    }
    Node node;
    node.name = file.path.substr(start);
    node.entry = file;
    node.depth = parent < 0 ? 0 : m_nodes[static_cast<std::size_t>(parent)].depth + 1;
    m_nodes.push_back(std::move(node));
    auto& siblings = parent < 0 ? m_top : m_nodes[static_cast<std::size_t>(parent)].children;
    siblings.push_back(static_cast<int>(m_nodes.size()) - 1);
}

int FileTreeModel::folderNode(const std::string& path) {
    const auto known = m_folders.find(path);
    if (known != m_folders.end()) return known->second;
    const std::size_t slash = path.rfind('/');
    const int parent = slash == std::string::npos ? -1 : m_folders.at(path.substr(0, slash));
    Node node;
    node.name = path.substr(slash == std::string::npos ? 0 : slash + 1);
    node.entry.path = path;
    node.entry.folder = true;
    node.depth = parent < 0 ? 0 : m_nodes[static_cast<std::size_t>(parent)].depth + 1;
    m_nodes.push_back(std::move(node));
    const int place = static_cast<int>(m_nodes.size()) - 1;
    (parent < 0 ? m_top : m_nodes[static_cast<std::size_t>(parent)].children).push_back(place);
    m_folders[path] = place;
    return place;
}

void FileTreeModel::sortChildren(std::vector<int>& children) {
    std::ranges::sort(children, [this](int a, int b) {
        const Node& first = m_nodes[static_cast<std::size_t>(a)];
        const Node& second = m_nodes[static_cast<std::size_t>(b)];
        if (first.entry.folder != second.entry.folder) return first.entry.folder;
        return first.name < second.name;
    });
}

void FileTreeModel::setInstalled(std::set<std::string> paths) {
    m_installed = std::move(paths);
    if (count() > 0) Q_EMIT dataChanged(index(0), index(count() - 1), {InstalledRole});
}

void FileTreeModel::collect(int node, std::vector<int>& rows) const {
    for (const int child : m_nodes[static_cast<std::size_t>(node)].children) {
        rows.push_back(child);
        if (m_nodes[static_cast<std::size_t>(child)].expanded) collect(child, rows);
    }
}

void FileTreeModel::toggle(int row) {
    if (row < 0 || row >= count()) return;
    const int place = m_shown[static_cast<std::size_t>(row)];
    Node& node = m_nodes[static_cast<std::size_t>(place)];
    if (!node.entry.folder) return;
    std::vector<int> inside;
    collect(place, inside);
    const auto first = m_shown.begin() + row + 1;
    const int last = row + static_cast<int>(inside.size());
    if (node.expanded) {
        beginRemoveRows({}, row + 1, last);
        m_shown.erase(first, first + std::ssize(inside));
        endRemoveRows();
    } else {
        beginInsertRows({}, row + 1, last);
        m_shown.insert(first, inside.begin(), inside.end());
        endInsertRows();
    }
    node.expanded = !node.expanded;
    Q_EMIT dataChanged(index(row), index(row), {ExpandedRole});
    Q_EMIT countChanged();
}

int FileTreeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant FileTreeModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Node& node = m_nodes[static_cast<std::size_t>(m_shown[static_cast<std::size_t>(index.row())])];
    const hub::TreeEntry& entry = node.entry;
    const Verdict scan = entry.folder ? Verdict() : scanVerdict(statusOf(entry));
    switch (role) {
    case Qt::DisplayRole:
    case NameRole: return textFrom(node.name);
    case PathRole: return textFrom(entry.path);
    case DepthRole: return node.depth;
    case FolderRole: return entry.folder;
    case ExpandedRole: return node.expanded;
    case SizeTextRole: return sizeText(entry.size);
    case ScanIconRole: return scan.icon;
    case ScanTextRole: return scan.text;
    case ScanMoodRole: return scan.mood;
    case FindingsRole: return findingsText(entry);
    case PickleRole: return !entry.folder && download::isPickleName(entry.path);
    case ChangedRole: return changedText(entry);
    case InstalledRole: return m_installed.contains(entry.path);
    default: return {};
    }
}

QHash<int, QByteArray> FileTreeModel::roleNames() const {
    return {{NameRole, "name"},          {PathRole, "path"},         {DepthRole, "depth"},
            {FolderRole, "folder"},      {ExpandedRole, "expanded"}, {SizeTextRole, "sizeText"},
            {ScanIconRole, "scanIcon"},  {ScanTextRole, "scanText"}, {ScanMoodRole, "scanMood"},
            {FindingsRole, "findings"},  {PickleRole, "pickle"},     {ChangedRole, "changedText"},
            {InstalledRole, "installed"}};
}
