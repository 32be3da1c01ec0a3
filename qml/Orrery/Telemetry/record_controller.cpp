// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record_controller.h"

#include "telemetry_words.h"

#include <orrery/bridge/text.h>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

constexpr auto lookInterval = 200ms;

} // namespace

RecordController::RecordController(Executor& gui, Executor& pool, TakeList& takes, QObject* parent)
    : QObject(parent), m_gui(gui), m_pool(pool), m_takes(takes) {
    m_look.setInterval(lookInterval);
    connect(&m_look, &QTimer::timeout, this, &RecordController::look);
}

RecordController::~RecordController() {
    m_attached.request_stop();
    m_gone.request_stop();
}

void RecordController::attach(const TelemetryRobot& robot) {
    detach();
    m_attached = {};
    robot::RecorderOptions options;
    options.robotName = robot.name.toStdString();
    options.robotFile = robot.file.toStdString();
    m_robotName = robot.name;
    m_recorder = std::make_unique<robot::Recorder>(*robot.gate, m_gui, options);
    m_look.start();
    Q_EMIT changed();
}

void RecordController::detach() {
    m_attached.request_stop();
    m_look.stop();
    if (m_recorder) finishInBackground();
    m_status = {};
    m_starting = m_keeping = m_recording = false;
    Q_EMIT changed();
    Q_EMIT ticked();
}

void RecordController::finishInBackground() {
    m_recorder->letGo();
    m_pool.post([this, recorder = std::shared_ptr<robot::Recorder>(std::move(m_recorder)), gone = m_gone.get_token(),
                 &gui = m_gui]() mutable {
        recorder.reset();
        gui.post([this, gone] {
            if (gone.stop_requested()) return;
            if (m_recording || m_starting)
                m_takes.refresh();
            else
                m_takes.setBeingWritten({});
        });
    });
}

QString RecordController::elapsedText() const {
    if (!m_recording) return {};
    return telemetry::clockText(std::chrono::duration<double>(std::chrono::steady_clock::now() - m_began).count());
}

QString RecordController::sizeText() const {
    return m_recording ? orrery::sizeText(m_status.take.bytes) : QString();
}

QString RecordController::ringText() const {
    return telemetry::lengthText(m_status.ringSeconds);
}

void RecordController::newFile(std::function<void(const std::filesystem::path&)> then) {
    m_pool.post([this, folder = m_takes.path(), name = m_robotName, then = std::move(then),
                 gone = m_attached.get_token(), &gui = m_gui] {
        gui.post([this, gone, then, file = takes::newFile(folder, name, QDateTime::currentDateTime())] {
            if (gone.stop_requested()) return;
            if (file) return then(*file);
            m_starting = m_keeping = false;
            m_problem = textFrom(file.error().message);
            Q_EMIT changed();
        });
    });
}

void RecordController::start() {
    if (!m_recorder || m_recording || m_starting) return;
    m_starting = true;
    m_problem.clear();
    m_saved.clear();
    Q_EMIT changed();
    newFile([this](const std::filesystem::path& file) {
        m_takes.setBeingWritten(file);
        m_recorder->startTake(file, 0, [this, gone = m_attached.get_token()](const Status& begun) {
            if (gone.stop_requested()) return;
            m_starting = false;
            if (!begun) return ended(textFrom(begun.error().message));
            m_recording = true;
            m_began = std::chrono::steady_clock::now();
            look();
            Q_EMIT changed();
        });
    });
}

void RecordController::stop() {
    if (!m_recorder || !m_recording) return;
    m_recorder->stopTake([this, gone = m_attached.get_token()](const Result<robot::TakeSummary>& summary) {
        if (gone.stop_requested()) return;
        if (summary) m_saved = QString::fromStdString(summary->file.string());
        ended(summary ? QString() : textFrom(summary.error().message));
    });
}

void RecordController::ended(const QString& problem) {
    m_recording = false;
    m_problem = problem;
    m_takes.setBeingWritten({});
    Q_EMIT changed();
    Q_EMIT ticked();
}

void RecordController::keepRing() {
    if (!m_recorder || m_keeping) return;
    m_keeping = true;
    m_problem.clear();
    m_saved.clear();
    Q_EMIT changed();
    newFile([this](const std::filesystem::path& file) {
        m_recorder->saveRing(file, [this, gone = m_attached.get_token()](const Result<robot::TakeSummary>& summary) {
            if (gone.stop_requested()) return;
            m_keeping = false;
            if (summary) m_saved = QString::fromStdString(summary->file.string());
            m_problem = summary ? QString() : textFrom(summary.error().message);
            m_takes.refresh();
            Q_EMIT changed();
        });
    });
}

void RecordController::dismiss() {
    m_problem.clear();
    m_saved.clear();
    Q_EMIT changed();
}

void RecordController::look() {
    m_status = m_recorder->status();
    if (m_recording && !m_status.recording && m_status.failure)
        ended(tr("The take ended early; what was recorded until then is kept. %1")
                  .arg(textFrom(m_status.failure->message)));
    Q_EMIT ticked();
}
