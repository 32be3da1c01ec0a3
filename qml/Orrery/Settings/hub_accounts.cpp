// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub_accounts.h"

#include <orrery/net/url.h>

#include <algorithm>
#include <map>
#include <mutex>

using namespace orrery;

namespace {

std::string secretKey(const std::string& url) {
    return "hub token " + url;
}

QString keptIn(platform::SecretStore::Kind kind) {
    return kind == platform::SecretStore::Kind::Keyring
               ? HubAccounts::tr("Tokens entered here are kept in this desktop's keyring.")
               : HubAccounts::tr("Tokens entered here are kept in a file that only you can read.");
}

} // namespace

struct HubAccounts::Tokens {
    std::mutex mutex;
    std::map<std::string, std::string> byUrl;
    std::once_flag opened;
    std::unique_ptr<platform::SecretStore> store; // used on workers only
};

HubAccounts::HubAccounts(Services services, const QStringList& added, QObject* parent)
    : QAbstractListModel(parent), m_services(std::move(services)), m_tokens(std::make_shared<Tokens>()) {
    Row standard;
    standard.endpoint = hub::defaultEndpoint(m_services.environment);
    standard.isDefault = true;
    m_rows.push_back(std::move(standard));
    for (const QString& line : added) {
        const qsizetype tab = line.indexOf(QLatin1Char('\t'));
        if (tab <= 0) continue;
        Row row;
        row.endpoint = {line.left(tab).toStdString(), line.mid(tab + 1).toStdString()};
        m_rows.push_back(std::move(row));
    }
}

HubAccounts::~HubAccounts() {
    m_alive.request_stop();
}

hub::TokenSource HubAccounts::tokenSource() const {
    return [tokens = m_tokens](const hub::Endpoint& endpoint) -> std::optional<std::string> {
        const std::scoped_lock lock(tokens->mutex);
        const auto found = tokens->byUrl.find(endpoint.url);
        if (found == tokens->byUrl.end()) return std::nullopt;
        return found->second;
    };
}

std::vector<hub::Endpoint> HubAccounts::endpoints() const {
    std::vector<hub::Endpoint> endpoints;
    for (const Row& row : m_rows) endpoints.push_back(row.endpoint);
    return endpoints;
}

QStringList HubAccounts::added() const {
    QStringList lines;
    for (const Row& row : m_rows) {
        if (!row.isDefault) lines.append(QString::fromStdString(row.endpoint.name + '\t' + row.endpoint.url));
    }
    return lines;
}

void HubAccounts::load() {
    for (const Row& known : m_rows) {
        const std::string url = known.endpoint.url;
        m_services.workers.post([this, url, isDefault = known.isDefault, tokens = m_tokens, services = m_services,
                                 gone = m_alive.get_token()] {
            std::call_once(tokens->opened, [&] { tokens->store = services.openStore(); });
            const Result<std::optional<std::string>> own = tokens->store->read(secretKey(url));
            std::optional<hub::FoundToken> found;
            if (isDefault) found = hub::findToken(services.environment, services.folders);
            services.gui.post([this, gone, url, own, found, kind = tokens->store->kind()] {
                if (gone.stop_requested()) return;
                m_keptText = keptIn(kind);
                Q_EMIT keptTextChanged();
                Row* row = find(QString::fromStdString(url));
                if (row && !own) row->problem = QString::fromStdString(own.error().message);
                applyFound(url, own ? *own : std::nullopt, found);
            });
        });
    }
}

void HubAccounts::applyFound(const std::string& url, const std::optional<std::string>& own,
                             const std::optional<hub::FoundToken>& found) {
    Row* row = find(QString::fromStdString(url));
    if (!row) return;
    row->ownToken = own.has_value();
    row->tokenOrigin = own     ? tr("Token entered here")
                       : found ? tr("Token from %1").arg(QString::fromStdString(found->origin))
                               : QString();
    {
        const std::scoped_lock lock(m_tokens->mutex);
        m_tokens->byUrl.erase(url);
        if (own) {
            m_tokens->byUrl[url] = *own;
        } else if (found) {
            m_tokens->byUrl[url] = found->token;
        }
    }
    changed(*row);
    Q_EMIT loaded();
}

