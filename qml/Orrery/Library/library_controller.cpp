// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "library_controller.h"

#include "library_text.h"

#include <QDir>

#include <orrery/bridge/text.h>
#include <orrery/platform/machine.h>

#include <algorithm>

using namespace orrery;
using namespace orrery::library;

namespace {

std::filesystem::path pathFrom(const QUrl& url) {
    return url.toLocalFile().toStdString();
}

/// What one look found, and the space that is left beside it.
struct Look {
    Result<Library> library;
    QString freeText;
};

Look lookAt(const Places& places, std::stop_token stop) {
    const Result<platform::DiskSpace> disk = platform::diskSpace(places.hubCache);
    return {scan(places, std::move(stop)), disk ? sizeText(disk->available) : QString()};
}

} // namespace

LibraryController::LibraryController(Services services, Places places, QObject* parent)
    : QObject(parent), m_services(services), m_places(std::move(places)) {}

LibraryController::~LibraryController() {
    m_alive.request_stop();
    m_scan.request_stop();
    m_job.cancel();
}

template <class T>
void LibraryController::run(const QString& title, std::function<Result<T>(std::stop_token)> work,
                            std::function<void(T)> then) {
    dismissNotice();
    const std::stop_token stop = m_job.begin(title);
    Executor& gui = m_services.gui;
    m_services.workers.post([this, &gui, stop, gone = m_alive.get_token(), work = std::move(work), then] {
        auto result = std::make_shared<Result<T>>(work(stop));
        gui.post([this, gone, result, then] {
            if (gone.stop_requested()) return;
            m_job.end();
            if (*result) {
                then(std::move(**result));
            } else {
                fail(result->error());
            }
        });
    });
}

PackProgress LibraryController::progress() {
    Executor& gui = m_services.gui;
    auto last = std::make_shared<std::chrono::steady_clock::time_point>();
    return [this, &gui, last, gone = m_alive.get_token()](std::uint64_t done, std::uint64_t total) {
        const auto now = std::chrono::steady_clock::now();
        if (done < total && now - *last < std::chrono::milliseconds(100)) return;
        *last = now;
        gui.post([this, gone, done, total] {
            if (!gone.stop_requested() && m_job.active()) m_job.setProgress(done, total);
        });
    };
}

void LibraryController::refresh() {
    m_scan.request_stop();
    m_scan = std::stop_source();
    m_scanning = true;
    Q_EMIT changed();
    Executor& gui = m_services.gui;
    m_services.workers.post([this, &gui, places = m_places, stop = m_scan.get_token(), gone = m_alive.get_token()] {
        auto look = std::make_shared<Look>(lookAt(places, stop));
        gui.post([this, look, stop, gone] {
            if (gone.stop_requested() || stop.stop_requested()) return;
            m_scanning = false;
            m_looked = true;
            m_freeText = look->freeText;
            if (look->library) {
                show(std::move(*look->library));
            } else {
                fail(look->library.error());
            }
            Q_EMIT changed();
        });
    });
}

void LibraryController::show(Library library) {
    m_duplicates = std::move(library.duplicates);
    m_size = library.size;
    m_items.reset(std::move(library.items));
    select(m_selection.key());
    Q_EMIT scanned();
}

QString LibraryController::sizeText() const {
    return orrery::sizeText(m_size);
}

QString LibraryController::partialText() const {
    std::uint64_t size = 0;
    for (const Item& item : m_items.items()) size += partialSize(item);
    return size == 0 ? QString() : orrery::sizeText(size);
}

QString LibraryController::duplicateText() const {
    std::uint64_t size = 0;
    for (const Duplicate& duplicate : m_duplicates) size += duplicate.size * (duplicate.files.size() - 1);
    return size == 0 ? QString() : orrery::sizeText(size);
}

