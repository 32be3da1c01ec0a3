// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "chat_controller.h"

#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/scripted_model.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/conversation/store.h>
#include <orrery/net/curl_http_client.h>

#include <csignal>
#include <cstdio>
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

/// The engine of this computer; tests that need it are skipped without one.
Result<inference::EngineHost> engine() {
    static const Result<inference::EngineHost> found = [] {
        const test::EngineBench bench;
        return bench.host() ? Result<inference::EngineHost>(*bench.host())
                            : Result<inference::EngineHost>(fail(orrery::Errc::NotFound, bench.whyNoHost()));
    }();
    return found;
}

/// All that a ChatController stands on, with a store in that folder.
struct Desk {
    explicit Desk(const QString& folder)
        : keeper(std::filesystem::path((folder + QStringLiteral("/chats.db")).toStdString()), gui),
          pool(
              {processes, http, workers, gui},
              [this](std::function<void(Result<inference::EngineHost>)> done) {
                  gui.post([done = std::move(done), host = engine()] { done(host); });
              },
              {},
              [this] {
                  if (chat) chat->poolChanged();
              }) {
        chat = std::make_unique<ChatController>(ChatServices{{processes, http, workers, gui}, pool, keeper, {}, {}});
    }

    GuiExecutor gui;
    WorkerPool workers{2};
    platform::EventThread processes;
    net::CurlHttpClient http{gui};
    ConversationKeeper keeper;
    std::unique_ptr<ChatController> chat;
    inference::ModelPool pool;
};

/// How long the last answer of the only conversation is on disk; -1 while there is none.
qsizetype keptAnswer(conversation::Store& store) {
    const auto list = store.list();
    if (!list || list->size() != 1) return -1;
    const auto conversation = store.read(list->front().id);
    return conversation && !conversation->turns.empty() ? static_cast<qsizetype>(conversation->turns.back().text.size())
                                                        : -1;
}

/// What the child of the test of kills does: types, asks, and goes on until it is killed.
int talkUntilKilled(const QString& folder) {
    Desk desk(folder);
    desk.chat->openModel(QUrl::fromLocalFile(folder + QStringLiteral("/model.gguf")));
    desk.chat->setDraft(QStringLiteral("the question"));
    desk.chat->send();
    desk.chat->setDraft(QStringLiteral("the next thought"));
    desk.chat->attachments()->addFiles({QUrl::fromLocalFile(folder + QStringLiteral("/notes.txt"))});
    QTimer told;
    QObject::connect(&told, &QTimer::timeout, &told, [&desk] {
        const TranscriptTurn* last =
            desk.chat->transcript()->empty() ? nullptr : &desk.chat->transcript()->turns().back();
        std::printf("%zu\n", last ? last->answer.document->text().size() : 0);
        std::fflush(stdout);
    });
    told.start(50);
    return QCoreApplication::exec();
}

} // namespace

