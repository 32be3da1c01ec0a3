// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_functions.h"

#include "xacro_sequences.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace orrery::robot::xacro {
namespace {

constexpr std::size_t longestText = 1U << 20U;

std::nullopt_t no(ExpressionProblem& problem, std::string message, bool unsupported = false) {
    if (problem.message.empty()) problem = {std::move(message), unsupported};
    return std::nullopt;
}

std::string_view withoutModule(std::string_view name) {
    for (const std::string_view module : {"math.", "python.", "xacro."}) {
        if (name.starts_with(module)) return name.substr(module.size());
    }
    return name;
}

/// Python's // and % round towards minus infinity.
std::optional<Value> divideWhole(std::string_view op, std::int64_t a, std::int64_t b) {
    if (b == -1) return op == "%" ? Value(std::int64_t{0}) : Value(-static_cast<double>(a));
    const std::int64_t quotient = a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
    return op == "//" ? Value(quotient) : Value(a - quotient * b);
}

std::optional<Value> raise(std::int64_t base, std::int64_t exponent) {
    std::int64_t result = 1;
    for (std::int64_t i = 0; i < exponent; ++i) {
        if (__builtin_mul_overflow(result, base, &result) || i > 64)
            return std::pow(static_cast<double>(base), static_cast<double>(exponent));
    }
    return result;
}

std::optional<Value> applyWhole(std::string_view op, std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    if (op == "+") return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional<Value>(result);
    if (op == "-") return __builtin_sub_overflow(a, b, &result) ? std::nullopt : std::optional<Value>(result);
    if (op == "*") return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional<Value>(result);
    if (op == "//" || op == "%") return divideWhole(op, a, b);
    if (op == "**" && b >= 0) return raise(a, b);
    return std::nullopt;
}

std::optional<Value> applyNumbers(std::string_view op, double a, double b, ExpressionProblem& problem) {
    if ((op == "/" || op == "//" || op == "%") && b == 0) return no(problem, "it divides by zero");
    if (op == "+") return a + b;
    if (op == "-") return a - b;
    if (op == "*") return a * b;
    if (op == "/") return a / b;
    if (op == "//") return std::floor(a / b);
    if (op == "%") return a - b * std::floor(a / b);
    const double power = std::pow(a, b);
    if (std::isnan(power) && !std::isnan(a) && !std::isnan(b)) return no(problem, "a root of a negative number");
    return power;
}

std::optional<Value> repeat(const std::string& text, std::int64_t times, ExpressionProblem& problem) {
    if (times <= 0 || text.empty()) return std::string();
    if (static_cast<std::uint64_t>(times) > longestText / text.size()) return no(problem, "the text is too long");
    std::string out;
    for (std::int64_t i = 0; i < times; ++i) out += text;
    return out;
}

std::optional<Value> applyToOthers(std::string_view op, const Value& a, const Value& b, ExpressionProblem& problem) {
    const auto* text = std::get_if<std::string>(&a);
    const auto* second = std::get_if<std::string>(&b);
    if (op == "+" && text && second) {
        if (text->size() + second->size() > longestText) return no(problem, "the text is too long");
        return *text + *second;
    }
    if (op == "*" && text && integerOf(b)) return repeat(*text, *integerOf(b), problem);
    if (op == "*" && second && integerOf(a)) return repeat(*second, *integerOf(a), problem);
    if (op == "%" && text) return no(problem, "formatting with % is not known here", true);
    const auto* list = std::get_if<std::shared_ptr<const List>>(&a);
    const auto* other = std::get_if<std::shared_ptr<const List>>(&b);
    if (op == "+" && list && other) {
        std::vector<Value> items = (*list)->items;
        items.insert(items.end(), (*other)->items.begin(), (*other)->items.end());
        if (auto made = makeList(std::move(items))) return made;
        return no(problem, "the list is too long");
    }
    return no(problem, fmt::format("'{}' cannot join {} and {}", op, kindOf(a), kindOf(b)));
}

bool contains(const Value& container, const Value& item) {
    if (const auto* list = std::get_if<std::shared_ptr<const List>>(&container))
        return std::any_of((*list)->items.begin(), (*list)->items.end(),
                           [&](const Value& each) { return areEqual(each, item); });
    if (const auto* dict = std::get_if<std::shared_ptr<const Dict>>(&container))
        return (*dict)->find(textOf(item)) != nullptr;
    const auto* text = std::get_if<std::string>(&container);
    return text && text->find(textOf(item)) != std::string::npos;
}

double degreesOf(double radians) {
    return radians * 180 / std::numbers::pi;
}
double radiansOf(double degrees) {
    return degrees * std::numbers::pi / 180;
}

struct Unary {
    std::string_view name;
    double (*function)(double);
};
constexpr std::array unaries{
    Unary{"sin", std::sin},   Unary{"cos", std::cos},   Unary{"tan", std::tan},      Unary{"asin", std::asin},
    Unary{"acos", std::acos}, Unary{"atan", std::atan}, Unary{"sinh", std::sinh},    Unary{"cosh", std::cosh},
    Unary{"tanh", std::tanh}, Unary{"sqrt", std::sqrt}, Unary{"exp", std::exp},      Unary{"log10", std::log10},
    Unary{"log2", std::log2}, Unary{"fabs", std::fabs}, Unary{"radians", radiansOf}, Unary{"degrees", degreesOf}};

struct Binary {
    std::string_view name;
    double (*function)(double, double);
};
constexpr std::array binaries{Binary{"atan2", std::atan2}, Binary{"pow", std::pow}, Binary{"hypot", std::hypot},
                              Binary{"fmod", std::fmod}, Binary{"copysign", std::copysign}};

std::optional<Value> wholeFrom(double number, ExpressionProblem& problem) {
    if (!(std::abs(number) < 9e18)) return no(problem, "the number is too large");
    return static_cast<std::int64_t>(number);
}

std::optional<Value> convert(std::string_view name, const Value& value, ExpressionProblem& problem) {
    if (name == "str") return textOf(value);
    if (name == "bool") return isTrue(value);
    const auto* text = std::get_if<std::string>(&value);
    const auto number = numberOf(text ? literalOf(*text) : value);
    if (!number) return no(problem, fmt::format("{}() needs a number", name));
    if (name == "float") return *number;
    return wholeFrom(*number, problem);
}

std::optional<Value> roundingOf(std::string_view name, const Value& value, ExpressionProblem& problem) {
    const auto number = numberOf(value);
    if (!number) return no(problem, fmt::format("{}() needs a number", name));
    if (name == "abs") {
        const auto whole = integerOf(value);
        return whole && *whole != std::numeric_limits<std::int64_t>::min() ? Value(std::abs(*whole))
                                                                           : Value(std::abs(*number));
    }
    if (name == "floor") return wholeFrom(std::floor(*number), problem);
    if (name == "ceil") return wholeFrom(std::ceil(*number), problem);
    if (name == "trunc") return wholeFrom(std::trunc(*number), problem);
    return wholeFrom(std::nearbyint(*number), problem);
}

std::optional<Value> lengthOf(const Value& value, ExpressionProblem& problem) {
    const auto size = [](std::size_t count) { return Value(static_cast<std::int64_t>(count)); };
    if (const auto* text = std::get_if<std::string>(&value)) return size(text->size());
    if (const auto* list = std::get_if<std::shared_ptr<const List>>(&value)) return size((*list)->items.size());
    if (const auto* dict = std::get_if<std::shared_ptr<const Dict>>(&value)) return size((*dict)->items.size());
    return no(problem, fmt::format("len() of {}", kindOf(value)));
}

std::optional<Value> extreme(std::string_view name, std::span<const Value> arguments, ExpressionProblem& problem) {
    const auto* list = arguments.size() == 1 ? std::get_if<std::shared_ptr<const List>>(&arguments[0]) : nullptr;
    const std::span<const Value> items = list ? std::span<const Value>((*list)->items) : arguments;
    if (items.empty()) return no(problem, fmt::format("{}() of nothing", name));
    Value best = items[0];
    for (const Value& item : items.subspan(1)) {
        const auto better = compare(name == "min" ? "<" : ">", item, best, problem);
        if (!better) return std::nullopt;
        if (*better) best = item;
    }
    return best;
}

std::optional<Value> sumOf(const Value& value, ExpressionProblem& problem) {
    const auto* list = std::get_if<std::shared_ptr<const List>>(&value);
    if (!list) return no(problem, "sum() needs a list");
    std::optional<Value> total = Value(std::int64_t{0});
    for (const Value& item : (*list)->items) {
        if (total) total = apply("+", *total, item, problem);
    }
    return total;
}

std::optional<Value> callNumeric(std::string_view name, std::span<const Value> arguments, ExpressionProblem& problem,
                                 bool& known) {
    const auto unary = std::find_if(unaries.begin(), unaries.end(), [&](const Unary& u) { return u.name == name; });
    const auto binary = std::find_if(binaries.begin(), binaries.end(), [&](const Binary& b) { return b.name == name; });
    known = unary != unaries.end() || binary != binaries.end() || name == "log";
    if (!known) return std::nullopt;
    const std::size_t wanted = binary != binaries.end() || (name == "log" && arguments.size() == 2) ? 2 : 1;
    if (arguments.size() != wanted) return no(problem, fmt::format("{}() needs {} numbers", name, wanted));
    const auto a = numberOf(arguments[0]);
    const auto b = wanted == 2 ? numberOf(arguments[1]) : std::optional(0.0);
    if (!a || !b) return no(problem, fmt::format("{}() needs numbers", name));
    const double result = unary != unaries.end()     ? unary->function(*a)
                          : binary != binaries.end() ? binary->function(*a, *b)
                          : wanted == 2              ? std::log(*a) / std::log(*b)
                                                     : std::log(*a);
    if (std::isnan(result) && !std::isnan(*a)) return no(problem, fmt::format("{}() has no value there", name));
    return result;
}

} // namespace

