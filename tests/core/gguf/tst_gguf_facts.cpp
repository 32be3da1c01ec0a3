// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "gguf/ghost_model.h"
#include "gguf/random_model.h"
#include "gguf/scripted_model.h"

#include <orrery/gguf/facts.h>
#include <orrery/gguf/memory.h>
#include <orrery/gguf/reader.h>

#include <QTest>

#include <cmath>

using namespace orrery;

namespace {

gguf::Header headerOf(const fixtures::GgufWriter& writer) {
    return gguf::readGgufHeader(writer.header(), writer.fileSize()).value();
}

double mebibytes(std::uint64_t bytes) {
    return static_cast<double>(bytes) / (1 << 20);
}

} // namespace

class TestGgufFacts : public QObject {
    Q_OBJECT

private slots:
    void factsOfTheReference();
    void factsOfAScript();
    void quantisationWithoutFileType();
    void typesAddUp();
    void originAndShape();
    void projectors();
    void scriptTokensAreUnique();
    void parameterCountsOfRealShapes_data();
    void parameterCountsOfRealShapes();
    void memoryLikeTheEngine_data();
    void memoryLikeTheEngine();
    void slidingWindowCache();
    void mixtureOfExperts();
    void unknownShapesAreMarked();
};

void TestGgufFacts::factsOfTheReference() {
    const auto facts = gguf::modelFacts(headerOf(fixtures::randomModel(fixtures::WeightType::F16)));
    QCOMPARE(facts.architecture, std::string("llama"));
    QCOMPARE(facts.name, std::string("Tiny Random"));
    QCOMPARE(facts.quantisation, std::string("F16"));
    QCOMPARE(facts.parameterCount, std::uint64_t{120384});
    QCOMPARE(facts.weightsSize, std::uint64_t{241408});
    QCOMPARE(facts.contextLength.value_or(0), std::uint64_t{2048});
    QCOMPARE(facts.vocabularySize.value_or(0), std::uint64_t{362});
    QVERIFY(!facts.hasChatTemplate);
    QVERIFY(facts.licence.empty());
}

void TestGgufFacts::factsOfAScript() {
    fixtures::Script script;
    script.tokens = {"Hello"};
    script.chatTemplate = fixtures::thinkingTemplate();
    auto writer = fixtures::scriptedModel(script);
    writer.add("general.license", "apache-2.0");
    const auto facts = gguf::modelFacts(headerOf(writer));
    QVERIFY(facts.hasChatTemplate);
    QCOMPARE(facts.licence, std::string("apache-2.0"));
}

void TestGgufFacts::quantisationWithoutFileType() {
    auto writer = fixtures::ghostModel(fixtures::ghost8B());
    QCOMPARE(gguf::modelFacts(headerOf(writer)).quantisation, std::string("Q4_K_M"));
    writer.removeEntry("general.file_type");
    QCOMPARE(gguf::modelFacts(headerOf(writer)).quantisation, std::string("Q4_K"));
}

void TestGgufFacts::typesAddUp() {
    const auto facts = gguf::modelFacts(headerOf(fixtures::ghostModel(fixtures::ghost8B())));
    QCOMPARE(facts.types.size(), std::size_t{3});
    QCOMPARE(facts.types.front().name, std::string("Q4_K"));
    QCOMPARE(facts.types.back().name, std::string("F32"));
    QCOMPARE(facts.types.back().tensors, std::uint64_t{65});
    std::uint64_t parameters = 0;
    std::uint64_t size = 0;
    for (const auto& share : facts.types) {
        parameters += share.parameters;
        size += share.size;
    }
    QCOMPARE(parameters, facts.parameterCount);
    QCOMPARE(size, facts.weightsSize);
}

