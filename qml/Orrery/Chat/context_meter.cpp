// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "context_meter.h"

#include <chrono>

using namespace orrery;
using namespace std::chrono_literals;

ContextMeter::ContextMeter(ChatServices services, ChatModelState& model,
                           std::function<inference::ChatRequest()> request, QObject* parent)
    : QObject(parent),
      m_services(std::move(services)),
      m_model(model),
      m_client(m_services.engine.http, m_services.engine.executor),
      m_request(std::move(request)) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(400ms);
    connect(&m_soon, &QTimer::timeout, this, &ContextMeter::recount);
}

ContextMeter::~ContextMeter() {
    m_stop.request_stop();
}

void ContextMeter::setUsed(int tokens) {
    m_stop.request_stop();
    m_soon.stop();
    if (m_used == tokens) return;
    m_used = tokens;
    Q_EMIT changed();
}

void ContextMeter::recountSoon() {
    m_soon.start();
}

void ContextMeter::recount() {
    m_stop.request_stop();
    m_stop = {};
    if (m_model.state() != ChatModelState::Ready) return; // nothing is loaded only to count
    const std::stop_token stop = m_stop.get_token();
    m_model.acquire(stop, [this, stop](const Result<ChatModelState::Held>& held) {
        if (stop.stop_requested() || !held) return;
        const inference::ChatRequest request = m_request();
        if (request.messages.empty()) return setUsed(0);
        m_client.countTokens(held->endpoint, request, stop,
                             [this, stop, lease = held->lease](const Result<std::uint64_t>& tokens) {
                                 if (!stop.stop_requested() && tokens) setUsed(static_cast<int>(*tokens));
                             });
    });
}