std::optional<Value> apply(std::string_view op, const Value& a, const Value& b, ExpressionProblem& problem) {
    const auto left = numberOf(a);
    const auto right = numberOf(b);
    if (!left || !right) return applyToOthers(op, a, b, problem);
    const auto first = integerOf(a);
    const auto second = integerOf(b);
    const bool divides = op == "//" || op == "%";
    if (first && second && !(divides && *second == 0)) {
        if (auto whole = applyWhole(op, *first, *second)) return whole;
    }
    return applyNumbers(op, *left, *right, problem);
}

std::optional<bool> compare(std::string_view op, const Value& a, const Value& b, ExpressionProblem& problem) {
    if (op == "==") return areEqual(a, b);
    if (op == "!=") return !areEqual(a, b);
    if (op == "in") return contains(b, a);
    if (op == "not in") return !contains(b, a);
    const auto left = numberOf(a);
    const auto right = numberOf(b);
    const auto* text = std::get_if<std::string>(&a);
    const auto* other = std::get_if<std::string>(&b);
    if (!(left && right) && !(text && other))
        return no(problem, fmt::format("{} and {} cannot be compared with '{}'", kindOf(a), kindOf(b), op));
    const bool less = text && other ? *text < *other : *left < *right;
    const bool more = text && other ? *text > *other : *left > *right;
    if (op == "<") return less;
    if (op == ">") return more;
    if (left && right && (std::isnan(*left) || std::isnan(*right))) return false;
    return op == "<=" ? !more : !less;
}

