// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/conversation/store.h>
#include <orrery/platform/temporary_directory.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace orrery::conversation {

/// A store in a folder of its own.
class ConversationBench {
public:
    ConversationBench() : m_folder(*platform::TemporaryDirectory::create()) { open(); }

    [[nodiscard]] std::filesystem::path file() const { return m_folder.path() / "conversations.sqlite"; }
    Store& open(std::string* notice = nullptr) {
        close();
        auto opened = Store::open(file(), notice);
        m_store.emplace(std::move(*opened));
        return *m_store;
    }
    void close() { m_store.reset(); }
    Store* operator->() { return &*m_store; }
    Store& operator*() { return *m_store; }

    [[nodiscard]] std::size_t filesAside() const {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder.path())) {
            const std::string name = entry.path().filename().string();
            if (name.find(".damaged-") != std::string::npos && !name.ends_with("-wal") && !name.ends_with("-shm"))
                ++count;
        }
        return count;
    }

private:
    platform::TemporaryDirectory m_folder;
    std::optional<Store> m_store;
};

inline Turn question(std::string text, Id parent = 0) {
    Turn turn;
    turn.parent = parent;
    turn.text = std::move(text);
    return turn;
}

inline Turn answer(std::string text, Id parent, Turn::State state = Turn::State::Done) {
    Turn turn;
    turn.parent = parent;
    turn.role = inference::Role::Assistant;
    turn.text = std::move(text);
    turn.state = state;
    turn.model = "tiny";
    return turn;
}

/// The conversation after one question.
struct Begun {
    Id conversation = 0;
    Id question = 0;
};
inline Begun begin(Store& store, std::string text = "Why is the sky blue?") {
    const Id conversation = *store.create({}, "tiny");
    return {conversation, *store.add(conversation, question(std::move(text)))};
}

inline std::vector<Id> ids(const std::vector<const Turn*>& turns) {
    std::vector<Id> result;
    for (const Turn* turn : turns) result.push_back(turn->id);
    return result;
}

inline const Turn& turnOf(const Conversation& conversation, Id id) {
    for (const Turn& turn : conversation.turns) {
        if (turn.id == id) return turn;
    }
    static const Turn none;
    return none;
}

} // namespace orrery::conversation
