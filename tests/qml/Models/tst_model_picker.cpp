// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QQmlApplicationEngine>
#include <QQmlComponent>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "gguf/broken_models.h"
#include "gguf/ghost_model.h"
#include "local_models.h"
#include "model_inspector.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/net/curl_http_client.h>

#include <fstream>
#include <utility>

using namespace orrery;

/// Choosing a model with the keyboard, in a window nobody sees; with ORRERY_PICTURES=folder pictures are left there.
class ModelPickerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QQuickStyle::setStyle(QStringLiteral("Basic"));
        QVERIFY(m_folder.isValid());
        m_models.setItems({item("night-ink/ghost-8b-instruct", ghost("ghost-8b-Q4_K_M.gguf", fixtures::ghost8B())),
                           item("night-ink/ghost-70b-instruct", ghost("ghost-70b-Q4_K_M.gguf", fixtures::ghost70B())),
                           item("brass-works/one", ghost("one-Q4_K_M.gguf", fixtures::ghost1B()))});
        m_models.setServers({{"Cluster", "https://cluster.example", {"a-large-model"}}});
    }

    void init() {
        m_engine = std::make_unique<QQmlApplicationEngine>();
        m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        m_engine->setInitialProperties({{QStringLiteral("models"), QVariant::fromValue(&m_models)},
                                        {QStringLiteral("inspector"), QVariant::fromValue(&m_inspector)}});
        m_engine->loadData(R"(
            import QtQuick
            import Orrery.Theme
            import Orrery.Models
            Window {
                id: root
                required property LocalModels models
                required property ModelInspector inspector
                property alias several: picker.several
                property list<string> heard
                width: 1024; height: 640; visible: true
                color: Theme.palette.base
                function theme(mode) { Theme.mode = mode }
                function show() { picker.open() }
                ModelPicker {
                    id: picker
                    models: root.models
                    inspector: root.inspector
                    onPicked: file => root.heard.push("file " + file)
                    onServerPicked: (server, model) => root.heard.push("server " + server + " " + model)
                    onBrowseRequested: root.heard.push("browse")
                    onExploreRequested: root.heard.push("explore")
                }
            })");
        QVERIFY(!m_engine->rootObjects().isEmpty());
        m_window = qobject_cast<QQuickWindow*>(m_engine->rootObjects().first());
        QVERIFY(QTest::qWaitForWindowExposed(m_window));
    }

    void cleanup() { m_engine.reset(); }

    void typingFindsAndEnterTakes() {
        open();
        type(QStringLiteral("ghost"));
        QTRY_COMPARE(item("models")->property("count").toInt(), 2);
        key(Qt::Key_Down);
        QTRY_VERIFY(item("models")->hasActiveFocus());
        key(Qt::Key_Down);
        QTRY_VERIFY(m_inspector.known() || m_inspector.loading());
        key(Qt::Key_Return);
        QTRY_COMPARE(heard().size(), 1);
        QVERIFY(heard().first().endsWith(QStringLiteral("ghost-8b-Q4_K_M.gguf")));
    }

    void aServersModelIsTold() {
        open();
        type(QStringLiteral("a-large"));
        key(Qt::Key_Return);
        QTRY_COMPARE(heard(), QStringList{QStringLiteral("server https://cluster.example a-large-model")});
    }

    void severalAreTickedWithSpace() {
        m_window->setProperty("several", true);
        open();
        key(Qt::Key_Down);
        QTRY_VERIFY(item("models")->hasActiveFocus());
        key(Qt::Key_Space);
        key(Qt::Key_Down);
        key(Qt::Key_Space);
        QVERIFY(item("acceptButton")->property("text").toString().contains(QLatin1Char('2')));
        key(Qt::Key_Return);
        QTRY_COMPARE(heard().size(), 2);
    }

    void escapeTakesNothing() {
        open();
        key(Qt::Key_Escape);
        QTRY_VERIFY(!item("search") || !item("search")->isVisible());
        QVERIFY(heard().isEmpty());
    }

    void looksRight() {
        const QString folder = qEnvironmentVariable("ORRERY_PICTURES");
        if (folder.isEmpty()) QSKIP("set ORRERY_PICTURES to a folder to get pictures");
        for (const char* theme : {"dark", "light", "contrast"}) {
            for (const QSize size : {QSize(1024, 640), QSize(1280, 800)}) {
                QMetaObject::invokeMethod(m_window, "theme", Q_ARG(QVariant, QString::fromLatin1(theme)));
                m_window->resize(size);
                open();
                QTRY_VERIFY(m_inspector.memory()->known());
                QImage picture;
                const auto isStill = [&] {
                    const QImage before = std::exchange(picture, m_window->grabWindow());
                    return before == picture;
                };
                QTRY_VERIFY(isStill());
                QVERIFY(picture.save(
                    QStringLiteral("%1/picker-%2-%3.png").arg(folder, QLatin1String(theme)).arg(size.width())));
                key(Qt::Key_Escape);
                QTRY_VERIFY(!item("search") || !item("search")->isVisible());
            }
        }
    }

private:
    void open() {
        QMetaObject::invokeMethod(m_window, "show");
        QTRY_VERIFY(item("search") && item("search")->hasActiveFocus());
    }
    void key(Qt::Key key) { QTest::keyClick(m_window, key); }
    void type(const QString& text) {
        for (const QChar c : text) QTest::keyClick(m_window, c.toLatin1());
    }
    QStringList heard() const { return m_window->property("heard").toStringList(); }
    QQuickItem* item(const char* name) const { return find(m_window->contentItem(), QString::fromLatin1(name)); }
    static QQuickItem* find(QQuickItem* from, const QString& name) {
        if (from->objectName() == name) return from;
        for (QQuickItem* child : from->childItems())
            if (QQuickItem* found = find(child, name)) return found;
        return nullptr;
    }
    std::string ghost(const char* name, const fixtures::GhostShape& shape) {
        auto writer = fixtures::ghostModel(shape);
        writer.add("general.license", "apache-2.0");
        const std::string path = m_folder.filePath(QString::fromLatin1(name)).toStdString();
        std::ofstream(path, std::ios::binary) << writer.header();
        std::filesystem::resize_file(path, writer.fileSize());
        return path;
    }
    static library::Item item(const std::string& title, const std::string& path) {
        library::Item result;
        result.title = result.key = title;
        result.architecture = "llama";
        result.licence = "apache-2.0";
        library::ItemFile& file = result.revisions.emplace_back().files.emplace_back();
        file.path = path;
        file.name = file.path.filename().string();
        file.size = std::filesystem::file_size(path);
        file.format = library::Format::Gguf;
        return result;
    }

    QTemporaryDir m_folder;
    GuiExecutor m_gui;
    platform::EventThread m_processes;
    net::CurlHttpClient m_http{m_gui};
    WorkerPool m_workers{1};
    LocalModels m_models{m_workers, m_gui, 16ULL << 30U};
    ModelInspector m_inspector{
        ModelServices{{m_processes, m_http, m_workers, m_gui},
                      [](const auto& done) { done(fail(Errc::NotFound, "There is no engine on this computer.")); },
                      m_workers,
                      m_gui,
                      nullptr,
                      nullptr}};
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QQuickWindow* m_window = nullptr;
};

QTEST_MAIN(ModelPickerTest)
#include "tst_model_picker.moc"
