// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace orrery::bench {

double median(std::vector<double> values);

/// Milliseconds one call takes.
double timeMs(const std::function<void()>& work);

/// Microseconds this thread itself computed in one call: where a call is so short that one task switch would count a
/// thousandfold.
double cpuMicros(const std::function<void()>& work);

/// Robots to measure with: our own, and the real ones where they are at hand. Name and description file.
struct SampleRobot {
    std::string name;
    std::string file;
};
std::vector<SampleRobot> sampleRobots();

} // namespace orrery::bench
