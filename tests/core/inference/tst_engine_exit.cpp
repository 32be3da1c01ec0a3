// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/inference/engine_exit.h>
#include <orrery/inference/errors.h>

#include <csignal>

using namespace orrery;
using namespace orrery::inference;

namespace {

EngineLog logOf(const std::string& out, const std::string& err = {}) {
    EngineLog log;
    log.feedStdout(out);
    log.feedStderr(err);
    log.finish();
    return log;
}

std::string errorLine(const std::string& text) {
    return R"({"type":"log","time":1,"level":"error","msg":")" + text + "\\n\"}\n";
}

platform::ProcessExit status(int code) {
    return {false, code, false, false};
}

platform::ProcessExit signalled(int signal) {
    return {true, signal, false, false};
}

} // namespace

class TestEngineExit : public QObject {
    Q_OBJECT

private slots:
    void reasons_data();
    void reasons();
    void plainComplaints();
    void signalsAndStatus();
    void logInPieces();
    void logIsBounded();
};

void TestEngineExit::reasons_data() {
    QTest::addColumn<QString>("logged");
    QTest::addColumn<inference::Errc>("expected");
    QTest::addColumn<QString>("says");
    using inference::Errc;
    const auto row = [](const char* logged, Errc code, const char* says) {
        QTest::newRow(logged) << logged << code << says;
    };
    row("failed to open GGUF file 'x' (No such file or directory)", Errc::ModelUnusable, "not there");
    row("failed to read magic", Errc::ModelUnusable, "empty");
    row("invalid magic characters: '<!do', expected 'GGUF'", Errc::ModelUnusable, "not a GGUF");
    row("failed to read key-value pairs", Errc::ModelUnusable, "incomplete");
    row("tensor 'a' data is not within the file bounds, model is corrupted or incomplete", Errc::ModelUnusable,
        "incomplete");
    row("GGUFv1 is no longer supported", Errc::ModelUnusable, "too old");
    row("file is version 9 but this software only supports up to version 3", Errc::ModelUnusable, "too new");
    row("mismatch between the host and model endianness", Errc::ModelUnusable, "another kind of processor");
    row("unknown model architecture: 'orrery9'", Errc::ModelUnusable, "does not know this kind");
    row("key not found in model: llama.context_length", Errc::ModelUnusable, "damaged");
    row("missing tensor 'blk.0.ffn_up.weight'", Errc::ModelUnusable, "damaged");
    row("tensor 'x' has wrong shape", Errc::ModelUnusable, "damaged");
    row("cannot find tokenizer vocab in model file", Errc::ModelUnusable, "vocabulary");
    row("chat template parsing error: consider disabling jinja via --no-jinja", Errc::BadTemplate, "chat template");
    row("Failed to load CLIP model", Errc::ModelUnusable, "image part");
    row("mismatch between text model (n_embd = 64) and mmproj", Errc::ModelUnusable, "image part");
    row("mmap failed: Cannot allocate memory", Errc::NotEnoughMemory, "does not fit");
    row("insufficient memory (attempted to allocate 5062 MB)", Errc::NotEnoughMemory, "does not fit");
    row("unable to allocate CPU_REPACK buffer", Errc::NotEnoughMemory, "does not fit");
    row("failed to allocate buffer for kv cache", Errc::NotEnoughMemory, "does not fit");
    row("quantized V cache requires flash_attn", Errc::BadSettings, "flash attention");
    row("no backends are loaded", Errc::RuntimeBroken, "compute libraries");
    row("couldn't bind HTTP server socket", Errc::EngineFailed, "connection");
    row("something nobody has ever seen", Errc::EngineFailed, "could not start");
}

void TestEngineExit::reasons() {
    QFETCH(QString, logged);
    QFETCH(inference::Errc, expected);
    QFETCH(QString, says);
    const auto log =
        logOf(errorLine(logged.toStdString()) + errorLine("llama_model_load_from_file_impl: failed to load model"));
    const Error error = classifyExit(status(1), log, EnginePhase::Starting, "m.gguf");
    QVERIFY2(error.is(expected), describe(error).c_str());
    QVERIFY2(QString::fromStdString(error.message).contains(says), error.message.c_str());
    QVERIFY(QString::fromStdString(error.detail).startsWith(logged));
    QCOMPARE(error.where, std::string("m.gguf"));
}

void TestEngineExit::plainComplaints() {
    const Error flag = classifyExit(status(1), logOf({}, "error: invalid argument: --fly"), EnginePhase::Starting, "m");
    QVERIFY(flag.is(inference::Errc::BadSettings));
    QCOMPARE(flag.detail, std::string("error: invalid argument: --fly"));
    const Error sandbox = classifyExit(status(1), logOf({}, "bwrap: setting up uid map: Permission denied\n"),
                                       EnginePhase::Starting, "m");
    QVERIFY2(sandbox.is(inference::Errc::RuntimeBroken), describe(sandbox).c_str());
}

void TestEngineExit::signalsAndStatus() {
    const EngineLog log;
    const auto message = [&](const platform::ProcessExit& exit, EnginePhase phase) {
        const Error error = classifyExit(exit, log, phase, "m");
        return error.is(inference::Errc::EngineCrashed) ? QString::fromStdString(error.message) : QString();
    };
    QVERIFY(message(signalled(SIGKILL), EnginePhase::Ready).contains("memory ran out"));
    QVERIFY(message(status(128 + SIGKILL), EnginePhase::Ready).contains("memory ran out"));
    QVERIFY(message(signalled(SIGABRT), EnginePhase::Starting).contains("crashed on this model"));
    QVERIFY(message(signalled(SIGSEGV), EnginePhase::Ready).contains("signal 11"));
    QVERIFY(message(status(0), EnginePhase::Ready).contains("stopped unexpectedly"));
}

void TestEngineExit::logInPieces() {
    const std::string out = errorLine("one") + R"({"type":"log","level":"info","msg":"two"})" + "\n\nplain\n" +
                            R"({"type":"fit_memory_breakdown","data":{}})";
    for (std::size_t split = 0; split <= out.size(); ++split) {
        EngineLog log;
        log.feedStdout(out.substr(0, split));
        log.feedStderr("between ");
        log.feedStdout(out.substr(split));
        log.finish();
        QCOMPARE(log.lines().size(), std::size_t{5});
        QCOMPARE(log.lines()[0].text, std::string("one"));
        QVERIFY(log.lines()[0].level == LogLevel::Error && log.lines()[1].level == LogLevel::Info);
        QCOMPARE(log.lines()[2].text, std::string("plain"));
        QCOMPARE(log.firstErrors().size(), std::size_t{1});
    }
}

void TestEngineExit::logIsBounded() {
    EngineLog log;
    log.feedStdout(errorLine("the first"));
    for (int i = 0; i < 5000; ++i) log.feedStdout("line " + std::to_string(i) + '\n');
    log.feedStderr(std::string(1'000'000, 'x') + '\n');
    QVERIFY(log.lines().size() <= 500);
    QVERIFY(log.lines().back().text.size() <= 8192);
    QCOMPARE(log.firstErrors().front().text, std::string("the first"));
}

QTEST_GUILESS_MAIN(TestEngineExit)
#include "tst_engine_exit.moc"
