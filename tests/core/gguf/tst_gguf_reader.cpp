// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "gguf/broken_models.h"
#include "gguf/ghost_model.h"
#include "gguf/random_model.h"
#include "gguf/scripted_model.h"

#include <orrery/gguf/facts.h>
#include <orrery/gguf/file.h>
#include <orrery/gguf/reader.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>

using namespace orrery;
using fixtures::Breakage;

namespace {

QString readable(const Error& error) {
    return QString::fromStdString(describe(error));
}

std::string writeFile(const QTemporaryDir& folder, const std::string& name, const std::string& bytes) {
    const std::string path = folder.filePath(QString::fromStdString(name)).toStdString();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

} // namespace

class TestGgufReader : public QObject {
    Q_OBJECT

private slots:
    void referenceSizes();
    void valuesComeBack();
    void everyPrefixAsksForMore();
    void everyCutFileIsTruncated();
    void oneThatEndsBeforeItsPaddingIsTruncated();
    void brokenFiles_data();
    void brokenFiles();
    void oddTextsAreKept();
    void oldAndForeignFiles_data();
    void oldAndForeignFiles();
    void splitModelsAsAWhole();
    void fileLargerThanTheFirstRead();
    void filesThatCannotBeRead();
};

void TestGgufReader::referenceSizes() {
    const auto f32 = fixtures::randomModel(fixtures::WeightType::F32);
    QCOMPARE(f32.entries.size(), std::size_t{19});
    QCOMPARE(f32.tensors.size(), std::size_t{21});
    QCOMPARE(f32.header().size(), std::size_t{9600});
    QCOMPARE(f32.bytes().size(), std::size_t{9600 + 481536});
    const auto f16 = fixtures::randomModel(fixtures::WeightType::F16);
    QCOMPARE(f16.header().size(), std::size_t{9600});
    QCOMPARE(f16.bytes().size(), std::size_t{9600 + 241408});
    QCOMPARE(f16.fileSize(), std::uint64_t{f16.bytes().size()});
}

void TestGgufReader::valuesComeBack() {
    const std::string bytes = fixtures::randomModel().bytes();
    const auto header = gguf::readGgufHeader(bytes, bytes.size());
    QVERIFY2(header, header ? "" : qPrintable(readable(header.error())));
    QCOMPARE(header->version, 3U);
    QCOMPARE(header->dataOffset, std::uint64_t{9600});
    QCOMPARE(header->text("general.name").value_or(""), std::string_view("Tiny Random"));
    QCOMPARE(header->count("llama.context_length").value_or(0), std::uint64_t{2048});
    QCOMPARE(std::get<bool>(*header->find("tokenizer.ggml.add_bos_token")), true);
    QVERIFY(std::abs(std::get<double>(*header->find("llama.attention.layer_norm_rms_epsilon")) - 1e-5) < 1e-10);
    const gguf::Array* tokens = header->array("tokenizer.ggml.tokens");
    QVERIFY(tokens);
    QCOMPARE(tokens->count, std::uint64_t{362});
    QCOMPARE(tokens->strings().size(), std::size_t{362});
    QCOMPARE(tokens->strings()[13], std::string_view("<0x0A>"));
    QCOMPARE(header->array("tokenizer.ggml.token_type")->numbers()[1], 3.0);
    const gguf::TensorInfo* down = header->tensor("blk.1.ffn_down.weight");
    QVERIFY(down);
    QCOMPARE(down->dimensions, (std::vector<std::uint64_t>{128, 64}));
    QCOMPARE(down->size, std::uint64_t{128 * 64 * 4});
    QVERIFY(!header->find("nothing"));
    QVERIFY(!header->count("general.name"));
}

void TestGgufReader::everyPrefixAsksForMore() {
    const std::string bytes = fixtures::scriptedModel({.tokens = {"Hello", "."}}).bytes();
    const auto whole = gguf::readGgufHeader(bytes, bytes.size());
    QVERIFY(whole);
    std::size_t needed = 0;
    for (std::size_t size = 0; size < whole->dataOffset; ++size) {
        const auto header = gguf::readGgufHeader(std::string_view(bytes).substr(0, size), bytes.size());
        if (header) {
            needed = size;
            break;
        }
        QVERIFY2(header.error().is(gguf::Errc::NeedMoreBytes), qPrintable(readable(header.error())));
    }
    QVERIFY(needed > 0 && whole->dataOffset - needed < whole->alignment);
}

void TestGgufReader::oneThatEndsBeforeItsPaddingIsTruncated() {
    QFile file(QStringLiteral(ORRERY_SOURCE_DIR "/tests/fuzz/seeds/gguf/ends_in_padding.gguf"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const std::string bytes = file.readAll().toStdString();
    const auto header = gguf::readGgufHeader(bytes, bytes.size(), gguf::Accept::Any); // its tensor's type is unknown
    QVERIFY(!header);
    QVERIFY2(header.error().is(gguf::Errc::Truncated), qPrintable(readable(header.error())));
}

void TestGgufReader::everyCutFileIsTruncated() {
    const std::string bytes = fixtures::scriptedModel({.tokens = {"Hello", "."}}).bytes();
    for (std::size_t size = 24; size < bytes.size(); size += 97) {
        const auto header = gguf::readGgufHeader(std::string_view(bytes).substr(0, size), size);
        QVERIFY(!header);
        QVERIFY2(header.error().is(gguf::Errc::Truncated), qPrintable(readable(header.error())));
    }
}

void TestGgufReader::brokenFiles_data() {
    QTest::addColumn<Breakage>("breakage");
    QTest::addColumn<gguf::Errc>("expected");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, Breakage breakage, gguf::Errc code, const char* says) {
        QTest::newRow(name) << breakage << code << QString::fromUtf8(says);
    };
    using gguf::Errc;
    row("empty", Breakage::Empty, Errc::NotGguf, "file is empty");
    row("web page", Breakage::WebPage, Errc::NotGguf, "web page");
    row("LFS pointer", Breakage::LfsPointer, Errc::NotGguf, "pointer");
    row("wrong magic", Breakage::WrongMagic, Errc::NotGguf, "not a GGUF");
    row("version 1", Breakage::VersionOne, Errc::Unsupported, "first GGUF version");
    row("version 99", Breakage::VersionNinetyNine, Errc::Unsupported, "version 99");
    row("big-endian", Breakage::BigEndian, Errc::Unsupported, "big-endian");
    row("cut in the metadata", Breakage::CutInMetadata, Errc::Truncated, "incomplete");
    row("cut in the data", Breakage::CutInData, Errc::Truncated, "before all of the weights");
    row("2^60 tensors", Breakage::HugeTensorCount, Errc::Corrupt, "more than the file can hold");
    row("2^40 entries", Breakage::HugeEntryCount, Errc::Corrupt, "more than the file can hold");
    row("string of 2^63", Breakage::HugeString, Errc::Corrupt, "a text of 9223372036854775808 bytes");
    row("nested array", Breakage::NestedArray, Errc::Corrupt, "array of element type 9");
    row("key twice", Breakage::DuplicateKey, Errc::Corrupt, "general.name");
    row("tensor twice", Breakage::DuplicateTensor, Errc::Corrupt, "token_embd.weight");
    row("5 dimensions", Breakage::FiveDimensions, Errc::Corrupt, "5 dimensions");
    row("dimension overflow", Breakage::DimensionOverflow, Errc::Corrupt, "more elements");
    row("offset overflow", Breakage::OffsetOverflow, Errc::Corrupt, "does not follow");
    row("overlap", Breakage::TensorsOverlap, Errc::Corrupt, "does not follow");
    row("alignment 8", Breakage::AlignmentEight, Errc::Unsupported, "general.alignment is 8");
}

void TestGgufReader::brokenFiles() {
    QFETCH(Breakage, breakage);
    QFETCH(gguf::Errc, expected);
    QFETCH(QString, says);
    const std::string bytes = fixtures::brokenModel(breakage);
    const auto header = gguf::readGgufHeader(bytes, bytes.size());
    QVERIFY(!header);
    QVERIFY2(header.error().is(expected), qPrintable(readable(header.error())));
    QVERIFY2(readable(header.error()).contains(says), qPrintable(readable(header.error())));
}

void TestGgufReader::oddTextsAreKept() {
    const std::string bytes = fixtures::oddVocabularyModel();
    const auto header = gguf::readGgufHeader(bytes, bytes.size());
    QVERIFY2(header, header ? "" : qPrintable(readable(header.error())));
    const auto tokens = header->array("tokenizer.ggml.tokens")->strings();
    QCOMPARE(tokens[tokens.size() - 3].size(), std::size_t{3});
    QCOMPARE(tokens.back().size(), std::size_t{1'000'000});
}

namespace {

/// Writes numbers as version 1 or a big-endian machine does.
class ForeignWriter {
public:
    ForeignWriter(bool bigEndian, bool narrow) : m_bigEndian(bigEndian), m_narrow(narrow) {}

    ForeignWriter& number(std::uint64_t value, int size) {
        for (int i = 0; i < size; ++i)
            m_bytes.push_back(static_cast<char>(value >> (8 * (m_bigEndian ? size - 1 - i : i))));
        return *this;
    }
    ForeignWriter& u32(std::uint32_t value) { return number(value, 4); }
    ForeignWriter& length(std::uint64_t value) { return number(value, m_narrow ? 4 : 8); }
    ForeignWriter& text(const std::string& value) {
        length(value.size());
        m_bytes += value;
        return *this;
    }
    ForeignWriter& raw(const std::string& bytes) {
        m_bytes += bytes;
        return *this;
    }
    /// With padding and so much data.
    [[nodiscard]] std::string file(std::size_t dataSize) const {
        return m_bytes + std::string((32 - m_bytes.size() % 32) % 32 + dataSize, '\0');
    }

private:
    bool m_bigEndian, m_narrow;
    std::string m_bytes;
};

std::string foreignModel(std::uint32_t version, bool bigEndian) {
    ForeignWriter writer(bigEndian, version == 1);
    writer.raw("GGUF").u32(version).length(1).length(4);
    writer.text("general.architecture").u32(8).text("llama");
    writer.text("llama.context_length").u32(4).u32(4096);
    writer.text("tokenizer.ggml.tokens").u32(9).u32(8).length(2).text("ab").text("c");
    writer.text("tokenizer.ggml.scores").u32(9).u32(6).length(2).u32(0x3f800000).u32(0xc0000000);
    writer.text("token_embd.weight").u32(2).length(4).length(2).u32(0).number(0, 8);
    return writer.file(32);
}

} // namespace

void TestGgufReader::oldAndForeignFiles_data() {
    QTest::addColumn<std::uint32_t>("version");
    QTest::addColumn<bool>("bigEndian");
    QTest::addColumn<bool>("runnable");
    QTest::newRow("version 1") << 1U << false << false;
    QTest::newRow("version 1, big-endian") << 1U << true << false;
    QTest::newRow("version 2") << 2U << false << true;
    QTest::newRow("version 2, big-endian") << 2U << true << false;
    QTest::newRow("version 3") << 3U << false << true;
    QTest::newRow("version 3, big-endian") << 3U << true << false;
}

void TestGgufReader::oldAndForeignFiles() {
    QFETCH(std::uint32_t, version);
    QFETCH(bool, bigEndian);
    QFETCH(bool, runnable);
    const std::string bytes = foreignModel(version, bigEndian);
    const auto strict = gguf::readGgufHeader(bytes, bytes.size());
    QCOMPARE(strict.has_value(), runnable);
    if (!strict) QVERIFY(strict.error().is(gguf::Errc::Unsupported));
    const auto header = gguf::readGgufHeader(bytes, bytes.size(), gguf::Accept::Any);
    QVERIFY2(header, header ? "" : qPrintable(readable(header.error())));
    QCOMPARE(header->version, version);
    QCOMPARE(header->bigEndian, bigEndian);
    QCOMPARE(header->count("llama.context_length").value_or(0), std::uint64_t{4096});
    QCOMPARE(header->array("tokenizer.ggml.tokens")->strings(), (std::vector<std::string_view>{"ab", "c"}));
    QCOMPARE(header->array("tokenizer.ggml.scores")->numbers(), (std::vector<double>{1, -2}));
    QCOMPARE(header->tensors.front().elements, std::uint64_t{8});
    QCOMPARE(header->tensors.front().size, std::uint64_t{32});
    const auto facts = gguf::modelFacts(*header);
    QCOMPARE(facts.obstacle.empty(), runnable);
    QCOMPARE(facts.architecture, std::string("llama"));
    for (std::size_t size = 4; size + 64 < bytes.size(); ++size) {
        const auto part =
            gguf::readGgufHeader(std::string_view(bytes).substr(0, size), bytes.size(), gguf::Accept::Any);
        QVERIFY(!part && part.error().is(gguf::Errc::NeedMoreBytes));
    }
}

void TestGgufReader::splitModelsAsAWhole() {
    const QTemporaryDir folder;
    const auto whole = fixtures::ghostModel(fixtures::tinyGhost("llama"));
    const auto parts = fixtures::splitModel(whole, 2);
    const auto first = writeFile(folder, "m-00001-of-00002.gguf", parts[0].bytes());
    const auto missing = gguf::readGgufModel(first);
    QVERIFY(!missing && missing.error().is(Errc::NotFound));
    const auto second = writeFile(folder, "m-00002-of-00002.gguf", parts[1].bytes());
    for (const auto& path : {first, second}) {
        const auto header = gguf::readGgufModel(path);
        QVERIFY2(header, header ? "" : qPrintable(readable(header.error())));
        QCOMPARE(header->tensors.size(), whole.tensors.size());
        QCOMPARE(header->fileSize, parts[0].fileSize() + parts[1].fileSize());
        QCOMPARE(gguf::modelFacts(*header).architecture, std::string("llama"));
    }
}

void TestGgufReader::fileLargerThanTheFirstRead() {
    const QTemporaryDir folder;
    const auto path = writeFile(folder, "odd.gguf", fixtures::oddVocabularyModel());
    const auto header = gguf::readGgufFile(path);
    QVERIFY2(header, header ? "" : qPrintable(readable(header.error())));
    QVERIFY(header->dataOffset > 1'000'000);
}

void TestGgufReader::filesThatCannotBeRead() {
    const QTemporaryDir folder;
    const auto missing = gguf::readGgufFile(folder.filePath("missing.gguf").toStdString());
    QVERIFY(!missing && missing.error().is(Errc::NotFound));
    const auto directory = gguf::readGgufFile(folder.path().toStdString());
    QVERIFY(!directory && directory.error().is(Errc::Io));
    const auto cut = writeFile(folder, "cut.gguf", fixtures::brokenModel(Breakage::CutInMetadata));
    const auto header = gguf::readGgufFile(cut);
    QVERIFY(!header && header.error().is(gguf::Errc::Truncated));
    QCOMPARE(header.error().where, cut);
}

QTEST_GUILESS_MAIN(TestGgufReader)
#include "tst_gguf_reader.moc"
