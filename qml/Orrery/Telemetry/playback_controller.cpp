// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "playback_controller.h"

#include "telemetry_words.h"

#include <orrery/bridge/text.h>

#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

constexpr auto tickInterval = 16ms;
constexpr double slowest = 0.1, fastest = 4;

} // namespace

PlaybackController::PlaybackController(Executor& gui, Executor& pool, QObject* parent)
    : QObject(parent), m_gui(gui), m_pool(pool) {
    m_tick.setInterval(tickInterval);
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &PlaybackController::advance);
}

PlaybackController::~PlaybackController() {
    for (std::stop_source* source : {&m_readA, &m_readB, &m_replay}) source->request_stop();
}

void PlaybackController::attach(const TelemetryRobot& robot) {
    detach();
    m_robot = robot;
    m_runner = std::make_unique<robot::ReplayRunner>(*robot.gate, m_gui);
    m_a.fit(robot.model);
    m_b.fit(robot.model);
    Q_EMIT modeChanged();
    Q_EMIT takesChanged();
}

void PlaybackController::detach() {
    goLive();
    m_runner.reset();
    m_robot = {};
    Q_EMIT modeChanged();
    Q_EMIT takesChanged();
    Q_EMIT ghostChanged();
}

double PlaybackController::duration() const {
    return m_mode == Replay ? m_a.duration() : std::max(m_a.duration(), m_b.duration());
}

QString PlaybackController::positionText() const {
    return telemetry::clockText(m_position);
}

QString PlaybackController::durationText() const {
    return telemetry::clockText(duration());
}

QString PlaybackController::warning() const {
    if (m_robot.model && !m_a.fits())
        return tr("This robot has none of the joints that were recorded: only the curves can be looked at.");
    return m_a.warning().isEmpty() ? m_b.warning() : m_a.warning();
}

void PlaybackController::read(const QString& file, bool& reading, const std::stop_token& stop,
                              std::function<void(const Result<OpenTake>&)> then) {
    reading = true;
    Q_EMIT takesChanged();
    m_pool.post([this, file, &reading, stop, then = std::move(then), &gui = m_gui] {
        gui.post([&reading, this, stop, then, opened = OpenTake::read(file, stop)] {
            if (stop.stop_requested()) return;
            reading = false;
            then(opened);
            Q_EMIT takesChanged();
        });
    });
}

void PlaybackController::open(const QString& file) {
    m_readA.request_stop();
    m_readA = {};
    say({});
    read(file, m_readingA, m_readA.get_token(), [this](const Result<OpenTake>& opened) {
        if (!opened) return say(textFrom(opened.error().message));
        endReplay();
        m_a = *opened;
        m_a.fit(m_robot.model);
        setPosition(0);
        enter(Show);
    });
}

void PlaybackController::openUrl(const QUrl& url) {
    if (url.isLocalFile()) open(url.toLocalFile());
}

void PlaybackController::compareWith(const QString& file) {
    m_readB.request_stop();
    m_readB = {};
    if (file.isEmpty()) {
        m_readingB = false;
        m_b = {};
        setPosition(m_position);
        Q_EMIT takesChanged();
        Q_EMIT ghostChanged();
        return;
    }
    say({});
    read(file, m_readingB, m_readB.get_token(), [this](const Result<OpenTake>& opened) {
        if (!opened) return say(textFrom(opened.error().message));
        m_b = *opened;
        m_b.fit(m_robot.model);
        if (m_mode == Live) enter(Show);
        Q_EMIT ghostChanged();
    });
}

void PlaybackController::close() {
    goLive();
    m_readA.request_stop();
    m_readB.request_stop();
    m_readingA = m_readingB = false;
    m_a = {};
    m_b = {};
    setPosition(0);
    Q_EMIT takesChanged();
    Q_EMIT ghostChanged();
}

void PlaybackController::enter(Mode mode) {
    if (m_mode == mode) return;
    if (m_mode == Replay) endReplay();
    setPlaying(false);
    m_mode = mode;
    if (mode == Show && (!m_robot.positions || !m_robot.positions(m_base))) m_base.clear();
    m_a.forgetSample();
    m_b.forgetSample();
    Q_EMIT modeChanged();
    Q_EMIT takesChanged();
    Q_EMIT ghostChanged();
}

void PlaybackController::show() {
    if (m_a.isThere()) enter(Show);
}

void PlaybackController::replay() {
    if (!m_a.isThere() || !m_runner) return;
    enter(Replay);
    setPosition(std::min(m_position, duration()));
    play();
}

void PlaybackController::goLive() {
    enter(Live);
}

void PlaybackController::togglePlaying() {
    m_playing ? pause() : play();
}

