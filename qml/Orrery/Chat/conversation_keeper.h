// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/base/executor.h>
#include <orrery/conversation/store.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <utility>

/// The conversations on disk for those who must not wait: work is done in the order given, on a thread of its own, and
/// answered on the GUI thread. Destruction does all that was asked for first, so that nothing is lost at the end.
class ConversationKeeper {
public:
    using Store = orrery::conversation::Store;

    /// @param gui where answers come. @param notice a person should know of: a damaged file was set aside.
    ConversationKeeper(std::filesystem::path file, orrery::Executor& gui,
                       std::function<void(std::string notice)> notice = {});
    ~ConversationKeeper();
    ConversationKeeper(const ConversationKeeper&) = delete;
    ConversationKeeper& operator=(const ConversationKeeper&) = delete;

    /// @param done once, on the GUI thread; may be null.
    template <class T>
    void ask(std::function<orrery::Result<T>(Store&)> work, std::function<void(orrery::Result<T>)> done) {
        post([work = std::move(work), done = std::move(done), gui = &m_gui](orrery::Result<Store>& store) {
            auto result = std::make_shared<orrery::Result<T>>(run<T>(store, work));
            if (done) gui->post([result, done] { done(std::move(*result)); });
        });
    }
    void tell(std::function<orrery::Status(Store&)> work, std::function<void(orrery::Status)> done = {}) {
        ask<void>(std::move(work), std::move(done));
    }

private:
    using Job = std::function<void(orrery::Result<Store>&)>;
    struct State;

    template <class T>
    static orrery::Result<T> run(orrery::Result<Store>& store, const std::function<orrery::Result<T>(Store&)>& work) {
        if (!store) return orrery::fail(store.error());
        return work(*store);
    }
    void post(Job job);

    orrery::Executor& m_gui;
    std::unique_ptr<State> m_state;
};