QVariantList LibraryController::duplicates() const {
    QVariantList values;
    for (const Duplicate& duplicate : m_duplicates) {
        QStringList files;
        for (const std::filesystem::path& file : duplicate.files) files.append(QString::fromStdString(file.string()));
        values.append(QVariantMap{{QStringLiteral("sizeText"), orrery::sizeText(duplicate.size)},
                                  {QStringLiteral("certain"), !duplicate.hash.empty()},
                                  {QStringLiteral("files"), files}});
    }
    return values;
}

QStringList LibraryController::folders() const {
    QStringList folders;
    for (const std::filesystem::path& folder : m_places.folders)
        folders.append(QString::fromStdString(folder.string()));
    return folders;
}

QString LibraryController::cacheFolder() const {
    return QDir::toNativeSeparators(QString::fromStdString(m_places.hubCache.string()));
}

void LibraryController::setFolders(const QStringList& folders) {
    m_places.folders.clear();
    for (const QString& folder : folders) m_places.folders.emplace_back(folder.toStdString());
    Q_EMIT foldersChanged();
}

void LibraryController::addFolder(const QUrl& folder) {
    const std::filesystem::path path = pathFrom(folder);
    if (path.empty() || std::ranges::find(m_places.folders, path) != m_places.folders.end()) return;
    m_places.folders.push_back(path);
    Q_EMIT foldersChanged();
    refresh();
}

void LibraryController::removeFolder(const QString& folder) {
    std::erase(m_places.folders, std::filesystem::path(folder.toStdString()));
    Q_EMIT foldersChanged();
    refresh();
}

void LibraryController::select(const QString& key) {
    const Item* item = m_items.find(key);
    m_selection.set(item ? std::optional(*item) : std::nullopt);
}

void LibraryController::setPinned(const QString& key, bool pinned) {
    m_items.setPinned(key.toStdString(), pinned);
    select(m_selection.key());
    m_services.workers.post(
        [places = m_places, key = key.toStdString(), pinned, this, &gui = m_services.gui, gone = m_alive.get_token()] {
            const Status status = library::setPinned(places, key, pinned);
            if (status) return;
            gui.post([this, gone, key, pinned, error = status.error()] {
                if (gone.stop_requested()) return;
                m_items.setPinned(key, !pinned);
                fail(error);
            });
        });
}

void LibraryController::verify(const QString& key) {
    const Item* item = m_items.find(key);
    if (!item) return;
    const QString title = QString::fromStdString(item->title);
    run<Verification>(
        tr("Checking %1").arg(title),
        [item = *item, progress = progress()](std::stop_token stop) {
            return library::verify(item, std::move(stop), progress);
        },
        [this, key](const Verification& verification) {
            if (!verification.findings.empty()) {
                showFindings(key, verification.findings);
                say(tr("%n files are not what they should be. See the list at the right.", "",
                       static_cast<int>(verification.findings.size())));
            } else if (verification.unverifiable > 0) {
                say(tr("%1 of %2 files are as they should be; for the others no hash is known.")
                        .arg(verification.files - verification.unverifiable)
                        .arg(verification.files));
            } else {
                say(tr("All %n files are as they should be.", "", static_cast<int>(verification.files)));
            }
        });
}

void LibraryController::showFindings(const QString& key, const std::vector<Finding>& findings) {
    const Item* item = m_items.find(key);
    if (!item) return;
    Item shown = *item;
    std::ranges::copy(findings, std::back_inserter(shown.findings));
    m_selection.set(std::move(shown));
}

void LibraryController::repair(const QString& key) {
    if (!m_selection.item() || m_selection.key() != key) return;
    run<int>(
        tr("Repairing %1").arg(m_selection.title()),
        [item = *m_selection.item()](const std::stop_token&) { return library::repair(item, item.findings); },
        [this](int mended) {
            say(tr("%n problems were repaired.", "", mended));
            refresh();
        });
}

