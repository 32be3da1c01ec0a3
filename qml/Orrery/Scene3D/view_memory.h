// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariantMap>

/// How each robot was last looked at, in one JSON file. A file that cannot be read counts as empty, one that cannot be
/// written is left as it is. GUI thread; a few kilobytes.
class ViewMemory {
public:
    explicit ViewMemory(QString file);

    /// The options of this robot (its id or its file); empty for one that was never seen or looks as at first.
    QVariantMap recall(const QString& robot) const;
    /// Keeps them, for the 200 robots seen last; written only when something changed.
    void remember(const QString& robot, const QVariantMap& options);

private:
    void save() const;

    QString m_file;
    QVariantList m_robots; ///< {robot, options}, the last seen last.
};
