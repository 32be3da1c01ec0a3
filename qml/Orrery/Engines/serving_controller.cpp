// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serving_controller.h"

#include <orrery/bridge/text.h>

#include <QClipboard>
#include <QGuiApplication>

using namespace orrery;

namespace {

constexpr const char* secretName = "local server key";

} // namespace

ServingController::ServingController(Services services, QObject* parent)
    : QObject(parent),
      m_services(std::move(services)),
      m_server(m_services.pool, m_services.http, m_services.gui, [this, gone = m_alive.get_token()] {
          if (!gone.stop_requested()) Q_EMIT changed();
      }) {}

ServingController::~ServingController() {
    m_alive.request_stop();
}

QString ServingController::address() const {
    const std::uint16_t port = m_server.status().port;
    return port == 0 ? QString() : QStringLiteral("http://127.0.0.1:%1/v1").arg(port);
}

QString ServingController::statusText() const {
    const serve::ServeStatus status = m_server.status();
    if (status.port == 0) return tr("Off. No program can reach a model.");
    if (status.active > 0) return tr("%n request(s) being answered", "", status.active);
    if (status.requests == 0) return tr("On. Nobody has asked yet.");
    return tr("On. %n request(s) answered.", "", static_cast<int>(status.requests));
}

void ServingController::setPort(int port) {
    if (m_port == port || port < 0 || port > 65535) return;
    m_port = port;
    Q_EMIT changed();
}

void ServingController::setModels(std::vector<serve::OfferedModel> models) {
    m_offered = static_cast<int>(models.size());
    m_server.setModels(std::move(models));
    Q_EMIT changed();
}

void ServingController::setOn(bool wanted) {
    m_problem.clear();
    if (!wanted) {
        m_server.stop();
        Q_EMIT changed();
        return;
    }
    if (!m_key.isEmpty()) return begin();
    m_services.workers.post([this, services = m_services, gone = m_alive.get_token()] {
        const auto kept = services.openStore()->read(secretName);
        services.gui.post([this, gone, key = kept ? kept->value_or("") : std::string()] {
            if (gone.stop_requested()) return;
            m_key = textFrom(key);
            if (m_key.isEmpty()) {
                m_key = textFrom(serve::LocalServer::makeKey());
                keepKey();
            }
            begin();
        });
    });
}

void ServingController::begin() {
    const auto port = m_server.start({static_cast<std::uint16_t>(m_port), m_key.toStdString()});
    if (!port) m_problem = textFrom(port.error().message);
    Q_EMIT changed();
}

void ServingController::keepKey() {
    m_services.workers.post([this, services = m_services, key = m_key.toStdString(), gone = m_alive.get_token()] {
        const Status kept = services.openStore()->write(secretName, key);
        if (kept) return;
        services.gui.post([this, gone, message = textFrom(kept.error().message)] {
            if (gone.stop_requested()) return;
            m_problem = message;
            Q_EMIT changed();
        });
    });
}

void ServingController::renewKey() {
    m_key = textFrom(serve::LocalServer::makeKey());
    keepKey();
    if (on()) {
        m_server.stop();
        begin();
    }
    Q_EMIT changed();
}

void ServingController::copy(const QString& text) const {
    QGuiApplication::clipboard()->setText(text);
}
