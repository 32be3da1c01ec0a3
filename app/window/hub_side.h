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

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

/// Everything of the program that has to do with Hubs and what comes from them, made and tied together: accounts,
/// client, catalogue, downloads, library, and the presenters of their pages. GUI thread.
class HubSide : public QObject {
    Q_OBJECT

public:
    /// @param resources the folder with governance/ and catalogue/ in it. The rest outlives this.
    HubSide(const orrery::platform::Folders& folders, const std::filesystem::path& resources, AppSettings& settings,
            orrery::GuiExecutor& gui);
    ~HubSide() override;

    HubAccounts* accounts() { return &m_accounts; }
    ExploreController* explore() { return &m_explore; }
    RepositoryController* repository() { return &m_repository; }
    DownloadsModel* downloads() { return &m_downloads; }
    LibraryController* library() { return &m_library; }

    const orrery::governance::LicenceTable& licences() const { return m_licences; }

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
    orrery::governance::LicenceTable m_licences;
    orrery::governance::LabTable m_labs;
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
