// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loaded_models.h"

#include <orrery/bridge/text.h>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;

namespace {

QString titleOf(const PoolEntry& entry) {
    const std::string& name = entry.facts.model.name;
    return name.empty() ? QString::fromStdString(entry.settings.model.stem().string()) : textFrom(name);
}

QString stateText(const PoolEntry& entry) {
    switch (entry.state) {
    case EngineState::Starting: return LoadedModels::tr("loading");
    case EngineState::Stopping: return LoadedModels::tr("ending");
    case EngineState::Stopped: return LoadedModels::tr("ended");
    case EngineState::Failed: return LoadedModels::tr("failed");
    case EngineState::Ready: break;
    }
    if (entry.leases > 0) return LoadedModels::tr("in use");
    const auto idle =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - entry.lastUse);
    return idle < 1min ? LoadedModels::tr("idle") : LoadedModels::tr("idle for %1").arg(durationText(idle));
}

QString detailText(const PoolEntry& entry) {
    if (entry.failure) return textFrom(entry.failure->message);
    QStringList parts;
    if (entry.facts.memory.total() > 0)
        parts += LoadedModels::tr("%1 of memory").arg(sizeText(entry.facts.memory.total()));
    if (entry.facts.contextTokens > 0)
        parts += LoadedModels::tr("%n token(s) of context", "", static_cast<int>(entry.facts.contextTokens));
    if (entry.state == EngineState::Ready)
        parts += entry.facts.sandboxed ? LoadedModels::tr("sealed off") : LoadedModels::tr("not sealed off");
    return parts.join(QStringLiteral(" · "));
}

} // namespace

LoadedModels::LoadedModels(ModelPool& pool, QObject* parent) : SyncedListModel(parent), m_pool(pool) {
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &LoadedModels::refresh);
}

void LoadedModels::refresh() {
    syncRows(m_rows, m_pool.entries(), [](const PoolEntry& entry) { return entry.id; });
    if (m_rows.empty()) {
        m_tick.stop();
    } else if (!m_tick.isActive()) {
        m_tick.start();
    }
    Q_EMIT countChanged();
    if (m_logOf != 0) readLog();
}

QString LoadedModels::memoryText() const {
    std::uint64_t total = 0;
    for (const PoolEntry& entry : m_rows) {
        if (entry.state == EngineState::Ready) total += entry.facts.memory.total();
    }
    return total == 0 ? QString() : tr("%1 of memory in all").arg(sizeText(total));
}

void LoadedModels::unload(int row) {
    if (row < 0 || row >= count()) return;
    m_pool.unload(m_rows[static_cast<std::size_t>(row)].id);
    refresh();
}

void LoadedModels::unloadAll() {
    m_pool.unloadAll();
    refresh();
}

void LoadedModels::showLog(int row) {
    if (row < 0 || row >= count()) return;
    m_logOf = m_rows[static_cast<std::size_t>(row)].id;
    m_logTitle = titleOf(m_rows[static_cast<std::size_t>(row)]);
    readLog();
}

void LoadedModels::hideLog() {
    m_logOf = 0;
}

void LoadedModels::readLog() {
    QString text;
    for (const LogLine& line : m_pool.log(m_logOf)) {
        if (line.level == LogLevel::Error) text += tr("error: ");
        text += textFrom(line.text) + QLatin1Char('\n');
    }
    if (text == m_log) return;
    m_log = text;
    Q_EMIT logChanged();
}

int LoadedModels::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant LoadedModels::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const PoolEntry& entry = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole: return titleOf(entry);
    case StateTextRole: return stateText(entry);
    case DetailRole: return detailText(entry);
    case ReadyRole: return entry.state == EngineState::Ready;
    case FailedRole: return entry.state == EngineState::Failed;
    case BusyRole: return entry.state == EngineState::Starting || entry.state == EngineState::Stopping;
    default: return {};
    }
}

QHash<int, QByteArray> LoadedModels::roleNames() const {
    return {{TitleRole, "title"}, {StateTextRole, "stateText"}, {DetailRole, "detail"},
            {ReadyRole, "ready"}, {FailedRole, "failed"},       {BusyRole, "busy"}};
}
