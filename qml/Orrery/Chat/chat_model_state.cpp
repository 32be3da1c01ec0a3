// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_model_state.h"

#include <orrery/bridge/text.h>

#include <QFileInfo>

#include <algorithm>

using namespace orrery;
using namespace orrery::inference;

ChatModelState::ChatModelState(ChatServices services, QObject* parent)
    : QObject(parent), m_services(std::move(services)), m_client(m_services.engine.http, m_services.engine.executor) {}

ChatModelState::~ChatModelState() {
    m_loading.request_stop();
    m_alive.request_stop();
}

void ChatModelState::setFile(const QString& path) {
    m_loading.request_stop();
    m_server.reset();
    const std::uint32_t context = m_settings.contextTokens;
    m_settings = {};
    m_settings.contextTokens = context;
    m_settings.model = path.toStdString();
    if (m_services.projectorOf) m_settings.projector = m_services.projectorOf(m_settings.model).value_or("");
    m_facts = {};
    m_problem = {};
}

void ChatModelState::setServer(const QString& url, const QString& model) {
    m_loading.request_stop();
    m_settings.model.clear();
    m_server = RemoteServer{};
    m_server->url = url.toStdString();
    m_serverModel = model.toStdString();
    m_serverFacts = {};
    m_problem = {};
}

void ChatModelState::openFile(const QUrl& file) {
    setFile(file.isLocalFile() ? file.toLocalFile() : file.toString());
    load();
}

void ChatModelState::openServer(const QString& url, const QString& model) {
    setServer(url, model);
    load();
}

void ChatModelState::choose(const QString& key) {
    if (key == this->key()) return;
    const qsizetype bar = key.indexOf(QLatin1Char('|'));
    if (key.isEmpty()) return;
    if (key.startsWith(QLatin1String("http")) && bar > 0) {
        setServer(key.left(bar), key.mid(bar + 1));
        setState(Ready);
        return;
    }
    setFile(key);
    setState(Resting);
    poolChanged();
}

QString ChatModelState::key() const {
    if (m_server) return textFrom(m_server->url + "|" + m_serverModel);
    return QString::fromStdString(m_settings.model.string());
}

void ChatModelState::reload() {
    m_problem = {};
    if (m_state != NoModel) load();
}

void ChatModelState::useChatMl() {
    m_settings.chatTemplate = "chatml";
    reload();
}

void ChatModelState::setContextWanted(int tokens) {
    const auto wanted = static_cast<std::uint32_t>(std::clamp(tokens, 256, 1 << 20));
    if (wanted == m_settings.contextTokens) return;
    const std::optional<PoolEntry> old = m_settings.model.empty() ? std::nullopt : m_services.pool.find(m_settings);
    m_settings.contextTokens = wanted;
    if (old && old->leases == 0) m_services.pool.unload(old->id);
    if (!m_server && m_state != NoModel) load();
    Q_EMIT changed();
}

void ChatModelState::load() {
    m_loading.request_stop();
    m_loading = {};
    acquire(m_loading.get_token(), [](const Result<Held>&) {}); // the pool keeps it for a while
}

void ChatModelState::acquire(std::stop_token stop, std::function<void(Result<Held>)> done) {
    if (m_server) {
        acquireRemote(std::move(done));
    } else {
        acquireLocal(std::move(stop), std::move(done));
    }
}

void ChatModelState::acquireLocal(std::stop_token stop, std::function<void(Result<Held>)> done) {
    m_problem = {};
    ++m_waiting;
    if (m_state != Ready) setState(Loading);
    const EngineSettings settings = m_settings;
    m_services.pool.acquire(
        settings, std::move(stop),
        [this, settings, done = std::move(done), gone = m_alive.get_token()](Result<ModelLease> lease) {
            if (gone.stop_requested()) return;
            --m_waiting;
            if (!lease) {
                if (settings == m_settings && !m_server) {
                    if (lease.error().is(orrery::Errc::Cancelled)) {
                        poolChanged();
                    } else {
                        fail(lease.error());
                    }
                }
                done(orrery::fail(lease.error()));
                return;
            }
            if (settings == m_settings) {
                m_facts = lease->facts();
                setState(Ready);
            }
            const ChatEndpoint endpoint = lease->endpoint();
            done(Held{endpoint, std::make_shared<ModelLease>(std::move(*lease))});
        });
}

