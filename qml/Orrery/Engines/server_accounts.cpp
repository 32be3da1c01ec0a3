// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server_accounts.h"

#include <orrery/base/log.h>
#include <orrery/bridge/text.h>
#include <orrery/platform/atomic_file.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

using namespace orrery;
using inference::RemoteServer;

struct ServerAccounts::Secrets {
    std::once_flag opened;
    std::unique_ptr<platform::SecretStore> store;

    platform::SecretStore& open(const Services& services) {
        std::call_once(opened, [&] { store = services.openStore(); });
        return *store;
    }
};

namespace {

QString namesText(const std::vector<std::string>& models) {
    constexpr std::size_t shown = 4;
    QStringList names;
    for (std::size_t i = 0; i < std::min(shown, models.size()); ++i) names += textFrom(models[i]);
    const auto more = static_cast<int>(models.size()) - static_cast<int>(names.size());
    const QString list = names.join(QStringLiteral(", "));
    return more > 0 ? ServerAccounts::tr("%1 and %n more", "", more).arg(list) : list;
}

} // namespace

ServerAccounts::ServerAccounts(Services services, QObject* parent)
    : QAbstractListModel(parent),
      m_services(std::move(services)),
      m_client(m_services.http, m_services.gui),
      m_secrets(std::make_shared<Secrets>()) {}

ServerAccounts::~ServerAccounts() {
    m_alive.request_stop();
}

void ServerAccounts::load() {
    m_services.workers.post([this, services = m_services, secrets = m_secrets, gone = m_alive.get_token()] {
        const Result<std::string> json = platform::readFile(services.file);
        std::vector<std::pair<RemoteServer, bool>> found;
        for (RemoteServer& server : inference::readServers(json ? *json : std::string())) {
            const auto key = secrets->open(services).read(inference::secretKey(server));
            found.emplace_back(std::move(server), key && key->has_value());
        }
        services.gui.post([this, gone, found = std::move(found)] {
            if (gone.stop_requested()) return;
            for (const auto& [server, hasKey] : found) append(server, hasKey);
            Q_EMIT serversChanged();
        });
    });
}

std::vector<RemoteServer> ServerAccounts::servers() const {
    std::vector<RemoteServer> servers;
    for (const Row& row : m_rows) servers.push_back(row.server);
    return servers;
}

std::optional<RemoteServer> ServerAccounts::find(const QString& url) const {
    for (const Row& row : m_rows) {
        if (textFrom(row.server.url) == url) return row.server;
    }
    return std::nullopt;
}

void ServerAccounts::readKey(const RemoteServer& server, KeyTaker taker) {
    m_services.workers.post(
        [services = m_services, secrets = m_secrets, server, taker = std::move(taker), gone = m_alive.get_token()] {
            const auto key = secrets->open(services).read(inference::secretKey(server));
            services.gui.post([taker, gone, key = key ? key->value_or("") : std::string()] {
                if (!gone.stop_requested()) taker(key);
            });
        });
}

ServerAccounts::Row* ServerAccounts::rowOf(const QString& url) {
    for (Row& row : m_rows) {
        if (textFrom(row.server.url) == url) return &row;
    }
    return nullptr;
}

void ServerAccounts::changed(const Row& row) {
    const QModelIndex at = index(static_cast<int>(&row - m_rows.data()));
    Q_EMIT dataChanged(at, at);
}

void ServerAccounts::append(RemoteServer server, bool hasKey) {
    if (rowOf(textFrom(server.url))) return;
    beginInsertRows({}, count(), count());
    m_rows.push_back({std::move(server), hasKey, false, {}, {}});
    endInsertRows();
    Q_EMIT countChanged();
}

