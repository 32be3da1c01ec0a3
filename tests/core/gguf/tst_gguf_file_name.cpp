// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/file_name.h>

#include <QTest>

#include <random>

using namespace orrery::gguf;

Q_DECLARE_METATYPE(FileName::Role)

class TestGgufFileName : public QObject {
    Q_OBJECT

private slots:
    void publishedNames_data();
    void publishedNames();
    void shards_data();
    void shards();
    void roles_data();
    void roles();
    void whatIsNoGgufFile();
    void anythingIsSurvived();
    void bits();
    void ranks();
    void everyStockNameIsKnown();
};

void TestGgufFileName::publishedNames_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("quantisation");
    const auto add = [](const char* path, const char* base, const char* quantisation) {
        QTest::newRow(path) << path << base << quantisation;
    };
    add("Qwen3-8B-Q4_K_M.gguf", "Qwen3-8B", "Q4_K_M");
    add("Qwen3.8-27B-UD-Q4_K_XL.gguf", "Qwen3.8-27B", "UD-Q4_K_XL");
    add("Qwen3-30B-A3B-Instruct-2507-UD-IQ3_XXS.gguf", "Qwen3-30B-A3B-Instruct-2507", "UD-IQ3_XXS");
    add("Qwen3.6-35B-A3B-UD-TQ1_0.gguf", "Qwen3.6-35B-A3B", "UD-TQ1_0");
    add("Meta-Llama-3.1-8B-Instruct-Q6_K_L.gguf", "Meta-Llama-3.1-8B-Instruct", "Q6_K_L");
    add("Meta-Llama-3.1-8B-Instruct-Q3_K_XL.gguf", "Meta-Llama-3.1-8B-Instruct", "Q3_K_XL");
    add("Llama-3.2-3B-Instruct-Q4_0_4_8.gguf", "Llama-3.2-3B-Instruct", "Q4_0_4_8");
    add("Llama-3.2-1B-Instruct-f16.gguf", "Llama-3.2-1B-Instruct", "F16");
    add("qwen2.5-7b-instruct-q4_k_m.gguf", "qwen2.5-7b-instruct", "Q4_K_M");
    add("qwen2.5-0.5b-instruct-fp16.gguf", "qwen2.5-0.5b-instruct", "F16");
    add("gemma-3-4b-it-q4_0.gguf", "gemma-3-4b-it", "Q4_0");
    add("gemma-4-E2B-it-qat-UD-Q4_K_XL.gguf", "gemma-4-E2B-it-qat", "UD-Q4_K_XL");
    add("gemma-4-e2b-it.Q8_0.gguf", "gemma-4-e2b-it", "Q8_0");
    add("mistral-7b-instruct-v0.2.Q5_K_S.gguf", "mistral-7b-instruct-v0.2", "Q5_K_S");
    add("MiniCPM-V-2_6-Q4_K_M.gguf", "MiniCPM-V-2_6", "Q4_K_M");
    add("Phi-3-mini-4k-instruct-q4.gguf", "Phi-3-mini-4k-instruct", "Q4");
    add("Phi-3-mini-4k-instruct-fp16.gguf", "Phi-3-mini-4k-instruct", "F16");
    add("phi-4-IQ4_XS.gguf", "phi-4", "IQ4_XS");
    add("phi-4-Q8_K_XL.gguf", "phi-4", "Q8_K_XL");
    add("gpt-oss-20b-mxfp4.gguf", "gpt-oss-20b", "MXFP4");
    add("gpt-oss-20b-MXFP4_MOE.gguf", "gpt-oss-20b", "MXFP4_MOE");
    add("Nemotron-3-Nano-NVFP4.gguf", "Nemotron-3-Nano", "NVFP4");
    add("Model-IQ4_NL_XL.gguf", "Model", "IQ4_NL_XL");
    add("DeepSeek-V3-0324-IQ2_KS.gguf", "DeepSeek-V3-0324", "IQ2_KS");
    add("L3-8B-Stheno.i1-IQ2_M.gguf", "L3-8B-Stheno.i1", "IQ2_M");
    add("Model-Q4_K_M-imat.gguf", "Model-imat", "Q4_K_M");
    add("ggml-model-Q2_K.gguf", "ggml-model", "Q2_K");
    add("nomic-embed-text-v1.5.f32.gguf", "nomic-embed-text-v1.5", "F32");
    add("bge-m3-FP16.gguf", "bge-m3", "F16");
    add("SmolLM2-135M-BF16.GGUF", "SmolLM2-135M", "BF16");
    add("Qwen3-F16-tuned-Q5_K_M.gguf", "Qwen3-F16-tuned", "Q5_K_M");
    add("Q4_K_M.gguf", "", "Q4_K_M");
    add("UD-Q4_K_M.gguf", "", "UD-Q4_K_M");
    add("Q4_K_M-Model.gguf", "Model", "Q4_K_M");
    add("qwen3.8-27b.gguf", "qwen3.8-27b", "");
    add("Gemma-4-26B-A4B.gguf", "Gemma-4-26B-A4B", "");
    add("Ternary-Bonsai-2-27B-PTQ1_0.gguf", "Ternary-Bonsai-2-27B-PTQ1_0", "");
    add("CLOUD-Q4_0.gguf", "CLOUD", "Q4_0");
    add("Q4_K_M/Model.gguf", "Model", "Q4_K_M");
    add("GLM-4.5-Air-UD-Q3_K_XL/part.gguf", "part", "UD-Q3_K_XL");
    add("BF16/nested/Model.gguf", "Model", "BF16");
    add("F16/Model-Q8_0.gguf", "Model", "Q8_0");
}