void TestGgufFacts::originAndShape() {
    auto writer = fixtures::ghostModel(fixtures::ghostMoe30B());
    writer.add("general.organization", "Makers");
    writer.add("general.size_label", "30B-A3B");
    writer.add("general.license.link", "https://example.org/licence");
    writer.add("general.base_model.count", std::uint32_t{2});
    writer.add("general.base_model.0.name", "Base");
    writer.add("general.base_model.0.organization", "Elders");
    writer.add("general.base_model.1.repo_url", "https://example.org/other");
    writer.add("tokenizer.chat_template", "{{ messages }}");
    const auto facts = gguf::modelFacts(headerOf(writer));
    QCOMPARE(facts.organisation, std::string("Makers"));
    QCOMPARE(facts.sizeLabel, std::string("30B-A3B"));
    QCOMPARE(facts.licenceLink, std::string("https://example.org/licence"));
    QCOMPARE(facts.baseModels, (std::vector<std::string>{"Elders Base", "https://example.org/other"}));
    QCOMPARE(facts.chatTemplate, std::string("{{ messages }}"));
    QCOMPARE(facts.tokenizer, std::string("llama"));
    QCOMPARE(facts.layers, std::uint64_t{48});
    QCOMPARE(facts.experts, std::uint64_t{128});
    QCOMPARE(facts.expertsUsed, std::uint64_t{8});
    QVERIFY(!facts.projector);
    QVERIFY(facts.obstacle.empty());
}

void TestGgufFacts::projectors() {
    fixtures::GgufWriter writer;
    writer.add("general.architecture", "clip");
    writer.add("general.type", "mmproj");
    writer.add("clip.has_vision_encoder", true);
    writer.add("clip.projector_type", "mlp");
    writer.add("clip.vision.image_size", std::uint32_t{28});
    writer.add("clip.vision.projection_dim", std::uint32_t{64});
    const auto facts = gguf::modelFacts(headerOf(writer));
    QVERIFY(facts.projector);
    QCOMPARE(facts.projector->kind, std::string("mlp"));
    QVERIFY(facts.projector->vision);
    QVERIFY(!facts.projector->audio);
    QCOMPARE(facts.projector->imageSize.value_or(0), std::uint64_t{28});
    QCOMPARE(facts.projector->width.value_or(0), std::uint64_t{64});
}

void TestGgufFacts::scriptTokensAreUnique() {
    using Tokens = std::vector<std::string>;
    QCOMPARE(fixtures::scriptTokens("Hello from a tiny model."), (Tokens{"Hello", " from", " a", " tiny", " model."}));
    QCOMPARE(fixtures::scriptTokens("go go go now\n"), (Tokens{"go", " go", " go now\n"}));
    QCOMPARE(fixtures::scriptTokens("a a a"), (Tokens{"a", " a a"}));
    QCOMPARE(fixtures::scriptTokens("# A\n\nb"), (Tokens{"#", " A", "\n\nb"}));
    QCOMPARE(fixtures::scriptTokens(""), Tokens{});
}

void TestGgufFacts::parameterCountsOfRealShapes_data() {
    QTest::addColumn<fixtures::GhostShape>("shape");
    QTest::addColumn<quint64>("parameters");
    QTest::newRow("1B") << fixtures::ghost1B() << quint64{1235814400};
    QTest::newRow("8B") << fixtures::ghost8B() << quint64{8030261248};
    QTest::newRow("70B") << fixtures::ghost70B() << quint64{70553706496};
}

void TestGgufFacts::parameterCountsOfRealShapes() {
    QFETCH(fixtures::GhostShape, shape);
    QFETCH(quint64, parameters);
    QCOMPARE(gguf::modelFacts(headerOf(fixtures::ghostModel(shape))).parameterCount, std::uint64_t{parameters});
}

void TestGgufFacts::memoryLikeTheEngine_data() {
    QTest::addColumn<fixtures::GhostShape>("shape");
    QTest::addColumn<quint64>("context");
    QTest::addColumn<quint64>("batch");
    QTest::addColumn<double>("cacheMiB"); // what llama-server 0.7.0 allocated
    QTest::addColumn<double>("computeMiB");
    QTest::newRow("1B, 4096") << fixtures::ghost1B() << quint64{4096} << quint64{512} << 128.0 << 72.0;
    QTest::newRow("8B, 4096") << fixtures::ghost8B() << quint64{4096} << quint64{512} << 512.0 << 128.0;
    QTest::newRow("8B, 5000") << fixtures::ghost8B() << quint64{5000} << quint64{512} << 640.0 << 129.0;
    QTest::newRow("8B, 8192, large batch") << fixtures::ghost8B() << quint64{8192} << quint64{2048} << 1024.0 << 528.0;
    QTest::newRow("8B, 131072") << fixtures::ghost8B() << quint64{131072} << quint64{512} << 16384.0 << 252.0;
    QTest::newRow("70B, 4096") << fixtures::ghost70B() << quint64{4096} << quint64{512} << 1280.0 << 252.0;
}

