// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "compression.h"
#include "crc32.h"
#include "mcap_wire.h"
#include "take_files.h"

#include <orrery/platform/errc.h>
#include <orrery/platform/temporary_directory.h>
#include <orrery/robot/record/record_error.h>

#include <sys/resource.h>

#include <csignal>
#include <random>

using namespace orrery;
using namespace orrery::robot;

Q_DECLARE_METATYPE(orrery::robot::mcap::Compression)

namespace {

constexpr int sampleCount = 45;

/// Where each record of a file's data begins, and where the last ends.
std::vector<std::size_t> recordBoundaries(const std::string& bytes) {
    std::vector<std::size_t> boundaries;
    std::size_t at = mcap::kMagic.size();
    while (at + mcap::kHeadSize <= bytes.size() - mcap::kMagic.size()) {
        boundaries.push_back(at);
        mcap::Parser head(std::string_view(bytes).substr(at, mcap::kHeadSize));
        head.u8();
        at += mcap::kHeadSize + head.u64();
    }
    return boundaries;
}

/// How many messages the whole chunks before `cut` hold.
std::size_t messagesBefore(const mcap::Contents& contents, std::size_t cut) {
    std::size_t count = 0;
    int left = sampleCount;
    for (const mcap::ChunkPlace& chunk : contents.chunks) {
        const int held = std::min(left, 10);
        left -= held;
        if (chunk.offset + chunk.length <= cut) count += static_cast<std::size_t>(held);
    }
    return count;
}

} // namespace

class McapTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        auto folder = platform::TemporaryDirectory::create();
        QVERIFY(folder);
        m_folder.emplace(*std::move(folder));
    }

    void checksum() {
        QCOMPARE(mcap::crc32("123456789"), 0xCBF43926U);
        QCOMPARE(mcap::crc32("56789", mcap::crc32("1234")), 0xCBF43926U);
    }

    void compressions() {
        QTest::addColumn<mcap::Compression>("compression");
        QTest::newRow("plain") << mcap::Compression::None;
        QTest::newRow("best") << mcap::bestCompression();
    }

    void roundTrip_data() { compressions(); }
    void roundTrip() {
        QFETCH(mcap::Compression, compression);
        const auto path = write(compression);
        auto reader = mcap::Reader::open(path);
        QVERIFY(reader);
        const mcap::Contents& contents = reader->contents();
        QCOMPARE(contents.profile, std::string("test"));
        QCOMPARE(contents.library, std::string("orrery"));
        QCOMPARE(contents.messageCount, std::uint64_t{sampleCount});
        QCOMPARE(contents.messageCounts.at(2), std::uint64_t{15});
        QCOMPARE(contents.chunks.size(), std::size_t{5});
        QCOMPARE(contents.channels.at(1).metadata.at("unit"), std::string("rad"));
        QCOMPARE(contents.schemas.at(1).data, std::string(R"({"type":"object"})"));
        QCOMPARE(contents.metadata.at(0).values.at("key"), std::string("value"));
        QCOMPARE(contents.begin, timeOf(0));
        QCOMPARE(contents.end, timeOf(sampleCount - 1));
        QVERIFY(!contents.cutAt);
        const auto messages = messagesOf(*reader);
        QCOMPARE(messages.size(), std::size_t{sampleCount});
        for (int i = 0; i < sampleCount; ++i) {
            const ReadMessage& message = messages[static_cast<std::size_t>(i)];
            QCOMPARE(message.time, timeOf(i));
            QCOMPARE(message.topic, std::string(i % 3 == 0 ? "/b" : "/a"));
            QCOMPARE(message.data, "{\"value\":" + std::to_string(i) + "}");
        }
        QCOMPARE(messages[3].sequence, 1U);
    }

    void aNarrowQueryReadsOnlyItsTimes() {
        auto reader = mcap::Reader::open(write(mcap::bestCompression()));
        const auto messages = messagesOf(*reader, {timeOf(8), timeOf(23)});
        QCOMPARE(messages.size(), std::size_t{16});
        QCOMPARE(messages.front().time, timeOf(8));
        QCOMPARE(messages.back().time, timeOf(23));
        QVERIFY(messagesOf(*reader, {timeOf(1000), timeOf(2000)}).empty());
    }

    void cutAtEveryRecord_data() { compressions(); }
    void cutAtEveryRecord() {
        QFETCH(mcap::Compression, compression);
        const std::string bytes = *platform::readFile(write(compression));
        const auto whole = mcap::Reader::fromBytes(bytes, "whole");
        for (const std::size_t cut : recordBoundaries(bytes)) checkCut(bytes, whole->contents(), cut);
    }

    void cutAnywhere_data() { compressions(); }
    void cutAnywhere() {
        QFETCH(mcap::Compression, compression);
        const std::string bytes = *platform::readFile(write(compression));
        const auto whole = mcap::Reader::fromBytes(bytes, "whole");
        for (std::size_t cut = mcap::kMagic.size(); cut < bytes.size(); ++cut) {
            checkCut(bytes, whole->contents(), cut);
            if (QTest::currentTestFailed()) return;
        }
    }

    void aChangedByteNeverChangesAMessageUnseen() {
        const std::string bytes = *platform::readFile(write(mcap::Compression::None));
        auto whole = mcap::Reader::fromBytes(bytes, "whole");
        const auto expected = messagesOf(*whole);
        std::mt19937 random(7);
        int damaged = 0;
        for (int i = 0; i < 2000; ++i) {
            std::string changed = bytes;
            const auto& chunks = whole->contents().chunks;
            const auto& chunk = chunks[random() % chunks.size()];
            // behind the chunk's head: its records alone carry the checksum
            changed[chunk.offset + 49 + random() % (chunk.length - 49)] ^= static_cast<char>(1U << random() % 8U);
            auto reader = mcap::Reader::fromBytes(changed, "changed");
            QVERIFY(reader);
            const auto messages = messagesOf(*reader);
            QVERIFY(messages.size() < expected.size());
            for (const ReadMessage& message : messages) QVERIFY(std::ranges::find(expected, message) != expected.end());
            ++damaged;
        }
        QCOMPARE(damaged, 2000);
    }

    void anUntrustworthyIndexIsNotTrusted() {
        std::string bytes = *platform::readFile(write(mcap::bestCompression()));
        bytes[bytes.size() - 60] ^= 1;
        auto reader = mcap::Reader::fromBytes(bytes, "changed");
        QVERIFY(reader);
        QCOMPARE(messagesOf(*reader).size(), std::size_t{sampleCount});
        QVERIFY(!reader->contents().cutAt);
    }

    void otherFilesAreRefused() {
        QVERIFY(mcap::Reader::fromBytes("", "empty").error().is(RecordErrc::NotARecording));
        QVERIFY(mcap::Reader::fromBytes("PK\3\4 something else", "zip").error().is(RecordErrc::NotARecording));
        QVERIFY(mcap::Reader::open(m_folder->path() / "absent.mcap").error().is(platform::Errc::NotFound));
        QVERIFY(mcap::Reader::open(m_folder->path()).error().is(platform::Errc::WrongKind));
    }

    void aClaimedSizeCostsNothing() {
        mcap::Bytes chunk;
        chunk.u64(0);
        chunk.u64(0);
        chunk.u64(mcap::kMaxChunkSize + 1);
        chunk.u32(0);
        chunk.text("zstd");
        chunk.text("");
        chunk.u32(0);
        mcap::Bytes file;
        file.raw(mcap::kMagic);
        file.record(mcap::Op::Chunk, chunk.view());
        QVERIFY(mcap::Reader::fromBytes(std::string(file.view()), "bomb").error().is(RecordErrc::TooLarge));
    }

    void anExistingFileIsLeftAlone() {
        const auto path = write(mcap::bestCompression());
        const auto size = std::filesystem::file_size(path);
        const auto again = mcap::Writer::create(path);
        QVERIFY(!again);
        QVERIFY(again.error().message.find("exists already") != std::string::npos);
        QCOMPARE(std::filesystem::file_size(path), size);
    }

    void aFullDiskIsSaidAndWhatWasWrittenIsKept() {
        const auto before = std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
        const rlimit small{100'000, old.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto path = m_folder->path() / "full.mcap";
        std::optional<Error> failure;
        int written = 0;
        {
            auto writer = mcap::Writer::create(
                path, {.profile = "", .library = "test", .compression = mcap::Compression::None, .chunkSize = 8192});
            const auto channel = writer->addChannel(0, "/a", "json");
            while (!failure && written < 100'000) {
                const Status status = writer->write(*channel, timeOf(written), "{\"value\":12345}");
                if (!status) failure = status.error();
                ++written;
            }
            QVERIFY(!writer->finish());
        }
        setrlimit(RLIMIT_FSIZE, &old);
        std::signal(SIGXFSZ, before);
        QVERIFY(failure && failure->is(platform::Errc::NoSpace));
        QVERIFY(failure->message.find("disk is full") != std::string::npos);
        auto reader = mcap::Reader::open(path);
        QVERIFY(reader);
        QCOMPARE(reader->contents().cutAt, std::optional(std::uint64_t{std::filesystem::file_size(path)}));
        const auto messages = messagesOf(*reader);
        QVERIFY(messages.size() > 1000 && static_cast<int>(messages.size()) < written);
    }

    void unpackingIsChecked() {
        QCOMPARE(*mcap::decompress("", "abc", 3), std::string("abc"));
        QVERIFY(mcap::decompress("", "abc", 4).error().is(RecordErrc::Damaged));
        QVERIFY(mcap::decompress("brotli", "abc", 3).error().is(RecordErrc::UnknownCompression));
        const std::string text(1'000'000, 'x');
        const std::string packed = mcap::compressZstd(text);
        if (packed.empty()) QSKIP("this build has no zstd");
        QVERIFY(packed.size() < 1000);
        QCOMPARE(*mcap::decompress("zstd", packed, text.size()), text);
        for (const std::uint64_t wrong : {std::uint64_t{0}, std::uint64_t{999'999}, std::uint64_t{1'000'001}}) {
            const auto result = mcap::decompress("zstd", packed, wrong);
            QVERIFY(!result || result->size() == wrong);
        }
        QVERIFY(
            mcap::decompress("zstd", packed.substr(0, packed.size() / 2), text.size()).error().is(RecordErrc::Damaged));
    }

private:
    std::filesystem::path write(mcap::Compression compression) {
        const auto path = m_folder->path() / "sample.mcap";
        std::filesystem::remove(path);
        if (!writeSample(path, sampleCount, compression)) qFatal("no sample");
        return path;
    }

    static void checkCut(const std::string& bytes, const mcap::Contents& whole, std::size_t cut) {
        auto reader = mcap::Reader::fromBytes(bytes.substr(0, cut), "cut");
        QVERIFY(reader);
        const auto messages = messagesOf(*reader);
        QCOMPARE(messages.size(), messagesBefore(whole, cut));
        QCOMPARE(reader->contents().messageCount, std::uint64_t{messages.size()});
        for (std::size_t i = 0; i < messages.size(); ++i) QCOMPARE(messages[i].time, timeOf(static_cast<int>(i)));
    }

    std::optional<platform::TemporaryDirectory> m_folder;
};

QTEST_GUILESS_MAIN(McapTest)
#include "tst_mcap.moc"
