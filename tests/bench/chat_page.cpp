// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include "chat_controller.h"
#include "fake_openai.h"
#include "frame_pacer.h"
#include "graphics_probe.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/net/curl_http_client.h>
#include <orrery/platform/event_thread.h>

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTemporaryDir>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

using namespace orrery;

namespace {

constexpr std::size_t longAnswer = 100'000;  // tokens, as fast as they come
constexpr std::size_t steadyAnswer = 10'000; // tokens, a thousand a second

const char* const pageWindow = R"(
import QtQuick
import Orrery.Chat
Window {
    id: window
    required property ChatController chat
    width: 1280; height: 800; visible: true
    TryPage { anchors.fill: parent; chat: window.chat }
})";

/// Words of an answer with paragraphs, a list, code and a table now and then.
std::vector<std::string> answerWords(std::size_t tokens) {
    std::vector<std::string> words;
    for (std::size_t i = 0; words.size() < tokens; ++i) {
        if (i % 400 == 150) words.emplace_back("\n\n```cpp\nint main() {\n    return 0;\n}\n```\n\n");
        if (i % 400 == 250) words.emplace_back("\n\n- one thing\n- another\n\n");
        if (i % 400 == 320) words.emplace_back("\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n");
        words.emplace_back(i % 90 == 89 ? " end.\n\nNext" : " word");
    }
    words.resize(tokens);
    return words;
}

double megabytesOfMemory() {
    std::ifstream statm("/proc/self/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * 4096 / 1e6;
}

/// How long the GUI thread was away from its events, each time: from waking up, or from the turn before, until it waits
/// for events again or the turn ends; ms.
struct Gaps {
    std::vector<double> sorted; ///< All but the last one.
    double last = 0;            ///< The turn that met the condition.
};

Gaps gaps(const std::function<bool()>& over) {
    std::vector<double> found;
    QElapsedTimer busy;
    const auto note = [&] {
        if (busy.isValid()) found.push_back(static_cast<double>(busy.nsecsElapsed()) / 1e6);
        busy.invalidate();
    };
    const QObject scope;
    auto* const dispatcher = QAbstractEventDispatcher::instance();
    QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &scope, note, Qt::DirectConnection);
    QObject::connect(
        dispatcher, &QAbstractEventDispatcher::awake, &scope, [&] { busy.start(); }, Qt::DirectConnection);
    QElapsedTimer limit;
    limit.start();
    while (!over() && limit.elapsed() < 240'000) {
        busy.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        note();
    }
    if (found.empty()) return {};
    const double last = found.back();
    found.pop_back();
    std::sort(found.begin(), found.end());
    return {std::move(found), last};
}

void print(const char* what, const Gaps& gaps) {
    if (gaps.sorted.empty()) return;
    const auto& sorted = gaps.sorted;
    const auto at = [&](double share) { return sorted[static_cast<std::size_t>(share * (sorted.size() - 1))]; };
    const auto over = sorted.end() - std::upper_bound(sorted.begin(), sorted.end(), 8.0);
    fmt::print(
        "{:34} longest {:6.1f} ms   99.9 % below {:5.2f} ms   over 8 ms: {} of {}   the turn that ends it {:.1f} ms\n",
        what, sorted.back(), at(0.999), over, sorted.size(), gaps.last);
}

/// One answer into the real page: how long the GUI thread was away from its events, and what the page then holds.
void measureAnswer(fakes::FakeOpenAi& server, ChatController& chat, std::size_t tokens,
                   std::chrono::milliseconds pause) {
    fakes::FakeOpenAiOptions options;
    options.words = answerWords(tokens);
    options.pause = pause;
    server.setOptions(options);
    chat.newConversation();
    const double before = megabytesOfMemory();
    QElapsedTimer clock;
    clock.start();
    chat.setDraft(QStringLiteral("Tell me everything."));
    chat.send();
    bool begun = false;
    const QObject scope;
    QObject::connect(chat.transcript(), &TranscriptModel::grew, &scope, [&] { begun = true; });
    print("from sending to the first words", gaps([&] { return begun; }));
    const auto streaming = gaps([&] { return !chat.answering(); });
    const double seconds = static_cast<double>(clock.elapsed()) / 1000;
    print(fmt::format("{} tokens, {:.0f} a second", tokens, static_cast<double>(tokens) / seconds).c_str(), streaming);
    const double grown = megabytesOfMemory() - before;
    fmt::print("{:34} {:.0f} MB before, {:.0f} MB more after, {:.0f} bytes a token\n", "", before, grown,
               grown * 1e6 / static_cast<double>(tokens));
}

} // namespace

/// How long the GUI thread is away from its events while an answer streams into the real page, and what the page then
/// holds in memory; beside the page at rest.
int main(int argc, char** argv) {
    qputenv("QT_NO_GLIB", "1"); // whose dispatcher does not say when it waits
    QGuiApplication app(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    applyGraphics(probeGraphics());
    const QTemporaryDir folder;
    fakes::FakeOpenAi server;
    GuiExecutor gui;
    WorkerPool workers(2);
    platform::EventThread processes;
    net::CurlHttpClient http(gui);
    ConversationKeeper keeper(folder.filePath(QStringLiteral("chats.sqlite")).toStdString(), gui);
    inference::ModelPool pool({processes, http, workers, gui}, {}, {}, {});
    ChatController chat({{processes, http, workers, gui}, pool, keeper, [](const auto&, auto taker) { taker({}); }});

    QQmlEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    QQmlComponent component(&engine);
    component.setData(pageWindow, QUrl());
    const std::unique_ptr<QObject> root(
        component.createWithInitialProperties({{QStringLiteral("chat"), QVariant::fromValue(&chat)}}));
    if (!root) {
        fmt::print("{}\n", component.errorString().toStdString());
        return 1;
    }
    new FramePacer(qobject_cast<QQuickWindow*>(root.get()));
    chat.openServer(QString::fromStdString(server.url()), QStringLiteral("fake-small"));
    (void)gaps([&] { return chat.ready(); });
    QElapsedTimer clock;
    clock.start();
    print("page at rest, 3 s", gaps([&] { return clock.elapsed() > 3000; }));
    measureAnswer(server, chat, steadyAnswer, std::chrono::milliseconds(1));
    measureAnswer(server, chat, longAnswer, std::chrono::milliseconds(0));
}
