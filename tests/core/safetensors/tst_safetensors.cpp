// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include <orrery/safetensors/header.h>

#include <fstream>

using namespace orrery;
using namespace orrery::safetensors;
namespace fs = std::filesystem;

namespace {

std::string file(std::string json, std::uint64_t dataSize) {
    std::string bytes;
    for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<char>(json.size() >> (8 * i)));
    return bytes + json + std::string(dataSize, '\1');
}

constexpr const char* twoTensors =
    R"({"__metadata__":{"format":"pt"},"b":{"dtype":"BF16","shape":[2,3],"data_offsets":[8,20]},)"
    R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}   )";

Result<Header> read(const std::string& bytes) {
    return readHeader(bytes, bytes.size());
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private slots:
    void readsAHeader();
    void scalarsAndEmptyTensors();
    void newTypesAreTaken();
    void anyBeginningAsksForMore();
    void refused_data();
    void refused();
    void readsFiles();
    void wholeModels();
    void oneFileOfAModel();
    void brokenIndex_data();
    void brokenIndex();
    void withoutConfig();

private:
    fs::path write(const char* name, const std::string& bytes);
    QTemporaryDir m_folder;
};

fs::path TestSafetensors::write(const char* name, const std::string& bytes) {
    const fs::path path = m_folder.filePath(name).toStdString();
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

void TestSafetensors::readsAHeader() {
    const auto header = read(file(twoTensors, 20));
    QVERIFY2(header.has_value(), header ? "" : describe(header.error()).c_str());
    QCOMPARE(header->tensors.size(), std::size_t{2});
    QCOMPARE(header->tensors[0].name, std::string("a"));
    QCOMPARE(header->tensors[1].type, std::string("BF16"));
    QCOMPARE(header->tensors[1].shape, (std::vector<std::uint64_t>{2, 3}));
    QCOMPARE(header->tensors[1].elements, std::uint64_t{6});
    QCOMPARE(header->tensors[1].size, std::uint64_t{12});
    QCOMPARE(header->metadata.at("format"), std::string("pt"));
    QCOMPARE(header->dataOffset, header->fileSize - 20);
}

void TestSafetensors::scalarsAndEmptyTensors() {
    const auto header = read(file(R"({"s":{"dtype":"F32","shape":[],"data_offsets":[0,4]},)"
                                  R"("e":{"dtype":"F32","shape":[0,7],"data_offsets":[4,4]}})",
                                  4));
    QVERIFY(header.has_value());
    QCOMPARE(header->tensors[0].elements, std::uint64_t{1});
    QCOMPARE(header->tensors[1].elements, std::uint64_t{0});
    QVERIFY(read(file("{}", 0)).has_value());
}

void TestSafetensors::newTypesAreTaken() {
    const auto header =
        read(file(R"({"n":{"dtype":"X7","shape":[8],"data_offsets":[0,7],"note":{"a":1},"since":null}})", 7));
    QVERIFY(header.has_value());
    QCOMPARE(header->tensors[0].size, std::uint64_t{7});
}

void TestSafetensors::anyBeginningAsksForMore() {
    const std::string bytes = file(twoTensors, 20);
    const std::size_t headerSize = bytes.size() - 20;
    for (std::size_t size = 0; size < headerSize; ++size) {
        const auto part = readHeader(std::string_view(bytes).substr(0, size), bytes.size());
        QVERIFY(!part && part.error().is(safetensors::Errc::NeedMoreBytes));
    }
    QVERIFY(readHeader(std::string_view(bytes).substr(0, headerSize), bytes.size()).has_value());
}

void TestSafetensors::refused_data() {
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QString>("name");
    const QString corrupt = "corrupt";
    const QString other = "not-safetensors";
    const auto tensor = [](const char* fields) { return std::string(R"({"t":{)") + fields + "}}"; };
    QTest::newRow("empty") << std::string() << other;
    QTest::newRow("web page") << std::string("<!doctype html><html></html>") << other;
    QTest::newRow("gguf") << std::string("GGUF\3\0\0\0\0\0\0\0\0\0\0\0", 16) << other;
    QTest::newRow("a list") << file("[1,2]", 0) << other;
    QTest::newRow("header of 100 GB") << std::string("\0\0\0\0\100\0\0\0{}", 10) << other;
    QTest::newRow("cut in the header") << file(twoTensors, 0).substr(0, 60) << corrupt;
    QTest::newRow("cut in the weights") << file(twoTensors, 19) << corrupt;
    QTest::newRow("too long") << file(twoTensors, 21) << corrupt;
    QTest::newRow("no JSON") << file("{\"a\": oops}", 0) << corrupt;
    QTest::newRow("rubbish behind") << file("{} {}", 0) << corrupt;
    QTest::newRow("number for a tensor") << file(R"({"t":1})", 0) << corrupt;
    QTest::newRow("no type") << file(tensor(R"("shape":[1],"data_offsets":[0,4])"), 4) << corrupt;
    QTest::newRow("no shape") << file(tensor(R"("dtype":"F32","data_offsets":[0,4])"), 4) << corrupt;
    QTest::newRow("no place") << file(tensor(R"("dtype":"F32","shape":[1])"), 4) << corrupt;
    QTest::newRow("half a place") << file(tensor(R"("dtype":"F32","shape":[1],"data_offsets":[0])"), 4) << corrupt;
    QTest::newRow("size and shape differ")
        << file(tensor(R"("dtype":"F32","shape":[2],"data_offsets":[0,4])"), 4) << corrupt;
    QTest::newRow("backwards") << file(tensor(R"("dtype":"F32","shape":[1],"data_offsets":[4,0])"), 4) << corrupt;
    QTest::newRow("a hole before it") << file(tensor(R"("dtype":"F32","shape":[1],"data_offsets":[4,8])"), 8)
                                      << corrupt;
    QTest::newRow("negative shape") << file(tensor(R"("dtype":"F32","shape":[-1],"data_offsets":[0,4])"), 4) << corrupt;
    QTest::newRow("broken shape") << file(tensor(R"("dtype":"F32","shape":[1.5],"data_offsets":[0,4])"), 4) << corrupt;
    QTest::newRow("overflow") << file(tensor(R"("dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,4])"),
                                      4)
                              << corrupt;
    QTest::newRow("overlap") << file(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                                     R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
                                     12)
                             << corrupt;
    QTest::newRow("twice") << file(R"({"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]},)"
                                   R"("a":{"dtype":"I8","shape":[1],"data_offsets":[1,2]}})",
                                   2)
                           << corrupt;
    QTest::newRow("nested a million deep") << file("{\"a\":" + std::string(1'000'000, '['), 0) << corrupt;
}

