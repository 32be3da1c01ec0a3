// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include <orrery/hub/card_data.h>
#include <orrery/hub/tokens.h>

#include <fstream>
#include <map>

using namespace orrery::hub;

namespace {

using Texts = std::vector<std::string>;

CardData fields(const std::string& yaml) {
    const CardText card = readCard("---\n" + yaml + "\n---\nBody\n");
    if (!card.problem.empty()) qWarning("%s", card.problem.c_str());
    return card.data;
}

Environment environment(std::map<std::string, std::string> values) {
    return [values = std::move(values)](std::string_view name) -> std::optional<std::string> {
        const auto found = values.find(std::string(name));
        if (found == values.end()) return std::nullopt;
        return found->second;
    };
}

void write(const std::filesystem::path& file, std::string_view text) {
    std::ofstream(file, std::ios::binary) << text;
}

} // namespace

class HubCardsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAModelsCard() {
        const CardText card =
            readCard("\xEF\xBB\xBF---\r\nlicense: Apache-2.0\r\nbase_model:\r\n- acme/Foo\r\n- acme/Bar\r\n"
                     "base_model_relation: merge\r\nlanguage: [en, no]\r\npipeline_tag: text-generation\r\n"
                     "extra_gated_prompt: |-\r\n  Say\r\n  why\r\n---\r\n# Foo\r\n---\r\nText");
        QCOMPARE(card.problem, std::string());
        QCOMPARE(card.data.licences, Texts{"apache-2.0"});
        QCOMPARE(card.data.baseModels, (Texts{"acme/Foo", "acme/Bar"}));
        QCOMPARE(card.data.relation, std::string("merge"));
        QCOMPARE(card.data.languages, (Texts{"en", "no"}));
        QCOMPARE(card.data.task, std::string("text-generation"));
        QVERIFY(card.data.gatePrompt.starts_with("Say"));
        QCOMPARE(card.body, std::string("# Foo\r\n---\r\nText"));
    }

    void leavesOutWhatIsNested() {
        const CardData data =
            fields("model-index:\n- name: x\n  license: evil\n  tags: [evil]\n? {license: evil}\n: [evil]\n"
                   "tags:\n- good\n- {bad: 1}\n- [worse]\n- null\nlicense: ~\nlibrary_name: lerobot");
        QCOMPARE(data.tags, Texts{"good"});
        QCOMPARE(data.licences, Texts{});
        QCOMPARE(data.library, std::string("lerobot"));
    }

    void takesDatasetsAndSpaces() {
        QCOMPARE(fields("pretty_name: Arms\ntask_categories: [robotics]").title, std::string("Arms"));
        QCOMPARE(fields("pretty_name: Arms\ntask_categories: [robotics]").task, std::string("robotics"));
        QCOMPARE(fields("title: Demo").title, std::string("Demo"));
    }

    void isWellWithoutFrontMatter_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "# Foo\n", "---", "----\nlicense: mit\n----\n", "---\nnever: closed\n",
                                 " ---\na: b\n---\n", "---\n---\n", "\n---\nlicense: mit\n---\n"})
            QTest::newRow(text) << QByteArray(text);
    }
    void isWellWithoutFrontMatter() {
        QFETCH(QByteArray, text);
        const CardText card = readCard(text.toStdString());
        QCOMPARE(card.problem, std::string());
        QCOMPARE(card.data.licences, Texts{});
    }

    void neverUnfoldsAliases() {
        QByteArray bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
        for (int i = 1; i < 40; ++i) bomb += QStringLiteral("a%1: &a%1 [*a%2,*a%2,*a%2]\n").arg(i).arg(i - 1).toUtf8();
        const CardText card = readCard("---\n" + bomb.toStdString() + "tags: *a39\nlicense: mit\n---\n");
        QCOMPARE(card.data.tags, Texts{});
        QCOMPARE(card.data.licences, Texts{"mit"});
    }

    void saysWhatItCannotRead_data() {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("broken") << QByteArray("a: [b");
        QTest::newRow("no mapping") << QByteArray("- a\n- b");
        QTest::newRow("a text") << QByteArray("hello");
        QTest::newRow("deep") << QByteArray("a: ") + QByteArray(200, '[');
        QTest::newRow("very deep") << QByteArray(200'000, '[');
        QTest::newRow("deep mappings") << QByteArray("{a: ").repeated(50'000);
        QTest::newRow("deep blocks") << QByteArray("- ").repeated(50'000);
        QTest::newRow("long") << QByteArray("a: b\n").repeated(60'000);
        QTest::newRow("tabs") << QByteArray("a:\n\t- b: [");
        QTest::newRow("unknown alias") << QByteArray("a: *nobody");
    }
    void saysWhatItCannotRead() {
        QFETCH(QByteArray, yaml);
        const CardText card = readCard("---\n" + yaml.toStdString() + "\n---\nBody");
        QVERIFY(!card.problem.empty());
        QCOMPARE(card.data.licences, Texts{});
        QCOMPARE(card.body, std::string("Body"));
    }

    void findsFoldersAsThePythonToolsDo() {
        const std::filesystem::path home = "/home/ada";
        HubFolders folders = hubFolders(environment({}), home);
        QCOMPARE(folders.home, home / ".cache/huggingface");
        QCOMPARE(folders.cache, home / ".cache/huggingface/hub");
        QCOMPARE(folders.tokenFile, home / ".cache/huggingface/token");
        folders = hubFolders(environment({{"XDG_CACHE_HOME", "/x"}, {"HF_HOME", ""}}), home);
        QCOMPARE(folders.home, std::filesystem::path("/x/huggingface"));
        folders = hubFolders(
            environment({{"HF_HOME", "~/hf"}, {"ROOM", "big"}, {"HF_HUB_CACHE", "/data/${ROOM}/$ROOM/$NONE/$"}}), home);
        QCOMPARE(folders.tokenFile, home / "hf/token");
        QCOMPARE(folders.cache, std::filesystem::path("/data/big/big/$NONE/$"));
        folders = hubFolders(environment({{"HUGGINGFACE_HUB_CACHE", "/old"}, {"HF_TOKEN_PATH", "~"}}), home);
        QCOMPARE(folders.cache, std::filesystem::path("/old"));
        QCOMPARE(folders.tokenFile, home);
    }

    void findsTokens() {
        const QTemporaryDir folder;
        const std::filesystem::path home = folder.path().toStdString();
        const auto find = [&](std::map<std::string, std::string> values) {
            values.emplace("HF_HOME", home.string());
            const Environment e = environment(std::move(values));
            return findToken(e, hubFolders(e, home));
        };
        QVERIFY(!find({}));
        write(home / "token", "  hf_file\n\n");
        QCOMPARE(find({})->token, std::string("hf_file"));
        QCOMPARE(find({})->origin, "the file " + (home / "token").string());
        QCOMPARE(find({{"HF_TOKEN", "hf_variable\n"}})->token, std::string("hf_variable"));
        QCOMPARE(find({{"HF_TOKEN", "hf_variable"}})->origin, std::string("the variable HF_TOKEN"));
        QCOMPARE(find({{"HF_TOKEN", ""}})->token, std::string("hf_file"));
        QVERIFY(!find({{"HF_TOKEN", "hf_x"}, {"HF_HUB_DISABLE_IMPLICIT_TOKEN", "Yes"}}));
        write(home / "token", "two lines\nhf_x");
        QVERIFY(!find({}));
        write(home / "token", std::string(1'000'000, 'x'));
        QVERIFY(find({})->token.size() < 100'000);
    }

    void knowsWhenToStayOffline() {
        QVERIFY(!offlineByEnvironment(environment({})));
        QVERIFY(!offlineByEnvironment(environment({{"HF_HUB_OFFLINE", "0"}})));
        QVERIFY(offlineByEnvironment(environment({{"HF_HUB_OFFLINE", "1"}})));
        QVERIFY(offlineByEnvironment(environment({{"TRANSFORMERS_OFFLINE", "on"}})));
    }
};

QTEST_APPLESS_MAIN(HubCardsTest)
#include "tst_hub_cards.moc"
