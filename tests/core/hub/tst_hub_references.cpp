// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/hub/repo.h>

using namespace orrery;
using namespace orrery::hub;

namespace {

constexpr const char* endpoint = "https://hub.acme.example/base";

} // namespace

class HubReferencesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void understands_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QStringList>("parts"); // name, revision, path, quantisation
        const auto row = [](const char* text, const char* kind, const QStringList& parts) {
            QTest::newRow(text) << text << kind << parts;
        };
        row("acme/Foo-7B", "model", {"acme/Foo-7B", "", "", ""});
        row("  gpt2\n", "model", {"gpt2", "", "", ""});
        row("acme/Foo-GGUF:Q4_K_M", "model", {"acme/Foo-GGUF", "", "", "Q4_K_M"});
        row("acme/Foo@v1.0", "model", {"acme/Foo", "v1.0", "", ""});
        row("datasets/acme/bar", "dataset", {"acme/bar", "", "", ""});
        row("spaces/acme/demo/", "space", {"acme/demo", "", "", ""});
        row("models/acme/Foo", "model", {"acme/Foo", "", "", ""});
        row("hf://acme/Foo", "model", {"acme/Foo", "", "", ""});
        row("hf://acme/Foo@v1/sub/a.gguf", "model", {"acme/Foo", "v1", "sub/a.gguf", ""});
        row("hf://gpt2@main/config.json", "model", {"gpt2", "main", "config.json", ""});
        row("hf://datasets/acme/bar@refs/pr/3/data/x.parquet", "dataset",
            {"acme/bar", "refs/pr/3", "data/x.parquet", ""});
        row("hf://datasets/acme/bar@refs%2Fconvert%2Fparquet/x", "dataset",
            {"acme/bar", "refs/convert/parquet", "x", ""});
        row("https://huggingface.co/acme/Foo", "model", {"acme/Foo", "", "", ""});
        row("http://HuggingFace.co/acme/Foo?library=x#files", "model", {"acme/Foo", "", "", ""});
        row("https://huggingface.co/gpt2", "model", {"gpt2", "", "", ""});
        row("huggingface.co/gpt2/blob/main/config.json", "model", {"gpt2", "main", "config.json", ""});
        row("hf.co/acme/Foo-GGUF:Q8_0", "model", {"acme/Foo-GGUF", "", "", "Q8_0"});
        row("https://huggingface.co/acme/Foo/tree/main", "model", {"acme/Foo", "main", "", ""});
        row("https://huggingface.co/acme/Foo/tree", "model", {"acme/Foo", "", "", ""});
        row("https://huggingface.co/acme/Foo/resolve/9c1f/a%20b/c.bin?download=true", "model",
            {"acme/Foo", "9c1f", "a b/c.bin", ""});
        row("https://huggingface.co/datasets/acme/bar/raw/refs/pr/3/x", "dataset", {"acme/bar", "refs/pr/3", "x", ""});
        row("https://huggingface.co/spaces/acme/demo/blame/main/app.py", "space", {"acme/demo", "main", "app.py", ""});
        row("https://hub.acme.example/base/acme/Foo", "model", {"acme/Foo", "", "", ""});
        row("hub.acme.example/base/datasets/acme/bar", "dataset", {"acme/bar", "", "", ""});
    }
    void understands() {
        QFETCH(QString, text);
        const Result<Reference> read = parseReference(text.toStdString(), endpoint);
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        const QStringList parts{QString::fromStdString(read->repo.name), QString::fromStdString(read->revision),
                                QString::fromStdString(read->path), QString::fromStdString(read->quantisation)};
        QTEST(parts, "parts");
        QTEST(QString::fromUtf8(kindName(read->repo.kind)), "kind");
    }

    void refuses_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"",
                                 "/",
                                 "//",
                                 "a b",
                                 "../etc",
                                 "acme/Foo/file.gguf",
                                 "acme/Foo:",
                                 "acme/Foo:a b",
                                 "datasets/acme/bar:Q4",
                                 "datasets",
                                 "models",
                                 "hf://",
                                 "hf://acme/Foo@",
                                 "hf://buckets/a/b",
                                 "hf://kernels/a/b",
                                 "hf://acme/Foo@a/../b",
                                 "https://huggingface.co",
                                 "https://huggingface.co/",
                                 "https://huggingface.co/models?search=x",
                                 "https://huggingface.co/papers/2401.00001",
                                 "https://huggingface.co/collections/acme/x-1",
                                 "https://huggingface.co/settings/tokens",
                                 "https://huggingface.co/docs",
                                 "https://huggingface.co/acme/Foo/settings",
                                 "https://huggingface.co/acme/Foo/commits/main",
                                 "https://huggingface.co/acme/Foo/discussions/3",
                                 "https://huggingface.co/gpt2/discussions",
                                 "https://huggingface.co/acme/Foo/blob/main/%2e%2e/x",
                                 "https://huggingface.co/acme/Foo/blob/main/%zz",
                                 "https://huggingface.co/acme/Foo/blob/a%2Fb/x",
                                 "https://huggingface.co/acme/Foo/blob/main/a%00b",
                                 "https://huggingface.co.evil.example/acme/Foo",
                                 "https://evil.example/acme/Foo",
                                 "file:///etc/passwd",
                                 "https://hub.acme.example/acme/Foo",
                                 "ftp://huggingface.co/acme/Foo"})
            QTest::newRow(*text ? text : "nothing") << text;
    }
    void refuses() {
        QFETCH(QString, text);
        const Result<Reference> read = parseReference(text.toStdString(), endpoint);
        QVERIFY2(!read, read ? read->repo.name.c_str() : "");
        QVERIFY(read.error().is(orrery::Errc::InvalidArgument));
        QVERIFY(!read.error().message.empty());
    }

    void neverShowsAllOfALongText() {
        const Result<Reference> read = parseReference(std::string(100'000, '/'));
        QVERIFY(!read);
        QVERIFY(read.error().message.size() < 500);
    }
};

QTEST_APPLESS_MAIN(HubReferencesTest)
#include "tst_hub_references.moc"
