// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "conversation_bench.h"

#include <thread>

using namespace orrery;
using namespace orrery::conversation;

using Ids = std::vector<Id>;

class ConversationStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsKeptIsReadBack() {
        ConversationBench bench;
        Setup setup;
        setup.system = "Be brief.";
        setup.sampling.temperature = 0.25;
        setup.sampling.topK = 12;
        setup.sampling.seed = 4'000'000'000U;
        setup.form = {inference::AnswerForm::Kind::JsonSchema, R"({"type":"object"})"};
        setup.thinking = false;
        setup.maxTokens = 77;
        const Id conversation = *bench->create(setup, "server/model");
        Turn first = question("Look at this");
        first.attachments = {{Attachment::Kind::Text, "a.txt", "text/plain", "some text"},
                             {Attachment::Kind::Picture, "b.png", "image/png", std::string("\x89PNG\0\x01", 6)}};
        const Id asked = *bench->add(conversation, first);
        Turn second = answer("I see", asked);
        second.reasoning = "hm";
        second.timings.answerTokens = 12;
        second.timings.answerMs = 34.5;
        const Id answered = *bench->add(conversation, second);
        bench.open();
        const auto read = bench->read(conversation);
        QVERIFY(read);
        QVERIFY(read->setup == setup);
        QCOMPARE(read->summary.model, std::string("server/model"));
        QCOMPARE(read->summary.title, std::string("Look at this"));
        QCOMPARE(read->summary.turns, 2U);
        QCOMPARE(read->leaf, answered);
        QCOMPARE(read->turns.size(), std::size_t(2));
        QVERIFY(read->turns[0].attachments == first.attachments);
        QVERIFY(read->turns[0].created > 1'500'000'000);
        const Turn& kept = read->turns[1];
        QCOMPARE(kept.parent, asked);
        QVERIFY(kept.role == inference::Role::Assistant && kept.state == Turn::State::Done);
        QCOMPARE(kept.text + kept.reasoning + kept.model, std::string("I seehmtiny"));
        QCOMPARE(kept.timings.answerTokens, std::uint64_t(12));
        QCOMPARE(kept.timings.answerMs, 34.5);
    }

    void listsPinnedOnesFirstThenTheLastChanged() {
        ConversationBench bench;
        const Id a = begin(*bench, "a").conversation;
        const Id b = begin(*bench, "b").conversation;
        const Id c = begin(*bench, "c").conversation;
        QVERIFY(bench->setPinned(a, true));
        QVERIFY(bench->rename(b, "  A new\nname "));
        QVERIFY(bench->setModel(b, "other"));
        const auto list = bench->list();
        QVERIFY(list);
        QCOMPARE(list->size(), std::size_t(3));
        QCOMPARE((Ids{(*list)[0].id, (*list)[1].id, (*list)[2].id}), (Ids{a, c, b}));
        QVERIFY((*list)[0].pinned && !(*list)[1].pinned);
        QCOMPARE((*list)[2].title, std::string("A new name"));
        QCOMPARE((*list)[2].model, std::string("other"));
    }

    void titlesAreShortLines() {
        ConversationBench bench;
        const std::string umlauts = []() {
            std::string text;
            for (int i = 0; i < 100; ++i) text += "ä";
            return text;
        }();
        for (const std::string& text :
             {std::string("One two three\nfour five six seven eight nine ten eleven twelve thirteen fourteen fifteen"),
              umlauts}) {
            const std::string title = bench->read(begin(*bench, text).conversation)->summary.title;
            QVERIFY2(title.size() < 90 && title.ends_with("…"), title.c_str());
            QVERIFY(!title.starts_with("O") || title.starts_with("One two three four"));
            QCOMPARE(QString::fromStdString(title).toStdString(), title);
        }
        const Begun begun = begin(*bench, "First");
        QVERIFY(bench->add(begun.conversation, question("Second", begun.question)));
        QCOMPARE(bench->read(begun.conversation)->summary.title, std::string("First"));
    }

