// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "library_job.h"

#include <orrery/bridge/text.h>

using namespace orrery;

QString LibraryJob::detail() const {
    return m_total == 0 ? QString() : tr("%1 of %2").arg(sizeText(m_done), sizeText(m_total));
}

double LibraryJob::progress() const {
    return m_total == 0 ? -1 : static_cast<double>(m_done) / static_cast<double>(m_total);
}

std::stop_token LibraryJob::begin(const QString& title) {
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_active = true;
    m_title = title;
    m_done = m_total = 0;
    Q_EMIT changed();
    return m_stop.get_token();
}

void LibraryJob::setProgress(std::uint64_t done, std::uint64_t total) {
    m_done = done;
    m_total = total;
    Q_EMIT changed();
}

void LibraryJob::end() {
    m_active = false;
    Q_EMIT changed();
}

void LibraryJob::cancel() {
    m_stop.request_stop();
}
