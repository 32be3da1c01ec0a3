// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "chat_model_state.h"

#include <functional>
#include <stop_token>

/// How much of the context the next question would take, asked of the engine a moment after the last key. GUI thread.
class ContextMeter : public QObject {
    Q_OBJECT

public:
    /// @param request what would be sent now.
    ContextMeter(ChatServices services, ChatModelState& model, std::function<orrery::inference::ChatRequest()> request,
                 QObject* parent = nullptr);
    ~ContextMeter() override;

    int used() const { return m_used; }
    void setUsed(int tokens);
    /// Something that is to be sent is different.
    void recountSoon();

Q_SIGNALS:
    void changed();

private:
    void recount();

    ChatServices m_services;
    ChatModelState& m_model;
    orrery::inference::ChatClient m_client;
    std::function<orrery::inference::ChatRequest()> m_request;
    QTimer m_soon;
    std::stop_source m_stop;
    int m_used = 0;
};