    void aGrowingAnswerIsReadWhole() {
        ConversationBench bench;
        const Begun begun = begin(*bench);
        const Id open = *bench->add(begun.conversation, answer("It ", begun.question, Turn::State::Open));
        QVERIFY(bench->append(open, "is ", "let me "));
        QVERIFY(bench->append(open, "blue", "think"));
        const Conversation during = *bench->read(begun.conversation);
        QCOMPARE(turnOf(during, open).text, std::string("It is blue"));
        QCOMPARE(turnOf(during, open).reasoning, std::string("let me think"));
        QVERIFY(turnOf(during, open).state == Turn::State::Open);
        Turn done = turnOf(during, open);
        done.text += ".";
        done.state = Turn::State::Done;
        QVERIFY(bench->update(begun.conversation, done));
        QCOMPARE(turnOf(*bench->read(begun.conversation), open).text, std::string("It is blue."));
        QCOMPARE(turnOf(*bench->read(begun.conversation), open).reasoning, std::string("let me think"));
        QVERIFY(bench->append(open, "more", {}).error().is(conversation::Errc::NotThere));
        done.state = Turn::State::Open; // goes on
        QVERIFY(bench->update(begun.conversation, done) && bench->append(open, " Really.", {}));
        QCOMPARE(turnOf(*bench->read(begun.conversation), open).text, std::string("It is blue. Really."));
    }

    void aBranchGoesAndComesBack() {
        ConversationBench bench;
        const Begun begun = begin(*bench);
        const Id c = begun.conversation;
        const Id one = *bench->add(c, answer("one", begun.question));
        const Id again = *bench->add(c, question("more", one));
        const Id two = *bench->add(c, answer("two", begun.question));
        const Conversation before = *bench->read(c);
        QCOMPARE(siblings(before, one), (Ids{one, two}));
        QCOMPARE(newestLeaf(before, one), again);
        QCOMPARE(newestLeaf(before, begun.question), two);
        QCOMPARE(ids(path(before, again)), (Ids{begun.question, one, again}));

        const auto removed = bench->removeTurn(c, two); // is shown: the other version takes its place
        QVERIFY(removed);
        QCOMPARE(bench->read(c)->leaf, again);
        QVERIFY(bench->restore(*removed));
        QCOMPARE(bench->read(c)->leaf, two);
        const auto hidden = bench->removeTurn(c, one); // is not shown
        QCOMPARE(bench->read(c)->leaf, two);
        QCOMPARE(bench->read(c)->turns.size(), std::size_t(2));
        QVERIFY(bench->restore(*hidden));
        QCOMPARE(bench->read(c)->turns.size(), std::size_t(4));
        QCOMPARE(bench->search("more")->size(), std::size_t(1));
        const auto all = bench->removeTurn(c, begun.question);
        QCOMPARE(bench->read(c)->turns.size(), std::size_t(0));
        QCOMPARE(bench->read(c)->leaf, Id(0));
        QVERIFY(bench->restore(*all));
        QCOMPARE(ids(path(*bench->read(c), two)), (Ids{begun.question, two}));
    }

    void aConversationGoesAndComesBack() {
        ConversationBench bench;
        const Begun begun = begin(*bench);
        Turn with = answer("with file", begun.question);
        with.attachments = {{Attachment::Kind::Text, "n", "t", "bytes"}};
        QVERIFY(bench->add(begun.conversation, with));
        QVERIFY(bench->rename(begun.conversation, "Colours"));
        QVERIFY(bench->setDraft(begun.conversation, "half a thought"));
        QVERIFY(bench->setDraftAttachments(begun.conversation, with.attachments));
        const auto removed = bench->removeConversation(begun.conversation);
        QVERIFY(removed);
        QVERIFY(bench->list()->empty());
        QVERIFY(bench->search("colours")->empty() && bench->search("sky")->empty());
        QCOMPARE(bench->draft(begun.conversation)->text, std::string());
        QVERIFY(bench->read(begun.conversation).error().is(conversation::Errc::NotThere));
        QVERIFY(begin(*bench).conversation != begun.conversation);
        QVERIFY(bench->restore(*removed));
        const Conversation back = *bench->read(begun.conversation);
        QCOMPARE(back.summary.title, std::string("Colours"));
        QCOMPARE(back.turns.size(), std::size_t(2));
        QVERIFY(back.turns[1].attachments == with.attachments);
        QVERIFY(*bench->draft(begun.conversation) == (Draft{"half a thought", with.attachments}));
        QCOMPARE(bench->search("colours")->size(), std::size_t(1));
    }

