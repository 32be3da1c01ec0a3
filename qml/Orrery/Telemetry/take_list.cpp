// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "take_list.h"

#include "telemetry_words.h"

#include <orrery/bridge/text.h>

#include <QLocale>

#include <algorithm>

using namespace orrery;
namespace fs = std::filesystem;

namespace {

QString text(const fs::path& path) {
    return QString::fromStdString(path.string());
}

fs::path pathOf(const QString& file) {
    return file.toStdString();
}

} // namespace

TakeList::TakeList(Executor& gui, Executor& pool, fs::path folder, QObject* parent)
    : SyncedListModel(parent), m_gui(gui), m_pool(pool), m_folder(std::move(folder)) {
    onPool([folder = m_folder] {
        takes::emptyAside(folder);
        return [] {};
    });
}

TakeList::~TakeList() {
    m_alive.request_stop();
}

void TakeList::onPool(std::function<std::function<void()>()> work) {
    ++m_jobs;
    Q_EMIT busyChanged();
    m_pool.post([this, work = std::move(work), stop = m_alive.get_token(), &gui = m_gui] {
        gui.post([this, stop, then = work()] {
            if (stop.stop_requested()) return;
            --m_jobs;
            then();
            Q_EMIT busyChanged();
        });
    });
}

int TakeList::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant TakeList::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const TakeInfo& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case FileRole: return text(row.file);
    case Qt::DisplayRole:
    case NameRole: return text(row.file.stem());
    case DetailRole: {
        const QString size = sizeText(row.bytes);
        if (!row.readable) return size;
        const QString date = QLocale().toString(row.date.toLocalTime(), QLocale::ShortFormat);
        return tr("%1, %2, %3").arg(date, telemetry::lengthText(row.seconds), size);
    }
    case WarningRole: return row.warning;
    case ReadableRole: return row.readable;
    default: return {};
    }
}

QHash<int, QByteArray> TakeList::roleNames() const {
    return {{FileRole, "file"},
            {NameRole, "name"},
            {DetailRole, "detail"},
            {WarningRole, "warning"},
            {ReadableRole, "readable"}};
}

QUrl TakeList::folder() const {
    return QUrl::fromLocalFile(text(m_folder));
}

QString TakeList::deleted() const {
    return m_aside ? text(m_aside->file.stem()) : QString();
}

void TakeList::setBeingWritten(fs::path file) {
    m_beingWritten = std::move(file);
    refresh();
}

void TakeList::refresh() {
    onPool([this, folder = m_folder, known = m_rows, leaveOut = m_beingWritten,
            stop = m_alive.get_token()]() -> std::function<void()> {
        auto rows = std::make_shared<std::vector<TakeInfo>>(takes::list(folder, known, leaveOut, stop));
        return [this, rows] {
            syncRows(m_rows, std::move(*rows), [](const TakeInfo& row) { return row.file; });
            Q_EMIT countChanged();
        };
    });
}

void TakeList::rename(int row, const QString& name) {
    if (row < 0 || row >= count() || name.trimmed() == nameAt(row)) return;
    onPool([this, file = m_rows[static_cast<std::size_t>(row)].file, name]() -> std::function<void()> {
        return [this, file, renamed = takes::rename(file, name)] {
            say(renamed ? QString() : textFrom(renamed.error().message), {});
            if (renamed) Q_EMIT moved(text(file), text(*renamed));
            refresh();
        };
    });
}

void TakeList::remove(int row) {
    if (row < 0 || row >= count()) return;
    onPool([this, file = m_rows[static_cast<std::size_t>(row)].file]() -> std::function<void()> {
        return [this, file, aside = takes::setAside(file)] {
            say(aside ? QString() : textFrom(aside.error().message), {});
            if (aside) {
                m_aside = Aside{*aside, file};
                Q_EMIT moved(text(file), {});
                Q_EMIT deletedChanged();
            }
            refresh();
        };
    });
}

void TakeList::putBack() {
    if (!m_aside) return;
    onPool([this, aside = *m_aside]() -> std::function<void()> {
        return [this, back = takes::putBack(aside.aside, aside.file)] {
            say(back ? QString() : textFrom(back.error().message), {});
            m_aside.reset();
            Q_EMIT deletedChanged();
            refresh();
        };
    });
}

void TakeList::exportCsv(int row, const QUrl& csv) {
    if (row < 0 || row >= count()) return;
    onPool([this, file = m_rows[static_cast<std::size_t>(row)].file, to = csv.toLocalFile(),
            stop = m_alive.get_token()]() -> std::function<void()> {
        return [this, to, exported = takes::exportCsv(file, pathOf(to), stop)] {
            say(exported ? QString() : textFrom(exported.error().message),
                exported ? tr("Written: %1").arg(to) : QString());
        };
    });
}

void TakeList::dismiss() {
    say({}, {});
    m_aside.reset();
    Q_EMIT deletedChanged();
}

QString TakeList::fileAt(int row) const {
    return row < 0 || row >= count() ? QString() : text(m_rows[static_cast<std::size_t>(row)].file);
}

QString TakeList::nameAt(int row) const {
    return row < 0 || row >= count() ? QString() : text(m_rows[static_cast<std::size_t>(row)].file.stem());
}

int TakeList::rowOf(const QString& file) const {
    const auto found = std::ranges::find(m_rows, pathOf(file), &TakeInfo::file);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QUrl TakeList::csvFor(int row) const {
    return QUrl::fromLocalFile(text(m_folder / (nameAt(row) + QStringLiteral(".csv")).toStdString()));
}

void TakeList::say(const QString& problem, const QString& notice) {
    if (m_problem == problem && m_notice == notice) return;
    m_problem = problem;
    m_notice = notice;
    Q_EMIT problemChanged();
}
