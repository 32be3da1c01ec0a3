// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app_settings.h"

class AppSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembersWhatWasChosen() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("new/settings.ini"));
        {
            AppSettings settings(file);
            QCOMPARE(settings.themeMode(), QStringLiteral("system"));
            settings.setThemeMode(QStringLiteral("light"));
            settings.setWindowGeometry(QRect(10, 20, 1200, 700));
            settings.setOffline(true);
        }
        const AppSettings again(file);
        QCOMPARE(again.themeMode(), QStringLiteral("light"));
        QCOMPARE(again.windowGeometry(), QRect(10, 20, 1200, 700));
        QVERIFY(again.offline());
    }

    void aFrozenRunWritesNothing() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        {
            AppSettings settings(file);
            settings.setThemeMode(QStringLiteral("dark"));
            settings.freeze();
            settings.setThemeMode(QStringLiteral("contrast"));
            QCOMPARE(settings.themeMode(), QStringLiteral("contrast"));
        }
        QCOMPARE(AppSettings(file).themeMode(), QStringLiteral("dark"));
    }

    void signalsOnlyRealChanges() {
        const QTemporaryDir folder;
        AppSettings settings(folder.filePath(QStringLiteral("settings.ini")));
        const QSignalSpy changed(&settings, &AppSettings::changed);
        settings.setOffline(true);
        settings.setOffline(true);
        QCOMPARE(changed.count(), 1);
    }

    void rubbishInTheFileCountsAsNothing() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.ini"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[appearance]\ntextScale=enormous\n\0\xff\xfe[[[\n[window]\ngeometry=left");
        file.close();
        const AppSettings settings(path);
        QVERIFY(settings.textScale() >= 0.8 && settings.textScale() <= 2);
        QVERIFY(!settings.windowGeometry().isValid());
    }
};

QTEST_GUILESS_MAIN(AppSettingsTest)
#include "tst_app_settings.moc"
