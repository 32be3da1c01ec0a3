// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "peer_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>

namespace orrery::serve {

namespace {

using NameOf = int (*)(int, sockaddr*, socklen_t*);

std::optional<std::uint16_t> portOf(int fd, NameOf nameOf) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (nameOf(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0 || address.sin_family != AF_INET)
        return std::nullopt;
    return ntohs(address.sin_port);
}

/// This program's ends of the connections to that port.
template <class Take>
void forEachCaller(std::uint16_t ours, Take take) {
    std::error_code error;
    for (std::filesystem::directory_iterator it("/proc/self/fd", error), end; !error && it != end;
         it.increment(error)) {
        const int fd = std::atoi(it->path().filename().c_str());
        const auto theirs = portOf(fd, ::getpeername);
        if (theirs && portOf(fd, ::getsockname) == ours) take(fd, *theirs);
    }
}

} // namespace

PeerSocket::PeerSocket(std::uint16_t theirs, std::uint16_t ours) {
    forEachCaller(ours, [&](int fd, std::uint16_t port) {
        if (port == theirs) m_fd = fd;
    });
}

void disconnectAll(std::uint16_t ours) {
    forEachCaller(ours, [](int fd, std::uint16_t /*port*/) { ::shutdown(fd, SHUT_RDWR); });
}

bool PeerSocket::hasGone() const {
    if (m_fd < 0) return false;
    pollfd watched{m_fd, POLLRDHUP, 0};
    return ::poll(&watched, 1, 0) > 0 && (watched.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) != 0;
}

} // namespace orrery::serve