void TestGgufFacts::memoryLikeTheEngine() {
    QFETCH(fixtures::GhostShape, shape);
    QFETCH(quint64, context);
    QFETCH(quint64, batch);
    QFETCH(double, cacheMiB);
    QFETCH(double, computeMiB);
    const auto estimate =
        gguf::estimateMemory(headerOf(fixtures::ghostModel(shape)), {.contextTokens = context, .batchTokens = batch});
    QVERIFY(estimate.dependable);
    QCOMPARE(mebibytes(estimate.cache), cacheMiB);
    QVERIFY2(std::abs(mebibytes(estimate.compute) - computeMiB) < 0.02 * computeMiB,
             qPrintable(QString::number(mebibytes(estimate.compute))));
}

void TestGgufFacts::slidingWindowCache() {
    fixtures::GgufWriter writer;
    writer.add("general.architecture", "gemma3");
    writer.add("gemma3.block_count", std::uint32_t{34});
    writer.add("gemma3.embedding_length", std::uint32_t{2560});
    writer.add("gemma3.feed_forward_length", std::uint32_t{10240});
    writer.add("gemma3.attention.head_count", std::uint32_t{8});
    writer.add("gemma3.attention.head_count_kv", std::uint32_t{4});
    writer.add("gemma3.attention.key_length", std::uint32_t{256});
    writer.add("gemma3.attention.value_length", std::uint32_t{256});
    writer.add("gemma3.attention.sliding_window", std::uint32_t{1024});
    const auto small = gguf::estimateMemory(headerOf(writer), {.contextTokens = 4096, .batchTokens = 512});
    QCOMPARE(mebibytes(small.cache), 254.0);
    QVERIFY(std::abs(mebibytes(small.compute) - 90) < 1);
    const auto large = gguf::estimateMemory(headerOf(writer), {.contextTokens = 32768, .batchTokens = 512});
    QCOMPARE(mebibytes(large.cache), 814.0);
    const fixtures::GhostShape gemma2{26, 2304, 8, 4, 256, 9216, 256000, true, "gemma2", 4096};
    const auto other = gguf::estimateMemory(headerOf(fixtures::ghostModel(gemma2)), {.contextTokens = 32768});
    QCOMPARE(mebibytes(other.cache), 1885.0); // as llama-server 0.7.0
}

void TestGgufFacts::mixtureOfExperts() {
    fixtures::GgufWriter writer;
    writer.add("general.architecture", "qwen3moe");
    writer.add("qwen3moe.block_count", std::uint32_t{48});
    writer.add("qwen3moe.embedding_length", std::uint32_t{2048});
    writer.add("qwen3moe.attention.head_count", std::uint32_t{32});
    writer.add("qwen3moe.attention.head_count_kv", std::vector<std::int32_t>(48, 4));
    writer.add("qwen3moe.attention.key_length", std::uint32_t{128});
    writer.add("qwen3moe.attention.value_length", std::uint32_t{128});
    writer.add("qwen3moe.expert_used_count", std::uint32_t{8});
    writer.add("qwen3moe.expert_feed_forward_length", std::uint32_t{768});
    const auto estimate = gguf::estimateMemory(headerOf(writer), {.contextTokens = 8192, .batchTokens = 512});
    QCOMPARE(mebibytes(estimate.cache), 768.0);
    QCOMPARE(mebibytes(estimate.compute), 96.0);
}

void TestGgufFacts::unknownShapesAreMarked() {
    auto writer = fixtures::randomModel();
    QVERIFY(gguf::estimateMemory(headerOf(writer), {}).dependable);
    writer.add("llama.ssm.state_size", std::uint32_t{16});
    QVERIFY(!gguf::estimateMemory(headerOf(writer), {}).dependable);
    writer.removeEntry("general.architecture");
    const auto estimate = gguf::estimateMemory(headerOf(writer), {});
    QVERIFY(!estimate.dependable);
    QCOMPARE(estimate.weights, std::uint64_t{481536});
    auto windowed = fixtures::ghostModel({.architecture = "gpt-oss", .slidingWindow = 128});
    QVERIFY(!gguf::estimateMemory(headerOf(windowed), {}).dependable);
}

QTEST_GUILESS_MAIN(TestGgufFacts)
#include "tst_gguf_facts.moc"
