// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stop_listener.h"

#include "stop_desk.h"

#include <QGuiApplication>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <xcb/xcb.h>
#include <xcb/xcb_keysyms.h>
#include <xcb/xinput.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <thread>

namespace {

constexpr xcb_keysym_t fullStop = 0x2e;
constexpr xcb_keysym_t leftControl = 0xffe3;
constexpr xcb_keysym_t rightControl = 0xffe4;
constexpr int deepestTree = 32;

struct Freer {
    void operator()(void* data) const { std::free(data); } // NOLINT: what xcb gives is malloc's
    void operator()(xcb_connection_t* connection) const { xcb_disconnect(connection); }
    void operator()(xcb_key_symbols_t* symbols) const { xcb_key_symbols_free(symbols); }
};

template <typename T>
using Owned = std::unique_ptr<T, Freer>;

/// The display, as far as it is needed here. One thread.
class InputDisplay {
public:
    InputDisplay() : m_connection(xcb_connect(nullptr, nullptr)) {
        if (xcb_connection_has_error(m_connection.get()) != 0) return;
        m_root = xcb_setup_roots_iterator(xcb_get_setup(m_connection.get())).data->root;
        m_symbols.reset(xcb_key_symbols_alloc(m_connection.get()));
        const Owned<xcb_input_xi_query_version_reply_t> version(xcb_input_xi_query_version_reply(
            m_connection.get(), xcb_input_xi_query_version(m_connection.get(), 2, 2), nullptr));
        if (!version || version->major_version < 2 || !m_symbols) return;
        m_opcode = xcb_get_extension_data(m_connection.get(), &xcb_input_id)->major_opcode;
        select();
    }

    bool usable() const { return m_opcode != 0 && xcb_connection_has_error(m_connection.get()) == 0; }
    int descriptor() const { return xcb_get_file_descriptor(m_connection.get()); }
    Owned<xcb_generic_event_t> next() { return Owned<xcb_generic_event_t>(xcb_poll_for_event(m_connection.get())); }

    /// Whether the event is somebody's wish to stop what the desk's window shows.
    bool asksForStop(const xcb_generic_event_t& event, const StopDesk& desk) {
        if ((event.response_type & 0x7f) != XCB_GE_GENERIC) return false;
        const auto& generic = reinterpret_cast<const xcb_ge_generic_event_t&>(event);
        const auto window = static_cast<xcb_window_t>(desk.window());
        if (generic.extension != m_opcode || window == 0) return false;
        const auto& raw = reinterpret_cast<const xcb_input_raw_button_press_event_t&>(event);
        if (generic.event_type == XCB_INPUT_RAW_BUTTON_PRESS) return raw.detail == 1 && pointerHits(window, desk);
        if (generic.event_type == XCB_INPUT_RAW_KEY_PRESS) return isStopKey(raw.detail, true) && hasFocus(window);
        if (generic.event_type == XCB_INPUT_RAW_KEY_RELEASE) isStopKey(raw.detail, false);
        return false;
    }

private:
    void select() {
        struct {
            xcb_input_event_mask_t head{XCB_INPUT_DEVICE_ALL_MASTER, 1};
            std::uint32_t mask = XCB_INPUT_XI_EVENT_MASK_RAW_BUTTON_PRESS | XCB_INPUT_XI_EVENT_MASK_RAW_KEY_PRESS |
                                 XCB_INPUT_XI_EVENT_MASK_RAW_KEY_RELEASE;
        } wanted;
        xcb_input_xi_select_events(m_connection.get(), m_root, 1, &wanted.head);
        xcb_flush(m_connection.get());
    }

    Owned<xcb_query_pointer_reply_t> pointerIn(xcb_window_t window) const {
        return Owned<xcb_query_pointer_reply_t>(
            xcb_query_pointer_reply(m_connection.get(), xcb_query_pointer(m_connection.get(), window), nullptr));
    }

    /// The pointer is in a zone, and nobody else's window lies between.
    bool pointerHits(xcb_window_t window, const StopDesk& desk) const {
        const auto inWindow = pointerIn(window);
        if (!inWindow || !desk.hits(QPointF(inWindow->win_x, inWindow->win_y))) return false;
        xcb_window_t under = m_root;
        for (int depth = 0; depth < deepestTree && under != XCB_NONE; ++depth) {
            if (under == window) return true;
            const auto below = pointerIn(under);
            under = below ? below->child : static_cast<xcb_window_t>(XCB_NONE);
        }
        return false;
    }

    /// Keeps in mind whether Control is down: by the time it could be asked, a quick hand has let go.
    bool isStopKey(std::uint32_t code, bool down) {
        const xcb_keysym_t key = xcb_key_symbols_get_keysym(m_symbols.get(), static_cast<xcb_keycode_t>(code), 0);
        if (key == leftControl || key == rightControl) m_control = down;
        return down && m_control && key == fullStop;
    }

    bool hasFocus(xcb_window_t window) const {
        const Owned<xcb_get_input_focus_reply_t> focus(
            xcb_get_input_focus_reply(m_connection.get(), xcb_get_input_focus(m_connection.get()), nullptr));
        xcb_window_t at = focus ? focus->focus : static_cast<xcb_window_t>(XCB_NONE);
        for (int depth = 0; depth < deepestTree && at > XCB_INPUT_FOCUS_POINTER_ROOT; ++depth) {
            if (at == window) return true;
            const Owned<xcb_query_tree_reply_t> tree(
                xcb_query_tree_reply(m_connection.get(), xcb_query_tree(m_connection.get(), at), nullptr));
            at = tree ? tree->parent : static_cast<xcb_window_t>(XCB_NONE);
        }
        return false;
    }

    Owned<xcb_connection_t> m_connection;
    Owned<xcb_key_symbols_t> m_symbols;
    xcb_window_t m_root = XCB_NONE;
    std::uint8_t m_opcode = 0;
    bool m_control = false;
};

class X11StopListener final : public StopListener {
public:
    X11StopListener(StopDesk& desk, std::unique_ptr<InputDisplay> display)
        : m_desk(desk),
          m_display(std::move(display)),
          m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          m_thread([this](const std::stop_token& stop) { run(stop); }) {}

    ~X11StopListener() override {
        m_thread.request_stop();
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = write(m_wake, &one, sizeof one);
        m_thread.join();
        close(m_wake);
    }

private:
    void run(const std::stop_token& stop) {
        while (!stop.stop_requested() && m_display->usable()) {
            while (const auto event = m_display->next()) {
                if (m_display->asksForStop(*event, m_desk)) m_desk.press();
            }
            std::array<pollfd, 2> waited{{{m_display->descriptor(), POLLIN, 0}, {m_wake, POLLIN, 0}}};
            poll(waited.data(), waited.size(), -1);
        }
    }

    StopDesk& m_desk;
    std::unique_ptr<InputDisplay> m_display;
    int m_wake;
    std::jthread m_thread;
};

} // namespace

std::unique_ptr<StopListener> StopListener::create(StopDesk& desk) {
    if (QGuiApplication::platformName() != QLatin1String("xcb")) return nullptr;
    auto display = std::make_unique<InputDisplay>();
    if (!display->usable()) return nullptr;
    return std::make_unique<X11StopListener>(desk, std::move(display));
}
