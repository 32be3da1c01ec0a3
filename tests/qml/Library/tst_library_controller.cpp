// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "gguf/random_model.h"
#include "library_controller.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/cache/store.h>
#include <orrery/platform/hashing.h>

#include <fstream>

using namespace orrery;

namespace {

const std::string commit(40, 'a');

void write(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

} // namespace

/// The library's presenter over a real cache and real folders.
class LibraryControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_home = std::make_unique<QTemporaryDir>();
        m_root = m_home->path().toStdString();
        addRepo("night-ink/small", "model-Q8_0.gguf", fixtures::randomModel().bytes());
        library::Places places;
        places.hubCache = m_root / "hub";
        places.pins = m_root / "pins.json";
        m_controller = std::make_unique<LibraryController>(LibraryController::Services{m_workers, m_gui}, places);
    }

    void cleanup() { m_controller.reset(); }

    void showsWhatLiesInTheCache() {
        const QAbstractItemModelTester tester(m_controller->items());
        look();
        QCOMPARE(m_controller->items()->count(), 1);
        QCOMPARE(text(LibraryModel::TitleRole), QStringLiteral("night-ink/small"));
        QVERIFY(m_controller->items()->data(first(), LibraryModel::CanTryRole).toBool());
        m_controller->select(text(LibraryModel::KeyRole));
        QCOMPARE(m_controller->selection()->repo(), QStringLiteral("night-ink/small"));
        QVERIFY(m_controller->selection()->fileToTry().path().endsWith(QStringLiteral("model-Q8_0.gguf")));
        QVERIFY(m_controller->selection()->packable());
    }

    void filtersByWordsAndKind() {
        addRepo("brass-works/large", "weights.safetensors", std::string(64, 'x'));
        look();
        LibraryModel* items = m_controller->items();
        QCOMPARE(items->count(), 2);
        items->setText(QStringLiteral("brass large"));
        QCOMPARE(items->count(), 1);
        QCOMPARE(text(LibraryModel::TitleRole), QStringLiteral("brass-works/large"));
        items->setKind(static_cast<int>(library::Kind::Robot));
        QCOMPARE(items->count(), 0);
        QCOMPARE(items->total(), 2);
    }

    void checkingFindsChangedBytes() {
        look();
        const QString key = text(LibraryModel::KeyRole);
        m_controller->select(key);
        m_controller->verify(key);
        QTRY_VERIFY(!m_controller->notice().isEmpty());
        QVERIFY(m_controller->selection()->findings().isEmpty());

        std::fstream blob(m_blob, std::ios::in | std::ios::out | std::ios::binary);
        blob.seekp(100);
        blob.put('!');
        blob.close();
        m_controller->verify(key);
        QTRY_COMPARE(m_controller->selection()->findings().size(), 1);
    }

    void deletingAsksFirstAndFreesTheBytes() {
        look();
        QSignalSpy planned(m_controller.get(), &LibraryController::removalPlanned);
        m_controller->planRemoval(text(LibraryModel::KeyRole));
        QCOMPARE(planned.count(), 1);
        QVERIFY(std::filesystem::exists(m_blob));
        m_controller->confirmRemoval();
        QTRY_VERIFY(!std::filesystem::exists(m_blob));
        QTRY_COMPARE(m_controller->items()->total(), 0);
    }

    void pinsAreKept() {
        look();
        m_controller->setPinned(text(LibraryModel::KeyRole), true);
        QVERIFY(m_controller->items()->data(first(), LibraryModel::PinnedRole).toBool());
        QTRY_VERIFY(std::filesystem::exists(m_root / "pins.json"));
        look();
        QVERIFY(m_controller->items()->data(first(), LibraryModel::PinnedRole).toBool());
    }

    void aPackComesBackIntoAnEmptyCache() {
        look();
        const QUrl pack = QUrl::fromLocalFile(m_home->filePath(QStringLiteral("pack.tar")));
        m_controller->pack({text(LibraryModel::KeyRole)}, pack);
        QTRY_VERIFY(!m_controller->notice().isEmpty());

        m_controller->planRemoval(text(LibraryModel::KeyRole));
        m_controller->confirmRemoval();
        QTRY_COMPARE(m_controller->items()->total(), 0);
        m_controller->unpack(pack);
        QTRY_COMPARE(m_controller->items()->total(), 1);
        QVERIFY2(m_controller->problem().isEmpty(), qPrintable(m_controller->problem()));
        QVERIFY(std::filesystem::exists(m_blob));
    }

    void aFolderOfOnesOwnIsLookedInto() {
        write(m_root / "mine" / "tiny-Q4_0.gguf", fixtures::randomModel().bytes());
        look();
        QSignalSpy scanned(m_controller.get(), &LibraryController::scanned);
        m_controller->addFolder(QUrl::fromLocalFile(m_home->filePath(QStringLiteral("mine"))));
        QTRY_COMPARE(scanned.count(), 1);
        QCOMPARE(m_controller->items()->total(), 2);
        QCOMPARE(m_controller->folders().size(), 1);
    }

    void whatCannotBeReadIsSaid() {
        m_controller->unpack(QUrl::fromLocalFile(m_home->filePath(QStringLiteral("nothing.tar"))));
        QTRY_VERIFY(!m_controller->problem().isEmpty());
        m_controller->dismissNotice();
        QVERIFY(m_controller->problem().isEmpty());
    }

private:
    void addRepo(const std::string& name, const std::string& file, const std::string& bytes) {
        const cache::RepoPaths paths{m_root / "hub", {hub::RepoKind::Model, name}};
        const std::string etag = platform::sha256(bytes);
        QVERIFY(cache::prepare(paths));
        const std::filesystem::path partial = cache::partialPath(paths, etag);
        write(partial, bytes);
        QVERIFY(cache::publish(paths, etag, partial, commit, file));
        QVERIFY(cache::writeRef(paths, "main", commit));
        m_blob = paths.blob(etag);
    }

    void look() {
        QSignalSpy scanned(m_controller.get(), &LibraryController::scanned);
        m_controller->refresh();
        QTRY_COMPARE(scanned.count(), 1);
    }

    QModelIndex first() const { return m_controller->items()->index(0); }
    QString text(int role) const { return m_controller->items()->data(first(), role).toString(); }

    WorkerPool m_workers{2};
    GuiExecutor m_gui;
    std::unique_ptr<QTemporaryDir> m_home;
    std::filesystem::path m_root;
    std::filesystem::path m_blob;
    std::unique_ptr<LibraryController> m_controller;
};

QTEST_GUILESS_MAIN(LibraryControllerTest)
#include "tst_library_controller.moc"
