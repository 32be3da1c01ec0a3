// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>

namespace orrery::bench {

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double timeMs(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double cpuMicros(const std::function<void()>& work) {
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return 1e6 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_nsec);
    };
    const double start = now();
    work();
    return now() - start;
}

std::vector<SampleRobot> sampleRobots() {
    std::vector<SampleRobot> robots{
        {"lyra", ORRERY_SOURCE_DIR "/resources/robots/lyra/lyra.urdf"},
        {"meridian", ORRERY_SOURCE_DIR "/resources/robots/meridian/meridian.urdf"},
        {"so101", ORRERY_SHARED_DATA "/robots/so101/so101_new_calib.urdf"},
        {"panda", ORRERY_SHARED_DATA "/robots/panda/moveit_resources_panda_description/urdf/panda.urdf"},
        {"reachy_mini", ORRERY_SHARED_DATA "/robots/reachy_mini/robot.urdf"},
    };
    std::erase_if(robots, [](const SampleRobot& robot) { return !std::filesystem::exists(robot.file); });
    return robots;
}

} // namespace orrery::bench