    void whatIsNotThereIsSaid() {
        ConversationBench bench;
        const Begun begun = begin(*bench);
        const Begun other = begin(*bench);
        const auto isMissing = [](const Status& status) {
            return !status && status.error().is(conversation::Errc::NotThere);
        };
        QVERIFY(bench->read(99).error().is(conversation::Errc::NotThere));
        QVERIFY(isMissing(bench->rename(99, "x")));
        QVERIFY(isMissing(bench->setSetup(99, {})));
        QVERIFY(bench->add(99, question("x")).error().is(conversation::Errc::NotThere));
        QVERIFY(bench->add(begun.conversation, question("x", other.question)).error().is(conversation::Errc::NotThere));
        QVERIFY(isMissing(bench->setLeaf(begun.conversation, other.question)));
        QVERIFY(isMissing(bench->append(99, "x", {})));
        QVERIFY(bench->removeTurn(begun.conversation, other.question).error().is(conversation::Errc::NotThere));
        QVERIFY(bench->removeConversation(99).error().is(conversation::Errc::NotThere));
        Turn stranger = question("x");
        stranger.id = other.question;
        QVERIFY(isMissing(bench->update(begun.conversation, stranger)));
        QVERIFY(isMissing(bench->removePreset(99)));
        QCOMPARE(bench->read(begun.conversation)->turns.size(), std::size_t(1));
    }

    void draftsAreKept() {
        ConversationBench bench;
        QCOMPARE(bench->draft(0)->text, std::string());
        QVERIFY(bench->setDraft(0, "not begun"));
        QVERIFY(bench->setDraft(7, "seventh"));
        bench.open();
        QCOMPARE(bench->draft(0)->text, std::string("not begun"));
        QCOMPARE(bench->draft(7)->text, std::string("seventh"));
        QVERIFY(bench->setDraft(0, ""));
        QCOMPARE(bench->draft(0)->text, std::string());
    }

    void draftsKeepTheirAttachments() {
        ConversationBench bench;
        const std::vector<Attachment> files{
            {Attachment::Kind::Text, "a.txt", "text/plain", "some text"},
            {Attachment::Kind::Picture, "b.png", "image/png", std::string("\x89PNG\0\x01", 6)}};
        QVERIFY(bench->setDraftAttachments(0, files));
        QVERIFY(bench->setDraftAttachments(7, {files[1]}));
        QVERIFY(bench->setDraft(0, "look"));
        bench.open();
        QVERIFY(*bench->draft(0) == (Draft{"look", files}));
        QVERIFY(*bench->draft(7) == (Draft{"", {files[1]}}));
        QVERIFY(bench->setDraft(0, ""));
        QVERIFY(bench->draft(0)->attachments == files);
        QVERIFY(bench->setDraftAttachments(0, {}));
        QVERIFY(*bench->draft(0) == Draft{});
    }

    void presetsAreOursAndThePersons() {
        ConversationBench bench;
        const auto ours = bench->presets();
        QVERIFY(ours && ours->size() >= 3);
        for (const Preset& preset : *ours) QVERIFY(preset.id < 0 && !preset.name.empty());
        QVERIFY(!bench->savePreset((*ours)[0]) && !bench->removePreset((*ours)[0].id));
        QVERIFY(!bench->savePreset({0, "  ", {}}));
        const Id zebra = *bench->savePreset({0, "zebra", {}});
        const Id ant = *bench->savePreset({0, "Ant", {}});
        Setup setup;
        setup.system = "Stripes.";
        QCOMPARE(*bench->savePreset({zebra, "Zebra", setup}), zebra);
        bench.open();
        const auto all = bench->presets();
        QCOMPARE(all->size(), ours->size() + 2);
        QCOMPARE((*all)[ours->size()].id, ant);
        QCOMPARE(all->back().name, std::string("Zebra"));
        QVERIFY(all->back().setup == setup);
        QVERIFY(bench->removePreset(ant));
        QCOMPARE(bench->presets()->size(), ours->size() + 1);
    }

    void manyThreadsMayUseIt() {
        ConversationBench bench;
        const Begun begun = begin(*bench);
        std::vector<Id> open;
        for (int i = 0; i < 4; ++i)
            open.push_back(*bench->add(begun.conversation, answer("", begun.question, Turn::State::Open)));
        {
            std::vector<std::jthread> threads;
            for (const Id turn : open) {
                threads.emplace_back([&bench, turn, begun] {
                    for (int i = 0; i < 200; ++i) {
                        (void)bench->append(turn, "x", {});
                        if (i % 50 == 0) (void)bench->read(begun.conversation);
                    }
                });
            }
        }
        const Conversation read = *bench->read(begun.conversation);
        for (const Id turn : open) QCOMPARE(turnOf(read, turn).text.size(), std::size_t(200));
    }
};

QTEST_GUILESS_MAIN(ConversationStoreTest)
#include "tst_conversation_store.moc"
