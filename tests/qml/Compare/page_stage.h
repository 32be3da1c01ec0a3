// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QQmlContext>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickView>
#include <QQuickWindow>
#include <QSGRendererInterface>
#include <QTest>

#include "local_models.h"
#include "model_inspector.h"
#include "presenter_bench.h"

#include "../steady_picture.h"

#include <memory>

namespace orrery::test {

/// One page in a window nobody sees. With ORRERY_PICTURES set to a folder, picture() also writes there.
class PageStage {
public:
    PageStage(PresenterBench& bench, const QString& name, QObject* presenter)
        : m_models(bench.workers, bench.gui, 8'000'000'000),
          m_inspector(ModelServices{bench.services(), bench.hosts(), bench.workers, bench.gui}) {
        QQuickStyle::setStyle(QStringLiteral("Basic"));
        m_view.engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
        QObject::connect(m_view.engine(), &QQmlEngine::warnings, &m_view, [this](const QList<QQmlError>& list) {
            for (const QQmlError& warning : list) m_warnings += warning.toString();
        });
        const QString lower = name.toLower();
        m_view.setResizeMode(QQuickView::SizeRootObjectToView);
        m_view.setInitialProperties({{lower, QVariant::fromValue(presenter)},
                                     {QStringLiteral("models"), QVariant::fromValue(&m_models)},
                                     {QStringLiteral("inspector"), QVariant::fromValue(&m_inspector)}});
        m_view.setSource(QUrl(QStringLiteral("qrc:/qt/qml/Orrery/%1/%1Page.qml").arg(name)));
        m_view.resize(1280 - 76, 800 - 28);
        m_view.show();
    }

    [[nodiscard]] bool isShown() const { return m_view.status() == QQuickView::Ready; }
    [[nodiscard]] QStringList warnings() const { return m_warnings; }
    QQuickView& view() { return m_view; }

    QObject* item(const char* objectName) { return find(m_view.rootObject(), QLatin1String(objectName)); }

    /// Looks at the page in every appearance and size; true if something is drawn each time.
    bool picture(const QString& state) {
        bool drawn = true;
        for (const char* mode : {"dark", "light", "contrast"}) {
            setMode(QLatin1String(mode));
            for (const QSize size : {QSize(1024, 640), QSize(1280, 800), QSize(1920, 1080)}) {
                m_view.resize(size.width() - 76, size.height() - 72);
                const QImage image = steadyPicture(m_view);
                drawn = drawn && !image.isNull();
                const QString folder = qEnvironmentVariable("ORRERY_PICTURES");
                if (!folder.isEmpty())
                    image.save(QDir(folder).filePath(
                        QStringLiteral("%1-%2-%3.png").arg(state, QLatin1String(mode)).arg(size.width())));
            }
        }
        return drawn;
    }

private:
    void setMode(const QString& mode) {
        const int type = qmlTypeId("Orrery.Theme", 1, 0, "Theme");
        if (auto* theme = m_view.engine()->singletonInstance<QObject*>(type)) theme->setProperty("mode", mode);
    }

    static QObject* find(QQuickItem* parent, const QString& name) {
        if (!parent || parent->objectName() == name) return parent;
        for (QQuickItem* child : parent->childItems())
            if (QObject* found = find(child, name)) return found;
        return nullptr;
    }

    static bool drawInSoftware() {
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
        return true;
    }

    LocalModels m_models;
    ModelInspector m_inspector;
    bool m_software = drawInSoftware(); // before there is a window
    QQuickView m_view;
    QStringList m_warnings;
};

} // namespace orrery::test
