// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPoint>

#include <xcb/xcb.h>
#include <xcb/xtest.h>

#include <cstdint>

/// Presses buttons and keys of the display as a person would: over a connection of its own, from any one thread.
class Hand {
public:
    Hand()
        : m_connection(xcb_connect(nullptr, nullptr)),
          m_root(xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data->root) {}
    ~Hand() { xcb_disconnect(m_connection); }
    Hand(const Hand&) = delete;
    Hand& operator=(const Hand&) = delete;

    void click(QPoint at) {
        move(at);
        send(XCB_BUTTON_PRESS, 1);
        send(XCB_BUTTON_RELEASE, 1);
    }

    void move(QPoint to) {
        xcb_test_fake_input(m_connection, XCB_MOTION_NOTIFY, 0, XCB_CURRENT_TIME, m_root,
                            static_cast<std::int16_t>(to.x()), static_cast<std::int16_t>(to.y()), 0);
        xcb_flush(m_connection);
    }

    void key(std::uint8_t code, bool down) { send(down ? XCB_KEY_PRESS : XCB_KEY_RELEASE, code); }

private:
    void send(std::uint8_t type, std::uint8_t detail) {
        xcb_test_fake_input(m_connection, type, detail, XCB_CURRENT_TIME, XCB_NONE, 0, 0, 0);
        xcb_flush(m_connection);
    }

    xcb_connection_t* m_connection;
    xcb_window_t m_root;
};
