// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub_services.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

/// What a model was made from, and what was made from it.
struct Family {
    struct Ancestor {
        std::string name;
        std::string relation;                        ///< Of the one below it to this: "finetune", ...; may be empty.
        std::optional<orrery::catalog::Entry> entry; ///< Nothing: only the name is known.
    };
    std::vector<Ancestor> ancestors; ///< The nearest first.
    std::vector<orrery::catalog::Entry> children;
};

/// Gathers a model's family from the catalogue and then from the Hub. GUI thread; nothing is told after stop() or the
/// end of the finder.
class FamilyFinder {
public:
    /// @param ended nothing more will come.
    using OnFamily = std::function<void(const Family& family, bool ended)>;

    FamilyFinder(const HubServices& services, OnFamily onFamily);
    ~FamilyFinder();
    FamilyFinder(const FamilyFinder&) = delete;
    FamilyFinder& operator=(const FamilyFinder&) = delete;

    void find(const orrery::catalog::Entry& model, const orrery::hub::Endpoint& endpoint, bool online);
    void stop();

private:
    void askChildren();
    void addChildren(std::vector<orrery::catalog::Entry> entries);
    void askAncestor();

    HubServices m_services;
    OnFamily m_onFamily;
    orrery::catalog::Entry m_model;
    orrery::hub::Endpoint m_endpoint;
    Family m_family;
    int m_open = 0;
    std::stop_source m_stop;
};
