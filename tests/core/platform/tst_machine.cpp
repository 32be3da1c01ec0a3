// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/platform/atomic_file.h>
#include <orrery/platform/machine.h>
#include <orrery/platform/temporary_directory.h>

#include <string>
#include <string_view>

using namespace orrery;
using namespace orrery::platform;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t mebibyte = 1U << 20U;

std::string x86Processor(int processor, int package, int core) {
    return "processor\t: " + std::to_string(processor) + "\nvendor_id\t: AuthenticAMD\nmodel\t\t: 97\n" +
           "model name\t: AMD Ryzen 9 7900X\nphysical id\t: " + std::to_string(package) +
           "\ncore id\t\t: " + std::to_string(core) + "\npower management:\n\n";
}

} // namespace

class MachineTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder.emplace(TemporaryDirectory::create().value()); }

    void coresOfTwoPackagesWithTwoThreadsEach() {
        std::string text;
        for (int i = 0; i < 8; ++i) text += x86Processor(i, i / 4, i % 2);
        file("proc/cpuinfo", text);
        const MachineFacts facts = read();
        QCOMPARE(facts.cpuModel, std::string("AMD Ryzen 9 7900X"));
        QCOMPARE(facts.logicalCores, 8U);
        QCOMPARE(facts.physicalCores, 4U);
    }

    void coresOfAnArmBoard() {
        file("proc/cpuinfo", "processor\t: 0\nBogoMIPS\t: 108.00\nCPU part\t: 0xd0b\n\n"
                             "processor\t: 1\nBogoMIPS\t: 108.00\nCPU part\t: 0xd0b\n\n"
                             "Revision\t: d04170\nModel\t\t: Raspberry Pi 5 Model B Rev 1.0\n");
        const MachineFacts facts = read();
        QCOMPARE(facts.cpuModel, std::string("Raspberry Pi 5 Model B Rev 1.0"));
        QCOMPARE(facts.logicalCores, 2U);
        QCOMPARE(facts.physicalCores, 2U);
    }

    void memory() {
        memInfo(16384, 12288);
        const MachineFacts facts = read();
        QCOMPARE(facts.memoryTotal, 16384 * mebibyte);
        QCOMPARE(facts.memoryAvailable, 12288 * mebibyte);
    }

    void memoryOfAUnifiedGroupAndThoseAboveIt() {
        memInfo(16384, 12288);
        file("proc/self/cgroup", "0::/user.slice/app.scope\n");
        file("sys/fs/cgroup/user.slice/app.scope/memory.max", "max\n");
        file("sys/fs/cgroup/user.slice/memory.max", megabytes(4096));
        file("sys/fs/cgroup/user.slice/memory.current", megabytes(3072));
        file("sys/fs/cgroup/user.slice/memory.stat",
             "anon 5\nfile 7\ninactive_file " + megabytes(1024) + "active_file 3\n");
        const MachineFacts facts = read();
        QCOMPARE(facts.memoryTotal, 4096 * mebibyte);
        QCOMPARE(facts.memoryAvailable, 2048 * mebibyte);
    }

    void memoryOfALegacyGroup() {
        memInfo(16384, 12288);
        file("proc/self/cgroup", "5:cpu,cpuacct:/\n4:memory:/docker/abc\n0::/\n");
        file("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", megabytes(1024));
        file("sys/fs/cgroup/memory/docker/abc/memory.usage_in_bytes", megabytes(512));
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        const MachineFacts facts = read();
        QCOMPARE(facts.memoryTotal, 1024 * mebibyte);
        QCOMPARE(facts.memoryAvailable, 512 * mebibyte);
    }

    void memoryOfAContainerThatSeesOnlyItsOwnGroup() {
        memInfo(16384, 12288);
        file("proc/self/cgroup", "0::/system.slice/container-1\n");
        file("sys/fs/cgroup/memory.max", megabytes(2048));
        file("sys/fs/cgroup/memory.current", megabytes(2049));
        const MachineFacts facts = read();
        QCOMPARE(facts.memoryTotal, 2048 * mebibyte);
        QCOMPARE(facts.memoryAvailable, std::uint64_t(0));
    }

    void aLimitAboveTheMachineDoesNotCount() {
        memInfo(1024, 512);
        file("proc/self/cgroup", "0::/\n");
        file("sys/fs/cgroup/memory.max", megabytes(4096));
        QCOMPARE(read().memoryTotal, 1024 * mebibyte);
        QCOMPARE(read().memoryAvailable, 512 * mebibyte);
    }

    void amdCardWithItsNameFromThePciDatabase() {
        file("sys/class/drm/card0/device/uevent",
             "DRIVER=amdgpu\nPCI_CLASS=30000\nPCI_ID=1002:73BF\nPCI_SLOT_NAME=0000:03:00.0\n");
        file("sys/class/drm/card0/device/mem_info_vram_total", "17163091968\n");
        file("sys/class/drm/card0-HDMI-A-1/device/uevent",
             "DRIVER=amdgpu\nPCI_ID=1002:73BF\nPCI_SLOT_NAME=0000:09:00.0\n");
        file("sys/class/drm/renderD128/device/uevent", "DRIVER=amdgpu\nPCI_ID=1002:73BF\nPCI_SLOT_NAME=0000:08:00.0\n");
        file("usr/share/misc/pci.ids",
             "# comment\n1001  Another\n\t73bf  Wrong vendor\n"
             "1002  Advanced Micro Devices, Inc. [AMD/ATI]\n\t73af  Navi 21 XTXH\n\t\t73bf 0001  Wrong level\n"
             "\t73bf  Navi 21 [Radeon RX 6800/6800 XT]\n1003  Third\n");
        const std::vector<GpuFacts> expected = {{"Navi 21 [Radeon RX 6800/6800 XT]", "AMD", 17163091968ULL, "amdgpu"}};
        QVERIFY(read().gpus == expected);
    }

    void cardsNobodyKnows() {
        file("sys/class/drm/card0/device/uevent", "DRIVER=i915\nPCI_ID=8086:A780\nPCI_SLOT_NAME=0000:00:02.0\n");
        file("sys/class/drm/card1/device/uevent", "PCI_ID=ABCD:0001\nPCI_SLOT_NAME=0000:07:00.0\n");
        file("sys/class/drm/card2/device/uevent", "DRIVER=vc4-drm\nOF_NAME=gpu\n");
        const std::vector<GpuFacts> expected = {{"Intel graphics [8086:a780]", "Intel", std::nullopt, "i915"},
                                                {"Unknown graphics [abcd:0001]", "", std::nullopt, ""},
                                                {"vc4-drm", "", std::nullopt, "vc4-drm"}};
        QVERIFY(read().gpus == expected);
    }

    void nvidiaCountsOnceWithOrWithoutADrmCard() {
        const std::string text =
            "Model: \t\t NVIDIA GeForce RTX 3090\nIRQ:   \t\t 142\nBus Location: \t 0000:01:00.0\n";
        file("proc/driver/nvidia/gpus/0000:01:00.0/information", text);
        const std::vector<GpuFacts> expected = {{"NVIDIA GeForce RTX 3090", "NVIDIA", std::nullopt, "nvidia"}};
        QVERIFY(read().gpus == expected);
        file("sys/class/drm/card0/device/uevent", "DRIVER=nvidia\nPCI_ID=10DE:2204\nPCI_SLOT_NAME=0000:01:00.0\n");
        QVERIFY(read().gpus == expected);
    }

    void osName() {
        file("usr/lib/os-release", "NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        QCOMPARE(read().osName, std::string("Debian GNU/Linux 12 (bookworm)"));
        file("etc/os-release", "PRETTY_NAME=Fedora\n");
        QCOMPARE(read().osName, std::string("Fedora"));
    }

    void unreadableFilesAreUnknownFacts_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("missing") << QByteArray();
        QTest::newRow("nonsense") << QByteArray("::::\n\n:\nMemTotal: -3 kB\nprocessor : x\n\xff\xff=\n0::\n");
        QTest::newRow("no line end") << QByteArray("MemTotal:");
    }
    void unreadableFilesAreUnknownFacts() {
        QFETCH(const QByteArray, text);
        for (const char* path : {"proc/cpuinfo", "proc/meminfo", "proc/self/cgroup", "etc/os-release",
                                 "sys/class/drm/card0/device/uevent"}) {
            if (!text.isEmpty()) file(path, text.toStdString());
        }
        const MachineFacts facts = read();
        QCOMPARE(facts.logicalCores, 0U);
        QCOMPARE(facts.memoryTotal, std::uint64_t(0));
        QVERIFY(facts.cpuModel.empty());
        QVERIFY(!facts.architecture.empty());
    }

    void thisMachine() {
        const MachineFacts facts = readMachineFacts();
        QVERIFY(facts.logicalCores >= 1);
        QVERIFY(facts.physicalCores >= 1 && facts.physicalCores <= facts.logicalCores);
        QVERIFY(facts.memoryTotal >= 256 * mebibyte);
        QVERIFY(facts.memoryAvailable > 0 && facts.memoryAvailable <= facts.memoryTotal);
        QVERIFY(!facts.kernel.empty());
    }

    void spaceOnTheDisk() {
        const auto space = diskSpace(m_folder->path() / "not/yet/there");
        QVERIFY(space);
        QVERIFY(space->total > 0);
        QVERIFY(space->available > 0 && space->available <= space->total);
        QVERIFY(diskSpace("relative/and/missing"));
    }

private:
    void file(const fs::path& path, std::string_view text) {
        const fs::path full = m_folder->path() / path;
        fs::create_directories(full.parent_path());
        QVERIFY(writeFileAtomically(full, text));
    }
    void memInfo(std::uint64_t totalMebibytes, std::uint64_t availableMebibytes) {
        file("proc/meminfo", "MemTotal:       " + std::to_string(totalMebibytes * 1024) +
                                 " kB\nMemFree:  1 kB\nMemAvailable:  " + std::to_string(availableMebibytes * 1024) +
                                 " kB\n");
    }
    static std::string megabytes(std::uint64_t count) { return std::to_string(count * mebibyte) + "\n"; }
    [[nodiscard]] MachineFacts read() const { return readMachineFacts(m_folder->path()); }

    std::optional<TemporaryDirectory> m_folder;
};

QTEST_APPLESS_MAIN(MachineTest)
#include "tst_machine.moc"
