// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "setup_model.h"

#include <orrery/bridge/gui_executor.h>

#include <cmath>
#include <limits>
#include <memory>

using namespace orrery;

namespace {

/// A model with a store of its own.
struct Desk {
    QTemporaryDir folder;
    GuiExecutor gui;
    ConversationKeeper keeper{(folder.path() + QStringLiteral("/chats.db")).toStdString(), gui};
    SetupModel model{keeper};
    QAbstractItemModelTester tester{&model};
};

} // namespace

/// How a conversation is held.
class SetupModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<Desk>(); }
    void cleanup() { m_desk.reset(); }

    void everySettingExplainsItself() {
        QVERIFY(model().rowCount() >= 9);
        for (int row = 0; row < model().rowCount(); ++row) {
            QVERIFY(!at(row, SetupModel::NameRole).toString().isEmpty());
            QVERIFY(at(row, SetupModel::HelpRole).toString().size() > 15);
            QVERIFY(!at(row, SetupModel::SetRole).toBool());
            const double usual = at(row, SetupModel::ValueRole).toDouble();
            QVERIFY(usual >= at(row, SetupModel::FromRole).toDouble() &&
                    usual <= at(row, SetupModel::ToRole).toDouble());
            QVERIFY(at(row, SetupModel::StepRole).toDouble() > 0);
        }
    }

    void everySettingKeepsItsBounds() {
        for (int row = 0; row < model().rowCount(); ++row) {
            const QString key = at(row, SetupModel::KeyRole).toString();
            const double from = at(row, SetupModel::FromRole).toDouble();
            const double to = at(row, SetupModel::ToRole).toDouble();
            for (const auto& [asked, kept] : {std::pair(-1e12, from),
                                              {1e12, to},
                                              {from, from},
                                              {to, to},
                                              {std::numeric_limits<double>::infinity(), to}}) {
                model().setValue(key, asked);
                QVERIFY2(at(row, SetupModel::SetRole).toBool(), qPrintable(key));
                QCOMPARE(at(row, SetupModel::ValueRole).toDouble(), kept);
            }
            model().setValue(key, std::nan(""));
            QCOMPARE(at(row, SetupModel::ValueRole).toDouble(), to);
            model().unset(key);
            QVERIFY(!at(row, SetupModel::SetRole).toBool());
        }
        QVERIFY(model().setup() == conversation::Setup());
        model().setValue(QStringLiteral("no such setting"), 1);
        model().unset(QStringLiteral("no such setting"));
        QVERIFY(model().setup() == conversation::Setup());
    }

    void whatIsSetIsSent() {
        const QSignalSpy edited(&model(), &SetupModel::edited);
        model().setValue(QStringLiteral("temperature"), 0.3);
        model().setValue(QStringLiteral("topK"), 12);
        model().setValue(QStringLiteral("maxTokens"), 256);
        model().setSystem(QStringLiteral("Be brief."));
        model().setThinking(false);
        QCOMPARE(edited.count(), 5);
        model().setThinking(false);
        model().setSystem(QStringLiteral("Be brief."));
        QCOMPARE(edited.count(), 5);
        const conversation::Setup& setup = model().setup();
        QCOMPARE(setup.sampling.temperature, std::optional<double>(0.3));
        QCOMPARE(setup.sampling.topK, std::optional<int>(12));
        QVERIFY(!setup.sampling.topP);
        QCOMPARE(setup.maxTokens, std::optional<std::uint32_t>(256));
        QCOMPARE(setup.system, std::string("Be brief."));
        QVERIFY(!setup.thinking);
    }

    void schemasAreChecked_data() {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("says"); // empty: it can be used
        QTest::newRow("good") << R"({"type": "object"})"
                              << "";
        QTest::newRow("empty") << ""
                               << "schema first";
        QTest::newRow("blank") << " \n "
                               << "schema first";
        QTest::newRow("half") << R"({"type": )"
                              << "at character 9";
        QTest::newRow("words") << "an object, please"
                               << "no JSON yet";
        QTest::newRow("list") << "[1, 2]"
                              << "in braces";
        const QString deep =
            QStringLiteral("{\"properties\":").repeated(100) + QStringLiteral("{}") + QStringLiteral("}").repeated(100);
        QTest::newRow("too deep") << deep << "nested too deeply";
        QTest::newRow("line end in a string") << QStringLiteral("{\"type\": \"obj\nect\"}") << "schema";
    }
    void schemasAreChecked() {
        QFETCH(const QString, schema);
        QFETCH(const QString, says);
        model().setFormKind(SetupModel::JsonSchema);
        model().setFormText(schema);
        const QString problem = model().formProblem();
        QCOMPARE(problem.isEmpty(), says.isEmpty());
        QVERIFY2(problem.contains(says), qPrintable(problem));
    }

    void grammarsMustBeThere() {
        model().setFormKind(SetupModel::Grammar);
        QVERIFY(!model().formProblem().isEmpty());
        model().setFormText(QStringLiteral("  \n"));
        QVERIFY(!model().formProblem().isEmpty());
        model().setFormText(QStringLiteral("root ::= \"yes\" | \"no\""));
        QVERIFY(model().formProblem().isEmpty());
        QCOMPARE(model().setup().form.text, std::string("root ::= \"yes\" | \"no\""));
        model().setFormKind(SetupModel::Json); // a grammar is no schema
        QVERIFY(model().formText().isEmpty() && model().formProblem().isEmpty());
        model().setFormKind(99);
        QCOMPARE(model().formKind(), int(SetupModel::Json));
        model().setFormKind(SetupModel::Free);
        QVERIFY(model().setup() == conversation::Setup());
    }

    void presetsAreUsed() {
        readPresets();
        QVERIFY(model().presets().size() >= 3);
        QCOMPARE(model().preset(), -1);
        model().usePreset(1);
        QCOMPARE(model().preset(), 1);
        QVERIFY(!model().presetIsOwn());
        QVERIFY(!model().system().isEmpty());
        model().setValue(QStringLiteral("seed"), 7);
        QCOMPARE(model().preset(), -1);
        model().usePreset(int(model().presets().size()));
        model().usePreset(-1);
        QCOMPARE(model().setup().sampling.seed, std::optional<std::uint32_t>(7));
    }

    void ownPresetsAreKeptReplacedAndRemoved() {
        readPresets();
        const auto ours = model().presets().size();
        model().setSystem(QStringLiteral("Answer in verse."));
        model().savePreset(QStringLiteral("  "));
        model().savePreset(QStringLiteral(" Poet "));
        QTRY_COMPARE(model().presets().size(), ours + 1);
        const int poet = int(model().presets().indexOf(QStringLiteral("Poet")));
        QCOMPARE(model().preset(), poet);
        QVERIFY(model().presetIsOwn());
        model().setValue(QStringLiteral("temperature"), 1.5);
        model().savePreset(QStringLiteral("Poet"));
        QTRY_COMPARE(model().preset(), poet);
        QCOMPARE(model().presets().size(), ours + 1); // in the place of the other
        model().removePreset(poet);
        QTRY_COMPARE(model().presets().size(), ours);
        QCOMPARE(model().setup().sampling.temperature, std::optional<double>(1.5)); // only the name is gone
        model().removePreset(0);
        readPresets();
        QCOMPARE(model().presets().size(), ours); // those that came with the program stay
    }

    void onesOwnThatIsLikeAnotherCanBeRemoved() {
        readPresets();
        const auto ours = model().presets().size();
        model().usePreset(0);
        model().savePreset(QStringLiteral("Mine"));
        QTRY_COMPARE(model().presets().size(), ours + 1);
        const int mine = int(model().presets().indexOf(QStringLiteral("Mine")));
        QCOMPARE(model().preset(), mine);
        QVERIFY(model().presetIsOwn());
        model().usePreset(0);
        QCOMPARE(model().preset(), 0);
        model().usePreset(mine);
        QCOMPARE(model().preset(), mine);
    }

private:
    [[nodiscard]] SetupModel& model() const { return m_desk->model; }
    [[nodiscard]] QVariant at(int row, int role) const { return model().index(row).data(role); }
    void readPresets() {
        const QSignalSpy read(&model(), &SetupModel::presetsChanged);
        model().readPresets();
        QTRY_VERIFY(read.count() > 0);
    }

    std::unique_ptr<Desk> m_desk;
};

QTEST_GUILESS_MAIN(SetupModelTest)
#include "tst_setup_model.moc"
