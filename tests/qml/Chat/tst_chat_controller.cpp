// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "chat_controller.h"

#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/scripted_model.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/net/curl_http_client.h>

#include <csignal>
#include <fstream>
#include <unistd.h>

using namespace orrery;
using fixtures::Breakage;

namespace {

const std::vector<std::string> script{"Hello", " from", " a", " tiny", " model", "."};

/// The llama-server below this process; 0 without one.
std::int64_t enginePid() {
    for (const std::int64_t pid : test::processTree(getpid())) {
        std::ifstream name("/proc/" + std::to_string(pid) + "/comm");
        std::string text;
        std::getline(name, text);
        if (pid != getpid() && (text == "llama-server" || text.starts_with("ld-linux"))) return pid;
    }
    return 0;
}

} // namespace

/// The Try page's presenter with the real engine.
class ChatControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        const test::EngineBench engine;
        if (!engine.host()) QSKIP(engine.whyNoHost().c_str());
        m_engine = true;
    }

    void init() {
        m_chat = std::make_unique<ChatController>(inference::EngineServices{m_processes, m_http, m_workers, m_gui});
    }

    void cleanup() {
        m_chat.reset();
        QTRY_COMPARE(enginePid(), std::int64_t(0));
    }

    void answersAndEmptiesTheDraft() {
        open(fixtures::scriptedModel({script}).bytes());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 20000);
        QVERIFY(m_chat->contextSize() > 0);
        QVERIFY(!m_chat->protectionText().isEmpty());
        ask(QStringLiteral("Who are you?"));
        QVERIFY(m_chat->draft().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 20000);
        QCOMPARE(m_chat->messages()->count(), 2);
        QCOMPARE(m_chat->messages()->textAt(1), QStringLiteral("Hello from a tiny model."));
        QVERIFY(m_chat->contextUsed() > 5);
        QVERIFY(m_chat->speedText().contains(QStringLiteral("tokens/s")));
    }

    void stopKeepsWhatCame() {
        open(fixtures::scriptedModel({{"tick", " tock", " tack"}, 0}).bytes());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 20000);
        ask(QStringLiteral("Go"));
        QTRY_VERIFY_WITH_TIMEOUT(m_chat->messages()->textAt(1).size() > 20, 20000);
        m_chat->stop();
        QTRY_COMPARE(m_chat->state(), ChatController::Ready);
        QCOMPARE(turnState(1), QStringLiteral("stopped"));
        QVERIFY(m_chat->messages()->textAt(1).startsWith(QStringLiteral("tick tock")));
        QVERIFY(m_chat->problem().isEmpty());
    }

    void anEngineKilledMidAnswerIsOneClickFromGoingOn() {
        open(fixtures::scriptedModel({{"tick", " tock", " tack"}, 0}).bytes());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 20000);
        ask(QStringLiteral("Go"));
        QTRY_VERIFY_WITH_TIMEOUT(m_chat->messages()->textAt(1).size() > 20, 20000);
        m_chat->setDraft(QStringLiteral("half a thought"));
        const std::int64_t pid = enginePid();
        QVERIFY(pid > 0);
        kill(static_cast<pid_t>(pid), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Failed, 20000);
        QVERIFY(!m_chat->problem().isEmpty());
        QCOMPARE(turnState(1), QStringLiteral("failed"));
        QCOMPARE(m_chat->messages()->textAt(0), QStringLiteral("Go"));
        QCOMPARE(m_chat->draft(), QStringLiteral("half a thought"));

        m_chat->retry();
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Answering, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(m_chat->messages()->textAt(1).size() > 20, 20000);
        QVERIFY(m_chat->problem().isEmpty());
        QCOMPARE(m_chat->messages()->count(), 2);
    }

    void anIdleEngineKilledIsNoticed() {
        open(fixtures::scriptedModel({script}).bytes());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 20000);
        kill(static_cast<pid_t>(enginePid()), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Failed, 20000);
        m_chat->setDraft(QStringLiteral("still here"));
        m_chat->send();
        QCOMPARE(m_chat->draft(), QStringLiteral("still here"));
        m_chat->retry();
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 20000);
    }

    void badFilesSayWhatTheyAre_data() {
        QTest::addColumn<int>("breakage");
        QTest::newRow("web page") << int(Breakage::WebPage);
        QTest::newRow("cut off") << int(Breakage::CutInData);
        QTest::newRow("foreign architecture") << int(Breakage::UnknownArchitecture);
        QTest::newRow("empty") << int(Breakage::Empty);
    }

    void badFilesSayWhatTheyAre() {
        QFETCH(int, breakage);
        m_chat->setDraft(QStringLiteral("kept"));
        open(fixtures::brokenModel(static_cast<Breakage>(breakage)));
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Failed, 20000);
        QVERIFY(m_chat->problem().size() > 15);
        QCOMPARE(m_chat->draft(), QStringLiteral("kept"));
    }

    void withoutAnEngineItSaysWhatToDo() {
        const QTemporaryDir nothing;
        const QByteArray path = qgetenv("PATH");
        const QByteArray runtime = qgetenv("ORRERY_LLAMA_RUNTIME");
        const QByteArray data = qgetenv("XDG_DATA_HOME");
        qputenv("PATH", nothing.path().toUtf8());
        qputenv("XDG_DATA_HOME", nothing.path().toUtf8());
        qunsetenv("ORRERY_LLAMA_RUNTIME");
        open(fixtures::scriptedModel({script}).bytes());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Failed, 20000);
        QVERIFY(!m_chat->problem().isEmpty());
        qputenv("PATH", path);
        data.isNull() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", data);
        if (!runtime.isNull()) qputenv("ORRERY_LLAMA_RUNTIME", runtime);
    }

private:
    void open(const std::string& bytes) {
        const QString file = m_folder.filePath(QStringLiteral("model.gguf"));
        test::writeFile(file.toStdString(), bytes);
        m_chat->openModel(QUrl::fromLocalFile(file));
    }

    void ask(const QString& text) {
        m_chat->setDraft(text);
        m_chat->send();
        QCOMPARE(m_chat->state(), ChatController::Answering);
    }

    QString turnState(int row) { return m_chat->messages()->index(row).data(ChatMessageModel::StateRole).toString(); }

    bool m_engine = false;
    QTemporaryDir m_folder;
    GuiExecutor m_gui;
    WorkerPool m_workers{1};
    platform::EventThread m_processes;
    net::CurlHttpClient m_http{m_gui};
    std::unique_ptr<ChatController> m_chat;
};

QTEST_MAIN(ChatControllerTest)
#include "tst_chat_controller.moc"
