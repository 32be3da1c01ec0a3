// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "take_files.h"

#include <orrery/bridge/text.h>
#include <orrery/robot/record/mcap_reader.h>
#include <orrery/robot/record/take_file.h>

#include <QCoreApplication>

#include <algorithm>
#include <system_error>

using namespace orrery;
namespace fs = std::filesystem;

namespace takes {
namespace {

const char* const asideName = ".deleted";

QString tr(const char* text) {
    return QCoreApplication::translate("Telemetry", text);
}

QString text(const fs::path& path) {
    return QString::fromStdString(path.string());
}

/// @param message says %1 for the file and %2 for what the system said.
Error fileError(const char* message, const std::error_code& error, const fs::path& file) {
    const std::string said = error.message();
    return {Errc::Io, tr(message).arg(text(file), textFrom(said)).toStdString(), said, file.string()};
}

fs::path uniqueFile(const fs::path& folder, const QString& stem) {
    fs::path file = folder / (stem + QStringLiteral(".mcap")).toStdString();
    std::error_code ignored;
    for (int number = 2; fs::exists(file, ignored); ++number)
        file = folder / QStringLiteral("%1 (%2).mcap").arg(stem).arg(number).toStdString();
    return file;
}

/// A name as a file may have it: no separators, no leading dot, not endless.
QString fileName(QString name) {
    for (QChar& c : name) {
        if (c == QLatin1Char('/') || c == QLatin1Char('\\') || c.category() == QChar::Other_Control)
            c = QLatin1Char('-');
    }
    name = name.trimmed().left(80);
    while (name.startsWith(QLatin1Char('.'))) name.remove(0, 1);
    return name.trimmed();
}

QDateTime fromNanoseconds(std::uint64_t utc) {
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(utc / 1'000'000));
}

TakeInfo read(const fs::path& file, const std::stop_token& stop) {
    TakeInfo info;
    info.file = file;
    Result<robot::mcap::Reader> reader = robot::mcap::Reader::open(file, stop);
    if (!reader) {
        info.readable = false;
        info.warning = textFrom(reader.error().message);
        return info;
    }
    const robot::mcap::Contents& contents = reader->contents();
    info.seconds = static_cast<double>(contents.end - contents.begin) / 1e9;
    if (contents.messageCount > 0) info.date = fromNanoseconds(contents.begin);
    for (const robot::mcap::Metadata& metadata : contents.metadata) {
        if (metadata.name != "orrery.robot") continue;
        if (const auto name = metadata.values.find("name"); name != metadata.values.end())
            info.robot = textFrom(name->second);
    }
    if (contents.cutAt) info.warning = tr("Cut off; opens up to the cut");
    return info;
}

void stamp(TakeInfo& info, const fs::directory_entry& entry) {
    std::error_code ignored;
    info.bytes = entry.file_size(ignored);
    info.changed = entry.last_write_time(ignored).time_since_epoch().count();
}

} // namespace

std::vector<TakeInfo> list(const fs::path& folder, const std::vector<TakeInfo>& known, const fs::path& leaveOut,
                           const std::stop_token& stop) {
    std::vector<TakeInfo> found;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        if (stop.stop_requested()) break;
        std::error_code ignored;
        if (entry->path().extension() != ".mcap" || entry->path() == leaveOut || !entry->is_regular_file(ignored))
            continue;
        TakeInfo info;
        stamp(info, *entry);
        const auto same = std::ranges::find_if(known, [&](const TakeInfo& other) {
            return other.file == entry->path() && other.bytes == info.bytes && other.changed == info.changed;
        });
        if (same != known.end()) {
            found.push_back(*same);
            continue;
        }
        found.push_back(read(entry->path(), stop));
        stamp(found.back(), *entry);
    }
    std::ranges::sort(found, [](const TakeInfo& a, const TakeInfo& b) {
        return a.date == b.date ? a.file < b.file : a.date > b.date;
    });
    return found;
}

Result<fs::path> newFile(const fs::path& folder, const QString& robot, const QDateTime& now) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return fail(
            fileError(QT_TRANSLATE_NOOP("Telemetry", "The folder for takes, %1, cannot be made: %2."), error, folder));
    const QString name = fileName(robot);
    const QString time = now.toString(QStringLiteral("yyyy-MM-dd HH.mm.ss"));
    return uniqueFile(folder, name.isEmpty() ? time : name + QLatin1Char(' ') + time);
}

Result<fs::path> rename(const fs::path& file, const QString& name) {
    QString wanted = fileName(name);
    if (wanted.endsWith(QLatin1String(".mcap"), Qt::CaseInsensitive)) wanted.chop(5);
    if (wanted.isEmpty())
        return fail(Errc::InvalidArgument,
                    tr(QT_TRANSLATE_NOOP("Telemetry", "A take needs a name. Type one.")).toStdString());
    const fs::path there = file.parent_path() / (wanted + QStringLiteral(".mcap")).toStdString();
    std::error_code error;
    if (there == file) return file;
    if (fs::exists(there, error))
        return fail(Errc::InvalidArgument,
                    tr(QT_TRANSLATE_NOOP("Telemetry", "There is a take \"%1\" already. Choose another name."))
                        .arg(wanted)
                        .toStdString());
    fs::rename(file, there, error);
    if (error) return fail(fileError(QT_TRANSLATE_NOOP("Telemetry", "%1 cannot be renamed: %2."), error, file));
    return there;
}

Result<fs::path> setAside(const fs::path& file) {
    const fs::path folder = file.parent_path() / asideName;
    std::error_code error;
    fs::create_directories(folder, error);
    const fs::path there = uniqueFile(folder, text(file.stem()));
    if (!error) fs::rename(file, there, error);
    if (error) return fail(fileError(QT_TRANSLATE_NOOP("Telemetry", "%1 cannot be deleted: %2."), error, file));
    return there;
}

Status putBack(const fs::path& aside, const fs::path& file) {
    std::error_code error;
    fs::rename(aside, uniqueFile(file.parent_path(), text(file.stem())), error);
    if (error) return fail(fileError(QT_TRANSLATE_NOOP("Telemetry", "%1 cannot be put back: %2."), error, file));
    return {};
}

void emptyAside(const fs::path& folder) {
    std::error_code ignored;
    fs::remove_all(folder / asideName, ignored);
}

Status exportCsv(const fs::path& file, const fs::path& csv, const std::stop_token& stop) {
    const Result<robot::TakeFile> take = robot::readTake(file, stop);
    if (!take) return fail(take.error());
    fs::path part = csv;
    part += ".part";
    std::error_code error;
    fs::remove(part, error);
    if (Status saved = robot::saveCsv(*take->take, part); !saved) return saved;
    fs::rename(part, csv, error);
    if (error) return fail(fileError(QT_TRANSLATE_NOOP("Telemetry", "%1 cannot be written: %2."), error, csv));
    return {};
}

} // namespace takes
