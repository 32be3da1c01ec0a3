// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app_settings.h"
#include "downloads_model.h"
#include "explore_controller.h"
#include "hub_accounts.h"
#include "library_controller.h"
#include "repository_controller.h"

#include <orrery/base/executor.h>
#include <orrery/bridge/gui_executor.h>
#include <orrery/catalog/catalog.h>
#include <orrery/download/queue.h>
#include <orrery/governance/labs.h>
#include <orrery/governance/licence.h>
#include <orrery/hub/client.h>
#include <orrery/net/curl_http_client.h>
#include <orrery/platform/paths.h>

#include <QObject>
#include <QVariantMap>

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

/// What ships with the program.
struct HubTables {
    const orrery::governance::LicenceTable& licences;
    const orrery::governance::LabTable& labs;
    std::filesystem::path catalogueSeed;
};

/// Everything of the program that has to do with Hubs and what comes from them, made and tied together: accounts,
/// client, catalogue, downloads, library, and the presenters of their pages. GUI thread.
class HubSide : public QObject {
    Q_OBJECT

public:
    /// All outlive this. @param models what exact fits are worked out with; null: they are not.
    HubSide(const orrery::platform::Folders& folders, const HubTables& shipped, const ModelServices* models,
            AppSettings& settings, orrery::GuiExecutor& gui);
    ~HubSide() override;

    HubAccounts* accounts() { return &m_accounts; }
    ExploreController* explore() { return &m_explore; }
    RepositoryController* repository() { return &m_repository; }
    DownloadsModel* downloads() { return &m_downloads; }
    LibraryController* library() { return &m_library; }

    /// What the window needs of this side, by the names of its properties.
    QVariantMap properties();

    /// HF_HUB_OFFLINE or its like is set.
    bool offlineForced() const;
    /// Something is being looked up or searched.
    bool busy() const;

    /// Opens a repository's page. @param text as hub::parseReference reads it.
    /// @return whether it was understood.
    bool openRepository(const QString& text);

private:
    HubServices services();
    void connectPresenters();
    void applySettings();
    void fillEmptyCatalogue(const std::filesystem::path& seed);
    void markInstalled();
    void watchNetwork();

    std::stop_source m_alive; // requested when we go: late completions do nothing
    AppSettings& m_settings;
    orrery::GuiExecutor& m_gui;
    orrery::hub::Environment m_environment;
    orrery::hub::HubFolders m_hubFolders;
    const orrery::governance::LicenceTable& m_licences;
    const orrery::governance::LabTable& m_labs;
    const ModelServices* m_models;
    orrery::catalog::Catalog m_catalog;
    /// A pool of its own: a search must not wait for meshes, and what runs on it ends before what it works on goes.
    orrery::WorkerPool m_workers{4};
    HubAccounts m_accounts;
    orrery::net::CurlHttpClient m_http;
    orrery::hub::HubClient m_client;
    DownloadsModel m_downloads;
    orrery::download::Queue m_queue;
    ExploreController m_explore;
    RepositoryController m_repository;
    LibraryController m_library;
};