void TestGgufFileName::publishedNames() {
    QFETCH(QString, path);
    const auto name = parseFileName(path.toStdString());
    QVERIFY(name);
    QTEST(QString::fromStdString(name->base), "base");
    QTEST(QString::fromStdString(name->quantisation), "quantisation");
    QCOMPARE(name->shard, 1);
    QCOMPARE(name->shardCount, 1);
    QVERIFY(name->role == FileName::Role::Model);
}

void TestGgufFileName::shards_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("quantisation");
    QTest::addColumn<int>("shard");
    QTest::addColumn<int>("count");
    QTest::newRow("beside") << "qwen2.5-7b-instruct-q4_k_m-00001-of-00002.gguf"
                            << "qwen2.5-7b-instruct"
                            << "Q4_K_M" << 1 << 2;
    QTest::newRow("folder") << "UD-IQ4_XS/Qwen3.8-Flash-Next-UD-IQ4_XS-00002-of-00003.gguf"
                            << "Qwen3.8-Flash-Next"
                            << "UD-IQ4_XS" << 2 << 3;
    QTest::newRow("folder names it") << "DeepSeek-V3-Q4_K_XL/DeepSeek-V3-00009-of-00009.gguf"
                                     << "DeepSeek-V3"
                                     << "Q4_K_XL" << 9 << 9;
    QTest::newRow("many") << "Kimi-K3-BF16-00141-of-00142.gguf"
                          << "Kimi-K3"
                          << "BF16" << 141 << 142;
    QTest::newRow("number zero") << "Model-Q8_0-00000-of-00002.gguf"
                                 << "Model-00000-of-00002"
                                 << "Q8_0" << 1 << 1;
    QTest::newRow("beyond") << "Model-00003-of-00002.gguf"
                            << "Model-00003-of-00002"
                            << "" << 1 << 1;
    QTest::newRow("four digits") << "Model-0001-of-0002.gguf"
                                 << "Model-0001-of-0002"
                                 << "" << 1 << 1;
    QTest::newRow("nothing else") << "-00001-of-00002.gguf"
                                  << "-00001-of-00002"
                                  << "" << 1 << 1;
}

void TestGgufFileName::shards() {
    QFETCH(QString, path);
    const auto name = parseFileName(path.toStdString());
    QVERIFY(name);
    QTEST(QString::fromStdString(name->base), "base");
    QTEST(QString::fromStdString(name->quantisation), "quantisation");
    QTEST(name->shard, "shard");
    QTEST(name->shardCount, "count");
}

void TestGgufFileName::roles_data() {
    QTest::addColumn<FileName::Role>("role");
    const auto add = [](const char* path, FileName::Role role) { QTest::newRow(path) << role; };
    add("mmproj-F16.gguf", FileName::Role::Projector);
    add("gemma-3-12b-it-mmproj-f16.gguf", FileName::Role::Projector);
    add("mmproj-model-f16.gguf", FileName::Role::Projector);
    add("MMPROJ-Qwen3-VL-8B-BF16.gguf", FileName::Role::Projector);
    add("mmproj-microsoft.Fara1.5-4B.f16.gguf", FileName::Role::Projector);
    add("imatrix_unsloth.gguf", FileName::Role::Matrix);
    add("IMATRIX.GGUF", FileName::Role::Matrix);
    add("quants/Qwen3.8-27B-imatrix.gguf", FileName::Role::Matrix);
    add("SuperQwen3.8-27b.imatrix.gguf", FileName::Role::Matrix);
    add("imatrixed-model-Q8_0.gguf", FileName::Role::Model);
    add("Qwen3-Imatrix-Tuned-Q4_K_M.gguf", FileName::Role::Model);
    add("mtp-Qwen3.6-35B-A3B-Q8_0.gguf", FileName::Role::Draft);
    add("MTP/GLM-5.3-MTP-UD-Q4_K_XL.gguf", FileName::Role::Draft);
    add("Step3.7-flash-mtp-Q8_0.gguf", FileName::Role::Draft);
    add("eagle3-Llama-3.3-70B-F16.gguf", FileName::Role::Draft);
    add("dflash-draft-3.6-q4_k_m.gguf", FileName::Role::Draft);
    add("dspark-DeepSeek-V4.gguf", FileName::Role::Draft);
    add("Qwen3.6-27B-MTP-UD-Q4_K_XL.gguf", FileName::Role::Model);
    add("Qwen3.6-35B-A3B-MTP-GGUF/Qwen3.6-35B-A3B-UD-Q4_K_XL.gguf", FileName::Role::Model);
    add("Qwen3-0.6B-Q8_0.gguf", FileName::Role::Model);
}

