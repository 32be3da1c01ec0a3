// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "local_models.h"

#include "model_words.h"

#include <orrery/bridge/text.h>
#include <orrery/gguf/file_name.h>

#include <algorithm>

using namespace orrery;
using ui::LocalModel;

namespace {

gguf::Fit roughFit(const LocalModel& model, std::uint64_t memoryTotal) {
    if (!model.runs || model.size == 0) return gguf::Fit::Unknown;
    return gguf::fit(gguf::roughMemory(model.size), memoryTotal);
}

QUrl urlOf(const std::filesystem::path& path) {
    return path.empty() ? QUrl() : QUrl::fromLocalFile(QString::fromStdString(path.string()));
}

LocalModel namedOnly(const std::filesystem::path& file) {
    LocalModel model{.title = file.filename().string(), .file = file};
    if (const auto name = gguf::parseFileName(model.title)) model.quantisation = name->quantisation;
    model.runs = file.extension() != ".safetensors";
    return model;
}

} // namespace

LocalModels::LocalModels(Executor& workers, Executor& gui, std::uint64_t memoryTotal, QObject* parent)
    : QAbstractListModel(parent), m_workers(workers), m_gui(gui), m_memoryTotal(memoryTotal) {}

LocalModels::~LocalModels() {
    m_alive.request_stop();
}

void LocalModels::setItems(const std::vector<library::Item>& items) {
    m_found = ui::localModels(items);
    m_looked = true;
    rebuild();
}

void LocalModels::setServers(const std::vector<inference::RemoteServer>& servers) {
    m_servers = servers;
    rebuild();
}

void LocalModels::addFile(const QUrl& file) {
    if (!file.isLocalFile()) return;
    const std::filesystem::path path = file.toLocalFile().toStdString();
    if (find(path)) return;
    opened(namedOnly(path));
    m_workers.post([this, path, &gui = m_gui, gone = m_alive.get_token()] {
        LocalModel model = ui::localModel(path);
        gui.post([this, model = std::move(model), path, gone]() mutable {
            if (gone.stop_requested()) return;
            std::erase_if(m_opened, [&](const LocalModel& known) { return known.file == path; });
            if (!find(model.file)) opened(std::move(model));
        });
    });
}

void LocalModels::opened(LocalModel model) {
    m_opened.insert(m_opened.begin(), std::move(model));
    rebuild();
}

const LocalModel* LocalModels::find(const std::filesystem::path& file) const {
    for (const auto* list : {&m_opened, &m_found}) {
        const auto found = std::ranges::find(*list, file, &LocalModel::file);
        if (found != list->end()) return &*found;
    }
    return nullptr;
}

std::optional<std::filesystem::path> LocalModels::projectorOf(const std::filesystem::path& model) const {
    const LocalModel* known = find(model);
    if (!known || known->projector.empty()) return std::nullopt;
    return known->projector;
}

QString LocalModels::titleOf(const QUrl& file) const {
    const std::filesystem::path path = file.toLocalFile().toStdString();
    const LocalModel* known = find(path);
    return known ? textFrom(known->title) : file.fileName();
}

void LocalModels::rebuild() {
    std::vector<Row> rows;
    for (const LocalModel& model : m_opened) {
        if (std::ranges::find(m_found, model.file, &LocalModel::file) == m_found.end()) rows.push_back({model, {}, {}});
    }
    for (const LocalModel& model : m_found) rows.push_back({model, {}, {}});
    for (const inference::RemoteServer& server : m_servers) {
        for (const std::string& name : server.models)
            rows.push_back({{.title = name}, server.url, server.name.empty() ? server.url : server.name});
    }
    if (rows != m_rows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    Q_EMIT countChanged();
}

int LocalModels::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant LocalModels::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    return row.serverUrl.empty() ? fileData(row, role) : serverData(row, role);
}

QVariant LocalModels::serverData(const Row& row, int role) const {
    switch (role) {
    case KeyRole: return textFrom(row.serverUrl + '\n' + row.model.title);
    case KindRole: return QStringLiteral("server");
    case Qt::DisplayRole:
    case TitleRole:
    case ModelRole: return textFrom(row.model.title);
    case ServerRole: return textFrom(row.serverUrl);
    case DetailTextRole: return tr("runs on %1").arg(textFrom(row.serverName));
    case FitRole: return static_cast<int>(gguf::Fit::Unknown);
    case FileRole:
    case ProjectorRole: return QUrl();
    case RunsRole: return true;
    case SizeTextRole:
    case FitTextRole:
    case FitIconRole:
    case WhyNotRole: return QString();
    default: return {};
    }
}

QVariant LocalModels::fileData(const Row& row, int role) const {
    const LocalModel& model = row.model;
    switch (role) {
    case KeyRole: return QString::fromStdString(model.file.string());
    case KindRole: return QStringLiteral("file");
    case Qt::DisplayRole:
    case TitleRole: return textFrom(model.title);
    case FileRole: return urlOf(model.file);
    case ServerRole:
    case ModelRole: return QString();
    case SizeTextRole: return model.size == 0 ? QString() : sizeText(model.size);
    case DetailTextRole: return ui::localModelText(model);
    case FitRole: return static_cast<int>(roughFit(model, m_memoryTotal));
    case FitTextRole: return ui::fitWord(roughFit(model, m_memoryTotal));
    case FitIconRole: return ui::fitIconName(roughFit(model, m_memoryTotal));
    case ProjectorRole: return urlOf(model.projector);
    case RunsRole: return model.runs && model.complete;
    case WhyNotRole:
        return !model.runs       ? tr("The engine runs GGUF files. Look for a GGUF copy of this model.")
               : !model.complete ? tr("Some parts of this model are not on this disk.")
                                 : QString();
    default: return {};
    }
}

QHash<int, QByteArray> LocalModels::roleNames() const {
    return {
        {KeyRole, "key"},       {KindRole, "kind"},       {TitleRole, "title"},       {FileRole, "file"},
        {ServerRole, "server"}, {ModelRole, "model"},     {SizeTextRole, "sizeText"}, {DetailTextRole, "detailText"},
        {FitRole, "fit"},       {FitTextRole, "fitText"}, {FitIconRole, "fitIcon"},   {ProjectorRole, "projector"},
        {RunsRole, "runs"},     {WhyNotRole, "whyNot"}};
}
