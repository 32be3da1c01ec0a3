// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mujoco_text.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <stdexcept>

namespace orrery::robot {
namespace {

[[noreturn]] void throwError(const char* message) {
    throw std::runtime_error(message);
}

void takeOverErrors() {
    static std::once_flag once;
    std::call_once(once, [] {
        mju_user_error = throwError;
        mju_user_warning = [](const char*) {};
    });
}

/// The text of a file in memory, under the name MuJoCo opens.
class MemoryFile {
public:
    static constexpr const char* name = "model.xml";

    explicit MemoryFile(const std::string& text) : m_files(std::make_unique<mjVFS>()) {
        mj_defaultVFS(m_files.get());
        mj_makeEmptyFileVFS(m_files.get(), name, static_cast<int>(text.size()));
        std::copy(text.begin(), text.end(), static_cast<char*>(m_files->filedata[mj_findFileVFS(m_files.get(), name)]));
    }
    ~MemoryFile() { mj_deleteVFS(m_files.get()); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] const mjVFS* get() const { return m_files.get(); }

private:
    std::unique_ptr<mjVFS> m_files;
};

} // namespace

MjModel compileMujoco(const std::string& text, std::string& error) {
    takeOverErrors();
    std::array<char, 2000> buffer{};
    try {
        const MemoryFile file(text);
        MjModel model(mj_loadXML(MemoryFile::name, file.get(), buffer.data(), buffer.size()));
        error = buffer.data();
        return model;
    } catch (const std::exception& exception) {
        error = exception.what();
        return nullptr;
    }
}

} // namespace orrery::robot