void TestSafetensors::refused() {
    QFETCH(std::string, bytes);
    QFETCH(QString, name);
    const auto header = read(bytes);
    QVERIFY(!header);
    QVERIFY2(QString::fromStdString(header.error().code.text()) == "safetensors." + name,
             describe(header.error()).c_str());
}

void TestSafetensors::readsFiles() {
    const auto header = readFile(write("one.safetensors", file(twoTensors, 20)));
    QVERIFY(header.has_value());
    QCOMPARE(header->tensors.size(), std::size_t{2});
    const auto missing = readFile(m_folder.filePath("nowhere.safetensors").toStdString());
    QVERIFY(!missing && missing.error().is(orrery::Errc::NotFound));
    const auto page = readFile(write("page.safetensors", "<!doctype html>"));
    QVERIFY(!page && page.error().is(safetensors::Errc::NotSafetensors));
    QVERIFY(page.error().where.find("page.safetensors") != std::string::npos);
}

void TestSafetensors::wholeModels() {
    write("m/model-00001-of-00002.safetensors", file(twoTensors, 20));
    write("m/model-00002-of-00002.safetensors", file(R"({"c":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}})", 8));
    const fs::path index =
        write("m/model.safetensors.index.json",
              R"({"metadata":{"total_size":28},"weight_map":{"a":"model-00001-of-00002.safetensors",)"
              R"("b":"model-00001-of-00002.safetensors","c":"model-00002-of-00002.safetensors"}})");
    write("m/config.json", R"({"architectures":["LlamaForCausalLM"],"model_type":"llama","hidden_size":2048,)"
                           R"("max_position_embeddings":131072,"num_hidden_layers":16,"vocab_size":128256,)"
                           R"("quantization_config":{"quant_method":"gptq","bits":4}})");
    for (const fs::path& start : {index, index.parent_path() / "model-00002-of-00002.safetensors"}) {
        const auto facts = readModel(start);
        QVERIFY2(facts.has_value(), facts ? "" : describe(facts.error()).c_str());
        QCOMPARE(facts->files, 2);
        QCOMPARE(facts->tensorCount, std::uint64_t{3});
        QCOMPARE(facts->parameterCount, std::uint64_t{12});
        QCOMPARE(facts->weightsSize, std::uint64_t{28});
        QCOMPARE(facts->parametersByType.at("BF16"), std::uint64_t{10});
        QCOMPARE(facts->architecture, std::string("LlamaForCausalLM"));
        QCOMPARE(facts->modelType, std::string("llama"));
        QCOMPARE(facts->contextLength, std::uint64_t{131072});
        QCOMPARE(facts->vocabularySize, std::uint64_t{128256});
        QCOMPARE(facts->layers, std::uint64_t{16});
        QCOMPARE(facts->hiddenSize, std::uint64_t{2048});
        QCOMPARE(facts->quantisation, std::string("gptq 4-bit"));
    }
}

void TestSafetensors::oneFileOfAModel() {
    write("lone/model.safetensors.index.json", R"({"weight_map":{"a":"other.safetensors"}})");
    const auto facts = readModel(write("lone/adapter.safetensors", file(twoTensors, 20)));
    QVERIFY(facts.has_value()); // it is none of the index's
    QCOMPARE(facts->files, 1);
    const auto missing = readModel(m_folder.filePath("lone/model.safetensors.index.json").toStdString());
    QVERIFY(!missing && missing.error().is(orrery::Errc::NotFound));
}

void TestSafetensors::brokenIndex_data() {
    QTest::addColumn<std::string>("text");
    QTest::newRow("empty") << std::string();
    QTest::newRow("no files") << std::string(R"({"weight_map":{}})");
    QTest::newRow("outside") << std::string(R"({"weight_map":{"a":"../../etc/passwd"}})");
    QTest::newRow("parent") << std::string(R"({"weight_map":{"a":".."}})");
    QTest::newRow("absolute") << std::string(R"({"weight_map":{"a":"/etc/passwd"}})");
}

void TestSafetensors::brokenIndex() {
    QFETCH(std::string, text);
    const auto facts = readModel(write("broken/model.safetensors.index.json", text));
    QVERIFY(!facts && facts.error().is(safetensors::Errc::Corrupt));
}

void TestSafetensors::withoutConfig() {
    const fs::path path = write("plain/x.safetensors", file(twoTensors, 20));
    QVERIFY(readModel(path)->architecture.empty());
    write("plain/config.json", "[]");
    QVERIFY(readModel(path)->architecture.empty());
    write("plain/config.json", R"({"architectures":[7],"text_config":{"hidden_size":64},"vocab_size":"many"})");
    const auto facts = readModel(path);
    QVERIFY(facts->architecture.empty());
    QCOMPARE(facts->hiddenSize, std::uint64_t{64});
    QCOMPARE(facts->vocabularySize, std::uint64_t{0});
}

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
