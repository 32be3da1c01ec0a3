// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "formats.h"

#include "text.h"

#include <array>
#include <fstream>
#include <string>
#include <utility>

namespace orrery::library {
namespace {

/// Pickle-capable ones are all that Python's loaders may unpickle.
constexpr std::array<std::pair<std::string_view, Format>, 17> endings{{
    {"gguf", Format::Gguf},
    {"safetensors", Format::Safetensors},
    {"onnx", Format::Onnx},
    {"urdf", Format::Urdf},
    {"mjcf", Format::Mjcf},
    {"parquet", Format::Parquet},
    {"bin", Format::Pickle},
    {"pt", Format::Pickle},
    {"pth", Format::Pickle},
    {"ckpt", Format::Pickle},
    {"pkl", Format::Pickle},
    {"pickle", Format::Pickle},
    {"joblib", Format::Pickle},
    {"dat", Format::Pickle},
    {"data", Format::Pickle},
    {"npy", Format::Pickle},
    {"npz", Format::Pickle},
}};

} // namespace

Format formatOf(std::string_view name) {
    const std::string ending = endingOf(name);
    for (const auto& [text, format] : endings)
        if (ending == text) return format;
    return Format::Other;
}

bool isMjcf(const std::filesystem::path& file) {
    std::string beginning(4096, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    beginning.resize(static_cast<std::size_t>(stream.gcount()));
    const std::size_t element = beginning.find("<mujoco");
    return element != std::string::npos && beginning.find("<mujocoinclude") != element;
}

bool isWeights(Format format) {
    return format == Format::Gguf || format == Format::Safetensors || format == Format::Pickle ||
           format == Format::Onnx;
}

bool isRobot(Format format) {
    return format == Format::Urdf || format == Format::Mjcf;
}

} // namespace orrery::library
