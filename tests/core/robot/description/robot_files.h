// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "urdf_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <string>
#include <string_view>

/// Robots in files, and xacro texts.
namespace orrery::robot::testing {

/// Makes a file, and the folders it lies in.
inline void write(const QTemporaryDir& folder, const QString& name, std::string_view text) {
    const QString path = folder.filePath(name);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.data(), static_cast<qint64>(text.size()));
}

inline std::string xacroWith(std::string_view body) {
    return "<?xml version=\"1.0\"?>\n<robot name=\"test\" xmlns:xacro=\"http://www.ros.org/wiki/xacro\">\n" +
           std::string(body) + "\n</robot>\n";
}

inline Result<LoadedDescription> expand(std::string_view body, const ExpansionOptions& options = {}) {
    return readUrdf(xacroWith(body), "/robots/test.xacro", options);
}

/// The names of the links, or what went wrong.
inline std::string links(std::string_view body, const ExpansionOptions& options = {}) {
    const auto loaded = expand(body, options);
    if (!loaded) return describe(loaded.error());
    std::string text;
    for (const Link& link : loaded->description.links) text += (text.empty() ? "" : " ") + link.name;
    return text;
}

} // namespace orrery::robot::testing
