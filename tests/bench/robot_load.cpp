// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <orrery/robot/description/load_description.h>
#include <orrery/robot/mesh/mesh_cache.h>

#include <assimp/Importer.hpp>
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <set>
#include <thread>
#include <unistd.h>

using namespace orrery;
using namespace orrery::robot;

namespace {

constexpr int rounds = 5;

std::vector<std::string> meshFiles(const Description& description) {
    std::set<std::string> files;
    for (const Link& link : description.links) {
        for (const Visual& visual : link.visuals) {
            const auto* mesh = std::get_if<MeshRef>(&visual.geometry);
            if (mesh && !mesh->file.empty()) files.insert(mesh->file);
        }
    }
    return {files.begin(), files.end()};
}

/// The files shared out among two threads, as the program does.
void onTwoThreads(const std::vector<std::string>& files, const std::function<void(const std::string&)>& work) {
    std::atomic<std::size_t> next = 0;
    const auto run = [&] {
        for (std::size_t i = next++; i < files.size(); i = next++) work(files[i]);
    };
    std::jthread other(run);
    run();
}

void parseWithAssimp(const std::string& file) {
    Assimp::Importer importer;
    importer.ReadFile(file, aiProcess_Triangulate);
}

} // namespace

/// From files to triangles ready for the GPU, without (cold) and with (warm) the mesh cache, against assimp only
/// parsing the same files.
int main() {
    const std::filesystem::path cache =
        std::filesystem::temp_directory_path() / fmt::format("orrery-bench-{}", getpid());
    fmt::print("{:12} {:>9} {:>10} {:>9} {:>9} {:>8} {:>11} {:>11}\n", "robot", "files", "assimp ms", "cold ms",
               "warm ms", "urdf ms", "cold/assimp", "warm/assimp");
    for (const bench::SampleRobot& sample : bench::sampleRobots()) {
        std::vector<double> urdf, floor, cold, warm;
        std::vector<std::string> files;
        for (int round = 0; round < rounds; ++round) {
            urdf.push_back(bench::timeMs([&] { files = meshFiles(loadDescription(sample.file)->description); }));
            floor.push_back(bench::timeMs([&] { onTwoThreads(files, parseWithAssimp); }));
            std::filesystem::remove_all(cache);
            const auto load = [&](const std::string& file) { (void)loadMesh(file, cache.string()); };
            cold.push_back(bench::timeMs([&] { onTwoThreads(files, load); }));
            warm.push_back(bench::timeMs([&] { onTwoThreads(files, load); }));
        }
        const double reference = bench::median(floor);
        fmt::print("{:12} {:9} {:10.1f} {:9.1f} {:9.1f} {:8.2f} {:11.2f} {:11.2f}\n", sample.name, files.size(),
                   reference, bench::median(cold), bench::median(warm), bench::median(urdf),
                   bench::median(cold) / reference, bench::median(warm) / reference);
    }
    std::filesystem::remove_all(cache);
}
