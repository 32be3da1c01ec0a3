// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

/// Tries what a hostile engine would try, and prints one line for each attempt: its name and "done" or why not.
///
///     connect:ADDRESS:PORT  abstract:NAME  read:PATH  write:PATH  create:PATH  namespace  allocate:BYTES
///
/// Linked statically, so that it runs whatever /usr holds.
namespace {

int connectTo(const std::string& address, int port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    ::inet_pton(AF_INET, address.c_str(), &to.sin_addr);
    return fd < 0 ? -1 : ::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

int connectToAbstract(const std::string& name) {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    std::memcpy(to.sun_path + 1, name.data(), name.size()); // a leading NUL makes it abstract
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    return fd < 0 ? -1 : ::connect(fd, reinterpret_cast<const sockaddr*>(&to), size);
}

int readFrom(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    char byte = 0;
    return fd < 0 ? -1 : static_cast<int>(::read(fd, &byte, 1)) - 1;
}

int openFor(const std::string& path, int flags) {
    return ::open(path.c_str(), flags | O_CLOEXEC, 0600) < 0 ? -1 : 0;
}

int allocate(std::size_t bytes) {
    void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? -1 : 0;
}

int attempt(std::string_view what, const std::string& argument) {
    const auto colon = argument.find(':');
    if (what == "connect") return connectTo(argument.substr(0, colon), std::atoi(argument.substr(colon + 1).c_str()));
    if (what == "abstract") return connectToAbstract(argument);
    if (what == "read") return readFrom(argument);
    if (what == "write") return openFor(argument, O_WRONLY);
    if (what == "create") return openFor(argument, O_WRONLY | O_CREAT);
    if (what == "namespace") return ::unshare(CLONE_NEWUSER);
    if (what == "allocate") return allocate(std::strtoull(argument.c_str(), nullptr, 10));
    errno = EINVAL;
    return -1;
}

} // namespace

int main(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string text = argv[i];
        const auto colon = text.find(':');
        const std::string argument = colon == std::string::npos ? std::string() : text.substr(colon + 1);
        errno = 0;
        const bool done = attempt(std::string_view(text).substr(0, colon), argument) == 0;
        std::printf("%s %s\n", text.c_str(), done ? "done" : std::strerror(errno));
    }
}