void LibraryController::offer(Removal removal, const QString& title) {
    m_removal = std::move(removal);
    m_removalTitle = title;
    QString text = tr("This gives back %1.").arg(orrery::sizeText(m_removal->freed));
    if (!m_removal->revisions.empty())
        text += QLatin1Char(' ') + tr("%n revisions go.", "", static_cast<int>(m_removal->revisions.size()));
    text += QLatin1Char(' ') + tr("The Python tools see the same files: they will be gone there too.");
    Q_EMIT removalPlanned(title, text);
}

void LibraryController::planRemoval(const QString& key, const QStringList& commits) {
    const Item* item = m_items.find(key);
    if (!item) return;
    std::vector<std::string> wanted;
    for (const QString& commit : commits) wanted.push_back(commit.toStdString());
    Result<Removal> removal = library::planRemoval(*item, wanted);
    if (!removal) return fail(removal.error());
    offer(std::move(*removal), commits.isEmpty() ? tr("Delete %1?").arg(QString::fromStdString(item->title))
                                                 : tr("Delete these revisions?"));
}

void LibraryController::planPartialRemoval(const QString& key) {
    Removal all;
    for (const Item& item : m_items.items()) {
        if (!key.isEmpty() && item.key != key.toStdString()) continue;
        Removal removal = library::planPartialRemoval(item);
        std::ranges::move(removal.paths, std::back_inserter(all.paths));
        all.freed += removal.freed;
    }
    offer(std::move(all), tr("Delete unfinished downloads?"));
}

void LibraryController::confirmRemoval() {
    if (!m_removal) return;
    Removal removal = std::move(*m_removal);
    m_removal.reset();
    run<std::uint64_t>(
        tr("Deleting"),
        [removal = std::move(removal)](std::stop_token stop) -> Result<std::uint64_t> {
            if (const Status status = library::remove(removal, std::move(stop)); !status)
                return orrery::fail(status.error());
            return removal.freed;
        },
        [this](std::uint64_t freed) {
            say(tr("%1 are free again.").arg(orrery::sizeText(freed)));
            refresh();
        });
}

void LibraryController::pack(const QStringList& keys, const QUrl& target) {
    std::vector<Item> items;
    for (const QString& key : keys) {
        if (const Item* item = m_items.find(key)) items.push_back(*item);
    }
    if (items.empty()) return;
    const QString name = target.toLocalFile();
    run<PackManifest>(
        tr("Packing for another machine"),
        [items = std::move(items), path = pathFrom(target), progress = progress()](std::stop_token stop) {
            return library::pack(items, path, std::move(stop), progress);
        },
        [this, name](const PackManifest& manifest) {
            say(tr("%1 packed into %2. Bring it in on the other machine with \"Bring in a pack\".")
                    .arg(orrery::sizeText(manifest.size()), name));
        });
}

void LibraryController::unpack(const QUrl& source) {
    run<PackManifest>(
        tr("Bringing in a pack"),
        [path = pathFrom(source), cache = m_places.hubCache, progress = progress()](std::stop_token stop) {
            return library::unpack(path, cache, std::move(stop), progress);
        },
        [this](const PackManifest& manifest) {
            say(tr("%1 brought in and checked.").arg(orrery::sizeText(manifest.size())));
            refresh();
        });
}

void LibraryController::say(const QString& notice) {
    m_notice = notice;
    m_problem.clear();
    m_problemDetail.clear();
    Q_EMIT noticeChanged();
}

void LibraryController::fail(const Error& error) {
    if (error.is(Errc::Cancelled)) return say(tr("Stopped."));
    m_notice.clear();
    m_problem = QString::fromStdString(error.message);
    m_problemDetail = QString::fromStdString(error.detail);
    Q_EMIT noticeChanged();
}

void LibraryController::dismissNotice() {
    if (m_notice.isEmpty() && m_problem.isEmpty()) return;
    m_notice.clear();
    m_problem.clear();
    m_problemDetail.clear();
    Q_EMIT noticeChanged();
}
