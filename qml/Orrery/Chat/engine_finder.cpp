// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_finder.h"

#include <orrery/bridge/text.h>
#include <orrery/inference/engine_report.h>

#include <QCoreApplication>
#include <QStringList>

using namespace orrery;
using namespace orrery::inference;

namespace {

QString describeReport(const EngineReport& report) {
    const auto words = [](const char* text) { return QCoreApplication::translate("EngineFinder", text); };
    QStringList lines;
    for (const RuntimeReport& runtime : report.runtimes) {
        const QString place = QString::fromStdString(runtime.runtime.server.string());
        lines += runtime.problem ? QStringLiteral("%1: %2").arg(place, textFrom(runtime.problem->message))
                                 : words("llama-server %1, in %2").arg(textFrom(runtime.runtime.version), place);
    }
    if (report.sandbox) lines += words("Models run sealed off by %1.").arg(textFrom(report.sandbox->version));
    if (!report.nextStep().empty()) lines += textFrom(report.nextStep());
    return lines.join(QLatin1Char('\n'));
}

} // namespace

void EngineFinder::setPath(const QString& path) {
    if (m_path == path) return;
    m_path = path;
    m_host.reset();
}

void EngineFinder::find(Completion completion) {
    if (!m_host) return check({}, std::move(completion));
    m_services.executor.post([host = *m_host, completion = std::move(completion)] { completion(host); });
}

void EngineFinder::check(std::function<void(const QString&)> told, Completion completion) {
    examineEngines(m_services.processes, m_services.executor, standardRuntimeSearch(m_path.toStdString()),
                   [this, told = std::move(told), completion = std::move(completion),
                    gone = m_alive.get_token()](const EngineReport& report) {
                       if (gone.stop_requested()) return;
                       const Result<EngineHost> host = report.host();
                       if (host) m_host = *host;
                       if (told) told(describeReport(report));
                       if (completion) completion(host);
                   });
}
