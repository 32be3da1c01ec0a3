// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "library_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

#include <orrery/bridge/text.h>
#include <orrery/gguf/file_name.h>

#include <algorithm>
#include <map>

using namespace orrery;
using namespace orrery::library;

namespace {

/// Gives the texts of this file to translators under one name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Library)
};

} // namespace

QString placeText(Place place) {
    switch (place) {
    case Place::HubCache: return Words::tr("Hub cache");
    case Place::LmStudio: return Words::tr("LM Studio");
    case Place::Ollama: return Words::tr("Ollama");
    case Place::Folder: return Words::tr("Your folders");
    }
    return {};
}

QString kindText(Kind kind) {
    switch (kind) {
    case Kind::Model: return Words::tr("Model");
    case Kind::Dataset: return Words::tr("Dataset");
    case Kind::Space: return Words::tr("App");
    case Kind::Robot: return Words::tr("Robot");
    case Kind::Other: return Words::tr("Other");
    }
    return {};
}

QString formatText(Format format) {
    switch (format) {
    case Format::Gguf: return Words::tr("GGUF");
    case Format::Safetensors: return Words::tr("safetensors");
    case Format::Pickle: return Words::tr("pickle");
    case Format::Onnx: return Words::tr("ONNX");
    case Format::Urdf: return Words::tr("URDF");
    case Format::Mjcf: return Words::tr("MJCF");
    case Format::Parquet: return Words::tr("Parquet");
    case Format::Other: return {};
    }
    return {};
}

QString summaryText(const Item& item) {
    QStringList facts;
    const QString format = formatText(item.format);
    if (!format.isEmpty()) facts += format;
    if (!item.architecture.empty()) facts += QString::fromStdString(item.architecture);
    if (item.parameters > 0) facts += Words::tr("%1 parameters").arg(countText(item.parameters));
    if (!item.quantisation.empty()) facts += QString::fromStdString(item.quantisation);
    QStringList parts{kindText(item.kind)};
    if (!facts.isEmpty()) parts += facts.join(QStringLiteral(", "));
    parts += placeText(item.place);
    return parts.join(QStringLiteral("  ·  "));
}

QString dayText(std::chrono::system_clock::time_point time) {
    if (time.time_since_epoch().count() == 0) return {};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
    return ageText(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate).toStdString());
}

std::uint64_t partialSize(const Item& item) {
    std::uint64_t size = 0;
    for (const Partial& partial : item.partials) size += partial.size;
    return size;
}

std::optional<std::filesystem::path> fileToTry(const Item& item) {
    std::map<std::string, std::uint64_t> setSizes; // a model in parts counts as one
    std::map<std::string, std::filesystem::path> firstParts;
    for (const Revision& revision : item.revisions) {
        for (const ItemFile& file : revision.files) {
            if (file.format != Format::Gguf) continue;
            const std::optional<gguf::FileName> name = gguf::parseFileName(file.name);
            if (name && name->role != gguf::FileName::Role::Model) continue;
            const std::string set = name ? name->base + ' ' + name->quantisation : file.name;
            setSizes[set] += file.size;
            if (!name || name->shard == 1) firstParts[set] = file.path;
        }
    }
    const auto largest =
        std::ranges::max_element(firstParts, {}, [&setSizes](const auto& part) { return setSizes[part.first]; });
    if (largest == firstParts.end()) return std::nullopt;
    return largest->second;
}

std::optional<std::filesystem::path> fileToShow(const Item& item) {
    for (const Revision& revision : item.revisions) {
        const auto found = std::ranges::find(revision.files, Format::Urdf, &ItemFile::format);
        if (found != revision.files.end()) return found->path;
    }
    return std::nullopt;
}
