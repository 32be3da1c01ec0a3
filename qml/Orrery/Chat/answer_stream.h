// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "chat_model_state.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

/// One answer being made: gets the model, asks, and hands on what comes 30 times a second, so that the page is not
/// disturbed for each token. One at a time. GUI thread.
class AnswerStream : public QObject {
    Q_OBJECT

public:
    struct End {
        orrery::conversation::Turn::State state = orrery::conversation::Turn::State::Done;
        orrery::inference::ChatTimings timings;
        bool reachedLimit = false;          ///< The context or the most tokens.
        std::optional<orrery::Error> error; ///< Failed: why.
    };
    struct Listener {
        std::function<void(const QString& what)> progress;                          ///< Before the first piece.
        std::function<void(std::string_view text, std::string_view thinking)> grew; ///< To be shown.
        std::function<void(std::string text, std::string thinking)> keep; ///< To be kept; together all that grew.
        std::function<void(const End& end)> ended;                        ///< Once, after the last piece.
    };

    AnswerStream(ChatServices services, ChatModelState& model, QObject* parent = nullptr);
    ~AnswerStream() override;

    bool running() const { return m_running; }
    bool thinking() const { return m_running && m_inThought; }

    /// @param request a last message of the assistant is continued.
    void start(orrery::inference::ChatRequest request, Listener listener);
    /// Ends it now: what came is handed on, then `ended` is told inside this call.
    void stop();
    /// Lets it answer at once where it is still thinking aloud.
    void answerNow();

Q_SIGNALS:
    void thinkingChanged();

private:
    void ask(const ChatModelState::Held& held, const orrery::inference::ChatRequest& request);
    void take(std::string_view piece);
    void flush();
    void keep();
    void end(const End& end);
    QString waitingText() const;

    ChatServices m_services;
    ChatModelState& m_model;
    orrery::inference::ChatClient m_client;
    Listener m_listener;
    ChatModelState::Held m_held;
    std::stop_source m_stop;
    std::string m_text, m_thinking;         ///< Come, not yet shown.
    std::string m_keepText, m_keepThinking; ///< Shown, not yet kept.
    std::string m_answerId;
    bool m_running = false;
    bool m_inThought = false;
    bool m_begun = false;
    QTimer m_show, m_keepSoon;
};
