// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/cache/layout.h>
#include <orrery/platform/temporary_directory.h>

#include <QtGlobal>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

/// An empty Hub cache and one repository in it.
struct CacheFixture {
    orrery::platform::TemporaryDirectory folder = [] {
        auto made = orrery::platform::TemporaryDirectory::create("orrery-cache");
        if (!made) qFatal("no folder for the test");
        return std::move(*made);
    }();
    orrery::cache::RepoPaths paths{folder.path() / "hub", {orrery::hub::RepoKind::Model, "acme/Foo-7B-GGUF"}};
    std::string commit = std::string(39, '0') + "a";
    std::string etag = std::string(63, '0') + "b";

    [[nodiscard]] std::filesystem::path outside() const { return folder.path() / "outside"; }

    static void write(const std::filesystem::path& file, const std::string& text) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
    }
    static std::string read(const std::filesystem::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
};
