// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAccessible>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickView>
#include <QTemporaryDir>
#include <QTest>
#include <QtQml/qqmlextensionplugin.h>

#include "app_settings.h"

#include <memory>

Q_IMPORT_QML_PLUGIN(Orrery_SettingsPlugin)

/// The folders of meshes as a person sees and removes them, by keyboard.
class RobotSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QQuickStyle::setStyle(QStringLiteral("Basic")); }

    void init() {
        m_settings = std::make_unique<AppSettings>(m_folder.filePath(QStringLiteral("settings.ini")));
        m_settings->setRobotFolders({QStringLiteral("/meshes/one"), QStringLiteral("/meshes/two")});
        m_window = std::make_unique<QQuickView>();
        m_window->engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
        m_window->resize(700, 300);
        m_window->setResizeMode(QQuickView::SizeRootObjectToView);
        m_window->setInitialProperties({{QStringLiteral("settings"), QVariant::fromValue(m_settings.get())}});
        m_window->setSource(QUrl(QStringLiteral("qrc:/qt/qml/Orrery/Settings/RobotSettings.qml")));
        QVERIFY(m_window->errors().isEmpty());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() {
        m_window.reset();
        m_settings.reset();
    }

    void foldersAreSeenAndRemovedByKeyboard() {
        QVERIFY(said().contains(QStringLiteral("/meshes/one")) && said().contains(QStringLiteral("/meshes/two")));
        QTest::keyClick(m_window.get(), Qt::Key_Tab);
        QTRY_VERIFY(focusedName().contains(QStringLiteral("/meshes/one")));
        QTest::keyClick(m_window.get(), Qt::Key_Space);
        QCOMPARE(m_settings->robotFolders(), QStringList(QStringLiteral("/meshes/two")));
        QTRY_VERIFY(focusedName().contains(QStringLiteral("/meshes/two")));
        QTest::keyClick(m_window.get(), Qt::Key_Space);
        QVERIFY(m_settings->robotFolders().isEmpty());
        QTRY_VERIFY(!said().contains(QStringLiteral("/meshes")));
        QVERIFY(said().contains(QStringLiteral("remembered here")));
    }

    void aFolderAddedMeanwhileAppears() {
        m_settings->addRobotFolder(QUrl::fromLocalFile(QStringLiteral("/meshes/three")));
        QTRY_VERIFY(said().contains(QStringLiteral("/meshes/three")));
        m_settings->removeRobotFolder(QStringLiteral("/not/among/them"));
        QCOMPARE(m_settings->robotFolders().size(), 3);
    }

private:
    /// All texts in sight.
    QString said() const { return textsBelow(m_window->contentItem()); }
    static QString textsBelow(const QQuickItem* item) {
        if (!item->isVisible()) return {};
        QString all = item->inherits("QQuickText") ? item->property("text").toString() + u'\n' : QString();
        const auto children = item->childItems();
        for (const QQuickItem* child : children) all += textsBelow(child);
        return all;
    }
    /// What assistive technology calls the item that has the keyboard.
    QString focusedName() const {
        QQuickItem* item = m_window->activeFocusItem();
        QAccessibleInterface* face = item ? QAccessible::queryAccessibleInterface(item) : nullptr;
        return face ? face->text(QAccessible::Name) : QString();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<AppSettings> m_settings;
    std::unique_ptr<QQuickView> m_window;
};

QTEST_MAIN(RobotSettingsTest)
#include "tst_robot_settings.moc"
