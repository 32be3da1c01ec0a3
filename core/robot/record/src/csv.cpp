// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "output_file.h"

#include <orrery/robot/record/take_file.h>

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace orrery::robot {
namespace {

constexpr std::size_t blockSize = 1U << 20U;

/// A cell by RFC 4180; one that a spreadsheet would take for a formula gets a blank in front.
std::string cell(const std::string& text) {
    const bool formula = !text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos;
    if (!formula && text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted(formula ? "\" " : "\"");
    for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
    quoted += '"';
    return quoted;
}

using Column = std::pair<std::string, const std::vector<double>*>;

std::vector<Column> columnsOf(const Take& take) {
    std::vector<Column> columns;
    for (const auto& [quantity, name] :
         {std::pair(Quantity::Position, "position"), std::pair(Quantity::Velocity, "velocity"),
          std::pair(Quantity::Effort, "effort")}) {
        for (std::size_t joint = 0; joint < take.joints().size(); ++joint) {
            const auto& column = take.column(quantity, joint);
            if (!column.empty()) columns.emplace_back(cell(take.joints()[joint] + "." + name), &column);
        }
    }
    return columns;
}

Status writeRows(const Take& take, OutputFile& file) {
    const auto columns = columnsOf(take);
    std::string text = "time";
    for (const auto& [name, column] : columns) text += "," + name;
    text += "\n";
    for (std::size_t row = 0; row < take.times().size(); ++row) {
        fmt::format_to(std::back_inserter(text), "{}", take.times()[row]);
        for (const auto& [name, column] : columns) {
            text += ',';
            if (std::isfinite((*column)[row])) fmt::format_to(std::back_inserter(text), "{}", (*column)[row]);
        }
        text += '\n';
        if (text.size() < blockSize) continue;
        if (Status status = file.append(text); !status) return status;
        text.clear();
    }
    if (Status status = file.append(text); !status) return status;
    return file.close();
}

} // namespace

Status saveCsv(const Take& take, const std::filesystem::path& path) {
    auto file = OutputFile::create(path);
    if (!file) return fail(file.error());
    Status status = writeRows(take, *file);
    std::error_code ignored;
    if (!status) std::filesystem::remove(path, ignored);
    return status;
}

} // namespace orrery::robot
