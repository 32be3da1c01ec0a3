// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "library_selection.h"

#include "library_text.h"

#include <orrery/bridge/text.h>

#include <algorithm>

using namespace orrery;
using namespace orrery::library;

namespace {

QUrl urlOf(const std::optional<std::filesystem::path>& path) {
    return path ? QUrl::fromLocalFile(QString::fromStdString(path->string())) : QUrl();
}

QVariantMap fileValue(const ItemFile& file) {
    return {{QStringLiteral("name"), QString::fromStdString(file.name)},
            {QStringLiteral("sizeText"), sizeText(file.size)},
            {QStringLiteral("pickle"), file.format == Format::Pickle}};
}

QVariantMap revisionValue(const Revision& revision) {
    QVariantList files;
    for (const ItemFile& file : revision.files) files.append(fileValue(file));
    QStringList refs;
    for (const std::string& ref : revision.refs) refs.append(QString::fromStdString(ref));
    return {{QStringLiteral("commit"), QString::fromStdString(revision.commit)},
            {QStringLiteral("refs"), refs.join(QStringLiteral(", "))},
            {QStringLiteral("sizeText"), sizeText(revision.size)},
            {QStringLiteral("freedText"), sizeText(revision.freed)},
            {QStringLiteral("dateText"), dayText(revision.modified)},
            {QStringLiteral("files"), files}};
}

} // namespace

void LibrarySelection::set(std::optional<Item> item) {
    m_item = std::move(item);
    Q_EMIT changed();
}

QString LibrarySelection::key() const {
    return m_item ? QString::fromStdString(m_item->key) : QString();
}

QString LibrarySelection::title() const {
    return m_item ? QString::fromStdString(m_item->title) : QString();
}

QString LibrarySelection::repo() const {
    return m_item && m_item->repo ? QString::fromStdString(m_item->repo->name) : QString();
}

QString LibrarySelection::repoKind() const {
    if (!m_item || !m_item->repo) return {};
    return QString::fromStdString(std::string(hub::kindName(m_item->repo->kind)));
}

QString LibrarySelection::placeText() const {
    return m_item ? ::placeText(m_item->place) : QString();
}

QString LibrarySelection::folder() const {
    return m_item ? QString::fromStdString(m_item->folder.string()) : QString();
}

QVariantList LibrarySelection::facts() const {
    QVariantList facts;
    if (!m_item) return facts;
    const auto add = [&facts](const QString& label, const QString& value) {
        if (!value.isEmpty())
            facts.append(QVariantMap{{QStringLiteral("label"), label}, {QStringLiteral("value"), value}});
    };
    add(tr("Kind"), kindText(m_item->kind));
    add(tr("Place"), ::placeText(m_item->place));
    add(tr("On disk"), sizeText(m_item->size));
    add(tr("Format"), formatText(m_item->format));
    add(tr("Architecture"), QString::fromStdString(m_item->architecture));
    add(tr("Parameters"), m_item->parameters > 0 ? countText(m_item->parameters) : QString());
    add(tr("Quantisation"), QString::fromStdString(m_item->quantisation));
    add(tr("Licence"), QString::fromStdString(m_item->licence));
    add(tr("Last used"), dayText(m_item->lastUsed));
    return facts;
}

QVariantList LibrarySelection::revisions() const {
    QVariantList values;
    if (!m_item) return values;
    for (const Revision& revision : m_item->revisions) values.append(revisionValue(revision));
    return values;
}

QVariantList LibrarySelection::findings() const {
    QVariantList values;
    if (!m_item) return values;
    for (const Finding& finding : m_item->findings) {
        values.append(QVariantMap{{QStringLiteral("text"), QString::fromStdString(finding.text)},
                                  {QStringLiteral("path"), QString::fromStdString(finding.path.string())},
                                  {QStringLiteral("repairable"), finding.repairable}});
    }
    return values;
}

bool LibrarySelection::mendable() const {
    return m_item && std::ranges::any_of(m_item->findings, &Finding::repairable);
}

QString LibrarySelection::partialText() const {
    return m_item && !m_item->partials.empty() ? sizeText(partialSize(*m_item)) : QString();
}

QUrl LibrarySelection::fileToTry() const {
    return m_item ? urlOf(::fileToTry(*m_item)) : QUrl();
}

QUrl LibrarySelection::fileToShow() const {
    return m_item ? urlOf(::fileToShow(*m_item)) : QUrl();
}

bool LibrarySelection::packable() const {
    return m_item && m_item->place == Place::HubCache && m_item->repo && !m_item->revisions.empty();
}
