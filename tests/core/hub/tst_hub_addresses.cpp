// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/hub/endpoint.h>
#include <orrery/hub/link_header.h>
#include <orrery/hub/query.h>

using namespace orrery;
using namespace orrery::hub;

namespace {

const Endpoint publicHub{"Hugging Face", "https://huggingface.co"};
const Endpoint mirror{"Mirror", "https://mirror.example:8443/hf"};

Endpoint fromEnvironment(const char* value) {
    return defaultEndpoint([value](std::string_view name) -> std::optional<std::string> {
        if (name != "HF_ENDPOINT" || value == nullptr) return std::nullopt;
        return value;
    });
}

} // namespace

class HubAddressesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsKinds() {
        for (const RepoKind kind : {RepoKind::Model, RepoKind::Dataset, RepoKind::Space})
            QCOMPARE(kindFromName(kindName(kind)), std::optional(kind));
        QCOMPARE(kindFromName("kernel"), std::optional<RepoKind>());
        QCOMPARE(kindPlural(RepoKind::Dataset), std::string_view("datasets"));
    }

    void splitsNames() {
        QCOMPARE((RepoId{RepoKind::Model, "acme/Foo"}).owner(), std::string_view("acme"));
        QCOMPARE((RepoId{RepoKind::Model, "acme/Foo"}).shortName(), std::string_view("Foo"));
        QCOMPARE((RepoId{RepoKind::Model, "gpt2"}).owner(), std::string_view());
        QCOMPARE((RepoId{RepoKind::Model, "gpt2"}).shortName(), std::string_view("gpt2"));
    }

    void judgesNames_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("valid");
        for (const char* name : {"acme/Foo-7B", "gpt2", "a_b/c.d", "0x/1"}) QTest::newRow(name) << name << true;
        for (const char* name : {"", "/", "a/", "/b", "a/b/c", "a--b/c", "a/..", "../a", "a/b..c", "a/b.git", ".a/b",
                                 "a/-b", "a/b-", "a b/c", "a/b\n", "ä/b", "a/b:c"})
            QTest::newRow(name) << name << false;
        QTest::newRow("96 characters") << QString(96, 'a') << true;
        QTest::newRow("97 characters") << QString(97, 'a') << false;
    }
    void judgesNames() {
        QFETCH(QString, name);
        QTEST(isValidRepoName(name.toStdString()), "valid");
    }

    void takesTheEndpointFromTheEnvironment() {
        QCOMPARE(fromEnvironment(nullptr), publicHub);
        QCOMPARE(fromEnvironment(" "), publicHub);
        QCOMPARE(fromEnvironment("https://huggingface.co/"), publicHub);
        QCOMPARE(fromEnvironment("http://hub.acme.example:8080//"),
                 (Endpoint{"hub.acme.example:8080", "http://hub.acme.example:8080"}));
    }

    void encodesAddresses() {
        const RepoId model{RepoKind::Model, "acme/Foo"};
        const RepoId dataset{RepoKind::Dataset, "acme/bar"};
        QCOMPARE(apiUrl(publicHub, model), std::string("https://huggingface.co/api/models/acme/Foo"));
        QCOMPARE(apiUrl(publicHub, dataset, "refs/pr/3"),
                 std::string("https://huggingface.co/api/datasets/acme/bar/revision/refs%2Fpr%2F3"));
        QCOMPARE(webUrl(mirror, {RepoKind::Space, "u/demo"}),
                 std::string("https://mirror.example:8443/hf/spaces/u/demo"));
        QCOMPARE(resolveUrl(publicHub, dataset, "refs/convert/parquet", "a b/ü%#?.txt"),
                 std::string("https://huggingface.co/datasets/acme/bar/resolve/refs%2Fconvert%2Fparquet/"
                             "a%20b/%C3%BC%25%23%3F.txt"));
    }

    void keepsMirrorsUsersOnTheMirror() {
        QCOMPARE(onEndpoint(mirror, "https://huggingface.co/api/models?cursor=x").value(),
                 std::string("https://mirror.example:8443/hf/api/models?cursor=x"));
        QCOMPARE(onEndpoint(mirror, "https://hub-ci.huggingface.co/x").value(),
                 std::string("https://mirror.example:8443/hf/x"));
        for (const char* other : {"https://huggingface.co.evil.example/x", "https://cdn.example/x?a=b#c"})
            QCOMPARE(onEndpoint(mirror, other).value(), std::string(other));
        QCOMPARE(onEndpoint(publicHub, "/api/resolve-cache/x").value(),
                 std::string("https://huggingface.co/api/resolve-cache/x"));
        QVERIFY(!onEndpoint(mirror, "https://"));
    }

    void asksForWhatARowNeeds() {
        QCOMPARE(listUrl(publicHub, {}),
                 std::string("https://huggingface.co/api/models?sort=trendingScore&limit=60&expand=author&expand=tags"
                             "&expand=likes&expand=lastModified&expand=createdAt&expand=private&expand=trendingScore"
                             "&expand=disabled&expand=pipeline_tag&expand=library_name&expand=downloads&expand=gated"
                             "&expand=safetensors"));
    }

    void asksEveryFilterOfModels() {
        ListQuery query;
        query.search = "foo & bar";
        query.author = "acme";
        query.filters = {"gguf", "license:mit"};
        query.task = "text-generation";
        query.apps = {"llama.cpp"};
        query.gated = false;
        query.warmInference = true;
        query.inferenceProviders = {"all"};
        query.minParameters = 6'000'000'000;
        query.maxParameters = 8'000'000'000;
        query.usingModels = {"not/sent"};
        query.sort = Sort::Parameters;
        query.limit = 0;
        const std::string url = listUrl(publicHub, query);
        QCOMPARE(url.substr(0, url.find("&expand=")),
                 std::string("https://huggingface.co/api/models?search=foo%20%26%20bar&author=acme&filter=gguf"
                             "&filter=license%3Amit&pipeline_tag=text-generation&apps=llama.cpp&inference=warm"
                             "&inference_provider=all&num_parameters=min%3A6000000000%2Cmax%3A8000000000&gated=false"
                             "&sort=num_parameters&limit=1"));
    }

    void asksOfDatasetsAndSpacesOnlyWhatTheyKnow() {
        ListQuery query;
        query.kind = RepoKind::Dataset;
        query.task = "robotics";
        query.warmInference = true;
        query.sort = Sort::Size;
        QVERIFY(
            listUrl(publicHub, query)
                .starts_with(
                    "https://huggingface.co/api/datasets?filter=task_categories%3Arobotics&sort=mainSize&limit=60&"));
        query.kind = RepoKind::Space;
        query.gated = true;
        query.usingModels = {"acme/Foo"};
        query.usingDatasets = {"acme/bar"};
        query.sort = Sort::Downloads;
        QVERIFY(listUrl(publicHub, query)
                    .starts_with("https://huggingface.co/api/"
                                 "spaces?models=acme%2FFoo&datasets=acme%2Fbar&sort=trendingScore&limit=60&"));
    }

    void readsLinks_data() {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("next");
        const auto row = [](const char* header, const char* next) { QTest::newRow(header) << header << next; };
        row("<https://h/a?cursor=x>; rel=\"next\"", "https://h/a?cursor=x");
        row("<https://h/a>;rel=next", "https://h/a");
        row("<a>; rel=\"prev\", <b,;c>; title=\"x, <y>; rel=next\"; rel=\"last NEXT\"", "b,;c");
        row("<a>; rel=\"xet-auth\", <b>; rel=\"xet-reconstruction-info\"", "");
        row("<a>; rel=prev; rel=next", "");
        row("<a>; title=\"\\\"; rel=next\"; rel=next", "a");
        row("<a>; title; rel=next", "a");
        row("", "");
        row("rel=next", "");
        row("<a; rel=next", "");
        row("<>; rel=next", "");
        row("<a>; rel=\"next", "a");
        row("<a>; rel=\"prev", "");
        row("<a>", "");
        row("<a>; rel=nextpage", "");
    }
    void readsLinks() {
        QFETCH(QString, header);
        QTEST(QString::fromStdString(nextLink(header.toStdString()).value_or("")), "next");
    }
};

QTEST_APPLESS_MAIN(HubAddressesTest)
#include "tst_hub_addresses.moc"
