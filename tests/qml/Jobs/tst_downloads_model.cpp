// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "downloads_model.h"

#include <orrery/net/http_client.h>

using namespace orrery;

namespace {

download::Status statusOf(std::uint64_t id, download::State state, std::uint64_t done = 0) {
    download::Status status;
    status.id = id;
    status.request.repo = {hub::RepoKind::Model, "night-ink/small"};
    status.state = state;
    status.size = 1000;
    status.done = done;
    return status;
}

} // namespace

/// What the list of downloads shows while statuses come in.
class DownloadsModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void newestStandsFirst() {
        DownloadsModel model;
        const QAbstractItemModelTester tester(&model);
        model.update(statusOf(1, download::State::Running));
        model.update(statusOf(2, download::State::Waiting));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.data(model.index(0), DownloadsModel::DownloadIdRole).toDouble(), 2.0);
        QCOMPARE(model.activeCount(), 2);
    }

    void progressIsOverAllThatAreActive() {
        DownloadsModel model;
        model.update(statusOf(1, download::State::Running, 500));
        model.update(statusOf(2, download::State::Waiting, 0));
        model.update(statusOf(3, download::State::Done, 1000));
        QCOMPARE(model.progress(), 0.25);
        QVERIFY2(model.summaryText().contains(QStringLiteral("25")), qPrintable(model.summaryText()));
    }

    void anEndIsToldOnce() {
        DownloadsModel model;
        QSignalSpy finished(&model, &DownloadsModel::finished);
        model.update(statusOf(1, download::State::Running, 10));
        download::Status done = statusOf(1, download::State::Done, 1000);
        done.snapshot = "/cache/snapshot";
        model.update(done);
        model.update(done);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(finished.first(), (QVariantList{QStringLiteral("model"), QStringLiteral("night-ink/small"),
                                                 QStringLiteral("/cache/snapshot")}));
    }

    void cancelledOnesLeaveTheList() {
        DownloadsModel model;
        const QAbstractItemModelTester tester(&model);
        model.update(statusOf(1, download::State::Running));
        model.update(statusOf(1, download::State::Cancelled));
        QCOMPARE(model.rowCount(), 0);
        model.update(statusOf(1, download::State::Cancelled));
        QCOMPARE(model.rowCount(), 0);
    }

    void aFailureSaysWhatHappenedAndWhatNext() {
        DownloadsModel model;
        download::Status failed = statusOf(1, download::State::Failed);
        failed.problem = Error{net::Errc::Offline, "There is no network.", "resolve: no such host", ""};
        model.update(failed);
        const QModelIndex row = model.index(0);
        QCOMPARE(model.data(row, DownloadsModel::ProblemRole).toString(), QStringLiteral("There is no network."));
        QCOMPARE(model.data(row, DownloadsModel::NextStepRole).toInt(), static_cast<int>(hub::NextStep::GoOnline));
        QCOMPARE(model.failedCount(), 1);
    }

    void whatWaitsSaysWhy() {
        DownloadsModel model;
        download::Status waiting = statusOf(1, download::State::Waiting);
        waiting.problem = Error{net::Errc::Offline, "No network, trying again.", "", ""};
        model.update(waiting);
        QCOMPARE(model.data(model.index(0), DownloadsModel::StateTextRole).toString(),
                 QStringLiteral("No network, trying again."));
        QVERIFY(model.data(model.index(0), DownloadsModel::ProblemRole).toString().isEmpty());
    }

    void rowOfFindsWhatIsUnderWay() {
        DownloadsModel model;
        model.update(statusOf(1, download::State::Running));
        QCOMPARE(model.rowOf(QStringLiteral("model"), QStringLiteral("night-ink/small")), 0);
        QCOMPARE(model.rowOf(QStringLiteral("dataset"), QStringLiteral("night-ink/small")), -1);
        model.update(statusOf(1, download::State::Done));
        QCOMPARE(model.rowOf(QStringLiteral("model"), QStringLiteral("night-ink/small")), -1);
    }
};

QTEST_GUILESS_MAIN(DownloadsModelTest)
#include "tst_downloads_model.moc"
