// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage_look.h"

#include "json_reading.h"

#include <orrery/base/units.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

using namespace orrery;

namespace {

constexpr int newestVersion = 1;
constexpr double farthest = 1e6; // m
constexpr std::array collisionWords{"off", "over", "instead", "beside"};
constexpr std::array axisWords{"none", "x", "y", "z"};
constexpr std::array partWords{"asRobot", "seeThrough", "hidden"};

QJsonArray jsonOf(Vec3 v) {
    return {v.x, v.y, v.z};
}

QJsonObject jsonOf(const Pose& pose) {
    const Quaternion& q = pose.rotation;
    return {{QLatin1String("position"), jsonOf(pose.position)},
            {QLatin1String("rotation"), QJsonArray{q.w, q.x, q.y, q.z}}};
}

QJsonObject jsonOf(const StageLook::Poses& poses) {
    QJsonObject object;
    for (const auto& [link, pose] : poses) object[QString::fromStdString(link)] = jsonOf(pose);
    return object;
}

QJsonArray jsonOf(const std::vector<Vec3>& points) {
    QJsonArray array;
    for (const Vec3& point : points) array.push_back(jsonOf(point));
    return array;
}

QJsonArray jsonOf(const std::vector<StageLook::Point>& tape) {
    QJsonArray array;
    for (const StageLook::Point& point : tape)
        array.push_back(QJsonObject{{QLatin1String("link"), QString::fromStdString(point.link)},
                                    {QLatin1String("point"), jsonOf(point.place)}});
    return array;
}

std::vector<double> readNumbers(JsonReading& reading, const QJsonValue& value, const QString& path, qsizetype count) {
    std::vector<double> numbers;
    const QJsonArray array = value.toArray();
    if (array.size() != count) {
        reading.bad(path, QStringLiteral("must be %1 numbers.").arg(count));
        return std::vector<double>(static_cast<std::size_t>(count));
    }
    for (const auto& number : array) {
        if (!number.isDouble() || !(std::abs(number.toDouble()) <= farthest))
            reading.bad(path, QStringLiteral("must be %1 numbers, none beyond a million.").arg(count));
        numbers.push_back(reading.isGood() ? number.toDouble() : 0);
    }
    return numbers;
}

Vec3 readPlace(JsonReading& reading, const QJsonValue& value, const QString& path) {
    const std::vector<double> n = readNumbers(reading, value, path, 3);
    return {n[0], n[1], n[2]};
}

Pose readPose(JsonReading& reading, const QJsonValue& value, const QString& path) {
    JsonObject object(reading, value, path);
    Pose pose;
    if (const auto position = object.take("position"))
        pose.position = readPlace(reading, *position, object.at("position"));
    if (const auto rotation = object.take("rotation")) {
        const std::vector<double> n = readNumbers(reading, *rotation, object.at("rotation"), 4);
        const double size = std::sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2] + n[3] * n[3]);
        if (std::abs(size - 1) > 0.01)
            reading.bad(object.at("rotation"), QStringLiteral("must be a unit quaternion: w, x, y, z."));
        else
            pose.rotation = std::abs(size - 1) < 1e-9 ? Quaternion{n[0], n[1], n[2], n[3]} // stays what was written
                                                      : normalized({n[0], n[1], n[2], n[3]});
    }
    object.end();
    return pose;
}

StageLook::Poses readPoses(JsonReading& reading, const QJsonValue& value, const QString& path) {
    StageLook::Poses poses;
    const QJsonObject links = reading.object(value, path, kMaxLookLinks);
    for (auto link = links.begin(); link != links.end() && reading.isGood(); ++link)
        poses[link.key().toStdString()] = readPose(reading, link.value(), path + QLatin1Char('.') + link.key());
    return poses;
}

std::vector<Vec3> readArrows(JsonReading& reading, const QJsonValue& value, const QString& path) {
    std::vector<Vec3> points;
    const QJsonArray array = reading.array(value, path, 2 * kMaxLookArrows);
    if (array.size() % 2 != 0) reading.bad(path, QStringLiteral("must hold a begin and an end for every arrow."));
    for (const auto& point : array) {
        if (!reading.isGood()) break;
        points.push_back(readPlace(reading, point, path));
    }
    return points;
}

StageLook::Forces readForces(JsonReading& reading, const QJsonValue& value, const QString& path) {
    JsonObject object(reading, value, path);
    StageLook::Forces forces;
    if (const auto arrows = object.take("contacts"))
        forces.contacts = readArrows(reading, *arrows, object.at("contacts"));
    if (const auto arrows = object.take("pushes")) forces.pushes = readArrows(reading, *arrows, object.at("pushes"));
    object.number("reach", 1e-4, farthest, forces.reach);
    object.end();
    return forces;
}