void ChatModelState::acquireRemote(std::function<void(Result<Held>)> done) {
    m_problem = {};
    const RemoteServer server = *m_server;
    const std::string model = m_serverModel;
    const auto withKey = [this, server, model, done = std::move(done), gone = m_alive.get_token()](std::string key) {
        if (gone.stop_requested()) return;
        ChatEndpoint endpoint;
        endpoint.baseUrl = server.url;
        endpoint.apiKey = std::move(key);
        endpoint.model = model;
        if (m_state != Ready) readServerFacts(endpoint);
        setState(Ready);
        done(Held{std::move(endpoint), nullptr});
    };
    if (m_services.keys) {
        m_services.keys(server, withKey);
    } else {
        withKey({});
    }
}

void ChatModelState::readServerFacts(const ChatEndpoint& endpoint) {
    m_client.readFacts(endpoint, m_alive.get_token(),
                       [this, url = endpoint.baseUrl, gone = m_alive.get_token()](const Result<ServerFacts>& facts) {
                           if (gone.stop_requested() || !facts || !m_server || m_server->url != url) return;
                           m_serverFacts = *facts;
                           Q_EMIT changed();
                       });
}

void ChatModelState::poolChanged() {
    if (m_server || m_settings.model.empty()) return;
    const std::optional<PoolEntry> entry = m_services.pool.find(m_settings);
    const EngineState engine = entry ? entry->state : EngineState::Stopped;
    if (engine == EngineState::Ready) {
        m_facts = entry->facts;
        setState(Ready);
    } else if (engine == EngineState::Failed && entry->failure) {
        fail(*entry->failure);
    } else if (engine == EngineState::Starting || m_waiting > 0) {
        setState(Loading);
    } else if (m_state != Failed) {
        setState(Resting);
    }
}

void ChatModelState::setState(State state) {
    m_state = state;
    Q_EMIT changed();
}

void ChatModelState::fail(const Error& error) {
    m_problem = loadProblem(error);
    setState(Failed);
}

QUrl ChatModelState::file() const {
    return m_settings.model.empty() ? QUrl() : QUrl::fromLocalFile(QString::fromStdString(m_settings.model.string()));
}

QString ChatModelState::name() const {
    if (m_server) return m_serverModel.empty() ? textFrom(m_server->url) : textFrom(m_serverModel);
    const QString own = textFrom(m_facts.model.name);
    return own.isEmpty() ? QFileInfo(QString::fromStdString(m_settings.model.string())).completeBaseName() : own;
}

QString ChatModelState::statusText() const {
    switch (m_state) {
    case NoModel: return tr("No model loaded");
    case Loading: return tr("Loading %1").arg(name());
    case Ready: return tr("%1 is ready").arg(name());
    case Resting: return tr("%1 is resting").arg(name());
    case Failed: break;
    }
    return tr("%1 did not start").arg(name());
}

QString ChatModelState::kindText() const {
    if (m_server) return textFrom(m_server->url);
    const gguf::ModelFacts& model = m_facts.model;
    if (model.architecture.empty()) return {};
    QStringList parts{textFrom(model.architecture)};
    if (model.parameterCount > 0) parts << tr("%1 parameters").arg(countText(model.parameterCount));
    if (!model.quantisation.empty()) parts << textFrom(model.quantisation);
    return parts.join(QStringLiteral(" · "));
}

QString ChatModelState::memoryText() const {
    return m_server || m_facts.memory.total() == 0 ? QString() : tr("about %1").arg(sizeText(m_facts.memory.total()));
}

QString ChatModelState::engineText() const {
    if (m_server) return textFrom(m_serverFacts.build);
    if (m_state != Ready) return {};
    return tr("ready in %1 s").arg(static_cast<double>(m_facts.startTime.count()) / 1000, 0, 'f', 2);
}

QString ChatModelState::protectionText() const {
    if (m_server)
        return tr("This model runs on another machine: what you write is sent to %1.").arg(textFrom(m_server->url));
    if (m_state != Ready) return {};
    if (m_facts.sandboxed) return tr("This model runs sealed off: no network, no access to your files.");
    return tr(
        "There is no sandbox on this machine. The engine is told to stay offline and listens only to this window.");
}

int ChatModelState::contextSize() const {
    if (m_server) return static_cast<int>(m_serverFacts.contextTokens.value_or(0));
    return static_cast<int>(m_facts.contextTokens);
}

bool ChatModelState::readsImages() const {
    if (m_server) return m_serverFacts.readsImages || m_serverFacts.build.empty();
    return !m_settings.projector.empty();
}
