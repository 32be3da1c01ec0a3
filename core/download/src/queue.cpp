// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/download/queue.h>

#include "core.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <utility>

namespace orrery::download {

namespace {

/// Another one at each start, and rising: the time in microseconds, or one more than the last.
std::uint64_t newId() {
    static std::atomic<std::uint64_t> last = 0;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto time = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
    std::uint64_t before = last;
    while (!last.compare_exchange_weak(before, std::max(before + 1, time))) {}
    return std::max(before + 1, time);
}

} // namespace

struct Queue::Impl {
    std::shared_ptr<Context> context;
    std::shared_ptr<Core> core;

    void post(std::function<void(Core&)> what) const {
        context->loop.post([core = core, what = std::move(what)] { what(*core); });
    }
    void with(std::uint64_t id, std::function<void(Job&)> what) const {
        post([id, what = std::move(what)](Core& all) { all.with(id, what); });
    }
};

Queue::Queue(Services services, Options options, std::function<void(const Status&)> onChange)
    : m_impl(std::make_shared<Impl>()) {
    m_impl->context = std::make_shared<Context>(std::move(services), std::move(options));
    m_impl->core = std::make_shared<Core>(m_impl->context, std::move(onChange));
    m_impl->post([](Core& core) { core.begin(); });
}

Queue::~Queue() {
    m_impl->core->silence();
    m_impl->post([](Core& core) { core.stopAll(); });
    m_impl->context->loop.stop();
}

std::uint64_t Queue::add(Request request) {
    const std::uint64_t id = newId();
    m_impl->post([id, request = std::move(request)](Core& core) { core.add(id, request); });
    return id;
}

void Queue::pause(std::uint64_t id) {
    m_impl->with(id, [](Job& job) { job.pause(); });
}

void Queue::resume(std::uint64_t id) {
    m_impl->with(id, [](Job& job) { job.resume(); });
}

void Queue::cancel(std::uint64_t id, bool keepPartial) {
    m_impl->with(id, [keepPartial](Job& job) { job.cancel(keepPartial); });
}

void Queue::forget(std::uint64_t id) {
    m_impl->post([id](Core& core) { core.forget(id); });
}

void Queue::setPriority(std::uint64_t id, int priority) {
    m_impl->with(id, [priority](Job& job) { job.setPriority(priority); });
}

void Queue::setBandwidth(std::uint64_t bytesPerSecond) {
    m_impl->context->limiter.setRate(bytesPerSecond);
}

void Queue::wake() {
    m_impl->post([](Core& core) { core.wake(); });
}

void Queue::setOffline(bool offline) {
    m_impl->post([offline](Core& core) { core.setOffline(offline); });
}

std::vector<Status> Queue::all() const {
    return m_impl->core->all();
}

} // namespace orrery::download
