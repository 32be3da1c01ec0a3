// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "repository_text.h"

#include "entry_text.h"
#include "words.h"

#include <orrery/bridge/text.h>

#include <QCoreApplication>
#include <QLocale>

namespace orrery::ui {

namespace {

struct Page {
    Q_DECLARE_TR_FUNCTIONS(orrery::Repository)
};

using Rows = std::vector<RowModel::Row>;

QString joined(const std::vector<std::string>& values, std::size_t most, QString (*text)(std::string_view)) {
    QStringList list;
    for (std::size_t i = 0; i < values.size() && i < most; ++i) list += text(values[i]);
    const int more = static_cast<int>(values.size()) - static_cast<int>(most);
    const QString shown = list.join(QStringLiteral(", "));
    return more > 0 ? Page::tr("%1 and %n more", nullptr, more).arg(shown) : shown;
}

QString count(const std::optional<std::uint64_t>& number) {
    return number ? countText(*number) : QString();
}

std::uint64_t totalSize(const std::vector<hub::TreeEntry>& files) {
    std::uint64_t size = 0;
    for (const hub::TreeEntry& file : files) size += file.folder ? 0 : file.size;
    return size;
}

bool allLocal(const std::vector<std::string>& files, const RepositoryRecord& record) {
    return std::ranges::all_of(files, [&](const std::string& path) { return record.local.contains(path); });
}

QString variantLabel(const Variant& variant, bool severalBases) {
    if (!variant.runs) return Page::tr("Original weights");
    const QString quantisation = variant.quantisation.empty() ? Page::tr("Not named") : textFrom(variant.quantisation);
    return severalBases ? QStringLiteral("%1 · %2").arg(textFrom(variant.base), quantisation) : quantisation;
}

QString variantWhy(const Variant& variant) {
    if (!variant.complete) return Page::tr("Some of its parts are missing from the repository.");
    if (!variant.runs) return Page::tr("Safetensors: for other programs. Orrery runs GGUF files.");
    if (!variant.recommended) return {};
    return variant.fit == gguf::Fit::Fits ? Page::tr("The best quality that leaves this machine room to spare.")
                                          : Page::tr("The smallest that loads here. Close other programs first.");
}

bool severalBases(const Variants& variants) {
    return std::ranges::any_of(variants.list, [&](const Variant& variant) {
        return variant.runs && variant.base != variants.list.front().base && variants.list.front().runs;
    });
}

const char* pointName(governance::LicencePoint::Kind kind) {
    switch (kind) {
    case governance::LicencePoint::Kind::Allowed: return "allowed";
    case governance::LicencePoint::Kind::Duty: return "duty";
    case governance::LicencePoint::Kind::Limit: return "limit";
    case governance::LicencePoint::Kind::Unknown: break;
    }
    return "unknown";
}

QString childGroup(const std::string& relation) {
    if (relation == "quantized") return Page::tr("Quantisations: smaller copies with slightly less precision");
    if (relation == "finetune") return Page::tr("Fine-tunes: trained further");
    if (relation == "adapter") return Page::tr("Adapters: small additions to the base");
    if (relation == "merge") return Page::tr("Merges with other models");
    return Page::tr("Other models made from it");
}

RowModel::Row memberRow(const QString& group, const catalog::Entry& entry, bool known,
                        const governance::LabTable& labs) {
    const hub::RepoId& id = entry.summary.id;
    const Verdict licence = known ? licenceVerdict(entry.licenceClass) : Verdict();
    return {QString(group + u'\n' + textFrom(id.name)),
            group,
            textFrom(id.name),
            textFrom(id.shortName()),
            publisherText(labs, id.owner()),
            factsText(entry),
            licence.text,
            licence.mood,
            licence.icon,
            known};
}

} // namespace

QList<QByteArray> factColumns() {
    return {"name", "value"};
}

Rows factRows(const RepositoryRecord& record) {
    const hub::RepoSummary& row = record.entry.summary;
    Rows rows;
    const auto add = [&rows](const QString& name, const QString& value) {
        if (!value.isEmpty()) rows.push_back({name, value});
    };
    add(Page::tr("Parameters"), count(row.parameters));
    if (row.contextLength) add(Page::tr("Context"), Page::tr("%1 tokens").arg(countText(*row.contextLength)));
    if (record.info) add(Page::tr("Architecture"), textFrom(record.info->architecture));
    add(Page::tr("Task"), taskText(row.task));
    add(Page::tr("Library"), textFrom(row.library));
    if (const std::uint64_t size = totalSize(record.files)) add(Page::tr("All files"), sizeText(size));
    add(Page::tr("Languages"), joined(row.languages, 3, languageText));
    add(Page::tr("Downloads in 30 days"), count(row.downloads));
    add(Page::tr("Likes"), count(row.likes));
    add(Page::tr("Changed"), ageText(row.modified));
    add(Page::tr("Published"), dateText(row.created));
    add(Page::tr("Headquarters of the publisher"), countryText(record.entry.country));
    return rows;
}

QList<QByteArray> variantColumns() {
    return {"key",         "label", "sizeText", "bitsText", "fitIcon",   "fitText", "fitMood",
            "recommended", "why",   "complete", "runs",     "installed", "files"};
}

Rows variantRows(const Variants& variants, const RepositoryRecord& record) {
    const bool several = severalBases(variants);
    Rows rows;
    for (const Variant& variant : variants.list) {
        const Verdict fit = fitVerdict(variant.runs ? variant.fit : gguf::Fit::Unknown);
        QStringList files;
        for (const std::string& path : variant.files) files += textFrom(path);
        rows.push_back({files.join(u'\n'), variantLabel(variant, several), sizeText(variant.size),
                        variant.bitsPerWeight && variant.runs
                            ? Page::tr("%1 bits a weight").arg(QLocale().toString(*variant.bitsPerWeight, 'f', 1))
                            : QString(),
                        fit.icon, fit.text, fit.mood, variant.recommended, variantWhy(variant), variant.complete,
                        variant.runs, allLocal(variant.files, record), files});
    }
    return rows;
}

QList<QByteArray> licenceColumns() {
    return {"text", "kind"};
}

Rows licenceRows(const governance::LicenceVerdict& verdict) {
    Rows rows;
    for (const governance::LicencePoint& point : verdict.points)
        rows.push_back({textFrom(point.text), QString::fromLatin1(pointName(point.kind))});
    return rows;
}

QString licenceCertainty(const governance::LicenceVerdict& verdict) {
    if (verdict.licence.id.empty())
        return Page::tr("The card names no licence. Without one, nothing is allowed by itself.");
    if (verdict.ambiguous)
        return Page::tr("The card says \"%1\", which can mean several things. Read the text itself.")
            .arg(textFrom(verdict.raw));
    if (verdict.licence.verified == "text") return Page::tr("Checked against the licence's text.");
    if (verdict.licence.verified == "standard") return Page::tr("A standard licence, well known.");
    if (verdict.licence.verified == "secondary") return Page::tr("From descriptions of the licence, not its text.");
    return Page::tr("Not checked against the text yet.");
}

QList<QByteArray> familyColumns() {
    return {"key",   "group",       "name",        "title",       "publisher",
            "facts", "licenceText", "licenceMood", "licenceIcon", "known"};
}

Rows familyRows(const Family& family, const governance::LabTable& labs) {
    Rows rows;
    for (const Family::Ancestor& ancestor : family.ancestors) {
        catalog::Entry entry = ancestor.entry.value_or(catalog::Entry());
        entry.summary.id = {hub::RepoKind::Model, ancestor.name};
        rows.push_back(memberRow(Page::tr("Made from"), entry, ancestor.entry.has_value(), labs));
    }
    for (const char* relation : {"quantized", "finetune", "adapter", "merge", ""}) {
        for (const catalog::Entry& child : family.children) {
            const QString group = childGroup(child.summary.relation);
            if (group == childGroup(relation)) rows.push_back(memberRow(group, child, true, labs));
        }
    }
    return rows;
}

QList<QByteArray> commitColumns() {
    return {"commit", "title", "message", "authors", "date"};
}

Rows commitRows(const std::vector<hub::Commit>& commits) {
    Rows rows;
    for (const hub::Commit& commit : commits) {
        rows.push_back({textFrom(commit.id), textFrom(commit.title), textFrom(commit.message),
                        joined(commit.authors, 3, textFrom), dateText(commit.date)});
    }
    return rows;
}

QList<QByteArray> revisionColumns() {
    return {"name", "ref", "kind"};
}

Rows revisionRows(const hub::Refs& refs) {
    Rows rows;
    const auto add = [&rows](const std::vector<hub::Ref>& list, const char* kind) {
        for (const hub::Ref& ref : list)
            rows.push_back({textFrom(ref.name), textFrom(ref.ref), QString::fromLatin1(kind)});
    };
    add(refs.branches, "branch");
    add(refs.tags, "tag");
    add(refs.pullRequests, "pull");
    return rows;
}

} // namespace orrery::ui
