// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation_keeper.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

using namespace orrery;

struct ConversationKeeper::State {
    State(std::filesystem::path path, std::function<void(std::string)> told)
        : file(std::move(path)),
          notice(std::move(told)),
          thread([this](const std::stop_token& ending) { work(ending); }) {}

    ~State() {
        thread.request_stop();
        thread.join();
    }

    Result<Store> open() const {
        std::error_code ignored;
        std::filesystem::create_directories(file.parent_path(), ignored);
        std::string text;
        Result<Store> store = Store::open(file, &text);
        if (!text.empty() && notice) notice(text);
        return store;
    }

    void work(const std::stop_token& ending) {
        Result<Store> store = open();
        while (true) {
            Job job;
            {
                std::unique_lock lock(mutex);
                arrived.wait(lock, ending, [this] { return !jobs.empty(); });
                if (jobs.empty()) return;
                job = std::move(jobs.front());
                jobs.pop_front();
            }
            if (!store) store = open();
            job(store);
        }
    }

    std::filesystem::path file;
    std::function<void(std::string)> notice;
    std::mutex mutex;
    std::condition_variable_any arrived;
    std::deque<Job> jobs;
    std::jthread thread; // last: it uses the others
};

ConversationKeeper::ConversationKeeper(std::filesystem::path file, Executor& gui,
                                       std::function<void(std::string)> notice)
    : m_gui(gui) {
    auto onGui = [&gui, notice = std::move(notice)](const std::string& text) {
        if (notice) gui.post([notice, text] { notice(text); });
    };
    m_state = std::make_unique<State>(std::move(file), std::move(onGui));
}

ConversationKeeper::~ConversationKeeper() = default;

void ConversationKeeper::post(Job job) {
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->jobs.push_back(std::move(job));
    }
    m_state->arrived.notify_one();
}
