// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "compare_controller.h"

#include "gguf/broken_models.h"
#include "gguf/scripted_model.h"
#include "page_stage.h"

using namespace orrery;

namespace {

const char* const planets =
    "## Why the sky is blue\n\nSunlight holds **all colours**. Air scatters short waves more than "
    "long ones:\n\n- blue, about 450 nm: scattered most\n- red, about 700 nm: passes "
    "through\n\n| Colour | Share |\n| --- | --- |\n| blue | 4.2 |\n| red | 1.0 |\n\n```python\n"
    "def scattering(wavelength):\n    return 1 / wavelength ** 4\n```\n\nSo away from the Sun "
    "we see the scattered light.";

} // namespace

/// The Compare page in all its states.
class ComparePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_bench = std::make_unique<test::PresenterBench>();
        m_compare =
            std::make_unique<CompareController>(m_bench->services(), m_bench->pool, m_bench->store, KeySource());
    }

    void cleanup() {
        if (m_page) QVERIFY2(m_page->warnings().isEmpty(), qPrintable(m_page->warnings().join('\n')));
        m_page.reset();
        m_compare.reset();
        m_bench.reset();
    }

    void empty() {
        show();
        QVERIFY(m_page->picture(QStringLiteral("compare-empty")));
    }

    void chosen() {
        show();
        add("llama-3.2-3b-instruct-Q4_K_M", planets);
        m_compare->duplicate(0);
        m_compare->adjust(1, 0.2, 8192, 4, false);
        QVERIFY(m_page->picture(QStringLiteral("compare-chosen")));
    }

    void finishedBlindAndVoted() {
        needEngine();
        show();
        add("llama-3.2-3b-instruct-Q4_K_M", planets);
        add("gemma-2-2b-it-Q4_K_M", "Because air **scatters** blue light more than red light.");
        m_compare->setBlind(true);
        ask();
        QTRY_VERIFY_WITH_TIMEOUT(m_compare->canVote(), 20000);
        QVERIFY(m_page->picture(QStringLiteral("compare-blind")));
        m_compare->vote(0);
        QTRY_VERIFY(!m_compare->columns()->isHidden());
        QVERIFY(m_page->picture(QStringLiteral("compare-voted")));
        auto* history = m_page->view().rootObject()->findChild<QObject*>(QStringLiteral("pastComparisons"));
        QVERIFY(history);
        QTRY_COMPARE(m_compare->history()->count(), 1);
        QMetaObject::invokeMethod(history, "open");
        QTRY_VERIFY(history->property("opened").toBool());
        QVERIFY(m_page->picture(QStringLiteral("compare-history")));
    }

    void runningWithOneFailed() {
        needEngine();
        show();
        const QString broken = m_bench->file("broken-model.gguf", fixtures::brokenModel(fixtures::Breakage::CutInData));
        m_compare->addFile(QUrl::fromLocalFile(broken));
        m_compare->addFile(QUrl::fromLocalFile(m_bench->file(
            "endless-7b.gguf", fixtures::scriptedModel({{"Round", " and", " round", " it", " goes."}, 0}).bytes())));
        add("waits-for-its-turn", "Later.");
        ask();
        QTRY_VERIFY_WITH_TIMEOUT(m_compare->columns()->textAt(1).size() > 200, 20000);
        QVERIFY(m_page->picture(QStringLiteral("compare-running")));
        m_compare->stop();
        QTRY_VERIFY(!m_compare->running());
    }

private:
    void show() {
        m_page = std::make_unique<test::PageStage>(*m_bench, QStringLiteral("Compare"), m_compare.get());
        QVERIFY(m_page->isShown());
    }

    void needEngine() {
        if (!m_bench->hasEngine()) QSKIP("This computer has no llama-server for tests.");
    }

    void add(const char* name, const char* answer) {
        const QString file = m_bench->file(qPrintable(QString::fromLatin1(name) + ".gguf"),
                                           fixtures::scriptedModel({fixtures::scriptTokens(answer)}).bytes());
        m_compare->addFile(QUrl::fromLocalFile(file));
    }

    void ask() {
        m_compare->setPrompt(QStringLiteral("Why is the sky blue? Explain it to a child, then show the formula."));
        m_compare->ask();
    }

    std::unique_ptr<test::PresenterBench> m_bench;
    std::unique_ptr<CompareController> m_compare;
    std::unique_ptr<test::PageStage> m_page;
};

QTEST_MAIN(ComparePageTest)
#include "tst_compare_page.moc"
