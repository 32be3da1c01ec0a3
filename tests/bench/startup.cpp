// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <fmt/format.h>

#include <chrono>

using namespace orrery;

namespace {

constexpr int rounds = 7;

QJsonObject timesOf(const QString& program, const QStringList& arguments, const QString& cache) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    environment.insert(QStringLiteral("ORRERY_STARTED_AT_NS"),
                       QString::number(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()));
    environment.insert(QStringLiteral("XDG_CACHE_HOME"), cache);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.waitForFinished(60'000);
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

} // namespace

/// From exec to the first frame, and to the whole robot on screen, against an empty Qt Quick window started in turn.
int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const QTemporaryDir cache;
    const QString program = QStringLiteral(ORRERY_PROGRAM);
    std::vector<double> empty, first;
    for (int round = 0; round <= rounds; ++round) { // the first round warms the disk up and does not count
        const double floor = timesOf(QStringLiteral(EMPTY_WINDOW), {}, cache.path())["first_frame_ms"].toDouble();
        const double ours =
            timesOf(program, {"--timing", "--size", "1280x800"}, cache.path())["first_frame_ms"].toDouble();
        if (round == 0) continue;
        empty.push_back(floor);
        first.push_back(ours);
    }
    fmt::print("first frame: empty Qt Quick window {:.0f} ms, Orrery {:.0f} ms, ratio {:.2f}\n", bench::median(empty),
               bench::median(first), bench::median(first) / bench::median(empty));
    for (const bench::SampleRobot& robot : bench::sampleRobots()) {
        std::vector<double> cold, warm;
        const QStringList arguments{QString::fromStdString(robot.file), "--timing", "--size", "1280x800"};
        for (int round = 0; round < 5; ++round) {
            QDir(cache.filePath(QStringLiteral("orrery/meshes"))).removeRecursively();
            cold.push_back(timesOf(program, arguments, cache.path())["complete_ms"].toDouble());
            warm.push_back(timesOf(program, arguments, cache.path())["complete_ms"].toDouble());
        }
        fmt::print("{:12} on screen after {:.0f} ms from its files, {:.0f} ms from the mesh cache ({:.2f} and {:.2f} "
                   "empty windows)\n",
                   robot.name, bench::median(cold), bench::median(warm), bench::median(cold) / bench::median(empty),
                   bench::median(warm) / bench::median(empty));
    }
}
