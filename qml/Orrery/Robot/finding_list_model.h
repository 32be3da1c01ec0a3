// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>

#include <orrery/robot/description/description.h>

#include <map>
#include <string>
#include <vector>

/// What a reader noticed in a robot's files, worst first. GUI thread.
class FindingListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RobotController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// How many are warnings or errors.
    Q_PROPERTY(int problems READ problems NOTIFY countChanged FINAL)

public:
    enum Role {
        SeverityRole = Qt::UserRole, ///< string: "error", "warning" or "info"
        MessageRole,                 ///< string
        PlaceRole,                   ///< string: "file:line" or the element; may be empty
        LinkRole,                    ///< int: the link it is about; -1: none in particular
        OpenableRole,                ///< bool: it names a file
    };

    using QAbstractListModel::QAbstractListModel;

    /// Of what the findings are from now on: names become links.
    void setDescription(const orrery::robot::Description& description);
    void reset(std::vector<orrery::robot::Finding> findings);

    /// Opens the file at its line, in an editor if a graphical one is known.
    /// @return whether something was started.
    Q_INVOKABLE bool openFile(int row) const;
    /// Puts "path:line" on the clipboard.
    Q_INVOKABLE void copyPlace(int row) const;

    int count() const { return static_cast<int>(m_findings.size()); }
    int problems() const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    int linkOf(const std::string& element) const;
    const orrery::robot::Finding* at(int row) const;

    std::map<std::string, int, std::less<>> m_links; // by the names of links and joints
    std::vector<orrery::robot::Finding> m_findings;
};
