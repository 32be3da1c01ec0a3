// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "loopback_listener.h"

#include <orrery/platform/posix_error.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>

namespace orrery::inference {

Result<LoopbackListener> LoopbackListener::open() {
    platform::FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (!socket.isOpen() || ::bind(socket.get(), generic, length) != 0 || ::listen(socket.get(), 8) != 0 ||
        ::getsockname(socket.get(), generic, &length) != 0)
        return fail(platform::errcFromErrno(errno), "No port of this computer could be opened to try the sandbox with.",
                    platform::errnoText(errno));
    return LoopbackListener(std::move(socket), ntohs(address.sin_port));
}

int LoopbackListener::drain() const {
    int count = 0;
    for (;;) {
        const platform::FileDescriptor connection(::accept4(m_socket.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!connection.isOpen()) return count;
        ++count;
    }
}

} // namespace orrery::inference
