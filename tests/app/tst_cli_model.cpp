// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "cli_runner.h"
#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/ghost_model.h"
#include "gguf/scripted_model.h"

using namespace orrery;
using test::CliOutcome;

/// The program itself, asked about models.
class TestCliModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void inspectsByFormula();
    void inspectsByTheEngine();
    void headsNeedASize();
    void safetensors();
    void foreignFilesShowTheirFacts();
    void brokenFilesFail();
    void keptSpeedsForetell();
    void measuresTheFileItself();
    void measuresAStandardModel();
    void speedSaysWhatFailed();

private:
    QString write(const char* name, const std::string& bytes);

    std::optional<QTemporaryDir> m_folder;
    QString m_runtime;
    test::CliRunner m_cli{{"model"}};
};

void TestCliModel::initTestCase() {
    const test::EngineBench engine;
    if (engine.host()) m_runtime = QString::fromStdString(engine.host()->runtime.folder.string());
}

void TestCliModel::init() {
    m_folder.emplace();
    m_cli.keepBelow(m_folder->path());
    if (!m_runtime.isEmpty()) m_cli.environment.insert("ORRERY_LLAMA_RUNTIME", m_runtime);
}

QString TestCliModel::write(const char* name, const std::string& bytes) {
    QFile file(m_folder->filePath(name));
    if (file.open(QIODevice::WriteOnly)) file.write(bytes.data(), qint64(bytes.size()));
    return file.fileName();
}

void TestCliModel::inspectsByFormula() {
    auto writer = fixtures::ghostModel(fixtures::tinyGhost("gemma3"));
    writer.add("general.license", "apache-2.0");
    writer.add("tokenizer.chat_template", "one\ntwo \x1b[31m");
    const QString file = write("m.gguf", writer.bytes());
    const CliOutcome json = m_cli.run({"inspect", file, "--formula", "--json", "--context", "8192"});
    QCOMPARE(json.exitCode, 0);
    const QJsonObject facts = json.json()["facts"].toObject();
    QCOMPARE(facts["architecture"].toString(), QString("gemma3"));
    QCOMPARE(facts["licence"].toString(), QString("apache-2.0"));
    QCOMPARE(facts["types"].toArray().size(), 3);
    const QJsonObject fit = json.json()["fit"].toObject();
    QCOMPARE(fit["verdict"].toString(), QString("fits"));
    QCOMPARE(fit["contextTokens"].toInt(), 8192);
    QCOMPARE(fit["largestContext"].toInt(), 131072);
    QVERIFY(!fit["memory"].toObject()["byEngine"].toBool());
    QVERIFY(json.json()["forecast"].isNull());
    const CliOutcome text = m_cli.run({"inspect", file, "--formula", "--template"});
    QVERIFY2(text.out.contains("by formula") && text.out.contains("one\ntwo  [31m"), qPrintable(text.out));
}

void TestCliModel::inspectsByTheEngine() {
    if (m_runtime.isEmpty()) QSKIP("no llama-server to test with");
    const auto writer = fixtures::ghostModel(fixtures::ghost1B());
    const QString head = write("head", writer.header());
    const CliOutcome json = m_cli.run({"inspect", head, "--size", QString::number(writer.fileSize()), "--json"});
    QCOMPARE(json.exitCode, 0);
    const QJsonObject memory = json.json()["fit"].toObject()["memory"].toObject();
    QVERIFY2(memory["byEngine"].toBool(), qPrintable(json.out));
    QCOMPARE(memory["context"].toDouble(), double(128 << 20));
}

void TestCliModel::headsNeedASize() {
    const auto writer = fixtures::ghostModel(fixtures::tinyGhost("llama"));
    const QString head = write("head.gguf", writer.header());
    const CliOutcome without = m_cli.run({"inspect", head, "--formula"});
    QCOMPARE(without.exitCode, 1);
    QVERIFY2(without.err.contains("--size"), qPrintable(without.err));
    QCOMPARE(m_cli.run({"inspect", head, "--formula", "--size", QString::number(writer.fileSize())}).exitCode, 0);
}

void TestCliModel::safetensors() {
    const std::string json = R"({"a":{"dtype":"BF16","shape":[2,3],"data_offsets":[0,12]}})";
    std::string bytes(8, '\0');
    bytes[0] = static_cast<char>(json.size());
    const QString file = write("m.safetensors", bytes + json + std::string(12, '\0'));
    write("config.json", R"({"architectures":["LlamaForCausalLM"]})");
    const CliOutcome outcome = m_cli.run({"inspect", file, "--json"});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.json()["format"].toString(), QString("safetensors"));
    QCOMPARE(outcome.json()["facts"].toObject()["parameters"].toInt(), 6);
    QVERIFY(m_cli.run({"inspect", file}).out.contains("LlamaForCausalLM"));
}

