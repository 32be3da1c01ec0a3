// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub_services.h"
#include "repository_record.h"

#include <functional>
#include <stop_token>
#include <string>

/// Gathers what there is to know of one repository: at once from the catalogue, then from the Hub, which the catalogue
/// then remembers. GUI thread; nothing is told after stop() or the end of the loader.
class RepositoryLoader {
public:
    struct Callbacks {
        std::function<void(const RepositoryRecord&)> onRecord; ///< Each time more is known.
        std::function<void(const orrery::Error&)> onProblem;   ///< The Hub's answer, when it was none.
        std::function<void()> onEnd;                           ///< Nothing more will come.
        std::function<void(const orrery::Status&)> onAccess;   ///< Of a gated one: whether its files may be read.
    };
    RepositoryLoader(const HubServices& services, Callbacks callbacks);
    ~RepositoryLoader();
    RepositoryLoader(const RepositoryLoader&) = delete;
    RepositoryLoader& operator=(const RepositoryLoader&) = delete;

    /// @param online whether the Hub may be asked.
    void load(orrery::hub::RepoId id, orrery::hub::Endpoint endpoint, std::string revision, bool online);
    void stop();
    /// Looks again which files are on this disk.
    void lookAtDisk();
    /// What the person just said of it.
    void setFavourite(bool favourite);

    const RepositoryRecord& record() const { return m_record; }

private:
    void readCatalogue(bool online);
    void askInfo();
    void takeInfo(orrery::hub::RepoInfo info);
    void askTree();
    void askCard();
    void takeReadme(std::string readme);
    void partDone();
    void store();

    HubServices m_services;
    Callbacks m_callbacks;
    RepositoryRecord m_record;
    int m_openParts = 0;
    bool m_whole = false; ///< Files and card both came.
    std::stop_source m_stop;
};
