// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "entry_text.h"

#include "words.h"

#include <orrery/bridge/text.h>

#include <QCoreApplication>
#include <QStringList>

namespace orrery::ui {

namespace {

struct Facts {
    Q_DECLARE_TR_FUNCTIONS(orrery::Hub)
};

constexpr int namedQuantisations = 3;

QString quantisationsText(const std::vector<std::string>& names) {
    QStringList shown;
    for (std::size_t i = 0; i < names.size() && i < namedQuantisations; ++i) shown += textFrom(names[i]);
    const QString list = shown.join(QStringLiteral(", "));
    const int more = static_cast<int>(names.size()) - namedQuantisations;
    return more > 0 ? Facts::tr("%1 and %n more", nullptr, more).arg(list) : list;
}

} // namespace

QString entryKey(const catalog::Entry& entry) {
    return textFrom(hub::kindName(entry.summary.id.kind)) + QLatin1Char('\n') + textFrom(entry.summary.id.name) +
           QLatin1Char('\n') + textFrom(entry.endpoint);
}

QString publisherText(const governance::LabTable& labs, std::string_view handle) {
    const governance::Lab* lab = labs.find(handle);
    return textFrom(lab && !lab->name.empty() ? std::string_view(lab->name) : handle);
}

QString monogramText(const QString& publisher) {
    QString letters;
    bool start = true;
    for (const QChar letter : publisher) {
        if (letter.isLetterOrNumber() && start && letters.size() < 2) letters += letter.toUpper();
        start = !letter.isLetterOrNumber();
    }
    return letters;
}

int tintOf(std::string_view handle) {
    std::uint32_t hash = 2166136261U; // FNV-1a: the same on every machine
    for (const char letter : handle) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    return static_cast<int>(hash % 8);
}

QString factsText(const catalog::Entry& entry) {
    const hub::RepoSummary& summary = entry.summary;
    QStringList facts;
    if (!summary.task.empty()) facts += taskText(summary.task);
    if (summary.id.kind == hub::RepoKind::Space && !summary.sdk.empty()) facts += taskText(summary.sdk);
    if (summary.parameters) facts += Facts::tr("%1 parameters").arg(countText(*summary.parameters));
    if (summary.contextLength) facts += Facts::tr("%1 context").arg(countText(*summary.contextLength));
    if (!summary.parameters && summary.size) facts += sizeText(*summary.size);
    if (facts.isEmpty() && !summary.library.empty()) facts += textFrom(summary.library);
    return facts.join(QStringLiteral(" · "));
}

QString detailText(const catalog::Entry& entry) {
    if (!entry.quantisations.empty()) return quantisationsText(entry.quantisations);
    if (!entry.summary.description.empty()) return textFrom(entry.summary.description).simplified();
    if (!entry.summary.baseModels.empty())
        return Facts::tr("Made from %1").arg(textFrom(entry.summary.baseModels.front()));
    return textFrom(entry.summary.library);
}

} // namespace orrery::ui
