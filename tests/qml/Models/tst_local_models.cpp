// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "gguf/random_model.h"
#include "local_models_filter.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/gguf/fit.h>

#include <fstream>

using namespace orrery;
using library::Format;

namespace {

constexpr std::uint64_t gibibyte = 1ULL << 30U;

library::ItemFile file(const std::string& name, std::uint64_t size, Format format = Format::Gguf) {
    library::ItemFile result;
    result.name = name;
    result.path = "/models/" + name;
    result.size = size;
    result.format = format;
    return result;
}

library::Item item(const std::string& title, std::vector<library::ItemFile> files) {
    library::Item result;
    result.title = title;
    result.key = title;
    result.architecture = "llama";
    result.licence = "apache-2.0";
    result.revisions.emplace_back().files = std::move(files);
    return result;
}

} // namespace

/// The models one can choose from.
class LocalModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_models = std::make_unique<LocalModels>(m_workers, m_gui, 16 * gibibyte); }

    void everyModelOfAnItemIsARow() {
        const QAbstractItemModelTester tester(m_models.get());
        QVERIFY(!m_models->looked());
        m_models->setItems(
            {item("night-ink/two", {file("two-Q4_K_M.gguf", 4 * gibibyte), file("two-Q8_0.gguf", 40 * gibibyte),
                                    file("mmproj-two-F16.gguf", gibibyte), file("README.md", 10, Format::Other)})});
        QVERIFY(m_models->looked());
        QCOMPARE(m_models->count(), 2);
        QCOMPARE(text(0, LocalModels::TitleRole), QStringLiteral("night-ink/two"));
        QVERIFY(text(0, LocalModels::DetailTextRole).contains(QStringLiteral("Q4_K_M")));
        QVERIFY(text(0, LocalModels::DetailTextRole).contains(QStringLiteral("apache-2.0")));
        QCOMPARE(value(0, LocalModels::FitRole).toInt(), static_cast<int>(gguf::Fit::Fits));
        QCOMPARE(value(1, LocalModels::FitRole).toInt(), static_cast<int>(gguf::Fit::TooBig));
        QVERIFY(!text(0, LocalModels::FitTextRole).isEmpty());
        QCOMPARE(value(0, LocalModels::ProjectorRole).toUrl().fileName(), QStringLiteral("mmproj-two-F16.gguf"));
        QCOMPARE(m_models->projectorOf("/models/two-Q8_0.gguf").value().string(),
                 std::string("/models/mmproj-two-F16.gguf"));
        QVERIFY(!m_models->projectorOf("/models/none.gguf"));
    }

    void partsAreOneModelAndMissingOnesAreTold() {
        m_models->setItems(
            {item("whole", {file("w-Q4_0-00002-of-00002.gguf", 2), file("w-Q4_0-00001-of-00002.gguf", 3)}),
             item("broken", {file("b-Q4_0-00001-of-00003.gguf", 3), file("b-Q4_0-00002-of-00003.gguf", 3)})});
        QCOMPARE(m_models->count(), 2);
        QCOMPARE(value(0, LocalModels::FileRole).toUrl().fileName(), QStringLiteral("w-Q4_0-00001-of-00002.gguf"));
        QVERIFY(value(0, LocalModels::RunsRole).toBool());
        QVERIFY(!value(1, LocalModels::RunsRole).toBool());
        QVERIFY(!text(1, LocalModels::WhyNotRole).isEmpty());
    }

    void safetensorsAreThereToLookAt() {
        m_models->setItems({item("brass/weights", {file("model-00001-of-00002.safetensors", 5, Format::Safetensors),
                                                   file("model-00002-of-00002.safetensors", 5, Format::Safetensors)})});
        QCOMPARE(m_models->count(), 1);
        QVERIFY(!value(0, LocalModels::RunsRole).toBool());
        QVERIFY(text(0, LocalModels::WhyNotRole).contains(QStringLiteral("GGUF")));
        QCOMPARE(value(0, LocalModels::FitRole).toInt(), static_cast<int>(gguf::Fit::Unknown));
    }

    void serversComeWithTheirModels() {
        const QAbstractItemModelTester tester(m_models.get());
        m_models->setItems({item("a", {file("a.gguf", 2)})});
        m_models->setServers({{"Cluster", "https://cluster.example", {"large", "small"}}});
        QCOMPARE(m_models->count(), 3);
        QCOMPARE(text(1, LocalModels::KindRole), QStringLiteral("server"));
        QCOMPARE(text(1, LocalModels::ServerRole), QStringLiteral("https://cluster.example"));
        QCOMPARE(text(1, LocalModels::ModelRole), QStringLiteral("large"));
        m_models->setServers({});
        QCOMPARE(m_models->count(), 1);
    }

    void aFileOpenedByHandIsThereOnceWithItsProjector() {
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("own-F32.gguf")), fixtures::randomModel().bytes());
        write(folder.filePath(QStringLiteral("mmproj-own.gguf")), "x");
        const QUrl url = QUrl::fromLocalFile(folder.filePath(QStringLiteral("own-F32.gguf")));
        m_models->addFile(url);
        QCOMPARE(m_models->count(), 1);
        QTRY_VERIFY(!text(0, LocalModels::SizeTextRole).isEmpty());
        QCOMPARE(value(0, LocalModels::ProjectorRole).toUrl().fileName(), QStringLiteral("mmproj-own.gguf"));
        m_models->addFile(url);
        QCOMPARE(m_models->count(), 1);
        QCOMPARE(m_models->titleOf(url), QStringLiteral("own-F32.gguf"));
    }

    void aLateAnswerFindsNobody() {
        m_models->addFile(QUrl::fromLocalFile(QStringLiteral("/none/own.gguf")));
        m_models.reset();
        std::atomic_bool through = false;
        m_workers.post([&] { m_gui.post([&] { through = true; }); });
        QTRY_VERIFY(through);
    }

    void wordsFindAndWhatRunsComesFirst() {
        LocalModelsFilter filter;
        const QAbstractItemModelTester tester(&filter);
        filter.setModels(m_models.get());
        m_models->setItems({item("Zeta", {file("z-Q4_0.gguf", 2)}), item("alpha", {file("a-Q8_0.gguf", 2)}),
                            item("aaa", {file("model.safetensors", 5, Format::Safetensors)})});
        m_models->setServers({{"Cluster", "https://cluster.example", {"beta"}}});
        QCOMPARE(filter.value(0, "title").toString(), QStringLiteral("alpha"));
        QCOMPARE(filter.value(1, "title").toString(), QStringLiteral("Zeta"));
        QCOMPARE(filter.value(2, "title").toString(), QStringLiteral("beta"));
        QCOMPARE(filter.value(3, "title").toString(), QStringLiteral("aaa"));
        filter.setFilesOnly(true);
        QCOMPARE(filter.count(), 3);
        QCOMPARE(filter.value(2, "title").toString(), QStringLiteral("aaa"));
        filter.setFilesOnly(false);
        QSignalSpy counted(&filter, &LocalModelsFilter::countChanged);
        filter.setText(QStringLiteral("Q4 zet"));
        QCOMPARE(filter.count(), 1);
        QVERIFY(!counted.empty());
        QCOMPARE(filter.rowOf(QStringLiteral("/models/z-Q4_0.gguf")), 0);
        QCOMPARE(filter.rowOf(QStringLiteral("/models/a-Q8_0.gguf")), -1);
        filter.setText(QStringLiteral("nothing such"));
        QCOMPARE(filter.count(), 0);
    }

private:
    QVariant value(int row, int role) const { return m_models->data(m_models->index(row), role); }
    QString text(int row, int role) const { return value(row, role).toString(); }
    static void write(const QString& path, const std::string& bytes) {
        std::ofstream(path.toStdString(), std::ios::binary) << bytes;
    }

    GuiExecutor m_gui;
    WorkerPool m_workers{1};
    std::unique_ptr<LocalModels> m_models;
};

QTEST_GUILESS_MAIN(LocalModelsTest)
#include "tst_local_models.moc"
