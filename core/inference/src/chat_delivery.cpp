// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "chat_delivery.h"

#include <utility>

namespace orrery::inference {

bool ChatDelivery::isWanted(Kind kind) const {
    switch (kind) {
    case Kind::Reasoning: return static_cast<bool>(m_callbacks.onReasoning);
    case Kind::Content: return static_cast<bool>(m_callbacks.onContent);
    case Kind::Prompt: return static_cast<bool>(m_callbacks.onPrompt);
    case Kind::AnswerId: return static_cast<bool>(m_callbacks.onAnswerId);
    }
    return false;
}

void ChatDelivery::add(Event event) {
    if (!isWanted(event.kind)) return;
    {
        const std::lock_guard lock(m_mutex);
        const bool onItsWay = !m_waiting.empty();
        const bool isText = event.kind == Kind::Reasoning || event.kind == Kind::Content;
        if (onItsWay && isText && m_waiting.back().kind == event.kind)
            m_waiting.back().text += event.text;
        else
            m_waiting.push_back(std::move(event));
        if (onItsWay) return;
    }
    m_executor.post([self = shared_from_this()] { self->deliver(); });
}

void ChatDelivery::deliver() {
    std::vector<Event> events;
    {
        const std::lock_guard lock(m_mutex);
        events.swap(m_waiting);
    }
    for (const Event& event : events) call(event);
}

void ChatDelivery::call(const Event& event) const {
    switch (event.kind) {
    case Kind::Reasoning: return m_callbacks.onReasoning(event.text);
    case Kind::Content: return m_callbacks.onContent(event.text);
    case Kind::Prompt: return m_callbacks.onPrompt(event.progress);
    case Kind::AnswerId: return m_callbacks.onAnswerId(event.text);
    }
}

void ChatDelivery::end(std::function<void()> last) {
    m_executor.post([self = shared_from_this(), last = std::move(last)] {
        self->deliver();
        last();
    });
}

} // namespace orrery::inference
