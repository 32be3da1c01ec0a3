// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QUrl>

#include "local_sets.h"

#include <orrery/base/executor.h>
#include <orrery/inference/remote_server.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

/// Every model that can be used now: those on this disk, those opened by hand, those of servers. GUI thread.
class LocalModels : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// The disk was looked at.
    Q_PROPERTY(bool looked READ looked NOTIFY countChanged FINAL)

public:
    enum Role {
        KeyRole = Qt::UserRole, ///< Stays the same while the model is there.
        KindRole,               ///< "file" or "server"
        TitleRole,
        FileRole,   ///< url
        ServerRole, ///< Address
        ModelRole,  ///< What the server calls it.
        SizeTextRole,
        DetailTextRole, ///< Quantisation, architecture, parameters, licence; of a server's, where it runs.
        FitRole,        ///< gguf::Fit: a rule of thumb, from the size alone.
        FitTextRole,
        FitIconRole,
        ProjectorRole, ///< url
        RunsRole,      ///< Can be used: the engine reads the format and no part is missing.
        WhyNotRole,
    };

    /// @param memoryTotal bytes of this machine; 0: fits are unknown.
    LocalModels(orrery::Executor& workers, orrery::Executor& gui, std::uint64_t memoryTotal, QObject* parent = nullptr);
    ~LocalModels() override;

    int count() const { return static_cast<int>(m_rows.size()); }
    bool looked() const { return m_looked; }
    void setItems(const std::vector<orrery::library::Item>& items);
    void setServers(const std::vector<orrery::inference::RemoteServer>& servers);
    /// A file opened by hand: there at once, its size and projector a moment later.
    Q_INVOKABLE void addFile(const QUrl& file);
    /// What lets that model see images, where it is known.
    std::optional<std::filesystem::path> projectorOf(const std::filesystem::path& model) const;
    /// What that file is called here; else its file name.
    Q_INVOKABLE QString titleOf(const QUrl& file) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Row {
        orrery::ui::LocalModel model; ///< Of a server only the title.
        std::string serverUrl;
        std::string serverName;

        bool operator==(const Row&) const = default;
    };
    QVariant serverData(const Row& row, int role) const;
    QVariant fileData(const Row& row, int role) const;
    const orrery::ui::LocalModel* find(const std::filesystem::path& file) const;
    void opened(orrery::ui::LocalModel model);
    void rebuild();

    orrery::Executor& m_workers;
    orrery::Executor& m_gui;
    std::uint64_t m_memoryTotal;
    bool m_looked = false;
    std::vector<orrery::ui::LocalModel> m_opened; ///< Newest first.
    std::vector<orrery::ui::LocalModel> m_found;
    std::vector<orrery::inference::RemoteServer> m_servers;
    std::vector<Row> m_rows;
    std::stop_source m_alive;
};
