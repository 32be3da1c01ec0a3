// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "explore_controller.h"
#include "repository_controller.h"

#include <fake_hub.h>

#include <orrery/bridge/gui_executor.h>
#include <orrery/net/curl_http_client.h>

#include <memory>
#include <string>

/// A Hub on the loopback, an empty catalogue, and everything the presenters stand on.
class HubStage {
public:
    HubStage()
        : m_licences(*orrery::governance::LicenceTable::parse(resource("licences.json"))),
          m_labs(*orrery::governance::LabTable::parse(resource("labs.json"))),
          m_catalog(*orrery::catalog::Catalog::open(path("catalog.db"), {m_licences, country()})),
          client({http, workers, gui, {}}) {}

    static std::string resource(const char* name) {
        QFile file(QStringLiteral(ORRERY_SOURCE_DIR "/resources/governance/") + QString::fromLatin1(name));
        if (!file.open(QIODevice::ReadOnly)) qFatal("a table is missing");
        return file.readAll().toStdString();
    }

    orrery::catalog::Catalog& catalog() { return m_catalog; }

    HubServices services(std::uint64_t memoryTotal = 16ULL << 30) {
        return {client, m_catalog, m_licences, m_labs, gui, workers, path("cache"), memoryTotal, {endpoint()}};
    }
    orrery::hub::Endpoint endpoint() const { return {"Test", hub.url()}; }
    std::string path(const char* name) const { return folder.filePath(QString::fromLatin1(name)).toStdString(); }

    /// A model of the Hub, small and downloaded so often.
    static orrery::fakes::FakeRepo model(const std::string& id, std::uint64_t downloads = 0) {
        orrery::fakes::FakeRepo repo;
        repo.id = id;
        repo.task = "text-generation";
        repo.library = "transformers";
        repo.tags = {"text-generation", "license:apache-2.0", "en"};
        repo.downloads = downloads;
        repo.trending = static_cast<double>(downloads);
        return repo;
    }

    /// What the catalogue has seen some day: `count` models "seen/model-<number>".
    void fillCatalogue(int count) {
        std::vector<orrery::hub::RepoSummary> rows;
        for (int i = 0; i < count; ++i) {
            orrery::hub::RepoSummary row;
            row.id = {orrery::hub::RepoKind::Model, "seen/model-" + std::to_string(i)};
            row.task = i % 2 == 0 ? "text-generation" : "robotics";
            row.licence = i % 2 == 0 ? "apache-2.0" : "cc-by-nc-4.0";
            row.trending = 1000 - i;
            rows.push_back(std::move(row));
        }
        QVERIFY(m_catalog.put(rows, hub.url(), "2026-11-03T12:00:00Z").has_value());
    }

    QTemporaryDir folder;
    orrery::fakes::FakeHub hub;
    orrery::GuiExecutor gui;

private:
    std::function<std::string(std::string_view)> country() {
        return [this](std::string_view publisher) {
            const orrery::governance::Lab* lab = m_labs.find(publisher);
            return lab ? lab->country : std::string();
        };
    }

    orrery::governance::LicenceTable m_licences;
    orrery::governance::LabTable m_labs;
    orrery::catalog::Catalog m_catalog;

public:
    orrery::WorkerPool workers{2}; // what runs on it ends before the catalogue goes
    orrery::net::CurlHttpClient http{gui};
    orrery::hub::HubClient client;
};