std::optional<Value> itemOf(const Value& container, const Value& index, ExpressionProblem& problem) {
    if (const auto* dict = std::get_if<std::shared_ptr<const Dict>>(&container)) {
        if (const Value* found = (*dict)->find(textOf(index))) return *found;
        return no(problem, fmt::format("the dictionary has no '{}'", textOf(index).substr(0, 80)));
    }
    const auto at = integerOf(index);
    const auto* list = std::get_if<std::shared_ptr<const List>>(&container);
    const auto* text = std::get_if<std::string>(&container);
    if (!at || (!list && !text)) return no(problem, fmt::format("{} has no index", kindOf(container)));
    const auto size = static_cast<std::int64_t>(list ? (*list)->items.size() : text->size());
    if (*at >= size || *at < -size) return no(problem, fmt::format("the index {} is outside", *at));
    const auto place = static_cast<std::size_t>(*at < 0 ? *at + size : *at);
    return list ? (*list)->items[place] : Value(std::string(1, (*text)[place]));
}

std::optional<Value> constantNamed(std::string_view name) {
    name = withoutModule(name);
    if (name == "pi") return std::numbers::pi;
    if (name == "tau") return 2 * std::numbers::pi;
    if (name == "e") return std::numbers::e;
    if (name == "inf") return std::numeric_limits<double>::infinity();
    if (name == "nan") return std::numeric_limits<double>::quiet_NaN();
    return std::nullopt;
}

std::optional<Value> callFunction(std::string_view name, std::span<const Value> arguments, ExpressionProblem& problem) {
    const std::string_view shown = name;
    name = withoutModule(name);
    bool known = false;
    auto numeric = callNumeric(name, arguments, problem, known);
    if (known) return numeric;
    if (name == "min" || name == "max") return extreme(name, arguments, problem);
    auto sequence = callSequence(name, arguments, problem);
    if (sequence || !problem.message.empty()) return sequence;
    constexpr std::array ones{"str", "float", "int", "bool", "abs", "floor", "ceil", "trunc", "round", "len", "sum"};
    if (std::find(ones.begin(), ones.end(), name) == ones.end())
        return no(problem, fmt::format("the function {}() is not known here", shown.substr(0, 80)), true);
    if (name == "round" && arguments.size() == 2 && numberOf(arguments[0]) && integerOf(arguments[1])) {
        const double scale =
            std::pow(10.0, static_cast<double>(std::clamp<std::int64_t>(*integerOf(arguments[1]), 0, 15)));
        return std::nearbyint(*numberOf(arguments[0]) * scale) / scale;
    }
    if (arguments.size() != 1) return no(problem, fmt::format("{}() needs one argument", name));
    if (name == "len") return lengthOf(arguments[0], problem);
    if (name == "sum") return sumOf(arguments[0], problem);
    const bool converts = name == "str" || name == "float" || name == "int" || name == "bool";
    return converts ? convert(name, arguments[0], problem) : roundingOf(name, arguments[0], problem);
}

} // namespace orrery::robot::xacro