void TestGgufFileName::roles() {
    QFETCH(FileName::Role, role);
    const auto name = parseFileName(QTest::currentDataTag());
    QVERIFY(name);
    QVERIFY(name->role == role);
}

void TestGgufFileName::whatIsNoGgufFile() {
    for (const char* path : {"", "gguf", ".gguf", "folder/.gguf", "README.md", "model.safetensors", "imatrix.gguf_file",
                             "Model-Q4_K_M.gguf.part", "Model-Q4_K_M.gguf/", "x.ggu"})
        QVERIFY2(!parseFileName(path), path);
}

void TestGgufFileName::anythingIsSurvived() {
    std::mt19937 random(7);
    const std::string alphabet("Q4_K-.M0/IUDFB \0\xff", 18);
    for (int round = 0; round < 20'000; ++round) {
        std::string path(random() % 24, ' ');
        for (char& c : path) c = alphabet[random() % alphabet.size()];
        const auto name = parseFileName(path + ".gguf");
        if (!name) continue;
        QVERIFY(name->shard >= 1 && name->shard <= name->shardCount);
        QVERIFY(name->base.size() <= path.size());
    }
    QVERIFY(parseFileName(std::string(1'000'000, '-') + ".gguf"));
}

void TestGgufFileName::bits() {
    QCOMPARE(bitsPerWeight("F32"), std::optional(32.0));
    QCOMPARE(bitsPerWeight("BF16"), std::optional(16.0));
    QCOMPARE(bitsPerWeight("Q8_0"), std::optional(8.5));
    QCOMPARE(bitsPerWeight("UD-Q4_K_M"), bitsPerWeight("Q4_K_M"));
    QVERIFY(*bitsPerWeight("Q4_K_M") > 4.5 && *bitsPerWeight("Q4_K_M") < 5);
    QVERIFY(!bitsPerWeight(""));
    QVERIFY(!bitsPerWeight("Q9_K"));
    QVERIFY(!bitsPerWeight("IQ2_KS"));
}

void TestGgufFileName::ranks() {
    const std::vector<std::string> ascending = {"",           "IQ1_S",      "IQ2_XXS", "Q2_K",   "Q3_K_S",
                                                "Q3_K_M",     "Q4_0",       "Q4_K_S",  "Q4_K_M", "UD-Q4_K_M",
                                                "UD-Q4_K_XL", "Q5_K_S",     "Q5_K_M",  "Q6_K",   "UD-Q6_K_XL",
                                                "Q8_0",       "UD-Q8_K_XL", "F16",     "F32"};
    for (std::size_t i = 1; i < ascending.size(); ++i)
        QVERIFY2(qualityRank(ascending[i - 1]) < qualityRank(ascending[i]), ascending[i].c_str());
    QCOMPARE(qualityRank("IQ2_KS"), 0);
}

/// What the stock engine can make, from its file types.
void TestGgufFileName::everyStockNameIsKnown() {
    for (const char* name :
         {"F32",    "F16",    "BF16",    "Q4_0",   "Q4_1",   "Q5_0",      "Q5_1",    "Q8_0",   "Q2_K",
          "Q2_K_S", "Q3_K_S", "Q3_K_M",  "Q3_K_L", "Q4_K_S", "Q4_K_M",    "Q5_K_S",  "Q5_K_M", "Q6_K",
          "IQ1_S",  "IQ1_M",  "IQ2_XXS", "IQ2_XS", "IQ2_S",  "IQ2_M",     "IQ3_XXS", "IQ3_XS", "IQ3_S",
          "IQ3_M",  "IQ4_XS", "IQ4_NL",  "TQ1_0",  "TQ2_0",  "MXFP4_MOE", "NVFP4",   "Q1_0",   "Q2_0"}) {
        QVERIFY2(bitsPerWeight(name), name);
        QVERIFY2(qualityRank(name) > 0, name);
        const auto parsed = parseFileName(std::string("Model-") + name + ".gguf");
        QCOMPARE(parsed->quantisation, std::string(name));
        QCOMPARE(parsed->base, std::string("Model"));
    }
}

QTEST_GUILESS_MAIN(TestGgufFileName)
#include "tst_gguf_file_name.moc"
