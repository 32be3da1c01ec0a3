// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <orrery/measure/measure_store.h>
#include <orrery/platform/temporary_directory.h>

#include <fstream>
#include <optional>

using namespace orrery;
using namespace orrery::measure;

namespace {

SpeedRecord speed(std::int64_t taken, std::string machine, double tokensPerSecond) {
    SpeedRecord record;
    record.taken = taken;
    record.machine = std::move(machine);
    record.model = "Tiny, \"small\"";
    record.path = "/models/tiny.gguf";
    record.activeBytes = 123'456'789'012;
    record.engine = "b6000";
    record.row.answerTokens = 64;
    record.row.threads = 8;
    record.row.batch = 256;
    record.row.tokensPerSecond = tokensPerSecond;
    record.row.deviation = 0.5;
    record.row.samples = {tokensPerSecond - 0.5, tokensPerSecond + 0.5};
    record.row.modelType = "llama 1B Q4_K";
    record.row.cpu = "A processor";
    return record;
}

ComparedAnswer compared(std::string model, std::string text) {
    ComparedAnswer answer;
    answer.model = answer.label = std::move(model);
    answer.text = std::move(text);
    answer.timings.answerTokens = 100;
    answer.timings.answerMs = 2000;
    answer.timings.firstTokenMs = 80;
    answer.loadMs = 1500;
    answer.memory = 2'500'000'000;
    return answer;
}

Comparison comparison(std::int64_t taken, std::optional<std::size_t> vote = {}, bool tie = false, bool blind = true) {
    Comparison result;
    result.taken = taken;
    result.machine = "this one";
    result.prompt = "Why?";
    result.blind = blind;
    result.answers = {compared("ant", "because"), compared("bee", "```\ncode\n```"), compared("cat", "so")};
    result.vote = vote;
    result.tie = tie;
    return result;
}

QJsonObject objectOf(const std::string& json) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

} // namespace

class MeasureStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder.emplace(*platform::TemporaryDirectory::create()); }

    void speedsAreKept() {
        {
            auto store = MeasureStore::open(file());
            QVERIFY(store);
            QVERIFY(store->add(speed(100, "a", 10)) && store->add(speed(300, "b", 30)) &&
                    store->add(speed(200, "a", 20)));
        }
        auto store = MeasureStore::open(file());
        const auto all = store->speeds();
        QCOMPARE(all->size(), std::size_t(3));
        QCOMPARE((*all)[0].taken, std::int64_t(300));
        const auto ofA = store->speeds("a");
        QCOMPARE(ofA->size(), std::size_t(2));
        const SpeedRecord wanted = speed(200, "a", 20);
        const SpeedRecord& read = (*ofA)[0];
        QCOMPARE(read.model, wanted.model);
        QCOMPARE(read.activeBytes, wanted.activeBytes);
        QCOMPARE(read.row.samples, wanted.row.samples);
        QCOMPARE(read.row.tokensPerSecond, 20.0);
        QCOMPARE(read.row.threads, 8U);
        QCOMPARE(read.row.modelType + read.row.cpu + read.engine + read.path,
                 wanted.row.modelType + wanted.row.cpu + wanted.engine + wanted.path);
        QVERIFY(store->removeSpeed(read.id));
        QVERIFY(!store->removeSpeed(read.id));
        QCOMPARE(store->speeds("a")->size(), std::size_t(1));
    }

    void comparisonsAndVotesAreKept() {
        std::int64_t id = 0;
        {
            auto store = MeasureStore::open(file());
            id = *store->add(comparison(5));
            QVERIFY(store->add(comparison(4)));
            QVERIFY(store->setVote(id, 1, false));
            QVERIFY(!store->setVote(id, 3, false)); // there is no fourth answer
            QVERIFY(!store->setVote(id, 1, true));
            QVERIFY(!store->setVote(99, 1, false));
        }
        auto store = MeasureStore::open(file());
        const auto list = store->comparisons();
        QCOMPARE(list->size(), std::size_t(2));
        const Comparison& read = (*list)[0];
        QCOMPARE(read.id, id);
        QVERIFY(read.vote == std::size_t(1) && !read.tie && read.blind && !read.atOnce);
        QCOMPARE(read.answers.size(), std::size_t(3));
        QCOMPARE(read.answers[1].text, std::string("```\ncode\n```"));
        QCOMPARE(read.answers[1].memory, std::uint64_t(2'500'000'000));
        QCOMPARE(read.answers[1].timings.tokensPerSecond(), 50.0);
        QVERIFY(!(*list)[1].vote);
        QVERIFY(!store->setVote(id, {}, true, true));
        QVERIFY(store->setVote(id, {}, false, true));
        QVERIFY(store->comparisons()->at(0).bothBad && !store->comparisons()->at(0).tie);
        QVERIFY(store->setVote(id, {}, true));
        QVERIFY(!store->comparisons()->at(0).bothBad);
        QVERIFY(!store->comparisons()->at(0).vote && store->comparisons()->at(0).tie);
        QVERIFY(store->removeComparison(id));
        QCOMPARE(store->comparisons()->size(), std::size_t(1));
    }

    void aComparisonIsReplacedUnderItsId() {
        auto store = MeasureStore::open(file());
        Comparison grown = comparison(5);
        grown.id = *store->add(comparison(4));
        grown.vote.reset();
        grown.tie = grown.bothBad = false;
        QVERIFY(store->replace(grown));
        const auto list = store->comparisons();
        QCOMPARE(list->size(), std::size_t(1));
        QCOMPARE(list->at(0).id, grown.id);
        QCOMPARE(list->at(0).taken, grown.taken);
        QVERIFY(!list->at(0).vote);
        grown.id = 99;
        QVERIFY(!store->replace(grown));
    }

    void aDamagedFileIsSetAside() {
        std::ofstream(file(), std::ios::binary) << std::string(50'000, 'x');
        std::string notice;
        auto store = MeasureStore::open(file(), &notice);
        QVERIFY(store);
        QVERIFY2(notice.find(".damaged-") != std::string::npos, notice.c_str());
        QVERIFY(store->add(speed(1, "a", 1)));
    }

    void twoMayHaveItOpen() {
        auto one = MeasureStore::open(file());
        auto two = MeasureStore::open(file());
        QVERIFY(one->add(speed(1, "a", 1)) && two->add(speed(2, "a", 2)));
        QCOMPARE(one->speeds()->size(), std::size_t(2));
        QCOMPARE(two->speeds()->size(), std::size_t(2));
    }

    void speedsAsCsv() {
        SpeedRecord evil = speed(1'700'000'000, "=cmd|' /C calc'!A0", 12.3456);
        evil.path = "/with\nline";
        const QString csv = QString::fromStdString(speedsCsv({evil, speed(0, "a", 1)}));
        const QStringList lines = csv.split("\r\n");
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].startsWith("taken,machine,model,") && lines[3].isEmpty());
        QVERIFY2(
            lines[1].startsWith("2023-11-14T22:13:20Z,'=cmd|' /C calc'!A0,\"Tiny, \"\"small\"\"\",\"/with\nline\","),
            qPrintable(lines[1]));
        QVERIFY(lines[1].contains(",answer 64,12.346,0.500,8,256,"));
        QCOMPARE(lines[2].count(','), lines[0].count(',') + 1); // the one in quotes
    }

    void speedsAsJson() {
        const QJsonObject json = objectOf(speedsJson({speed(7, "a", 2.5)}));
        QCOMPARE(json["format"].toString(), "orrery-speeds");
        const QJsonObject row = json["speeds"].toArray()[0].toObject();
        QCOMPARE(row["tokensPerSecond"].toDouble(), 2.5);
        QCOMPARE(row["machine"].toString(), "a");
        QVERIFY(!speedsJson({speed(1, "\xff\xfe", 1)}).empty()); // wrong UTF-8
    }

    void comparisonsExported() {
        const Comparison made = comparison(1'700'000'000, 1);
        const QJsonObject json = objectOf(comparisonJson(made));
        QCOMPARE(json["answers"].toArray().size(), 3);
        QCOMPARE(json["vote"].toInt(-1), 1);
        QCOMPARE(json["answers"].toArray()[0].toObject()["timings"].toObject()["firstTokenMs"].toInt(), 80);
        const QString text = QString::fromStdString(comparisonMarkdown(made));
        QVERIFY2(text.contains("Vote: bee") && text.contains("| ant | 80 | 50.0 | 100 | 1.5 | 2.50 |"),
                 qPrintable(text));
        QVERIFY(text.contains("````\n```\ncode\n```\n````")); // a text with a fence stays within its own
    }

    void standingsCountBlindVotes() {
        const auto result = standings({comparison(1, 0), comparison(2, 0), comparison(3, 1), comparison(4, {}, true),
                                       comparison(5), comparison(6, 2, false, false), comparison(7, 9)});
        QCOMPARE(result.size(), std::size_t(3));
        const auto figures = [](const Standing& standing) {
            return QString("%1 %2 %3 %4")
                .arg(QString::fromStdString(standing.model))
                .arg(standing.wins)
                .arg(standing.losses)
                .arg(standing.ties);
        };
        QCOMPARE(figures(result[0]), "ant 2 1 1");
        QCOMPARE(figures(result[1]), "bee 1 2 1");
        QCOMPARE(figures(result[2]), "cat 0 3 1");
        QVERIFY(standings({}).empty());
        Comparison alone = comparison(1, 0);
        for (ComparedAnswer& answer : alone.answers) answer.model = "ant"; // with several settings
        QVERIFY(standings({alone}).empty());
    }

private:
    [[nodiscard]] std::filesystem::path file() const { return m_folder->path() / "measure.sqlite"; }

    std::optional<platform::TemporaryDirectory> m_folder;
};

QTEST_GUILESS_MAIN(MeasureStoreTest)
#include "tst_measure_store.moc"
