// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/inference/chat_client.h>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace orrery::inference {

/// Carries what the network thread hears to the executor: in order, and pieces that come faster than they are taken as
/// one, so that a busy executor is not flooded.
class ChatDelivery : public std::enable_shared_from_this<ChatDelivery> {
public:
    ChatDelivery(Executor& executor, ChatCallbacks callbacks)
        : m_executor(executor), m_callbacks(std::move(callbacks)) {}

    void reasoning(std::string piece) { add({Kind::Reasoning, std::move(piece), {}}); }
    void content(std::string piece) { add({Kind::Content, std::move(piece), {}}); }
    void prompt(const PromptProgress& progress) { add({Kind::Prompt, {}, progress}); }
    void answerId(std::string id) { add({Kind::AnswerId, std::move(id), {}}); }

    /// Runs `last` on the executor after all that was added before; nothing is delivered afterwards.
    void end(std::function<void()> last);

private:
    enum class Kind { Reasoning, Content, Prompt, AnswerId };
    struct Event {
        Kind kind = Kind::Content;
        std::string text;
        PromptProgress progress;
    };

    void add(Event event);
    [[nodiscard]] bool isWanted(Kind kind) const;
    void deliver();
    void call(const Event& event) const;

    Executor& m_executor;
    const ChatCallbacks m_callbacks;
    std::mutex m_mutex;
    std::vector<Event> m_waiting; ///< A delivery is on its way while there are any.
};

} // namespace orrery::inference
