// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include "gguf/broken_models.h"
#include "gguf/ghost_model.h"

using namespace orrery;

namespace {

struct Outcome {
    int exitCode = -1;
    QString out;
    QString err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

} // namespace

/// The program itself, asked about models.
class TestCliModel : public QObject {
    Q_OBJECT

private slots:
    void init();

    void inspectsByFormula();
    void inspectsByTheEngine();
    void headsNeedASize();
    void safetensors();
    void foreignFilesShowTheirFacts();
    void brokenFilesFail();
    void keptSpeedsForetell();

private:
    QString write(const char* name, const std::string& bytes);
    [[nodiscard]] Outcome run(const QStringList& arguments) const;

    std::optional<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;
};

void TestCliModel::init() {
    m_folder.emplace();
    m_environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"XDG_DATA_HOME", "XDG_CACHE_HOME"}) m_environment.insert(name, m_folder->filePath(name));
}

QString TestCliModel::write(const char* name, const std::string& bytes) {
    QFile file(m_folder->filePath(name));
    if (file.open(QIODevice::WriteOnly)) file.write(bytes.data(), qint64(bytes.size()));
    return file.fileName();
}

Outcome TestCliModel::run(const QStringList& arguments) const {
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(ORRERY_CLI, QStringList{"model"} + arguments);
    process.waitForFinished(90'000);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestCliModel::inspectsByFormula() {
    auto writer = fixtures::ghostModel(fixtures::tinyGhost("gemma3"));
    writer.add("general.license", "apache-2.0");
    writer.add("tokenizer.chat_template", "one\ntwo \x1b[31m");
    const QString file = write("m.gguf", writer.bytes());
    const Outcome json = run({"inspect", file, "--formula", "--json", "--context", "8192"});
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
    const Outcome text = run({"inspect", file, "--formula", "--template"});
    QVERIFY2(text.out.contains("by formula") && text.out.contains("one\ntwo  [31m"), qPrintable(text.out));
}

void TestCliModel::inspectsByTheEngine() {
    if (!m_environment.contains("ORRERY_LLAMA_RUNTIME")) QSKIP("no llama-server to test with");
    const auto writer = fixtures::ghostModel(fixtures::ghost1B());
    const QString head = write("head", writer.header());
    const Outcome json = run({"inspect", head, "--size", QString::number(writer.fileSize()), "--json"});
    QCOMPARE(json.exitCode, 0);
    const QJsonObject memory = json.json()["fit"].toObject()["memory"].toObject();
    QVERIFY2(memory["byEngine"].toBool(), qPrintable(json.out));
    QCOMPARE(memory["context"].toDouble(), double(128 << 20));
}

void TestCliModel::headsNeedASize() {
    const auto writer = fixtures::ghostModel(fixtures::tinyGhost("llama"));
    const QString head = write("head.gguf", writer.header());
    const Outcome without = run({"inspect", head, "--formula"});
    QCOMPARE(without.exitCode, 1);
    QVERIFY2(without.err.contains("--size"), qPrintable(without.err));
    QCOMPARE(run({"inspect", head, "--formula", "--size", QString::number(writer.fileSize())}).exitCode, 0);
}

void TestCliModel::safetensors() {
    const std::string json = R"({"a":{"dtype":"BF16","shape":[2,3],"data_offsets":[0,12]}})";
    std::string bytes(8, '\0');
    bytes[0] = static_cast<char>(json.size());
    const QString file = write("m.safetensors", bytes + json + std::string(12, '\0'));
    write("config.json", R"({"architectures":["LlamaForCausalLM"]})");
    const Outcome outcome = run({"inspect", file, "--json"});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.json()["format"].toString(), QString("safetensors"));
    QCOMPARE(outcome.json()["facts"].toObject()["parameters"].toInt(), 6);
    QVERIFY(run({"inspect", file}).out.contains("LlamaForCausalLM"));
}

void TestCliModel::foreignFilesShowTheirFacts() {
    QFile seed(QString(ORRERY_SOURCE_DIR) + "/tests/fuzz/seeds/gguf/big_endian.gguf");
    const Outcome outcome = run({"inspect", seed.fileName()});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.out.contains("big-endian") && outcome.out.contains("llama"), qPrintable(outcome.out));
}

void TestCliModel::brokenFilesFail() {
    const QString page = write("page.gguf", fixtures::brokenModel(fixtures::Breakage::WebPage));
    const Outcome outcome = run({"inspect", page, "--json"});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY(outcome.err.contains("web page"));
    QCOMPARE(run({"inspect", m_folder->filePath("nowhere.gguf")}).exitCode, 1);
    QCOMPARE(run({"inspect"}).exitCode, 2);
}

void TestCliModel::keptSpeedsForetell() {
    if (!m_environment.contains("ORRERY_LLAMA_RUNTIME")) QSKIP("no llama-server to test with");
    const QString file = write("m.gguf", fixtures::ghostModel(fixtures::tinyGhost("llama")).bytes());
    const Outcome speed =
        run({"speed", file, "--empty", "--prompt", "16", "--answer", "4", "--repetitions", "1", "--keep", "--json"});
    QVERIFY2(speed.exitCode == 0, qPrintable(speed.err));
    QCOMPARE(speed.json()["rows"].toArray().size(), 2);
    QVERIFY(speed.json()["forecast"].toObject()["answerPerSecond"].toDouble() > 0);
    const Outcome inspected = run({"inspect", file, "--formula", "--json"});
    QVERIFY2(inspected.json()["forecast"].toObject()["answerPerSecond"].toDouble() > 0, qPrintable(inspected.out));
}

QTEST_GUILESS_MAIN(TestCliModel)
#include "tst_cli_model.moc"
