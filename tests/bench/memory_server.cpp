// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "memory_server.h"

#include <fmt/format.h>

#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace orrery::bench {

namespace {

struct Content {
    const std::map<std::string, std::string>& texts;
    const std::map<std::string, int>& files;
};

bool sendAll(int connection, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool sendPart(int connection, int file, off_t begin, off_t end) {
    while (begin < end) {
        if (::sendfile(connection, file, &begin, static_cast<std::size_t>(end - begin)) <= 0) return false;
    }
    return true;
}

bool sendFile(int connection, const std::string& request, int file) {
    struct stat info {};
    ::fstat(file, &info);
    unsigned long long first = 0;
    auto last = static_cast<unsigned long long>(info.st_size) - 1;
    const auto range = request.find("\r\nRange: bytes=");
    if (range == std::string::npos) {
        return sendAll(connection, fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", info.st_size)) &&
               sendPart(connection, file, 0, info.st_size);
    }
    (void)std::sscanf(request.c_str() + range, "\r\nRange: bytes=%llu-%llu", &first, &last);
    const std::string head =
        fmt::format("HTTP/1.1 206 Partial Content\r\nContent-Length: {}\r\nContent-Range: bytes {}-{}/{}\r\n\r\n",
                    last - first + 1, first, last, info.st_size);
    return sendAll(connection, head) &&
           sendPart(connection, file, static_cast<off_t>(first), static_cast<off_t>(last) + 1);
}

bool answer(int connection, const std::string& request, const Content& content) {
    const auto begin = request.find(' ') + 1;
    const std::string path = request.substr(begin, request.find_first_of(" ?", begin) - begin);
    if (const auto file = content.files.find(path); file != content.files.end())
        return sendFile(connection, request, file->second);
    const auto text = content.texts.find(path);
    const bool known = text != content.texts.end();
    const std::string body = known ? text->second : std::string();
    return sendAll(connection, fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\n\r\n{}",
                                           known ? "200 OK" : "404 Not Found", body.size(), body));
}

void serve(int connection, const Content& content) {
    std::string unread;
    char buffer[16384];
    for (;;) {
        const auto end = unread.find("\r\n\r\n");
        if (end != std::string::npos) {
            if (!answer(connection, unread.substr(0, end + 2), content)) break;
            unread.erase(0, end + 4);
            continue;
        }
        const ssize_t count = ::recv(connection, buffer, sizeof buffer, 0);
        if (count <= 0) break;
        unread.append(buffer, static_cast<std::size_t>(count));
    }
    ::close(connection);
}

[[noreturn]] void serveForever(int listener, const Content& content) {
    for (;;) {
        const int connection = ::accept(listener, nullptr, nullptr);
        if (connection < 0) ::_exit(1);
        std::thread([connection, &content] { serve(connection, content); }).detach();
    }
}

[[noreturn]] void giveUp(const char* what) {
    std::perror(what);
    std::exit(1);
}

} // namespace

MemoryServer::MemoryServer(const std::map<std::string, std::string>& texts, const std::map<std::string, int>& files) {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener, plain, size) != 0 || ::listen(listener, 64) != 0) giveUp("listen");
    ::getsockname(listener, plain, &size);
    m_port = ntohs(address.sin_port);
    m_child = ::fork();
    if (m_child == 0) serveForever(listener, {texts, files});
    ::close(listener);
}

MemoryServer::~MemoryServer() {
    ::kill(m_child, SIGKILL);
    ::waitpid(m_child, nullptr, 0);
}

std::string MemoryServer::url(std::string_view path) const {
    return fmt::format("http://127.0.0.1:{}{}", m_port, path);
}

int memoryFile(std::uint64_t size, std::uint64_t seed) {
    const int file = ::memfd_create("orrery-bench", MFD_CLOEXEC);
    if (file < 0) giveUp("memfd_create");
    std::vector<std::uint64_t> words(1U << 17);
    std::uint64_t state = seed * 0x9e3779b97f4a7c15ULL + 1;
    for (std::uint64_t written = 0; written < size;) {
        for (auto& word : words) {
            state ^= state << 13U;
            state ^= state >> 7U;
            state ^= state << 17U;
            word = state;
        }
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(size - written, words.size() * 8));
        const ssize_t put = ::write(file, words.data(), count);
        if (put <= 0) giveUp("write");
        written += static_cast<std::uint64_t>(put);
    }
    return file;
}

} // namespace orrery::bench