void TestCliModel::foreignFilesShowTheirFacts() {
    QFile seed(QString(ORRERY_SOURCE_DIR) + "/tests/fuzz/seeds/gguf/big_endian.gguf");
    const CliOutcome outcome = m_cli.run({"inspect", seed.fileName()});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.out.contains("big-endian") && outcome.out.contains("llama"), qPrintable(outcome.out));
}

void TestCliModel::brokenFilesFail() {
    const QString page = write("page.gguf", fixtures::brokenModel(fixtures::Breakage::WebPage));
    const CliOutcome outcome = m_cli.run({"inspect", page, "--json"});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY(outcome.err.contains("web page"));
    QCOMPARE(m_cli.run({"inspect", m_folder->filePath("nowhere.gguf")}).exitCode, 1);
    QCOMPARE(m_cli.run({"inspect"}).exitCode, 2);
}

void TestCliModel::keptSpeedsForetell() {
    if (m_runtime.isEmpty()) QSKIP("no llama-server to test with");
    const QString file = write("m.gguf", fixtures::ghostModel(fixtures::tinyGhost("llama")).bytes());
    const CliOutcome speed = m_cli.run(
        {"speed", file, "--empty", "--prompt", "16", "--answer", "4", "--repetitions", "1", "--keep", "--json"});
    QVERIFY2(speed.exitCode == 0, qPrintable(speed.err));
    QCOMPARE(speed.json()["rows"].toArray().size(), 2);
    QVERIFY(speed.json()["forecast"].toObject()["answerPerSecond"].toDouble() > 0);
    const CliOutcome inspected = m_cli.run({"inspect", file, "--formula", "--json"});
    QVERIFY2(inspected.json()["forecast"].toObject()["answerPerSecond"].toDouble() > 0, qPrintable(inspected.out));
}

void TestCliModel::measuresTheFileItself() {
    if (m_runtime.isEmpty()) QSKIP("no llama-server to test with");
    const QString file = write("one.gguf", fixtures::scriptedModel({{"tick", " tock"}, 0}).bytes());
    const CliOutcome outcome = m_cli.run({"speed", file, "--prompt", "16", "--answer", "4", "--repetitions", "1",
                                          "--threads", "1,2", "--batch", "8,16", "--json"});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    QCOMPARE(outcome.json()["emptyWeights"].toBool(true), false);
    QVERIFY(!outcome.json()["machine"].toString().isEmpty());
    const QJsonArray rows = outcome.json()["rows"].toArray();
    QVERIFY2(rows.size() > 2, qPrintable(outcome.out));
    for (const auto& row : rows) QVERIFY(row.toObject()["tokensPerSecond"].toDouble() > 0);
    QVERIFY(!outcome.json().contains("forecast"));
    const CliOutcome text =
        m_cli.run({"speed", file, "--prompt", "16", "--answer", "4", "--repetitions", "1", "--threads", "1"});
    QVERIFY2(text.exitCode == 0 && !text.out.isEmpty() && text.err.contains("test 1 of"), qPrintable(text.err));
}

void TestCliModel::measuresAStandardModel() {
    if (m_runtime.isEmpty()) QSKIP("no llama-server to test with");
    const CliOutcome outcome = m_cli.run({"speed", "--prompt", "4", "--answer", "1", "--repetitions", "1", "--json"});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    QVERIFY(outcome.json()["emptyWeights"].toBool());
    QVERIFY(outcome.json()["forecast"].toObject()["answerPerSecond"].toDouble() > 0);
}

void TestCliModel::speedSaysWhatFailed() {
    const QString page = write("page.gguf", fixtures::brokenModel(fixtures::Breakage::WebPage));
    const CliOutcome outcome = m_cli.run({"speed", page});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains("web page"), qPrintable(outcome.err));
    QCOMPARE(m_cli.run({"speed", m_folder->filePath("nowhere.gguf")}).exitCode, 1);
    QCOMPARE(m_cli.run({"speed", page, "--threads", "many"}).exitCode, 2);
    for (const char* wrong : {"--prompt", "--answer", "--repetitions", "--threads", "--batch"})
        QVERIFY2(m_cli.run({"speed", page, wrong, "-3"}).exitCode != 0, wrong);
    m_cli.environment.remove("ORRERY_LLAMA_RUNTIME");
    m_cli.environment.insert("PATH", m_folder->path());
    const QString file = write("m.gguf", fixtures::ghostModel(fixtures::tinyGhost("llama")).bytes());
    const CliOutcome none = m_cli.run({"speed", file});
    QCOMPARE(none.exitCode, 1);
    QVERIFY(!none.err.isEmpty());
}

QTEST_GUILESS_MAIN(TestCliModel)
#include "tst_cli_model.moc"