void PlaybackController::play() {
    if (!m_a.isThere() || m_playing) return;
    if (m_mode == Live) enter(Show);
    if (m_position >= duration() - 1e-3) setPosition(0);
    m_advanced = std::chrono::steady_clock::now();
    if (m_mode == Replay) {
        if (m_replayRuns)
            m_runner->setPaused(false);
        else
            startReplay();
    }
    setPlaying(true);
}

void PlaybackController::pause() {
    if (m_mode == Replay && m_replayRuns) m_runner->setPaused(true);
    setPlaying(false);
}

void PlaybackController::startReplay() {
    say({});
    m_replay = {};
    m_replayRuns = true;
    m_tick.start();
    robot::ReplayOptions options;
    options.speed = m_speed;
    options.loop = m_loop;
    options.from = m_position;
    m_runner->start(
        m_a.plotted()->shared(), tr("the replay of %1").arg(name()).toStdString(), options, m_replay.get_token(),
        [this, mine = m_replay.get_token()](const robot::ReplayReport& report) {
            if (mine.stop_requested()) return;
            if (!report.clamped.empty()) say(textFrom(report.clamped.front().sentence));
            if (report.stretch > 1)
                say(tr("Some joints cannot move that fast: the replay is %1 times slower.")
                        .arg(QLocale().toString(report.stretch, 'f', 1)));
        },
        [this, mine = m_replay.get_token()](const Result<robot::ReplayReport>& report) {
            if (!mine.stop_requested()) replayEnded(report);
        });
}

void PlaybackController::replayEnded(const Result<robot::ReplayReport>& report) {
    m_replayRuns = false;
    setPlaying(false);
    if (report) {
        setPosition(duration());
        return;
    }
    say(report.error().is(robot::MotionErrc::Stopped)     ? tr("The replay ended: the robot was stopped.")
        : report.error().is(robot::MotionErrc::Preempted) ? tr("The replay ended: somebody moved the robot by hand.")
                                                          : textFrom(report.error().message));
    enter(Live);
}

void PlaybackController::endReplay() {
    m_replay.request_stop();
    m_replayRuns = false;
    setPlaying(false);
}

void PlaybackController::seek(double time) {
    if (!m_a.isThere() || !std::isfinite(time)) return;
    if (m_mode == Live) enter(Show);
    setPosition(time);
    m_advanced = std::chrono::steady_clock::now();
    if (m_mode == Replay && m_replayRuns) m_runner->seek(m_position);
}

void PlaybackController::advance() {
    if (m_mode == Replay) {
        if (const std::optional<double> time = m_replayRuns ? m_runner->takeTime() : std::nullopt) setPosition(*time);
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    double next = m_position + m_speed * std::chrono::duration<double>(now - m_advanced).count();
    m_advanced = now;
    const double end = duration();
    if (next < end) return setPosition(next);
    if (m_loop && end > 0) next = std::fmod(next, end);
    setPosition(next);
    if (!m_loop) setPlaying(false);
}

void PlaybackController::setPosition(double position) {
    const double inside = std::clamp(position, 0.0, std::max(duration(), 0.0));
    if (m_position == inside) return;
    m_position = inside;
    Q_EMIT positionChanged();
}

void PlaybackController::setPlaying(bool playing) {
    if (playing || m_replayRuns)
        m_tick.start();
    else
        m_tick.stop();
    if (m_playing == playing) return;
    m_playing = playing;
    Q_EMIT playingChanged();
}

void PlaybackController::setLoop(bool loop) {
    if (m_loop == loop) return;
    m_loop = loop;
    if (m_replayRuns) m_runner->setLoop(loop);
    Q_EMIT optionsChanged();
}

void PlaybackController::setSpeed(double speed) {
    if (!std::isfinite(speed) || m_speed == std::clamp(speed, slowest, fastest)) return;
    m_speed = std::clamp(speed, slowest, fastest);
    if (m_replayRuns) m_runner->setSpeed(m_speed);
    Q_EMIT optionsChanged();
}

void PlaybackController::dismiss() {
    say({});
}

void PlaybackController::fileMoved(const QString& from, const QString& to) {
    if (from == m_a.file()) to.isEmpty() ? close() : m_a.setFile(to);
    if (from == m_b.file()) to.isEmpty() ? compareWith({}) : m_b.setFile(to);
    Q_EMIT takesChanged();
}

void PlaybackController::say(const QString& problem) {
    if (m_problem == problem) return;
    m_problem = problem;
    Q_EMIT problemChanged();
}

bool PlaybackController::samplePoses(std::vector<Pose>& poses) {
    return m_mode == Show && m_a.sample(m_position, m_robot.model, m_base, poses);
}

bool PlaybackController::sampleGhost(std::vector<Pose>& poses) {
    return ghostShown() && m_b.sample(m_position, m_robot.model, m_base, poses);
}
