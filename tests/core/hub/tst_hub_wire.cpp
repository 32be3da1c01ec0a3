// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/hub/errors.h>
#include <orrery/hub/wire.h>

using namespace orrery;
using namespace orrery::hub;

namespace {

using Texts = std::vector<std::string>;

constexpr const char* modelInfo = R"({"_id":"66f","id":"acme/Foo-7B-GGUF","author":"acme",
 "sha":"9c1f000000000000000000000000000000000000","private":true,"gated":"manual","disabled":true,
 "pipeline_tag":"text-generation","library_name":"gguf","likes":412,"downloads":83211,"trendingScore":3.5,
 "tags":["gguf","en","tf","base_model:acme/Foo-7B","base_model:quantized:acme/Foo-7B","license:apache-2.0"],
 "createdAt":"2026-05-01T08:00:00.000Z","lastModified":"2026-05-03T09:10:11.000Z","usedStorage":91234567890,
 "cardData":{"license":["Other"],"license_name":"acme-1","license_link":"LICENSE","base_model":["acme/Foo-7B"],
   "extra_gated_prompt":"Say why","new_version":"acme/Foo-8B","thumbnail":"picture.png"},
 "config":{"model_type":"llama"},
 "gguf":{"total":7241732096,"architecture":"llama","context_length":32768,"totalFileSize":14484731552},
 "safetensors":{"parameters":{"BF16":7241732096,"I64":1,"bad":"x"},"total":7241732097},
 "siblings":[{"rfilename":"foo-Q4_K_M.gguf","size":135,"blobId":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
   "lfs":{"sha256":"BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB","size":4368439584}},
   {"rfilename":"README.md"},{"size":3},null],
 "spaces":["u/demo",7],
 "securityRepoStatus":{"scansDone":true,"filesWithIssues":[{"path":"x.bin","level":"unsafe"},{"level":"safe"}]}})";

constexpr const char* tree = R"([{"type":"directory","oid":"x","size":0,"path":"mmproj"},
 {"type":"file","oid":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","size":135,"path":"foo.gguf",
  "lfs":{"oid":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","size":4368439584,"pointerSize":135},
  "xetHash":"****","lastCommit":{"id":"c1","title":"Upload","date":"2026-01-01T00:00:00.000Z"},
  "securityFileStatus":{"status":"safe","avScan":{"status":"safe"},
    "pickleImportScan":{"status":"suspicious","pickleImports":[
      {"module":"torch","name":"FloatStorage","safety":"innocuous"},{"module":"os","name":"system","safety":"dangerous"}]},
    "jFrogScan":{"status":"unscanned"},"virusTotalScan":{"status":"something new"}}},
 {"type":"file","path":""},{"type":"file"},"x"])";

} // namespace

class HubWireTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAModelInFull() {
        const Result<RepoInfo> info = readInfo(modelInfo, RepoKind::Model);
        QVERIFY(info.has_value());
        const RepoSummary& row = info->summary;
        QCOMPARE(row.id.name, std::string("acme/Foo-7B-GGUF"));
        QCOMPARE(row.task, std::string("text-generation"));
        QCOMPARE(row.library, std::string("gguf"));
        QCOMPARE(row.licence, std::string("other"));
        QCOMPARE(row.languages, Texts{"en"});
        QCOMPARE(row.baseModels, Texts{"acme/Foo-7B"});
        QCOMPARE(row.relation, std::string("quantized"));
        QCOMPARE(row.parameters, std::optional<std::uint64_t>(7241732097));
        QCOMPARE(row.contextLength, std::optional<std::uint64_t>(32768));
        QCOMPARE(row.size, std::optional<std::uint64_t>(14484731552));
        QCOMPARE(row.downloads, std::optional<std::uint64_t>(83211));
        QCOMPARE(row.trending, std::optional(3.5));
        QVERIFY(row.gated == Gated::Manual && row.isPrivate && row.disabled);
        QCOMPARE(row.created, std::string("2026-05-01T08:00:00.000Z"));
        QCOMPARE(row.thumbnail, std::string("picture.png"));
        QCOMPARE(info->revision, std::string("9c1f000000000000000000000000000000000000"));
        QCOMPARE(info->files.size(), std::size_t(2));
        QCOMPARE(info->files[0].size, std::uint64_t(4368439584));
        QCOMPARE(info->files[0].sha256, std::string(64, 'b'));
        QCOMPARE(info->architecture, std::string("llama"));
        QCOMPARE(info->parametersByType, (std::map<std::string, std::uint64_t>{{"BF16", 7241732096}, {"I64", 1}}));
        QCOMPARE(info->spaces, Texts{"u/demo"});
        QCOMPARE(info->gatePrompt, std::string("Say why"));
        QCOMPARE(info->licenceName, std::string("acme-1"));
        QCOMPARE(info->newVersion, std::string("acme/Foo-8B"));
        QVERIFY(info->scansDone);
        QCOMPARE(info->filesWithIssues.size(), std::size_t(1));
        QVERIFY(info->filesWithIssues[0].second == ScanStatus::Unsafe);
    }

    void takesEveryFieldOfAnyType_data() {
        QTest::addColumn<QString>("value");
        for (const char* value : {"null", "true", "-1", "1e300", "\"x\"", "[]", "{}", "[[[]]]", "{\"a\":{\"b\":[]}}",
                                  "18446744073709551615", "-9223372036854775808", "[null,{},7,\"\"]"})
            QTest::newRow(value) << value;
    }
    void takesEveryFieldOfAnyType() {
        QFETCH(QString, value);
        for (const char* key :
             {"author",   "sha",        "private",   "gated",         "disabled",  "pipeline_tag", "library_name",
              "tags",     "likes",      "downloads", "trendingScore", "createdAt", "lastModified", "usedStorage",
              "cardData", "config",     "gguf",      "safetensors",   "siblings",  "spaces",       "securityRepoStatus",
              "mainSize", "description"}) {
            const std::string json = "{\"id\":\"a/b\",\"" + std::string(key) + "\":" + value.toStdString() + "}";
            QVERIFY2(readInfo(json, RepoKind::Model).has_value(), key);
            QVERIFY2(readListing("[" + json + "]", RepoKind::Dataset).has_value(), key);
        }
    }

    void readsGates() {
        const auto gate = [](const char* value) {
            return readSummary("{\"id\":\"a/b\",\"gated\":" + std::string(value) + "}", RepoKind::Model).value().gated;
        };
        QVERIFY(gate("false") == Gated::No);
        QVERIFY(gate("null") == Gated::No);
        QVERIFY(gate("\"false\"") == Gated::No);
        QVERIFY(gate("true") == Gated::Automatic);
        QVERIFY(gate("\"auto\"") == Gated::Automatic);
        QVERIFY(gate("\"manual\"") == Gated::Manual);
        QVERIFY(gate("\"something new\"") == Gated::Manual);
    }

    void leavesOutRowsWithoutAName() {
        const auto rows =
            readListing(R"([{"id":"a/b"},{"id":"../../etc"},{"likes":1},7,null,{"modelId":"gpt2"}])", RepoKind::Model);
        QCOMPARE(rows.value().size(), std::size_t(2));
        QCOMPARE(rows.value()[1].id.name, std::string("gpt2"));
        QVERIFY(readInfo("{}", RepoKind::Model).error().is(hub::Errc::BadAnswer));
    }

    void readsADatasetsRow() {
        const auto row = readSummary(R"({"id":"a/b","description":"Arms","mainSize":123.0,
            "tags":["task_categories:robotics","language:en","language:de","license:MIT","LeRobot"],
            "createdAt":"2022-03-02T23:29:04.000Z"})",
                                     RepoKind::Dataset)
                             .value();
        QCOMPARE(row.task, std::string("robotics"));
        QCOMPARE(row.languages, (Texts{"en", "de"}));
        QCOMPARE(row.licence, std::string("mit"));
        QCOMPARE(row.size, std::optional<std::uint64_t>(123));
        QCOMPARE(row.description, std::string("Arms"));
        QCOMPARE(row.created, std::string());
    }

    void readsASpacesRow() {
        const auto row =
            readSummary(R"({"id":"u/demo","sdk":"future","cardData":{"short_description":"Try it"}})", RepoKind::Space)
                .value();
        QCOMPARE(row.sdk, std::string("future"));
        QCOMPARE(row.description, std::string("Try it"));
    }

    void reckonsTheSizeOfSafetensors() {
        const auto row = readSummary(
            R"({"id":"a/b","safetensors":{"parameters":{"F32":10,"BF16":10,"F8_E4M3":10,"I64":1},"total":31}})",
            RepoKind::Model);
        QCOMPARE(row.value().size, std::optional<std::uint64_t>(40 + 20 + 10 + 8));
    }

    void readsATree() {
        const auto entries = readTree(tree).value();
        QCOMPARE(entries.size(), std::size_t(2));
        QVERIFY(entries[0].folder && !entries[0].scan);
        const TreeEntry& file = entries[1];
        QCOMPARE(file.size, std::uint64_t(4368439584));
        QCOMPARE(file.gitOid, std::string(40, 'a'));
        QCOMPARE(file.sha256, std::string(64, 'b'));
        QCOMPARE(file.xetHash, std::string());
        QCOMPARE(file.lastCommit.value().title, std::string("Upload"));
        QVERIFY(file.scan.value().status == ScanStatus::Suspicious);
        QCOMPARE(file.scan.value().pickleImports, Texts{"os.system"});
        QCOMPARE(file.scan.value().scanners.size(), std::size_t(4));
    }

    void isNeverSafeWithoutAVerdict_data() {
        QTest::addColumn<QString>("scans");
        QTest::addColumn<int>("status");
        const auto row = [](const char* scans, ScanStatus status) {
            QTest::newRow(scans) << scans << static_cast<int>(status);
        };
        row("{}", ScanStatus::Unscanned);
        row(R"({"status":"queued","avScan":{"status":"safe"}})", ScanStatus::Queued);
        row(R"({"status":"new word","avScan":{"status":"safe"}})", ScanStatus::Unscanned);
        row(R"({"avScan":{"status":"safe"},"jFrogScan":{"status":"unscanned"}})", ScanStatus::Unscanned);
        row(R"({"avScan":{"status":"safe"}})", ScanStatus::Safe);
        row(R"({"status":"safe","avScan":{"status":"unsafe"}})", ScanStatus::Unsafe);
        row(R"({"status":"safe","avScan":{"status":"error"}})", ScanStatus::Safe);
    }
    void isNeverSafeWithoutAVerdict() {
        QFETCH(QString, scans);
        const auto entries =
            readTree(R"([{"type":"file","path":"x","securityFileStatus":)" + scans.toStdString() + "}]").value();
        QTEST(static_cast<int>(entries[0].scan.value().status), "status");
    }

    void readsRefsAndCommits() {
        const auto refs = readRefs(R"({"branches":[{"name":"main","ref":"refs/heads/main","targetCommit":"c"}],
            "tags":null,"converts":[{"ref":"refs/convert/parquet"},{}],"pullRequests":[7]})")
                              .value();
        QCOMPARE(refs.branches.size(), std::size_t(1));
        QCOMPARE(refs.branches[0].commit, std::string("c"));
        QCOMPARE(refs.converts.size(), std::size_t(1));
        QCOMPARE(refs.converts[0].name, std::string("refs/convert/parquet"));
        const auto commits = readCommits(R"([{"id":"c","title":"t","message":"m","authors":[{"user":"ada"},"bob",{}],
            "date":"d"},{"title":"no id"}])")
                                 .value();
        QCOMPARE(commits.size(), std::size_t(1));
        QCOMPARE(commits[0].authors, (Texts{"ada", "bob"}));
    }

    void readsPeople() {
        const auto user = readAccount(R"({"user":"ada","fullname":"Ada L","numModels":3,"isPro":true})", false).value();
        QCOMPARE(user.name, std::string("ada"));
        QCOMPARE(user.models, std::uint64_t(3));
        const auto lab = readAccount(R"({"name":"acme","isVerified":true,"plan":"enterprise"})", true).value();
        QVERIFY(lab.organisation && lab.verified);
        const auto who = readWhoAmI(R"({"type":"user","name":"ada","isPro":false,
            "orgs":[{"name":"acme","roleInOrg":"write","securityRestrictions":["mfa"]},{}],
            "auth":{"expiresAt":"2027-01-01T00:00:00.000Z","accessToken":{"displayName":"laptop","role":"fineGrained",
              "fineGrained":{"canReadGatedRepos":false}}}})")
                             .value();
        QCOMPARE(who.tokenName, std::string("laptop"));
        QVERIFY(!who.canReadGated);
        QCOMPARE(who.organisations.size(), std::size_t(1));
        QCOMPARE(who.organisations[0].restrictions, Texts{"mfa"});
        QVERIFY(readWhoAmI(R"({"name":"ada","auth":{"accessToken":{"role":"read"}}})").value().canReadGated);
    }

    void readsCollectionsAndPapers() {
        const auto all = readCollections(R"([{"slug":"acme/x-1","title":"X","owner":{"name":"acme"},"upvotes":4,
            "items":[{"type":"model","id":"a/b","note":{"text":"good"}},{"type":"model"}]},{"title":"no slug"}])")
                             .value();
        QCOMPARE(all.size(), std::size_t(1));
        QCOMPARE(all[0].owner, std::string("acme"));
        QCOMPARE(all[0].items.size(), std::size_t(1));
        QCOMPARE(all[0].items[0].note, std::string("good"));
        const auto papers = readPapers(R"([{"paper":{"id":"2401.1","title":"T","authors":[{"name":"A"}]},
            "publishedAt":"d"},{"id":"2401.2"},{}])")
                                .value();
        QCOMPARE(papers.size(), std::size_t(2));
        QCOMPARE(papers[0].published, std::string("d"));
    }

    void refusesWhatIsNoAnswer_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("an object for a list") << QByteArray("{}");
        QTest::newRow("cut off") << QByteArray("[{\"id\":\"a/b\"");
        QTest::newRow("deep") << QByteArray(65, '[') + QByteArray(65, ']');
        QTest::newRow("very deep, and never closed") << QByteArray(5'000'000, '[');
        QTest::newRow("deep objects") << QByteArray("[") + QByteArray("{\"a\":").repeated(100'000);
        QTest::newRow("too many values") << QByteArray("[0") + QByteArray(",0").repeated(2'000'000) + "]";
        QTest::newRow("a number beyond doubles") << QByteArray("[1e999]");
        QTest::newRow("not UTF-8") << QByteArray("[\"\xff\"]");
        QTest::newRow("a bare word") << QByteArray("nonsense");
        QTest::newRow("an unclosed text") << QByteArray("[\"\\");
    }
    void refusesWhatIsNoAnswer() {
        QFETCH(QByteArray, body);
        const auto rows = readListing(body.toStdString(), RepoKind::Model);
        QVERIFY(!rows);
        QVERIFY(rows.error().is(hub::Errc::BadAnswer));
        QVERIFY(rows.error().detail.size() < 300);
    }

    void takesDepthUpToItsBound() {
        QVERIFY(readListing(std::string(64, '[') + std::string(64, ']'), RepoKind::Model).has_value());
        const std::string inText = "[{\"id\":\"a/b\",\"description\":\"" + std::string(1000, '[') + "\\\"[\"}]";
        QVERIFY(readListing(inText, RepoKind::Model).has_value());
    }

    void knowsAWebPage() {
        for (const char* page : {"<html>", "\n  <!DOCTYPE html><html><body>Log in</body></html>"})
            QVERIFY(readListing(page, RepoKind::Model).error().is(hub::Errc::NotAHub));
    }
};

QTEST_APPLESS_MAIN(HubWireTest)
#include "tst_hub_wire.moc"
