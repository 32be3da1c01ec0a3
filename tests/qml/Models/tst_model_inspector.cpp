// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/ghost_model.h"
#include "gguf/random_model.h"
#include "model_inspector.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/inference/errors.h>
#include <orrery/inference/speed_probe.h>

#include <fstream>

using namespace orrery;

/// What a model is and takes, on files of every kind and with the real engine where there is one.
class ModelInspectorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_hosts = [this](const auto& done) {
            m_gui.post([done] {
                done(fail(inference::Errc::NoRuntime, "There is no engine on this computer. Install one."));
            });
        };
        make();
    }

    void cleanup() { m_inspector.reset(); }

    void factsAndAVerdictWithoutAnEngine() {
        m_inspector->inspect(ghost(fixtures::ghost8B()));
        QVERIFY(m_inspector->loading());
        QTRY_VERIFY(m_inspector->known());
        QVERIFY(m_inspector->problem().isEmpty());
        QVERIFY(m_inspector->runs());
        QCOMPARE(fact("Architecture"), QStringLiteral("llama"));
        QVERIFY(!fact("Parameters").isEmpty());
        QVERIFY(m_inspector->tensorTypes().size() >= 3);
        double sum = 0;
        for (const QVariant& type : m_inspector->tensorTypes())
            sum += type.toMap().value(QStringLiteral("share")).toDouble();
        QVERIFY(std::abs(sum - 1) < 1e-6);
        QTRY_VERIFY(m_inspector->memory()->known());
        QTRY_VERIFY(!m_inspector->memory()->asking());
        QVERIFY(!m_inspector->byEngine());
        QVERIFY(m_inspector->memory()->problem().contains(QStringLiteral("no engine")));
        QVERIFY(!m_inspector->memory()->bars().empty());
        QVERIFY(m_inspector->forecastText().isEmpty());
    }

    void theVerdictFollowsTheContext() {
        m_inspector->inspect(ghost(fixtures::ghost8B()));
        QTRY_VERIFY(m_inspector->memory()->known());
        const auto before = m_inspector->memory()->report()->need.context;
        m_inspector->setContextTokens(2 * m_inspector->contextTokens());
        const auto after = m_inspector->memory()->report()->need.context;
        QVERIFY(after > before * 19 / 10 && after < before * 21 / 10);
        QCOMPARE(m_inspector->settings().contextTokens, 8192U);
        m_inspector->setContextTokens(1 << 30);
        QCOMPARE(m_inspector->contextTokens(), m_inspector->memory()->trainedContext());
    }

    void theEngineReplacesTheRuleOfThumb() {
        if (!useEngine()) QSKIP(m_bench.whyNoHost().c_str());
        m_inspector->inspect(ghost(fixtures::ghost1B()));
        QTRY_VERIFY_WITH_TIMEOUT(m_inspector->byEngine() && !m_inspector->memory()->asking(), 30000);
        QVERIFY(m_inspector->memory()->problem().isEmpty());
        QCOMPARE(m_inspector->memory()->sourceText(), QStringLiteral("Worked out by the engine"));
        const auto told = m_inspector->memory()->report()->need;
        QVERIFY(told.weights > 500'000'000);
        m_inspector->setContextTokens(8192);
        QVERIFY(m_inspector->byEngine());
        QVERIFY(m_inspector->memory()->report()->need.context > told.context * 3 / 2);
        QTRY_VERIFY_WITH_TIMEOUT(m_inspector->memory()->asking(), 5000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_inspector->memory()->asking(), 30000);
        QCOMPARE(m_inspector->memory()->report()->contextTokens, 8192U);
    }

    void theEngineSaysWhatItCannotRun() {
        if (!useEngine()) QSKIP(m_bench.whyNoHost().c_str());
        m_inspector->inspect(put("odd.gguf", fixtures::brokenModel(fixtures::Breakage::UnknownArchitecture)));
        QTRY_VERIFY_WITH_TIMEOUT(m_inspector->memory()->refused(), 30000);
        QVERIFY(!m_inspector->memory()->known());
        QVERIFY(!m_inspector->memory()->problem().isEmpty());
        QVERIFY(!m_inspector->memory()->canMeasure());
    }

    void speedIsMeasuredOnEmptyWeights() {
        if (!useEngine()) QSKIP(m_bench.whyNoHost().c_str());
        m_inspector->inspect(put("small.gguf", fixtures::randomModel().bytes()));
        QTRY_VERIFY_WITH_TIMEOUT(m_inspector->byEngine(), 30000);
        m_inspector->memory()->measure();
        QVERIFY(m_inspector->memory()->measuring());
        QTRY_VERIFY_WITH_TIMEOUT(!m_inspector->memory()->measuring(), 90000);
        QCOMPARE(m_inspector->memory()->measureProblem(), QString());
        QVERIFY(m_inspector->forecastText().contains(QStringLiteral("tokens/s")));
    }

    void aMeasurementCanBeCancelled() {
        if (!useEngine()) QSKIP(m_bench.whyNoHost().c_str());
        m_inspector->inspect(ghost(fixtures::ghost1B()));
        QTRY_VERIFY_WITH_TIMEOUT(m_inspector->byEngine(), 30000);
        m_inspector->memory()->measure();
        m_inspector->memory()->cancelMeasure();
        QVERIFY(!m_inspector->memory()->measuring());
        QVERIFY(m_inspector->memory()->canMeasure());
        QVERIFY(m_inspector->forecastText().isEmpty());
    }

    void hostileFilesAreTold_data() {
        QTest::addColumn<int>("breakage");
        for (int i = 0; i < static_cast<int>(fixtures::Breakage::UnknownArchitecture); ++i)
            QTest::addRow("breakage %d", i) << i;
    }
    void hostileFilesAreTold() {
        QFETCH(const int, breakage);
        m_inspector->inspect(put("bad.gguf", fixtures::brokenModel(static_cast<fixtures::Breakage>(breakage))));
        QTRY_VERIFY(!m_inspector->loading());
        QVERIFY(!m_inspector->problem().isEmpty() || m_inspector->known());
        if (!m_inspector->known()) QVERIFY(!m_inspector->memory()->known());
    }

    void strangersTextsStayPlain() {
        auto writer = fixtures::randomModel();
        writer.removeEntry("general.name");
        writer.add("general.name", std::string("<b>x</b>\x1b[31m\n\u202egnp.exe") + std::string(5000, 'y'));
        writer.add("tokenizer.chat_template", std::string(400'000, 't') + '\x07');
        m_inspector->inspect(put("odd.gguf", writer.bytes()));
        QTRY_VERIFY(m_inspector->known());
        QVERIFY(m_inspector->title().size() < 300);
        for (const QChar c : m_inspector->title())
            QVERIFY(c.category() != QChar::Other_Control && c.category() != QChar::Other_Format);
        QVERIFY(m_inspector->title().startsWith(QStringLiteral("<b>x</b>")));
        QVERIFY(m_inspector->chatTemplate().size() < 110'000);
    }

    void safetensorsShowFactsAlone() {
        const std::string json =
            R"({"a":{"dtype":"F16","shape":[4,8],"data_offsets":[0,64]},"b":{"dtype":"F32","shape":[8],"data_offsets":[64,96]}})";
        std::string bytes(8, '\0');
        bytes[0] = static_cast<char>(json.size());
        m_inspector->inspect(put("model.safetensors", bytes + json + std::string(96, '\0')));
        QTRY_VERIFY(!m_inspector->loading());
        QCOMPARE(m_inspector->problem(), QString());
        QVERIFY(m_inspector->known());
        QVERIFY(!m_inspector->runs());
        QCOMPARE(fact("Parameters"), QStringLiteral("40"));
        QVERIFY(!m_inspector->memory()->known());
    }

    void aLateAnswerForAnotherModelIsDropped() {
        const QUrl first = ghost(fixtures::ghost8B(), "first.gguf");
        const QUrl second = ghost(fixtures::ghost1B(), "second.gguf");
        m_inspector->inspect(first);
        m_inspector->inspect(second);
        QTRY_VERIFY(m_inspector->known());
        const QString parameters = fact("Parameters");
        m_inspector->inspect(first);
        QTRY_VERIFY(m_inspector->known());
        QVERIFY(fact("Parameters") != parameters);
        m_inspector->inspect({});
        QVERIFY(!m_inspector->known());
        QVERIFY(!m_inspector->loading());
        m_inspector->inspect(second);
        m_inspector.reset();
        std::atomic_bool through = false;
        m_workers.post([&] { m_gui.post([&] { through = true; }); });
        QTRY_VERIFY(through);
    }

private:
    void make() {
        inference::EngineServices engine{m_processes, m_bench.http(), m_workers, m_gui};
        m_inspector = std::make_unique<ModelInspector>(
            ModelServices{engine, [this](const auto& done) { m_hosts(done); }, m_workers, m_gui, nullptr, nullptr});
    }
    bool useEngine() {
        if (!m_bench.host()) return false;
        m_hosts = [this](const auto& done) { m_gui.post([this, done] { done(*m_bench.host()); }); };
        return true;
    }
    QUrl put(const char* name, const std::string& bytes, std::uint64_t size = 0) {
        const std::string path = m_folder->filePath(QString::fromLatin1(name)).toStdString();
        std::ofstream(path, std::ios::binary) << bytes;
        if (size > 0) std::filesystem::resize_file(path, size);
        return QUrl::fromLocalFile(QString::fromStdString(path));
    }
    QUrl ghost(const fixtures::GhostShape& shape, const char* name = "ghost.gguf") {
        const auto writer = fixtures::ghostModel(shape);
        return put(name, writer.header(), writer.fileSize());
    }
    QString fact(const char* name) const {
        for (const QVariant& fact : m_inspector->facts())
            if (fact.toMap().value(QStringLiteral("name")) == QString::fromLatin1(name))
                return fact.toMap().value(QStringLiteral("value")).toString();
        return {};
    }

    GuiExecutor m_gui;
    test::EngineBench m_bench;
    platform::EventThread m_processes;
    WorkerPool m_workers{1};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::function<void(const std::function<void(Result<inference::EngineHost>)>&)> m_hosts;
    std::unique_ptr<ModelInspector> m_inspector;
};

QTEST_GUILESS_MAIN(ModelInspectorTest)
#include "tst_model_inspector.moc"
