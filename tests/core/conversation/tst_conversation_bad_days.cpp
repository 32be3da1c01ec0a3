// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "bad_days.h"
#include "conversation_bench.h"

#include <orrery/platform/errc.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <thread>

using namespace orrery;
using namespace orrery::conversation;

namespace {

std::string integrity(const std::filesystem::path& file) {
    return test::integrity(file, {"turn_words", "title_words"});
}

void overwrite(const std::filesystem::path& file, std::uintmax_t from) {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    const auto size = std::filesystem::file_size(file);
    for (std::uintmax_t at = from; at < size; at += 4096) {
        stream.seekp(static_cast<std::streamoff>(at));
        stream << std::string(64, '\xFF');
    }
}

std::string typed(std::size_t bytes) {
    std::string text;
    for (int i = 0; text.size() < bytes; ++i) text.append("w").append(std::to_string(i)).append(" ");
    return text.substr(0, bytes);
}

/// What the typist said it had kept.
struct Told {
    std::map<Id, std::size_t> answers; ///< Bytes of each.
    std::map<Id, std::size_t> done;
    std::map<Id, std::size_t> asked;
    std::size_t draft = 0;
    bool anyDraft = false;

    void read(const QByteArray& output) {
        for (const QByteArray& line : output.left(output.lastIndexOf('\n') + 1).split('\n')) {
            const QList<QByteArray> words = line.split(' ');
            if (words.size() != 3) continue;
            const Id turn = words[1].toLongLong();
            const std::size_t bytes = words[2].toULongLong();
            if (words[0] == "piece") answers[turn] = bytes;
            if (words[0] == "done") done[turn] = bytes;
            if (words[0] == "asked") asked[turn] = bytes;
            if (words[0] == "draft") {
                draft = bytes;
                anyDraft = true;
            }
        }
    }
};

std::map<Id, Turn> allTurns(Store& store) {
    std::map<Id, Turn> turns;
    const auto list = store.list();
    for (const Summary& summary : *list) {
        const auto conversation = store.read(summary.id);
        for (const Turn& turn : conversation->turns) turns.emplace(turn.id, turn);
    }
    return turns;
}

} // namespace

class ConversationBadDaysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingKeptIsLostByAKill() {
        ConversationBench bench;
        std::mt19937 random(4711);
        Told told;
        std::size_t cutShort = 0;
        for (int round = 0; round < 25; ++round) {
            bench.close();
            test::DoomedProgram typist(CONVERSATION_TYPIST, {QString::fromStdString(bench.file().string())});
            QVERIFY(typist.speaks());
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000)); // at any instant
            told.read(typist.kill());
            QVERIFY(typist.isGone());
            std::string notice;
            bench.open(&notice);
            QVERIFY2(notice.empty(), notice.c_str());
            const std::map<Id, Turn> turns = allTurns(*bench);
            for (const auto& [id, bytes] : told.answers) {
                QVERIFY(turns.contains(id));
                const Turn& turn = turns.at(id);
                QVERIFY(turn.text.size() >= bytes);
                QCOMPARE(turn.text, typed(turn.text.size()));
                QVERIFY(turn.state == Turn::State::Done || turn.state == Turn::State::Stopped);
                if (turn.state == Turn::State::Stopped) ++cutShort;
            }
            for (const auto& [id, bytes] : told.done) QVERIFY(turns.at(id).state == Turn::State::Done);
            for (const auto& [id, bytes] : told.asked) QCOMPARE(turns.at(id).text.size(), bytes);
            const std::size_t draft = bench->draft(0)->text.size();
            if (told.anyDraft) QVERIFY(draft == told.draft || draft == told.draft % 10 + 1);
            bench.close();
            QCOMPARE(integrity(bench.file()), std::string("ok"));
        }
        QVERIFY(cutShort > 0); // some kills came in the middle of an answer
        QVERIFY(!told.done.empty());
    }

    void aSecondCopyLeavesOpenAnswersAlone() {
        ConversationBench bench;
        const Begun begun = begin(*bench);
        const Id open = *bench->add(begun.conversation, answer("", begun.question, Turn::State::Open));
        QVERIFY(bench->append(open, "one ", {}));
        {
            auto other = Store::open(bench.file());
            QVERIFY(other);
            QVERIFY(turnOf(*other->read(begun.conversation), open).state == Turn::State::Open);
            QVERIFY(bench->append(open, "two ", {}));
            QCOMPARE(turnOf(*other->read(begun.conversation), open).text, std::string("one two "));
            QVERIFY(other->add(begun.conversation, question("meanwhile", begun.question)));
            bench.close(); // without an end
            QVERIFY(turnOf(*other->read(begun.conversation), open).state == Turn::State::Stopped);
        }
        bench.open();
        const Conversation read = *bench->read(begun.conversation);
        QVERIFY(turnOf(read, open).state == Turn::State::Stopped);
        QCOMPARE(turnOf(read, open).text, std::string("one two "));
        QCOMPARE(bench->search("two")->size(), std::size_t(1));
    }

    void aSecondProgramsDeathIsSeen() {
        ConversationBench bench;
        test::DoomedProgram typist(CONVERSATION_TYPIST, {QString::fromStdString(bench.file().string())});
        const auto anyOpen = [&] {
            return std::ranges::any_of(allTurns(*bench),
                                       [](const auto& entry) { return entry.second.state == Turn::State::Open; });
        };
        bool seen = false; // between two answers none is open, and the macro looks twice
        QTRY_VERIFY_WITH_TIMEOUT((seen = seen || anyOpen()), 30'000);
        for (int i = 0; i < 20; ++i) QVERIFY(begin(*bench).question > 0); // both write
        QVERIFY(typist.isRunning());
        (void)typist.kill();
        QVERIFY(typist.isGone());
        QVERIFY(!anyOpen());
    }

    void whatIsRemovedElsewhereIsSaid() {
        ConversationBench bench;
        const Begun begun = begin(*bench);
        const Id open = *bench->add(begun.conversation, answer("", begun.question, Turn::State::Open));
        auto other = Store::open(bench.file());
        QVERIFY(other->removeConversation(begun.conversation));
        const Status appended = bench->append(open, "x", {});
        QVERIFY(!appended && appended.error().is(conversation::Errc::NotThere));
        QVERIFY(!bench->update(begun.conversation, answer("x", begun.question)));
    }

    void aFullDiskLosesNothing() {
        ConversationBench bench;
        const Begun begun = begin(*bench);
        const Id open = *bench->add(begun.conversation, answer("", begun.question, Turn::State::Open));
        const std::string piece(1000, 'p');
        std::size_t kept = 0;
        Status appended;
        {
            const auto log = std::filesystem::file_size(bench.file().string() + "-wal");
            const test::SmallDisk disk(std::max(log, std::filesystem::file_size(bench.file())) + 200'000);
            for (; appended && kept < 10'000; kept += appended ? 1 : 0) appended = bench->append(open, piece, {});
            QVERIFY(!appended);
            QVERIFY2(appended.error().is(platform::Errc::NoSpace), describe(appended.error()).c_str());
            QVERIFY(!bench->add(begun.conversation, question(std::string(1'000'000, 'x'), begun.question)));
            QCOMPARE(turnOf(*bench->read(begun.conversation), open).text.size(), kept * piece.size());
        }
        QVERIFY(kept > 0);
        QVERIFY(bench->append(open, piece, {}));
        bench.open();
        QCOMPARE(turnOf(*bench->read(begun.conversation), open).text.size(), (kept + 1) * piece.size());
        bench.close();
        QCOMPARE(integrity(bench.file()), std::string("ok"));
    }

    void whatIsNoDatabaseIsSetAside_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("not a database, but a letter to somebody\n").repeated(100);
        QTest::newRow("only the beginning") << QByteArray("SQLite format 3\0", 16);
        QTest::newRow("zeros") << QByteArray(100'000, '\0');
    }
    void whatIsNoDatabaseIsSetAside() {
        QFETCH(QByteArray, content);
        ConversationBench bench;
        bench.close();
        std::ofstream(bench.file(), std::ios::binary | std::ios::trunc) << content.toStdString();
        std::string notice;
        bench.open(&notice);
        QVERIFY2(notice.find(".damaged-") != std::string::npos, notice.c_str());
        QCOMPARE(bench.filesAside(), std::size_t(1));
        QVERIFY(begin(*bench).question > 0);
    }

    void aBrokenFileIsSetAside() {
        for (const bool cut : {true, false}) {
            ConversationBench bench;
            for (int i = 0; i < 300; ++i) begin(*bench, std::string(2000, 'x'));
            bench.close();
            const auto size = std::filesystem::file_size(bench.file());
            if (cut)
                std::filesystem::resize_file(bench.file(), size / 2 / 4096 * 4096);
            else
                overwrite(bench.file(), 4096);
            std::string notice;
            bench.open(&notice);
            QVERIFY(!notice.empty());
            QVERIFY(bench->list()->empty());
        }
    }

    void damageFoundLaterIsSetAsideAtTheNextStart() {
        ConversationBench bench;
        const Begun begun = begin(*bench);
        for (int i = 0; i < 300; ++i)
            QVERIFY(bench->add(begun.conversation, question(std::string(2000, 'x'), begun.question)));
        bench.close();
        overwrite(bench.file(), std::filesystem::file_size(bench.file()) * 3 / 4 / 4096 * 4096);
        std::string notice;
        bench.open(&notice);
        if (notice.empty()) {
            QVERIFY(bench->read(begun.conversation).error().is(sqlite::Errc::Damaged));
            bench.open(&notice);
        }
        QVERIFY(!notice.empty());
        QCOMPARE(bench.filesAside(), std::size_t(1));
        notice.clear();
        bench.open(&notice);
        QVERIFY(notice.empty());
    }

    void aNewerFileIsLeftAlone() {
        ConversationBench bench;
        bench.close();
        QVERIFY(sqlite::Database::open(bench.file(), sqlite::Database::Mode::Write)->run("PRAGMA user_version=999"));
        const auto opened = Store::open(bench.file());
        QVERIFY(!opened && opened.error().is(sqlite::Errc::TooNew));
        QCOMPARE(bench.filesAside(), std::size_t(0));
    }

    void nobodyElseMayReadIt() {
        const ConversationBench bench;
        const auto access = std::filesystem::status(bench.file()).permissions();
        QVERIFY((access & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
                std::filesystem::perms::none);
    }

    void aFolderThatCannotBeUsedIsSaid() {
        const auto opened = Store::open("/proc/nowhere/conversations.sqlite");
        QVERIFY(!opened && !opened.error().message.empty());
    }
};

QTEST_GUILESS_MAIN(ConversationBadDaysTest)
#include "tst_conversation_bad_days.moc"