QString ServerAccounts::add(const QString& name, const QString& url, const QString& key) {
    const Result<std::string> tidy = inference::serverUrl(url.toStdString());
    if (!tidy) return textFrom(tidy.error().message);
    if (rowOf(textFrom(*tidy))) return tr("This server is on the list already.");
    const QString shown = name.trimmed().isEmpty() ? textFrom(*tidy) : name.trimmed();
    append({shown.toStdString(), *tidy, {}}, false);
    save();
    if (!key.trimmed().isEmpty()) setKey(textFrom(*tidy), key);
    check(textFrom(*tidy));
    return {};
}

void ServerAccounts::remove(const QString& url) {
    Row* row = rowOf(url);
    if (!row) return;
    setKey(url, {});
    const auto at = static_cast<int>(row - m_rows.data());
    beginRemoveRows({}, at, at);
    m_rows.erase(m_rows.begin() + at);
    endRemoveRows();
    Q_EMIT countChanged();
    save();
}

void ServerAccounts::setKey(const QString& url, const QString& key) {
    Row* row = rowOf(url);
    if (!row) return;
    row->hasKey = !key.trimmed().isEmpty();
    row->problem.clear();
    changed(*row);
    m_services.workers.post([this, services = m_services, secrets = m_secrets, server = row->server,
                             key = key.trimmed().toStdString(), url, gone = m_alive.get_token()] {
        platform::SecretStore& store = secrets->open(services);
        const Status kept =
            key.empty() ? store.remove(inference::secretKey(server)) : store.write(inference::secretKey(server), key);
        if (kept) return;
        services.gui.post([this, gone, url, error = kept.error()] {
            if (gone.stop_requested()) return;
            if (Row* failed = rowOf(url)) {
                failed->problem = textFrom(error.message);
                failed->hasKey = false;
                changed(*failed);
            }
        });
    });
}

void ServerAccounts::save() {
    Q_EMIT serversChanged();
    m_services.workers.post([servers = servers(), file = m_services.file] {
        if (const Status written = inference::saveServers(file, servers); !written)
            log(LogLevel::Error, "servers", describe(written.error()));
    });
}

void ServerAccounts::check(const QString& url) {
    Row* row = rowOf(url);
    if (!row || row->checking) return;
    row->checking = true;
    row->problem.clear();
    changed(*row);
    readKey(row->server, [this, url](const std::string& key) { ask(url, key); });
}

void ServerAccounts::ask(const QString& url, const std::string& key) {
    const auto begun = std::chrono::steady_clock::now();
    m_client.listModels(
        {url.toStdString(), {}, key, {}}, m_alive.get_token(),
        [this, url, begun, gone = m_alive.get_token()](const Result<std::vector<std::string>>& models) {
            Row* row = gone.stop_requested() ? nullptr : rowOf(url);
            if (!row) return;
            const auto took =
                std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
            row->checking = false;
            row->health.clear();
            if (models) {
                row->health =
                    tr("%n model(s), answers in %1 ms", "", static_cast<int>(models->size())).arg(took.count());
            } else {
                row->problem = textFrom(models.error().message);
            }
            const bool news = models && *models != row->server.models;
            if (news) row->server.models = *models;
            changed(*row);
            if (news) save();
        });
}

int ServerAccounts::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ServerAccounts::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case NameRole: return textFrom(row.server.name);
    case UrlRole: return textFrom(row.server.url);
    case KeyTextRole: return row.hasKey ? tr("A key is kept") : tr("No key");
    case HasKeyRole: return row.hasKey;
    case HealthTextRole: return row.health;
    case ModelsTextRole: return namesText(row.server.models);
    case ProblemRole: return row.problem;
    case CheckingRole: return row.checking;
    default: return {};
    }
}

QHash<int, QByteArray> ServerAccounts::roleNames() const {
    return {{NameRole, "name"},
            {UrlRole, "url"},
            {KeyTextRole, "keyText"},
            {HasKeyRole, "hasKey"},
            {HealthTextRole, "healthText"},
            {ModelsTextRole, "modelsText"},
            {ProblemRole, "problem"},
            {CheckingRole, "checking"}};
}
