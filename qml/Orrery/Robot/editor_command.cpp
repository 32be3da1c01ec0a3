// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor_command.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QProcess>
#include <QUrl>

QStringList editorCommand(const QString& editor, const QString& file, int line) {
    const QString program = editor.trimmed().section(QLatin1Char(' '), 0, 0);
    const QString name = QFileInfo(program).fileName();
    const QString number = QString::number(line < 1 ? 1 : line);
    const QString place = file + QLatin1Char(':') + number;
    const QStringList gotoPlace{QStringLiteral("code"), QStringLiteral("codium"), QStringLiteral("cursor")};
    const QStringList placeAlone{QStringLiteral("subl"), QStringLiteral("zed")};
    const QStringList plusLine{QStringLiteral("gedit"), QStringLiteral("gvim"),  QStringLiteral("gnome-text-editor"),
                               QStringLiteral("xed"),   QStringLiteral("pluma"), QStringLiteral("geany")};
    const QStringList kde{QStringLiteral("kate"), QStringLiteral("kwrite")};
    if (gotoPlace.contains(name)) return {program, QStringLiteral("--goto"), place};
    if (placeAlone.contains(name)) return {program, place};
    if (plusLine.contains(name)) return {program, QLatin1Char('+') + number, file};
    if (kde.contains(name)) return {program, QStringLiteral("--line"), number, file};
    if (name == QLatin1String("qtcreator")) return {program, QStringLiteral("-client"), place};
    return {};
}

bool openAtLine(const QString& file, int line) {
    for (const char* variable : {"VISUAL", "EDITOR"}) {
        QStringList command = editorCommand(qEnvironmentVariable(variable), file, line);
        if (command.isEmpty()) continue;
        const QString program = command.takeFirst();
        if (QProcess::startDetached(program, command)) return true;
    }
    return QDesktopServices::openUrl(QUrl::fromLocalFile(file));
}
