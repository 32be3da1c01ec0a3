// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "download_text.h"

#include <QCoreApplication>

#include <orrery/bridge/text.h>

#include <algorithm>
#include <cmath>

using namespace orrery;
using download::State;

namespace {

/// Gives the texts of this file to translators under one name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Downloads)
};

QString stateWord(State state) {
    switch (state) {
    case State::Waiting: return Words::tr("Waiting for its turn");
    case State::Planning: return Words::tr("Asking what there is");
    case State::Running: return Words::tr("Downloading");
    case State::Verifying: return Words::tr("Checking the files");
    case State::Paused: return Words::tr("Paused");
    case State::Done: return Words::tr("Downloaded");
    case State::Failed: return Words::tr("Failed");
    case State::Cancelled: return Words::tr("Cancelled");
    }
    return {};
}

double share(std::uint64_t done, std::uint64_t size) {
    return size == 0 ? 0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(size));
}

} // namespace

std::chrono::seconds secondsFrom(double seconds) {
    return std::chrono::seconds(std::llround(seconds));
}

bool isActive(State state) {
    return state == State::Waiting || state == State::Planning || state == State::Running || state == State::Verifying;
}

bool isOver(State state) {
    return state == State::Done || state == State::Failed || state == State::Cancelled;
}

QString downloadDetail(const download::Status& status) {
    if (status.request.include.size() == 1) return QString::fromStdString(status.request.include.front());
    if (!status.files.empty()) return Words::tr("%n files", "", static_cast<int>(status.files.size()));
    if (status.request.include.empty()) return Words::tr("all files");
    return Words::tr("%n files", "", static_cast<int>(status.request.include.size()));
}

QString downloadStateText(const download::Status& status) {
    if (status.state == State::Waiting && status.problem) return QString::fromStdString(status.problem->message);
    return stateWord(status.state);
}

QString downloadSizeText(const download::Status& status) {
    if (status.size == 0) return {};
    if (status.state == State::Done) return sizeText(status.size);
    return Words::tr("%1 of %2").arg(sizeText(status.done), sizeText(status.size));
}

QVariantList downloadFiles(const download::Status& status) {
    QVariantList files;
    files.reserve(static_cast<qsizetype>(status.files.size()));
    for (const download::FileStatus& file : status.files) {
        files.append(QVariantMap{{QStringLiteral("path"), QString::fromStdString(file.path)},
                                 {QStringLiteral("sizeText"), sizeText(file.size)},
                                 {QStringLiteral("progress"), share(file.done, file.size)},
                                 {QStringLiteral("stateText"), stateWord(file.state)}});
    }
    return files;
}

double downloadsProgress(const std::vector<download::Status>& all) {
    std::uint64_t size = 0;
    std::uint64_t done = 0;
    for (const download::Status& status : all) {
        if (!isActive(status.state)) continue;
        size += status.size;
        done += status.done;
    }
    return share(done, size);
}

QString downloadsSummary(const std::vector<download::Status>& all) {
    const auto active = std::ranges::count_if(all, isActive, &download::Status::state);
    if (active == 0) {
        const auto failed = std::ranges::count(all, State::Failed, &download::Status::state);
        if (failed > 0) return Words::tr("%n downloads failed", "", static_cast<int>(failed));
        return all.empty() ? Words::tr("No downloads") : Words::tr("Downloads finished");
    }
    const QString count = Words::tr("%n downloads", "", static_cast<int>(active));
    const long percent = std::lround(downloadsProgress(all) * 100);
    std::optional<double> longest;
    for (const download::Status& status : all) {
        if (isActive(status.state) && status.secondsLeft) longest = std::max(longest.value_or(0), *status.secondsLeft);
    }
    if (longest) return Words::tr("%1, %2 %, %3 left").arg(count).arg(percent).arg(durationText(secondsFrom(*longest)));
    return percent > 0 ? Words::tr("%1, %2 %").arg(count).arg(percent) : count;
}
