// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "sdf_elements.h"

#include <orrery/base/units.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace orrery::robot::sdf {
namespace {

using tinyxml2::XMLElement;

/// From here on a limit means "none".
constexpr double noLimit = 1e8;

std::string_view textOf(const XMLElement& element) {
    const std::string_view text = element.GetText() ? element.GetText() : "";
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

void readChild(const XMLElement& parent, const char* child, std::span<double> values, double missing,
               const ReadContext& context) {
    if (const XMLElement* element = parent.FirstChildElement(child))
        parseNumbers(*element, textOf(*element), fmt::format("<{}>", child), values, missing, context);
}

std::optional<Geometry> sized(const XMLElement& shape, Geometry geometry, std::initializer_list<double> sizes,
                              const ReadContext& context) {
    if (std::all_of(sizes.begin(), sizes.end(), [](double size) { return size > 0; })) return geometry;
    context.inform(shape, fmt::format("<{}> has no size; it is not shown.", shape.Name()));
    return std::nullopt;
}

std::optional<Geometry> readMesh(const XMLElement& shape, const ReadContext& context) {
    const std::string_view uri = childText(shape, "uri");
    if (uri.empty()) {
        context.warn(shape, "<mesh> names no file; it is not shown.");
        return std::nullopt;
    }
    if (shape.FirstChildElement("submesh"))
        context.inform(shape, "<mesh> asks for a part of its file (<submesh>); the whole file is shown.");
    std::array<double, 3> scale{1, 1, 1};
    readChild(shape, "scale", scale, 1, context);
    for (double& factor : scale) factor = factor == 0 ? 1 : factor;
    return MeshRef{std::string(uri), {}, {scale[0], scale[1], scale[2]}};
}

Rgba readColor(const XMLElement& material, const char* child, const ReadContext& context) {
    std::array<double, 4> c{0, 0, 0, 1};
    readChild(material, child, c, 1, context);
    const auto channel = [&](std::size_t i) { return static_cast<float>(std::clamp(c[i], 0.0, 1.0)); };
    return {channel(0), channel(1), channel(2), channel(3)};
}

JointType jointType(const XMLElement& joint, std::string_view type, const ReadContext& context) {
    if (type == "revolute" || type == "hinge") return JointType::Revolute;
    if (type == "continuous") return JointType::Continuous;
    if (type == "prismatic") return JointType::Prismatic;
    if (type == "fixed") return JointType::Fixed;
    if (type == "universal" || type == "revolute2" || type == "screw") {
        context.warn(joint,
                     fmt::format("a joint of type '{}' moves in more ways than can be shown; it only turns about "
                                 "its first axis.",
                                 type));
        return JointType::Revolute;
    }
    context.warn(joint, type == "ball"
                            ? std::string("ball joints cannot be moved yet; it is shown fixed.")
                            : fmt::format("'{}' is no joint type that can be shown; it is taken as fixed.", type));
    return JointType::Fixed;
}

void readLimits(const XMLElement& axis, RawJoint& raw, const ReadContext& context) {
    const XMLElement* limit = axis.FirstChildElement("limit");
    const auto end = [&](const char* child) {
        const auto value = limit ? childNumber(*limit, child, context) : std::nullopt;
        return value && std::abs(*value) < noLimit ? value : std::nullopt;
    };
    const auto rate = [&](const char* child) {
        const double value = limit ? childNumber(*limit, child, context).value_or(0) : 0;
        return value > 0 && value < noLimit ? value : 0;
    };
    const auto lower = end("lower");
    const auto upper = end("upper");
    if (raw.joint.type == JointType::Revolute && !lower && !upper) raw.joint.type = JointType::Continuous;
    raw.hasLimit = limit != nullptr;
    raw.hasEnds = lower || upper;
    raw.hasRates = true; // what is not given counts as none
    constexpr double infinite = std::numeric_limits<double>::infinity();
    raw.joint.limits = {lower.value_or(-infinite), upper.value_or(infinite), rate("velocity"), rate("effort"), true};
}

void readMimic(const XMLElement& axis, RawJoint& raw, const ReadContext& context) {
    const XMLElement* mimic = axis.FirstChildElement("mimic");
    if (!mimic) return;
    const double multiplier = childNumber(*mimic, "multiplier", context).value_or(1);
    const double offset = childNumber(*mimic, "offset", context).value_or(0);
    const double reference = childNumber(*mimic, "reference", context).value_or(0);
    raw.follows =
        RawJoint::Follows{std::string(textAttribute(*mimic, "joint")), multiplier, offset - multiplier * reference};
}

} // namespace

std::string_view childText(const XMLElement& parent, const char* child) {
    const XMLElement* element = parent.FirstChildElement(child);
    return element ? textOf(*element) : std::string_view();
}

std::optional<double> childNumber(const XMLElement& parent, const char* child, const ReadContext& context) {
    const XMLElement* element = parent.FirstChildElement(child);
    if (!element) return std::nullopt;
    if (const auto value = parseNumber(textOf(*element), true); value && !std::isnan(*value)) return value;
    context.warn(*element, fmt::format("<{}> holds '{}', which is not a usable number; it is ignored.", child,
                                       textOf(*element).substr(0, 40)));
    return std::nullopt;
}

Placed readPose(const XMLElement& owner, const ReadContext& context) {
    const XMLElement* pose = owner.FirstChildElement("pose");
    if (!pose) return {};
    std::string_view frame = textAttribute(*pose, "relative_to");
    if (frame.empty()) frame = textAttribute(*pose, "frame");
    Placed placed{{}, std::string(frame)};
    if (textOf(*pose).empty()) return placed;
    if (textAttribute(*pose, "rotation_format") == "quat_xyzw") {
        std::array<double, 7> v{0, 0, 0, 0, 0, 0, 1};
        parseNumbers(*pose, textOf(*pose), "<pose>", v, 0, context);
        const bool isZero = std::hypot(std::hypot(v[3], v[4]), std::hypot(v[5], v[6])) < 1e-9;
        placed.pose = {{v[0], v[1], v[2]}, isZero ? Quaternion() : normalized(Quaternion{v[6], v[3], v[4], v[5]})};
        return placed;
    }
    std::array<double, 6> v{};
    parseNumbers(*pose, textOf(*pose), "<pose>", v, 0, context);
    const std::string_view degrees = textAttribute(*pose, "degrees");
    if (degrees == "true" || degrees == "1") {
        for (std::size_t i = 3; i < 6; ++i) v[i] = radiansFromDegrees(v[i]);
    }
    placed.pose = {{v[0], v[1], v[2]}, normalized(quaternionFromRollPitchYaw(v[3], v[4], v[5]))};
    return placed;
}

std::optional<Geometry> readGeometry(const XMLElement& owner, const ReadContext& context) {
    const XMLElement* geometry = owner.FirstChildElement("geometry");
    const XMLElement* shape = geometry ? geometry->FirstChildElement() : nullptr;
    if (!shape) {
        context.warn(owner, fmt::format("a <{}> has no geometry; it is skipped.", owner.Name()));
        return std::nullopt;
    }
    const std::string_view kind = shape->Name();
    if (kind == "empty") return std::nullopt;
    if (kind == "mesh") return readMesh(*shape, context);
    if (kind == "box") {
        std::array<double, 3> size{};
        readChild(*shape, "size", size, 0, context);
        return sized(*shape, Box{{size[0], size[1], size[2]}}, {size[0], size[1], size[2]}, context);
    }
    const double radius = childNumber(*shape, "radius", context).value_or(0);
    const double length = childNumber(*shape, "length", context).value_or(0);
    if (kind == "sphere") return sized(*shape, Sphere{radius}, {radius}, context);
    if (kind == "cylinder") return sized(*shape, Cylinder{radius, length}, {radius, length}, context);
    if (kind == "capsule" && length == 0) return sized(*shape, Sphere{radius}, {radius}, context);
    if (kind == "capsule") return sized(*shape, Capsule{radius, length}, {radius, length}, context);
    context.inform(*shape, fmt::format("the shape <{}> cannot be shown; it is left out.", kind));
    return std::nullopt;
}

std::optional<Material> readMaterial(const XMLElement& visual, const ReadContext& context) {
    const XMLElement* element = visual.FirstChildElement("material");
    if (!element) return std::nullopt;
    Material material;
    if (element->FirstChildElement("diffuse")) {
        material.color = readColor(*element, "diffuse", context);
    } else if (element->FirstChildElement("ambient")) {
        material.color = readColor(*element, "ambient", context);
    }
    const XMLElement* pbr = element->FirstChildElement("pbr");
    const XMLElement* workflow = pbr ? pbr->FirstChildElement() : nullptr;
    if (workflow) material.textureFile = childText(*workflow, "albedo_map");
    if (!material.color && material.textureFile.empty()) {
        if (const XMLElement* script = element->FirstChildElement("script"))
            context.inform(*script,
                           fmt::format("the material script '{}' is not read; the mesh's own colours are used.",
                                       childText(*script, "name").substr(0, 80)));
        return std::nullopt;
    }
    if (material.color) {
        const double transparency = childNumber(visual, "transparency", context).value_or(0);
        material.color->a *= static_cast<float>(1 - std::clamp(transparency, 0.0, 1.0));
    }
    return material;
}

Inertial readInertial(const XMLElement& element, const ReadContext& context) {
    Inertial inertial;
    inertial.linkFromInertia = readPose(element, context).pose;
    const auto finite = [&](const XMLElement& parent, const char* child, double otherwise) {
        const double value = childNumber(parent, child, context).value_or(otherwise);
        return std::isfinite(value) ? value : otherwise;
    };
    inertial.mass = finite(element, "mass", 1);
    inertial.inertia = {1, 0, 0, 1, 0, 1};
    if (const XMLElement* inertia = element.FirstChildElement("inertia")) {
        constexpr std::array names{"ixx", "ixy", "ixz", "iyy", "iyz", "izz"};
        for (std::size_t i = 0; i < names.size(); ++i)
            inertial.inertia[i] = finite(*inertia, names[i], inertial.inertia[i]);
    }
    return inertial;
}

void readMotion(const XMLElement& joint, RawJoint& raw, std::string& expressedIn, const ReadContext& context) {
    raw.joint.type = jointType(joint, textAttribute(joint, "type"), context);
    raw.joint.axis = {0, 0, 1};
    const XMLElement* axis = joint.FirstChildElement("axis");
    if (!axis || !raw.joint.isScalar()) return;
    std::array<double, 3> xyz{0, 0, 1};
    readChild(*axis, "xyz", xyz, 0, context);
    raw.joint.axis = {xyz[0], xyz[1], xyz[2]};
    if (const XMLElement* direction = axis->FirstChildElement("xyz"))
        expressedIn = std::string(textAttribute(*direction, "expressed_in"));
    const std::string_view inModel = childText(*axis, "use_parent_model_frame");
    if (inModel == "true" || inModel == "1") expressedIn = "__model__";
    readLimits(*axis, raw, context);
    readMimic(*axis, raw, context);
    if (const XMLElement* dynamics = axis->FirstChildElement("dynamics")) {
        const auto finite = [](std::optional<double> value) { return value && std::isfinite(*value) ? *value : 0; };
        raw.joint.damping = finite(childNumber(*dynamics, "damping", context));
        raw.joint.friction = finite(childNumber(*dynamics, "friction", context));
    }
}

} // namespace orrery::robot::sdf
