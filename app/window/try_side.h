// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app_settings.h"
#include "chat_controller.h"
#include "compare_controller.h"
#include "conversation_keeper.h"
#include "engine_choice.h"
#include "library_model.h"
#include "loaded_models.h"
#include "local_models.h"
#include "measure_controller.h"
#include "model_inspector.h"
#include "runtimes_controller.h"
#include "server_accounts.h"
#include "serving_controller.h"

#include <orrery/base/executor.h>
#include <orrery/bridge/gui_executor.h>
#include <orrery/governance/licence.h>
#include <orrery/inference/model_pool.h>
#include <orrery/measure/measure_store.h>
#include <orrery/net/curl_http_client.h>
#include <orrery/platform/event_thread.h>
#include <orrery/platform/paths.h>
#include <orrery/runtimes/runtime_store.h>

#include <QObject>
#include <QVariantMap>

#include <filesystem>
#include <optional>
#include <stop_token>

/// Everything of the program that has to do with running models, made and tied together: engines, the models that are
/// loaded, conversations, measurements, servers, and the presenters of their pages. GUI thread.
class TrySide : public QObject {
    Q_OBJECT

public:
    /// All outlive this.
    TrySide(const orrery::platform::Folders& folders, const orrery::governance::LicenceTable& licences,
            AppSettings& settings, orrery::GuiExecutor& gui);
    ~TrySide() override;

    ChatController* chat() { return &m_chat; }
    CompareController* compare() { return &m_compare; }
    MeasureController* measure() { return &m_measure; }
    RuntimesController* runtimes() { return &m_runtimes; }
    LoadedModels* loaded() { return &m_loaded; }
    ServerAccounts* servers() { return &m_servers; }
    ServingController* serving() { return &m_serving; }
    LocalModels* models() { return &m_models; }
    ModelInspector* inspector() { return &m_inspector; }

    /// What the window needs of this side, by the names of its properties.
    QVariantMap properties();

    /// What asks engines about models elsewhere in the program works with these.
    const ModelServices& modelServices() const { return m_services; }

    /// What is on this disk now.
    void setLibrary(const LibraryModel& items);
    /// A model is being loaded, or answers.
    bool busy() const;

private:
    orrery::inference::EngineServices engineServices() { return {m_processes, m_http, m_workers, m_gui}; }
    orrery::inference::ModelPool::HostSource hosts();
    std::function<void(const orrery::inference::RemoteServer&, ServerAccounts::KeyTaker)> keys();
    void connectPresenters();
    void applySettings();
    void poolChanged();
    void offerModels();

    std::stop_source m_alive; // requested when we go: late completions do nothing
    AppSettings& m_settings;
    orrery::GuiExecutor& m_gui;
    std::optional<orrery::Error> m_measureTrouble; ///< With the file of measurements, when it was opened.
    orrery::measure::MeasureStore m_measurements;
    ConversationKeeper m_keeper;
    orrery::WorkerPool m_workers{3};
    orrery::platform::EventThread m_processes;
    orrery::net::CurlHttpClient m_http;   ///< To engines and servers that are chatted with.
    orrery::net::CurlHttpClient m_remote; ///< Downloads and questions to servers: an answer must not wait for them.
    EngineChoice m_choice;
    orrery::runtimes::RuntimeStore m_store;
    orrery::inference::ModelPool m_pool;
    ModelServices m_services;
    ServerAccounts m_servers;
    LocalModels m_models;
    ModelInspector m_inspector; ///< Of what is looked at to be chosen,
    ModelInspector m_chosen;    ///< and of what is chatted with.
    RuntimesController m_runtimes;
    LoadedModels m_loaded;
    ServingController m_serving;
    ChatController m_chat;
    CompareController m_compare;
    MeasureController m_measure;
};
