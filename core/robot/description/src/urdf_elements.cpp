// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "urdf_elements.h"

#include "xacro_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace orrery::robot {
namespace {

using tinyxml2::XMLElement;

std::string nameOf(const XMLElement& element, const char* attribute = "name") {
    return withoutHarmlessXacro(element.Attribute(attribute) ? element.Attribute(attribute) : "");
}

/// Whether all sizes are above zero; says why not (zero sizes are place holders, negative ones mistakes).
bool hasExtent(const XMLElement& shape, std::initializer_list<double> sizes, const ReadContext& context) {
    if (std::any_of(sizes.begin(), sizes.end(), [](double size) { return size < 0; })) {
        context.warn(shape, fmt::format("<{}> has a negative size; it is not shown.", shape.Name()));
        return false;
    }
    if (std::any_of(sizes.begin(), sizes.end(), [](double size) { return size == 0; })) {
        context.inform(shape, fmt::format("<{}> has no size, a place holder; it is not shown.", shape.Name()));
        return false;
    }
    return true;
}

std::optional<Geometry> readRound(const XMLElement& shape, const ReadContext& context) {
    const std::string_view kind = shape.Name();
    const double radius = readNumber(shape, "radius", 0, context);
    if (kind == "sphere") {
        if (!hasExtent(shape, {radius}, context)) return std::nullopt;
        return Sphere{radius};
    }
    const double length = readNumber(shape, "length", 0, context);
    if (kind == "capsule" && length == 0 && radius > 0) return Sphere{radius};
    if (!hasExtent(shape, {radius, length}, context)) return std::nullopt;
    if (kind == "capsule") return Capsule{radius, length};
    return Cylinder{radius, length};
}

std::optional<Geometry> readMesh(const XMLElement& shape, const ReadContext& context) {
    const std::string_view uri = textAttribute(shape, "filename");
    if (uri.empty()) {
        context.warn(shape, "<mesh> names no file; it is not shown.");
        return std::nullopt;
    }
    Vec3 scale = readVector(shape, "scale", {1, 1, 1}, 1, context);
    if (scale.x == 0 || scale.y == 0 || scale.z == 0) {
        context.warn(shape, "the scale of <mesh> has a zero, which would make it flat; 1 is used there.");
        scale = {scale.x == 0 ? 1 : scale.x, scale.y == 0 ? 1 : scale.y, scale.z == 0 ? 1 : scale.z};
    }
    return MeshRef{std::string(uri), {}, scale};
}

std::optional<Geometry> readShape(const XMLElement& shape, const ReadContext& context) {
    const std::string_view kind = shape.Name();
    if (kind == "mesh") return readMesh(shape, context);
    if (kind == "cylinder" || kind == "sphere" || kind == "capsule") return readRound(shape, context);
    if (kind == "box") {
        const Vec3 size = readVector(shape, "size", {}, 0, context);
        if (!hasExtent(shape, {size.x, size.y, size.z}, context)) return std::nullopt;
        return Box{size};
    }
    context.warn(shape, fmt::format("<{}> is no known shape; it is not shown.", kind));
    return std::nullopt;
}

std::optional<Geometry> readGeometry(const XMLElement& owner, const ReadContext& context) {
    const XMLElement* geometry = owner.FirstChildElement("geometry");
    const XMLElement* shape = geometry ? geometry->FirstChildElement() : nullptr;
    if (!shape) {
        context.warn(owner, fmt::format("a <{}> has no geometry; it is skipped.", owner.Name()));
        return std::nullopt;
    }
    if (shape->NextSiblingElement()) context.warn(*geometry, "<geometry> holds several shapes; the first is used.");
    return readShape(*shape, context);
}

/// Channels as 0..1, whatever scale they were written in.
Rgba readColor(const XMLElement& color, const ReadContext& context) {
    std::array<double, 4> c{0, 0, 0, 1};
    readNumbers(color, "rgba", c, 1, context);
    const double largest = std::max({c[0], c[1], c[2]});
    // Slightly above 1 is noise or a glow; a real 0-255 colour is far above.
    const bool bytes = largest > 2 || c[3] > 2;
    if (largest > 2) {
        for (std::size_t i = 0; i < 3; ++i) c[i] /= 255;
    }
    if (c[3] > 2) c[3] /= 255;
    if (bytes) context.warn(color, "the colour is written as 0-255; it was divided by 255.");
    const bool outside = std::any_of(c.begin(), c.end(), [](double v) { return v < 0 || v > 1; });
    if (outside) context.warn(color, "the colour is outside 0-1; it was clamped.");
    const auto channel = [&](std::size_t i) { return static_cast<float>(std::clamp(c[i], 0.0, 1.0)); };
    return {channel(0), channel(1), channel(2), channel(3)};
}

Inertial readInertial(const XMLElement& element, const ReadContext& context) {
    Inertial inertial;
    inertial.linkFromInertia = readOrigin(element, context);
    if (const XMLElement* mass = element.FirstChildElement("mass"))
        inertial.mass = readNumber(*mass, "value", 0, context);
    if (const XMLElement* inertia = element.FirstChildElement("inertia")) {
        constexpr std::array names{"ixx", "ixy", "ixz", "iyy", "iyz", "izz"};
        for (std::size_t i = 0; i < names.size(); ++i) inertial.inertia[i] = readNumber(*inertia, names[i], 0, context);
    }
    return inertial;
}

JointType jointTypeFrom(const XMLElement& element, const ReadContext& context) {
    static constexpr std::array<std::pair<std::string_view, JointType>, 6> types{{
        {"fixed", JointType::Fixed},
        {"revolute", JointType::Revolute},
        {"continuous", JointType::Continuous},
        {"prismatic", JointType::Prismatic},
        {"planar", JointType::Planar},
        {"floating", JointType::Floating},
    }};
    const std::string_view text = textAttribute(element, "type");
    for (const auto& [name, type] : types) {
        if (text == name) return type;
    }
    context.warn(element, text.empty() ? "the joint has no type; it is taken as fixed."
                                       : fmt::format("'{}' is no joint type; it is taken as fixed.", text));
    return JointType::Fixed;
}

std::string linkReference(const XMLElement& joint, const char* child) {
    const XMLElement* element = joint.FirstChildElement(child);
    return element ? nameOf(*element, "link") : std::string();
}

void readLimit(const XMLElement& element, RawJoint& raw, const ReadContext& context) {
    const XMLElement* limit = element.FirstChildElement("limit");
    if (!limit) return;
    raw.hasLimit = true;
    raw.hasEnds = limit->Attribute("lower") || limit->Attribute("upper");
    raw.hasRates = limit->Attribute("effort") && limit->Attribute("velocity");
    const auto number = [&](const char* attribute) {
        if (const auto value = parseNumber(textAttribute(*limit, attribute), true)) return *value;
        return readNumber(*limit, attribute, 0, context);
    };
    const auto rate = [&](const char* attribute) {
        const double value = number(attribute);
        return std::isfinite(value) && value > 0 ? value : 0;
    };
    // Not URDF's own: ours, and Drake's under its prefix.
    const double acceleration = rate(limit->Attribute("drake:acceleration") ? "drake:acceleration" : "acceleration");
    raw.joint.limits = {number("lower"), number("upper"), rate("velocity"), rate("effort"), true, acceleration};
}

void readMimic(const XMLElement& element, RawJoint& raw, const ReadContext& context) {
    const XMLElement* mimic = element.FirstChildElement("mimic");
    if (!mimic) return;
    raw.follows = RawJoint::Follows{nameOf(*mimic, "joint"), readNumber(*mimic, "multiplier", 1, context),
                                    readNumber(*mimic, "offset", 0, context)};
}

} // namespace