StageLook::Rest readRest(JsonReading& reading, const QJsonValue& value, const QString& path) {
    JsonObject object(reading, value, path);
    StageLook::Rest rest;
    if (const auto place = object.take("minimum")) rest.minimum = readPlace(reading, *place, object.at("minimum"));
    if (const auto place = object.take("maximum")) rest.maximum = readPlace(reading, *place, object.at("maximum"));
    const Vec3 size = rest.maximum - rest.minimum;
    if (size.x < 0 || size.y < 0 || size.z < 0)
        reading.bad(path, QStringLiteral("must have a maximum above its minimum."));
    object.number("floor", -farthest, farthest, rest.floor);
    object.end();
    return rest;
}

std::vector<StageLook::Point> readTape(JsonReading& reading, const QJsonValue& value, const QString& path) {
    std::vector<StageLook::Point> tape;
    const QJsonArray array = reading.array(value, path, 2);
    for (const auto& item : array) {
        JsonObject object(reading, item, path);
        StageLook::Point point;
        object.text("link", point.link);
        if (const auto place = object.take("point")) point.place = readPlace(reading, *place, object.at("point"));
        object.end();
        tape.push_back(point);
    }
    return tape;
}

std::map<std::string, StageLook::Part> readParts(JsonReading& reading, const QJsonValue& value, const QString& path) {
    std::map<std::string, StageLook::Part> parts;
    if (reading.object(value, path, kMaxLookLinks).isEmpty()) return parts;
    JsonObject object(reading, value, path);
    for (const QString& link : value.toObject().keys())
        object.word(link.toUtf8().constData(), partWords, parts[link.toStdString()]);
    return parts;
}

void readSection(JsonReading& reading, const QJsonValue& value, const QString& path, StageLook& look) {
    JsonObject object(reading, value, path);
    object.word("axis", axisWords, look.section);
    object.number("share", 0, 1, look.sectionShare);
    object.flag("flipped", look.sectionFlipped);
    object.end();
}

RobotPlace readRobotPlace(JsonReading& reading, const QJsonValue& value, const QString& path) {
    JsonObject object(reading, value, path);
    RobotPlace place;
    object.number("x", -farthest, farthest, place.x);
    object.number("y", -farthest, farthest, place.y);
    object.number("height", -farthest, farthest, place.height);
    double turn = 0; // degrees, as a person writes it
    object.number("turn", -360, 360, turn);
    place.turn = radiansFromDegrees(turn);
    object.end();
    return place;
}

std::vector<StageLook::Beside> readBeside(JsonReading& reading, const QJsonValue& value, const QString& path) {
    std::vector<StageLook::Beside> robots;
    const QJsonArray array = reading.array(value, path, kMaxLookRobots);
    for (const auto& item : array) {
        JsonObject object(reading, item, path);
        StageLook::Beside robot;
        object.text("file", robot.file);
        if (const auto place = object.take("place")) robot.place = readRobotPlace(reading, *place, object.at("place"));
        if (const auto poses = object.take("robot")) robot.robot = readPoses(reading, *poses, object.at("robot"));
        object.end();
        if (robot.file.empty()) reading.bad(path, QStringLiteral("must name the file of each robot."));
        robots.push_back(std::move(robot));
    }
    return robots;
}

StageLook readMembers(JsonReading& reading, const QJsonValue& value) {
    JsonObject object(reading, value, {});
    StageLook look;
    double version = newestVersion;
    object.number("version", 1, 1e9, version);
    if (version > newestVersion) reading.bad({}, QStringLiteral("It was written by a newer Orrery."));
    object.flag("frames", look.frames);
    object.flag("jointAxes", look.jointAxes);
    object.flag("massCentres", look.massCentres);
    object.flag("inertiaBoxes", look.inertiaBoxes);
    object.word("collisions", collisionWords, look.collisions);
    object.number("opacity", 0.1, 1, look.opacity);
    object.number("explosion", 0, 1, look.explosion);
    object.number("labelScale", 0.1, 64, look.labelScale);
    object.text("picked", look.picked);
    if (const auto part = object.take("parts")) look.parts = readParts(reading, *part, object.at("parts"));
    if (const auto part = object.take("section")) readSection(reading, *part, object.at("section"), look);
    if (const auto part = object.take("tape")) look.tape = readTape(reading, *part, object.at("tape"));
    if (const auto part = object.take("rest")) look.rest = readRest(reading, *part, object.at("rest"));
    if (const auto part = object.take("base")) look.base = readPose(reading, *part, object.at("base"));
    if (const auto part = object.take("robot")) look.robot = readPoses(reading, *part, object.at("robot"));
    if (const auto part = object.take("ghost")) look.ghost = readPoses(reading, *part, object.at("ghost"));
    if (const auto part = object.take("comparison"))
        look.comparison = readPoses(reading, *part, object.at("comparison"));
    if (const auto part = object.take("forces")) look.forces = readForces(reading, *part, object.at("forces"));
    if (const auto part = object.take("place")) look.place = readRobotPlace(reading, *part, object.at("place"));
    if (const auto part = object.take("beside")) look.beside = readBeside(reading, *part, object.at("beside"));
    object.end();
    return look;
}