QString HubAccounts::addEndpoint(const QString& name, const QString& url) {
    QString trimmed = url.trimmed();
    while (trimmed.endsWith(QLatin1Char('/'))) trimmed.chop(1);
    const Result<net::Url> parsed = net::parseUrl(trimmed.toStdString());
    if (!parsed) return tr("An address begins with https:// and names a host.");
    if (parsed->scheme != "https" && !net::isLoopback(parsed->host))
        return tr("Only https:// keeps a token safe on its way. Use it for hosts other than this machine.");
    if (find(trimmed)) return tr("This Hub is on the list already.");
    Row row;
    row.endpoint = {name.trimmed().isEmpty() ? net::displayHost(*parsed) : name.trimmed().toStdString(),
                    trimmed.toStdString()};
    beginInsertRows({}, count(), count());
    m_rows.push_back(std::move(row));
    endInsertRows();
    Q_EMIT countChanged();
    Q_EMIT endpointsChanged();
    return {};
}

void HubAccounts::removeEndpoint(const QString& url) {
    Row* row = find(url);
    if (!row || row->isDefault) return;
    if (row->ownToken) store(url, std::nullopt);
    const int at = static_cast<int>(row - m_rows.data());
    beginRemoveRows({}, at, at);
    m_rows.erase(m_rows.begin() + at);
    endRemoveRows();
    Q_EMIT countChanged();
    Q_EMIT endpointsChanged();
}

void HubAccounts::setToken(const QString& url, const QString& token) {
    const QString trimmed = token.trimmed();
    if (!trimmed.isEmpty()) store(url, trimmed.toStdString());
}

void HubAccounts::forgetToken(const QString& url) {
    store(url, std::nullopt);
}

void HubAccounts::store(const QString& url, std::optional<std::string> token) {
    const Row* known = find(url);
    if (!known) return;
    m_services.workers.post([this, key = known->endpoint.url, isDefault = known->isDefault, token = std::move(token),
                             tokens = m_tokens, services = m_services, gone = m_alive.get_token()] {
        std::call_once(tokens->opened, [&] { tokens->store = services.openStore(); });
        const Status done =
            token ? tokens->store->write(secretKey(key), *token) : tokens->store->remove(secretKey(key));
        std::optional<hub::FoundToken> found;
        if (isDefault) found = hub::findToken(services.environment, services.folders);
        services.gui.post([this, gone, key, token, done, found] {
            if (gone.stop_requested()) return;
            Row* row = find(QString::fromStdString(key));
            if (!row) return;
            row->problem = done ? QString() : QString::fromStdString(done.error().message);
            row->account.clear();
            applyFound(key, token, found); // a token that could not be kept still serves this run
            if (token) check(QString::fromStdString(key));
        });
    });
}

void HubAccounts::check(const QString& url) {
    Row* asked = find(url);
    if (!asked || !m_client) return;
    asked->checking = true;
    asked->problem.clear();
    changed(*asked);
    m_client->whoAmI(asked->endpoint, m_alive.get_token(),
                     [this, url, gone = m_alive.get_token()](const Result<hub::WhoAmI>& who) {
                         if (gone.stop_requested()) return;
                         Row* row = find(url);
                         if (!row) return;
                         row->checking = false;
                         row->account = who ? tr("Signed in as %1").arg(QString::fromStdString(who->name)) : QString();
                         row->problem = who ? QString() : QString::fromStdString(who.error().message);
                         changed(*row);
                     });
}

HubAccounts::Row* HubAccounts::find(const QString& url) {
    const auto found = std::ranges::find(m_rows, url.toStdString(), [](const Row& row) { return row.endpoint.url; });
    return found == m_rows.end() ? nullptr : &*found;
}

void HubAccounts::changed(const Row& row) {
    const QModelIndex at = index(static_cast<int>(&row - m_rows.data()));
    Q_EMIT dataChanged(at, at);
}

int HubAccounts::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant HubAccounts::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case NameRole: return QString::fromStdString(row.endpoint.name);
    case UrlRole: return QString::fromStdString(row.endpoint.url);
    case TokenTextRole:
        return row.tokenOrigin.isEmpty() ? tr("No token: browsing without an account") : row.tokenOrigin;
    case AccountTextRole: return row.account;
    case ProblemRole: return row.problem;
    case HasOwnTokenRole: return row.ownToken;
    case CheckingRole: return row.checking;
    case RemovableRole: return !row.isDefault;
    default: return {};
    }
}

QHash<int, QByteArray> HubAccounts::roleNames() const {
    return {{NameRole, "name"},           {UrlRole, "url"},
            {TokenTextRole, "tokenText"}, {AccountTextRole, "accountText"},
            {ProblemRole, "problem"},     {HasOwnTokenRole, "hasOwnToken"},
            {CheckingRole, "checking"},   {RemovableRole, "removable"}};
}