Material readMaterial(const XMLElement& element, const ReadContext& context) {
    Material material;
    material.name = nameOf(element);
    if (const XMLElement* color = element.FirstChildElement("color"); color && color->Attribute("rgba")) {
        material.color = readColor(*color, context);
    }
    if (const XMLElement* texture = element.FirstChildElement("texture")) {
        material.textureFile = textAttribute(*texture, "filename");
    }
    return material;
}

Link readLink(const XMLElement& element, FindingList& findings, bool quaternions) {
    Link link;
    link.name = nameOf(element);
    link.line = element.GetLineNum();
    const ReadContext context{findings, "Link", link.name, quaternions};
    if (const XMLElement* inertial = element.FirstChildElement("inertial"))
        link.inertial = readInertial(*inertial, context);
    for (auto* e = element.FirstChildElement("visual"); e; e = e->NextSiblingElement("visual")) {
        auto geometry = readGeometry(*e, context);
        if (!geometry) continue;
        Visual visual{nameOf(*e), readOrigin(*e, context), *std::move(geometry), {}, e->GetLineNum()};
        if (const XMLElement* material = e->FirstChildElement("material"))
            visual.material = readMaterial(*material, context);
        link.visuals.push_back(std::move(visual));
    }
    for (auto* e = element.FirstChildElement("collision"); e; e = e->NextSiblingElement("collision")) {
        auto geometry = readGeometry(*e, context);
        if (!geometry) continue;
        link.collisions.push_back({nameOf(*e), readOrigin(*e, context), *std::move(geometry), e->GetLineNum()});
    }
    return link;
}

RawJoint readJoint(const XMLElement& element, FindingList& findings, bool quaternions) {
    RawJoint raw;
    Joint& joint = raw.joint;
    joint.name = nameOf(element);
    joint.line = element.GetLineNum();
    const ReadContext context{findings, "Joint", joint.name, quaternions};
    joint.type = jointTypeFrom(element, context);
    raw.parent = linkReference(element, "parent");
    raw.child = linkReference(element, "child");
    joint.parentFromJoint = readOrigin(element, context);
    if (const XMLElement* axis = element.FirstChildElement("axis")) {
        joint.axis = readVector(*axis, "xyz", {1, 0, 0}, 0, context);
    }
    readLimit(element, raw, context);
    if (const XMLElement* dynamics = element.FirstChildElement("dynamics")) {
        joint.damping = readNumber(*dynamics, "damping", 0, context);
        joint.friction = readNumber(*dynamics, "friction", 0, context);
    }
    readMimic(element, raw, context);
    return raw;
}

} // namespace orrery::robot