/// The Try page's presenter with the real engine.
class ChatControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        const test::EngineBench engine;
        if (!engine.host()) QSKIP(engine.whyNoHost().c_str());
    }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_desk = std::make_unique<Desk>(m_folder->path());
        m_chat = m_desk->chat.get();
    }

    void cleanup() {
        m_desk.reset();
        QTRY_COMPARE_WITH_TIMEOUT(enginePid(), std::int64_t(0), 20000);
    }

    void answersAndKeepsTheConversation() {
        open(fixtures::scriptedModel({script}).bytes());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 60000);
        QVERIFY(m_chat->model()->contextSize() > 0);
        QVERIFY(!m_chat->model()->protectionText().isEmpty());
        ask(QStringLiteral("Who are you?"));
        QVERIFY(m_chat->draft().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 60000);
        QCOMPARE(answer(), QStringLiteral("Hello from a tiny model."));
        QVERIFY(m_chat->contextUsed() > 5);
        QVERIFY(m_chat->speedText().contains(QStringLiteral("tokens/s")));
        QTRY_COMPARE(m_chat->conversations()->count(), 1);

        m_desk.reset();
        m_desk = std::make_unique<Desk>(m_folder->path());
        m_chat = m_desk->chat.get();
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->conversations()->count(), 1, 20000);
        m_chat->openConversation(
            m_chat->conversations()->index(0).data(ConversationList::ConversationRole).toLongLong());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->transcript()->turns().size(), std::size_t(2), 20000);
        QCOMPARE(answer(), QStringLiteral("Hello from a tiny model."));
        QCOMPARE(m_chat->state(), ChatController::Resting);
    }

    void eachSentenceIsSpokenOnce() {
        const std::vector<std::string> pieces{"Hello there.",
                                              " Dr.",
                                              " Smith, e.g.",
                                              " the one with 3.",
                                              "5 cats, says `a.",
                                              " b` now!",
                                              " Ha!",
                                              "\nHa!",
                                              " Look:",
                                              "\n\n```cpp\nint x = y.",
                                              "z();\n",
                                              "```\n",
                                              "And this is the end"};
        open(fixtures::scriptedModel({pieces}).bytes());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 60000);
        QStringList spoken;
        connect(m_chat, &ChatController::spoken, this, [&] { spoken << m_chat->spokenText(); });
        ask(QStringLiteral("Speak"));
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 60000);
        QVERIFY(answer().endsWith(QStringLiteral("the end")));
        const auto words = [](const QString& all) { return all.simplified(); };
        QCOMPARE(words(spoken.join(QLatin1Char(' '))), words(answer())); // all of it, and nothing twice
        for (const QString& piece : spoken)
            QVERIFY2(!piece.endsWith(QLatin1String("Dr.")) && !piece.endsWith(QLatin1String("e.g.")) &&
                         !piece.endsWith(QLatin1String("y.")) && !piece.endsWith(QLatin1String("`a.")) &&
                         !piece.endsWith(QLatin1String("3.")),
                     qPrintable(piece));
        spoken.clear();
        ask(QStringLiteral("Again"));
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 60000);
        QCOMPARE(words(spoken.join(QLatin1Char(' '))), words(answer())); // of the new answer alone
    }

    void stopKeepsWhatCameAndIsPrompt() {
        openEndless();
        ask(QStringLiteral("Go"));
        QTRY_VERIFY_WITH_TIMEOUT(answer().size() > 20, 60000);
        QElapsedTimer time;
        time.start();
        m_chat->stop();
        QVERIFY(time.elapsed() <= 100);
        QCOMPARE(m_chat->state(), ChatController::Ready);
        QCOMPARE(m_chat->transcript()->turns().back().state, conversation::Turn::State::Stopped);
        QVERIFY(answer().startsWith(QStringLiteral("tick tock")));
    }

    void anotherAnswerAndAnotherQuestionAreVersions() {
        open(fixtures::scriptedModel({script}).bytes());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 60000);
        ask(QStringLiteral("First"));
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 60000);
        m_chat->regenerate(m_chat->transcript()->turns().back().id);
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 60000);
        QCOMPARE(m_chat->transcript()->turns().back().version, 2);
        QCOMPARE(m_chat->transcript()->turns().back().versions, 2);

        m_chat->editLastQuestion();
        QCOMPARE(m_chat->editing(), ChatController::EditingQuestion);
        QCOMPARE(m_chat->draft(), QStringLiteral("First"));
        ask(QStringLiteral("Second"));
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 60000);
        QCOMPARE(m_chat->transcript()->turns().front().version, 2);
        m_chat->showVersion(m_chat->transcript()->turns().front().id, -1);
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->transcript()->turns().front().question, QStringLiteral("First"), 20000);
        QCOMPARE(m_chat->transcript()->turns().back().versions, 2);
    }

    void whatWasDeletedComesBack() {
        open(fixtures::scriptedModel({script}).bytes());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 60000);
        ask(QStringLiteral("Question"));
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 60000);
        m_chat->deleteTurn(m_chat->transcript()->turns().back().id);
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->transcript()->turns().size(), std::size_t(1), 20000);
        QVERIFY(!m_chat->undoText().isEmpty());
        m_chat->undo();
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->transcript()->turns().size(), std::size_t(2), 20000);
        QCOMPARE(answer(), QStringLiteral("Hello from a tiny model."));
    }

    void anEngineKilledMidAnswerIsOneClickFromGoingOn() {
        openEndless();
        ask(QStringLiteral("Go"));
        QTRY_VERIFY_WITH_TIMEOUT(answer().size() > 20, 60000);
        m_chat->setDraft(QStringLiteral("half a thought"));
        const std::int64_t pid = enginePid();
        QVERIFY(pid > 0);
        kill(static_cast<pid_t>(pid), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(m_chat->answerFailed(), 60000);
        QVERIFY(!m_chat->transcript()->turns().back().problem.isEmpty());
        QCOMPARE(m_chat->draft(), QStringLiteral("half a thought"));
        m_chat->remedy(QStringLiteral("retry"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_chat->answerFailed() && answer().size() > 20, 60000);
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
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Failed, 60000);
        QVERIFY(m_chat->model()->problem().size() > 15);
        QVERIFY(!m_chat->model()->remedies().isEmpty());
        QCOMPARE(m_chat->draft(), QStringLiteral("kept"));
    }

    void aKillLosesNothing() {
        m_desk.reset();
        const std::string model = fixtures::scriptedModel({{"tick", " tock", " tack"}, 0}).bytes();
        test::writeFile(file().toStdString(), model);
        test::writeFile(m_folder->filePath(QStringLiteral("notes.txt")).toStdString(), "what was noted");
        const std::string chats = (m_folder->path() + QStringLiteral("/chats.db")).toStdString();
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--talk"), m_folder->path()});
        qsizetype shown = 0;
        const auto grown = [&child, &shown] {
            while (child.canReadLine()) shown = child.readLine().trimmed().toLongLong();
            return shown > 200;
        };
        QTRY_VERIFY_WITH_TIMEOUT(grown(), 60000);
        const qsizetype before = shown; // soon on disk, though the answer goes on
        {
            auto watcher = conversation::Store::open(chats);
            QVERIFY(watcher);
            QTRY_VERIFY_WITH_TIMEOUT(keptAnswer(*watcher) >= before, 20000);
            const auto id = watcher->list()->front().id;
            QTRY_VERIFY_WITH_TIMEOUT(watcher->draft(id)->attachments.size() == 1, 20000);
        }
        kill(static_cast<pid_t>(child.processId()), SIGKILL);
        QVERIFY(child.waitForFinished(20000));
        auto store = conversation::Store::open(chats);
        QVERIFY(store);
        const auto list = store->list();
        QVERIFY(list && list->size() == 1);
        const auto kept = store->read(list->front().id);
        QVERIFY(kept && kept->turns.size() == 2);
        QCOMPARE(kept->turns.front().text, std::string("the question"));
        QVERIFY(static_cast<qsizetype>(kept->turns.back().text.size()) >= before);
        const auto draft = store->draft(list->front().id);
        QVERIFY(draft);
        QCOMPARE(draft->text, std::string("the next thought"));
        QCOMPARE(draft->attachments.size(), std::size_t(1));
        QCOMPARE(draft->attachments[0].bytes, std::string("what was noted"));
    }

private:
    QString file() const { return m_folder->filePath(QStringLiteral("model.gguf")); }

    void open(const std::string& bytes) {
        test::writeFile(file().toStdString(), bytes);
        m_chat->openModel(QUrl::fromLocalFile(file()));
    }

    void openEndless() {
        open(fixtures::scriptedModel({{"tick", " tock", " tack"}, 0}).bytes());
        QTRY_COMPARE_WITH_TIMEOUT(m_chat->state(), ChatController::Ready, 60000);
    }

    void ask(const QString& text) {
        m_chat->setDraft(text);
        m_chat->send();
        QCOMPARE(m_chat->state(), ChatController::Answering);
    }

    QString answer() const {
        const auto& turns = m_chat->transcript()->turns();
        return turns.empty() || turns.back().fromUser ? QString()
                                                      : QString::fromStdString(turns.back().answer.document->text());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
    ChatController* m_chat = nullptr;
};

int main(int argc, char** argv) {
    QGuiApplication program(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 3 && words[1] == QLatin1String("--talk")) return talkUntilKilled(words[2]);
    ChatControllerTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_chat_controller.moc"
