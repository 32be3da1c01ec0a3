// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "render_look.h"

#include <orrery/base/units.h>
#include <orrery/platform/atomic_file.h>

#include <QString>
#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

using namespace orrery;

namespace {

constexpr double ordinaryHeight = 720; // of a stage on a screen, in pixels

} // namespace

bool addOverlays(const std::string& names, StageLook& look) {
    for (const QString& name : QString::fromStdString(names).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (name == QLatin1String("frames"))
            look.frames = true;
        else if (name == QLatin1String("axes"))
            look.jointAxes = true;
        else if (name == QLatin1String("masses"))
            look.massCentres = true;
        else if (name == QLatin1String("inertia"))
            look.inertiaBoxes = true;
        else if (name == QLatin1String("collisions"))
            look.collisions = StageLook::Collisions::Over;
        else
            return false;
    }
    return true;
}

bool setSection(const std::string& text, StageLook& look) {
    const std::string axis = text.substr(0, text.find('='));
    if (axis.size() != 1 || axis[0] < 'x' || axis[0] > 'z') return false;
    look.section = static_cast<StageLook::Axis>(1 + axis[0] - 'x');
    if (axis.size() == text.size()) return true;
    bool good = false;
    const double share = QString::fromStdString(text.substr(2)).toDouble(&good);
    look.sectionShare = share;
    return good && share >= 0 && share <= 1;
}

bool addBeside(const std::vector<std::string>& texts, StageLook& look) {
    for (const std::string& text : texts) {
        const auto at = text.rfind('@');
        StageLook::Beside robot{text.substr(0, at), std::nullopt, {}};
        if (robot.file.empty()) return false;
        if (at != std::string::npos) {
            const QStringList numbers = QString::fromStdString(text.substr(at + 1)).split(QLatin1Char(','));
            if (numbers.size() < 2 || numbers.size() > 3) return false;
            std::array<double, 3> values{};
            for (qsizetype i = 0; i < numbers.size(); ++i) {
                bool good = false;
                values.at(static_cast<std::size_t>(i)) = numbers[i].toDouble(&good);
                if (!good) return false;
            }
            robot.place = RobotPlace{values[0], values[1], 0, radiansFromDegrees(values[2])};
        }
        look.beside.push_back(std::move(robot));
    }
    return true;
}

Result<StageLook> lookFor(const RenderRequest& request) {
    StageLook look;
    if (!request.view.isEmpty()) {
        const auto text = platform::readFile(request.view.toStdString(), kMaxLookBytes);
        if (!text) return fail(text.error());
        auto read = readStageLook(*text, request.view.toStdString());
        if (!read) return fail(read.error());
        look = *std::move(read);
    }
    if (request.view.isEmpty()) look.labelScale = std::max(1.0, request.size.height() / ordinaryHeight);
    addOverlays(request.overlays, look);
    addBeside(request.beside, look);
    if (!request.section.empty()) setSection(request.section, look);
    if (request.flipSection) look.sectionFlipped = !look.sectionFlipped;
    if (request.explosion) look.explosion = *request.explosion;
    if (request.opacity) look.opacity = *request.opacity;
    return request.isFilm() ? lastingLook(std::move(look)) : look;
}
