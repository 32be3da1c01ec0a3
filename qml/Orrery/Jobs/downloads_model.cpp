// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downloads_model.h"

#include "download_text.h"

#include <orrery/bridge/text.h>

#include <algorithm>

using namespace orrery;

namespace {

std::uint64_t idFrom(double id) {
    return static_cast<std::uint64_t>(id);
}

QString kindText(hub::RepoKind kind) {
    const std::string_view name = hub::kindName(kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

DownloadsModel::DownloadsModel(QObject* parent) : QAbstractListModel(parent) {}

void DownloadsModel::setQueue(download::Queue* queue) {
    m_queue = queue;
    beginResetModel();
    m_rows = queue->all();
    std::ranges::reverse(m_rows);
    endResetModel();
    Q_EMIT countChanged();
    Q_EMIT summaryChanged();
}

void DownloadsModel::update(const download::Status& status) {
    const auto found = std::ranges::find(m_rows, status.id, &download::Status::id);
    if (found == m_rows.end()) {
        if (status.state == download::State::Cancelled) return; // it was taken off the list already
        beginInsertRows({}, 0, 0);
        m_rows.insert(m_rows.begin(), status);
        endInsertRows();
        Q_EMIT countChanged();
    } else if (status.state == download::State::Cancelled) {
        const int row = static_cast<int>(found - m_rows.begin());
        beginRemoveRows({}, row, row);
        m_rows.erase(found);
        endRemoveRows();
        Q_EMIT countChanged();
    } else {
        const bool ended = found->state != download::State::Done && status.state == download::State::Done;
        *found = status;
        const QModelIndex at = index(static_cast<int>(found - m_rows.begin()));
        Q_EMIT dataChanged(at, at);
        if (ended) {
            Q_EMIT finished(kindText(status.request.repo.kind), QString::fromStdString(status.request.repo.name),
                            QString::fromStdString(status.snapshot.string()));
        }
    }
    Q_EMIT summaryChanged();
}

int DownloadsModel::activeCount() const {
    return static_cast<int>(std::ranges::count_if(m_rows, isActive, &download::Status::state));
}

int DownloadsModel::failedCount() const {
    return static_cast<int>(std::ranges::count(m_rows, download::State::Failed, &download::Status::state));
}

double DownloadsModel::progress() const {
    return downloadsProgress(m_rows);
}

QString DownloadsModel::summaryText() const {
    return downloadsSummary(m_rows);
}

void DownloadsModel::setBandwidth(double bytesPerSecond) {
    if (bytesPerSecond == m_bandwidth) return;
    m_bandwidth = bytesPerSecond;
    m_queue->setBandwidth(static_cast<std::uint64_t>(bytesPerSecond));
    Q_EMIT bandwidthChanged();
}

double DownloadsModel::start(const QString& endpointUrl, const QString& kind, const QString& repo,
                             const QString& revision, const QStringList& include) {
    download::Request request;
    request.endpoint = {endpointUrl.toStdString(), endpointUrl.toStdString()};
    request.repo = {hub::kindFromName(kind.toStdString()).value_or(hub::RepoKind::Model), repo.toStdString()};
    if (!revision.isEmpty()) request.revision = revision.toStdString();
    for (const QString& pattern : include) request.include.push_back(pattern.toStdString());
    return static_cast<double>(m_queue->add(std::move(request)));
}

void DownloadsModel::pause(double id) {
    m_queue->pause(idFrom(id));
}

void DownloadsModel::resume(double id) {
    m_queue->resume(idFrom(id));
}

void DownloadsModel::cancel(double id) {
    m_queue->cancel(idFrom(id));
}

void DownloadsModel::forget(double id) {
    const auto found = std::ranges::find(m_rows, idFrom(id), &download::Status::id);
    if (found == m_rows.end() || !isOver(found->state)) return;
    m_queue->forget(found->id);
    const int row = static_cast<int>(found - m_rows.begin());
    beginRemoveRows({}, row, row);
    m_rows.erase(found);
    endRemoveRows();
    Q_EMIT countChanged();
    Q_EMIT summaryChanged();
}

void DownloadsModel::raise(double id) {
    int highest = 0;
    for (const download::Status& status : m_rows) highest = std::max(highest, status.request.priority);
    m_queue->setPriority(idFrom(id), highest + 1);
}

void DownloadsModel::clearFinished() {
    std::vector<double> over;
    for (const download::Status& status : m_rows) {
        if (isOver(status.state)) over.push_back(static_cast<double>(status.id));
    }
    for (const double id : over) forget(id);
}

int DownloadsModel::rowOf(const QString& kind, const QString& repo) const {
    const auto found = std::ranges::find_if(m_rows, [&](const download::Status& status) {
        return !isOver(status.state) && kindText(status.request.repo.kind) == kind &&
               status.request.repo.name == repo.toStdString();
    });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int DownloadsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant DownloadsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const download::Status& status = m_rows[static_cast<std::size_t>(index.row())];
    const bool moving = status.state == download::State::Running && status.bytesPerSecond > 0;
    switch (role) {
    case DownloadIdRole: return static_cast<double>(status.id);
    case RepoRole: return QString::fromStdString(status.request.repo.name);
    case KindRole: return kindText(status.request.repo.kind);
    case DetailRole: return downloadDetail(status);
    case StateRole: return static_cast<int>(status.state);
    case StateTextRole: return downloadStateText(status);
    case SizeRole: return static_cast<double>(status.size);
    case DoneRole: return static_cast<double>(status.done);
    case ProgressRole:
        return status.size == 0 ? 0.0 : static_cast<double>(status.done) / static_cast<double>(status.size);
    case SizeTextRole: return downloadSizeText(status);
    case SpeedTextRole:
        return moving ? tr("%1/s").arg(sizeText(static_cast<std::uint64_t>(status.bytesPerSecond))) : QString();
    case TimeLeftTextRole:
        return status.secondsLeft && moving ? tr("%1 left").arg(durationText(secondsFrom(*status.secondsLeft)))
                                            : QString();
    case ProblemRole:
        return status.state == download::State::Failed && status.problem
                   ? QString::fromStdString(status.problem->message)
                   : QString();
    case ProblemDetailRole: return status.problem ? QString::fromStdString(status.problem->detail) : QString();
    case NextStepRole: return static_cast<int>(status.problem ? hub::nextStep(*status.problem) : hub::NextStep::None);
    case FilesRole: return downloadFiles(status);
    case SnapshotRole: return QString::fromStdString(status.snapshot.string());
    case PriorityRole: return status.request.priority;
    default: return {};
    }
}

QHash<int, QByteArray> DownloadsModel::roleNames() const {
    return {{DownloadIdRole, "downloadId"},
            {RepoRole, "repo"},
            {KindRole, "kind"},
            {DetailRole, "detail"},
            {StateRole, "state"},
            {StateTextRole, "stateText"},
            {SizeRole, "size"},
            {DoneRole, "done"},
            {ProgressRole, "progress"},
            {SizeTextRole, "sizeText"},
            {SpeedTextRole, "speedText"},
            {TimeLeftTextRole, "timeLeftText"},
            {ProblemRole, "problem"},
            {ProblemDetailRole, "problemDetail"},
            {NextStepRole, "nextStep"},
            {FilesRole, "files"},
            {SnapshotRole, "snapshot"},
            {PriorityRole, "priority"}};
}
