// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer_stream.h"

#include <chrono>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;

namespace {

constexpr auto showInterval = 33ms;
constexpr auto keepInterval = 250ms;

} // namespace

AnswerStream::AnswerStream(ChatServices services, ChatModelState& model, QObject* parent)
    : QObject(parent),
      m_services(std::move(services)),
      m_model(model),
      m_client(m_services.engine.http, m_services.engine.executor) {
    m_show.setInterval(showInterval);
    m_keepSoon.setInterval(keepInterval);
    connect(&m_show, &QTimer::timeout, this, &AnswerStream::flush);
    connect(&m_keepSoon, &QTimer::timeout, this, &AnswerStream::keep);
}

AnswerStream::~AnswerStream() {
    m_stop.request_stop();
    if (m_running) flush();
    if (m_running) keep();
}

void AnswerStream::start(ChatRequest request, Listener listener) {
    if (m_running) stop();
    m_stop = {};
    m_listener = std::move(listener);
    m_answerId.clear();
    m_running = true;
    m_begun = false;
    m_inThought = false;
    m_show.start();
    m_keepSoon.start();
    m_listener.progress(waitingText());
    const std::stop_token stop = m_stop.get_token();
    m_model.acquire(stop, [this, stop, request = std::move(request)](const Result<ChatModelState::Held>& held) {
        if (stop.stop_requested()) return;
        if (!held) return end({conversation::Turn::State::Failed, {}, false, held.error()});
        ask(*held, request);
    });
}

QString AnswerStream::waitingText() const {
    return m_model.state() == ChatModelState::Ready ? tr("Reading your message") : tr("Loading %1").arg(m_model.name());
}

void AnswerStream::ask(const ChatModelState::Held& held, const ChatRequest& request) {
    m_held = held;
    m_listener.progress(waitingText());
    const std::stop_token stop = m_stop.get_token();
    ChatCallbacks callbacks;
    callbacks.onContent = [this, stop](std::string_view piece) {
        if (!stop.stop_requested()) take(piece);
    };
    callbacks.onReasoning = [this, stop](std::string_view piece) {
        if (stop.stop_requested()) return;
        m_thinking += piece;
        if (m_inThought) return;
        m_inThought = true;
        Q_EMIT thinkingChanged();
    };
    callbacks.onPrompt = [this, stop](const PromptProgress& progress) {
        if (stop.stop_requested() || m_begun || progress.total == 0) return;
        const auto percent = static_cast<int>(100 * progress.processed / progress.total);
        m_listener.progress(tr("Reading your message, %1 %").arg(percent));
    };
    callbacks.onAnswerId = [this, stop](std::string_view id) {
        if (!stop.stop_requested()) m_answerId = id;
    };
    m_client.start(held.endpoint, request, stop, std::move(callbacks),
                   [this, stop, lease = held.lease](const Result<ChatResult>& result) {
                       if (stop.stop_requested()) return;
                       if (!result) return end({conversation::Turn::State::Failed, {}, false, result.error()});
                       end({conversation::Turn::State::Done, result->timings,
                            result->finishReason == FinishReason::Length, std::nullopt});
                   });
}

void AnswerStream::take(std::string_view piece) {
    if (m_inThought) {
        m_inThought = false;
        Q_EMIT thinkingChanged();
    }
    m_text += piece;
}

void AnswerStream::flush() {
    if (m_text.empty() && m_thinking.empty()) return;
    m_begun = true;
    m_listener.grew(m_text, m_thinking);
    m_keepText += m_text;
    m_keepThinking += m_thinking;
    m_text.clear();
    m_thinking.clear();
}

void AnswerStream::keep() {
    if (m_keepText.empty() && m_keepThinking.empty()) return;
    m_listener.keep(std::exchange(m_keepText, {}), std::exchange(m_keepThinking, {}));
}

void AnswerStream::end(const End& end) {
    if (!m_running) return;
    flush();
    keep();
    m_show.stop();
    m_keepSoon.stop();
    m_running = false;
    m_held = {};
    m_inThought = false;
    Q_EMIT thinkingChanged();
    const Listener listener = std::exchange(m_listener, {});
    listener.ended(end);
}

void AnswerStream::stop() {
    if (!m_running) return;
    m_stop.request_stop();
    end({conversation::Turn::State::Stopped, {}, false, std::nullopt});
}

void AnswerStream::answerNow() {
    if (!thinking() || m_answerId.empty()) return;
    m_client.endThinking(m_held.endpoint, m_answerId, m_stop.get_token(), [](const Status&) {});
}