QJsonObject jsonOf(const RobotPlace& place) {
    return {{QLatin1String("x"), place.x},
            {QLatin1String("y"), place.y},
            {QLatin1String("height"), place.height},
            {QLatin1String("turn"), degreesFromRadians(place.turn)}};
}

QJsonArray jsonOf(const std::vector<StageLook::Beside>& robots) {
    QJsonArray array;
    for (const StageLook::Beside& robot : robots) {
        QJsonObject object{{QLatin1String("file"), QString::fromStdString(robot.file)}};
        if (robot.place) object[QLatin1String("place")] = jsonOf(*robot.place);
        if (!robot.robot.empty()) object[QLatin1String("robot")] = jsonOf(robot.robot);
        array.push_back(object);
    }
    return array;
}

template <class Words, class Enum>
QString wordOf(const Words& words, Enum value) {
    return QString::fromLatin1(words.at(static_cast<std::size_t>(value)));
}

void writeOptions(const StageLook& look, QJsonObject& object) {
    const StageLook first;
    if (look.frames) object[QLatin1String("frames")] = true;
    if (look.jointAxes) object[QLatin1String("jointAxes")] = true;
    if (look.massCentres) object[QLatin1String("massCentres")] = true;
    if (look.inertiaBoxes) object[QLatin1String("inertiaBoxes")] = true;
    if (look.collisions != first.collisions)
        object[QLatin1String("collisions")] = wordOf(collisionWords, look.collisions);
    if (look.opacity != first.opacity) object[QLatin1String("opacity")] = look.opacity;
    if (look.explosion != first.explosion) object[QLatin1String("explosion")] = look.explosion;
    if (look.labelScale != first.labelScale) object[QLatin1String("labelScale")] = look.labelScale;
    if (!look.picked.empty()) object[QLatin1String("picked")] = QString::fromStdString(look.picked);
    QJsonObject parts;
    for (const auto& [link, part] : look.parts) parts[QString::fromStdString(link)] = wordOf(partWords, part);
    if (!parts.isEmpty()) object[QLatin1String("parts")] = parts;
    if (look.section != first.section || look.sectionShare != first.sectionShare || look.sectionFlipped)
        object[QLatin1String("section")] = QJsonObject{{QLatin1String("axis"), wordOf(axisWords, look.section)},
                                                       {QLatin1String("share"), look.sectionShare},
                                                       {QLatin1String("flipped"), look.sectionFlipped}};
    if (!look.tape.empty()) object[QLatin1String("tape")] = jsonOf(look.tape);
}

} // namespace

std::string writeStageLook(const StageLook& look) {
    QJsonObject object{{QLatin1String("version"), newestVersion}};
    writeOptions(look, object);
    if (look.rest)
        object[QLatin1String("rest")] = QJsonObject{{QLatin1String("minimum"), jsonOf(look.rest->minimum)},
                                                    {QLatin1String("maximum"), jsonOf(look.rest->maximum)},
                                                    {QLatin1String("floor"), look.rest->floor}};
    if (look.base != Pose{}) object[QLatin1String("base")] = jsonOf(look.base);
    if (!look.robot.empty()) object[QLatin1String("robot")] = jsonOf(look.robot);
    if (!look.ghost.empty()) object[QLatin1String("ghost")] = jsonOf(look.ghost);
    if (!look.comparison.empty()) object[QLatin1String("comparison")] = jsonOf(look.comparison);
    if (look.forces != StageLook::Forces{})
        object[QLatin1String("forces")] = QJsonObject{{QLatin1String("contacts"), jsonOf(look.forces.contacts)},
                                                      {QLatin1String("pushes"), jsonOf(look.forces.pushes)},
                                                      {QLatin1String("reach"), look.forces.reach}};
    if (look.place != RobotPlace{}) object[QLatin1String("place")] = jsonOf(look.place);
    if (!look.beside.empty()) object[QLatin1String("beside")] = jsonOf(look.beside);
    return QJsonDocument(object).toJson().toStdString();
}

Result<StageLook> readStageLook(std::string_view text, const std::string& sourceName) {
    JsonReading reading;
    StageLook look;
    const std::optional<QJsonObject> object = reading.parse(text, kMaxLookBytes);
    if (object) look = readMembers(reading, *object);
    if (reading.isGood()) return look;
    return fail(Errc::InvalidArgument, "The view in " + sourceName + " cannot be used. " + reading.problem(), {},
                sourceName);
}

StageLook plainLook(const StageLook& look) {
    StageLook plain;
    plain.rest = look.rest;
    plain.base = look.base;
    plain.robot = look.robot;
    return plain;
}

StageLook lastingLook(StageLook look) {
    look.robot.clear();
    look.ghost.clear();
    look.comparison.clear();
    look.forces = {};
    return look;
}
