// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "explore_model.h"
#include "facet_model.h"
#include "file_tree_model.h"
#include "row_model.h"
#include "variants.h"

using namespace orrery;

namespace {

using Tester = QAbstractItemModelTester;
constexpr auto strict = Tester::FailureReportingMode::QtTest;
constexpr std::uint64_t memory = 16ULL << 30;

catalog::Entry entry(const std::string& name, std::uint64_t downloads = 0) {
    catalog::Entry entry;
    entry.summary.id = {hub::RepoKind::Model, name};
    entry.summary.downloads = downloads;
    return entry;
}

QStringList repos(const ExploreModel& model) {
    QStringList names;
    for (int row = 0; row < model.count(); ++row)
        names += model.data(model.index(row), ExploreModel::RepoRole).toString();
    return names;
}

hub::TreeEntry file(const std::string& path, std::uint64_t size = 1000) {
    hub::TreeEntry file;
    file.path = path;
    file.size = size;
    return file;
}

QStringList column(const QAbstractItemModel& model, int role) {
    QStringList values;
    for (int row = 0; row < model.rowCount(); ++row) values += model.data(model.index(row, 0), role).toString();
    return values;
}

FacetModel::Kind kind(bool multiple = true) {
    return {catalog::Facet::Task, QStringLiteral("Task"), {}, multiple, [](const std::string& value) {
                return QString::fromStdString(value);
            }};
}

} // namespace

class HubModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resultsGrowAtTheirEndOnly() {
        ExploreModel model(m_labs, memory);
        const Tester tester(&model, strict);
        model.reset({entry("a/a"), entry("a/b"), entry("a/a")});
        QCOMPARE(repos(model), QStringList({"a/a", "a/b"}));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.append({entry("a/c"), entry("a/a", 5), entry("a/c")});
        QCOMPARE(repos(model), QStringList({"a/a", "a/b", "a/c"}));
        QCOMPARE(model.data(model.index(0), ExploreModel::DownloadsRole).toString(), QStringLiteral("5"));
        QCOMPARE(resets.count(), 0);
        QCOMPARE(model.update({entry("a/b", 7), entry("a/d")}).size(), std::size_t(1));
        QCOMPARE(model.count(), 3);
    }

    void aCardSpeaksInOneSentence() {
        ExploreModel model(m_labs, memory);
        catalog::Entry gated = entry("acme-labs/Foo-7B");
        gated.summary.parameters = 7'241'732'096;
        gated.summary.gated = hub::Gated::Manual;
        gated.licenceClass = governance::LicenceClass::OpenOsi;
        model.reset({gated});
        const QString said = model.data(model.index(0), ExploreModel::AccessibleTextRole).toString();
        for (const char* part : {"Foo-7B", "acme-labs", "Open licence", "Fits this machine", "access on request"})
            QVERIFY2(said.contains(QLatin1String(part)), qPrintable(said));
        QCOMPARE(model.data(model.index(0), ExploreModel::MonogramRole).toString(), QStringLiteral("AL"));
    }

    void facetsKeepWhatIsChosenOnTop() {
        FacetModel facet(kind());
        const Tester tester(&facet, strict);
        facet.setCounts({{"a", 90}, {"b", 80}, {"c", 70}, {"d", 60}, {"e", 50}, {"f", 40}, {"g", 30}});
        QCOMPARE(column(facet, FacetModel::ValueRole), QStringList({"a", "b", "c", "d", "e"}));
        QCOMPARE(facet.hidden(), 2);
        QSignalSpy chosen(&facet, &FacetModel::chosenChanged);
        facet.toggle(QStringLiteral("d"));
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(column(facet, FacetModel::ValueRole), QStringList({"d", "a", "b", "c", "e"}));
        facet.setExpanded(true);
        QCOMPARE(facet.count(), 7);
        facet.setCounts({{"a", 1}});
        QCOMPARE(column(facet, FacetModel::ValueRole), QStringList({"d", "a"})); // chosen, though nothing has it now
        facet.toggle(QStringLiteral("d"));
        QVERIFY(facet.chosen().empty());
    }

    void facetsOfOneChoice() {
        FacetModel facet(kind(false));
        facet.setCounts({{"a", 1}, {"b", 1}});
        facet.toggle(QStringLiteral("a"));
        facet.toggle(QStringLiteral("b"));
        QCOMPARE(facet.chosen(), std::vector<std::string>{"b"});
    }

    void tablesChangeRowByRow() {
        RowModel table({"key", "text"});
        const Tester tester(&table, strict);
        table.setRows({{"a", "1"}, {"b", "2"}, {"c", "3"}});
        QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
        table.setRows({{"c", "3"}, {"a", "one"}, {"d", "4"}});
        QCOMPARE(column(table, Qt::UserRole), QStringList({"c", "a", "d"}));
        QCOMPARE(table.value(1, "text").toString(), QStringLiteral("one"));
        QCOMPARE(table.value(7, "text"), QVariant());
        table.append({{"e", "5"}});
        QCOMPARE(table.count(), 4);
        QCOMPARE(resets.count(), 0);
    }

    void filesAreATree() {
        FileTreeModel files;
        const Tester tester(&files, strict);
        files.reset(
            {file("README.md"), file("onnx/model.onnx", 5000), file("onnx/deep/a.bin", 2000), file("config.json")});
        QCOMPARE(column(files, FileTreeModel::NameRole), QStringList({"onnx", "README.md", "config.json"}));
        QVERIFY(files.data(files.index(0), FileTreeModel::SizeTextRole).toString().startsWith(QStringLiteral("7")));
        files.toggle(0);
        QCOMPARE(column(files, FileTreeModel::NameRole),
                 QStringList({"onnx", "deep", "model.onnx", "README.md", "config.json"}));
        files.toggle(1);
        QCOMPARE(files.data(files.index(2), FileTreeModel::PickleRole).toBool(), true);
        QCOMPARE(files.data(files.index(2), FileTreeModel::DepthRole).toInt(), 2);
        files.toggle(0);
        QCOMPARE(files.count(), 3);
        files.toggle(2); // a file: nothing happens
        QCOMPARE(files.count(), 3);
    }

    void pathsWithoutEndDoNotNestWithoutEnd() {
        std::string path;
        for (int i = 0; i < 20'000; ++i) path += "a/";
        FileTreeModel files;
        files.reset({file(path + "b")});
        for (int row = 0; row < files.count() && files.count() < 1000; ++row) files.toggle(row);
        QVERIFY(files.count() < 100);
    }

    void shardsAreOneCopy() {
        const ui::Variants variants = ui::findVariants(
            {file("foo-Q8_0-00001-of-00002.gguf", 4'000'000'000), file("foo-Q8_0-00002-of-00002.gguf", 4'000'000'000),
             file("foo-Q4_K_M.gguf", 4'400'000'000), file("foo-BF16-00001-of-00002.gguf", 9'000'000'000),
             file("mmproj-foo-f16.gguf", 800'000'000), file("README.md")},
            8'000'000'000, memory);
        QCOMPARE(variants.list.size(), std::size_t(3));
        QCOMPARE(variants.list[0].quantisation, std::string("Q4_K_M"));
        QCOMPARE(variants.list[1].files.size(), std::size_t(2));
        QCOMPARE(*variants.list[1].bitsPerWeight, 8.0);
        QVERIFY(!variants.list[2].complete);
        QVERIFY(!variants.list[2].recommended);
        QCOMPARE(variants.projectors.size(), std::size_t(1));
        int recommended = 0;
        for (const ui::Variant& variant : variants.list) recommended += variant.recommended ? 1 : 0;
        QCOMPARE(recommended, 1);
    }

    void originalWeightsAreACopyToo() {
        const ui::Variants variants = ui::findVariants(
            {file("model-00001-of-00002.safetensors", 5'000), file("model-00002-of-00002.safetensors", 5'000)}, {},
            memory);
        QCOMPARE(variants.list.size(), std::size_t(1));
        QVERIFY(!variants.list[0].runs);
        QVERIFY(!variants.list[0].recommended);
        QCOMPARE(variants.list[0].size, std::uint64_t(10'000));
    }

private:
    governance::LabTable m_labs;
};

QTEST_GUILESS_MAIN(HubModelsTest)
#include "tst_hub_models.moc"
