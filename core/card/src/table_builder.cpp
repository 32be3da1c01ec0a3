// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "table_builder.h"

#include <algorithm>

namespace orrery::card {

namespace {

constexpr std::size_t mostColumns = 200;
constexpr std::size_t mostRows = 2000;
/// Marks the description of an image among the styles of a run, until its cell is complete.
constexpr unsigned description = 1U << 15U;

bool saysSomething(const Run& run) {
    return (run.style & description) == 0 && run.text.find_first_not_of(" \n") != std::string::npos;
}

} // namespace

void TableBuilder::startRow() {
    endCell();
    if (m_rows.size() <= mostRows) m_rows.emplace_back();
    m_cut = m_cut || m_rows.size() > mostRows;
}

void TableBuilder::startCell(const CellShape& shape) {
    if (m_rows.empty()) startRow();
    endCell();
    m_shape = shape;
    m_inCell = true;
    m_header = m_header || (m_rows.size() == 1 && shape.header);
}

void TableBuilder::endCell() {
    if (!m_inCell) return;
    m_inCell = false;
    fillFromAbove();
    const std::size_t column = m_rows.back().size();
    for (std::size_t i = 0; i < std::min(m_shape.columns, mostColumns); ++i) {
        push({i == 0 ? m_text.take() : Runs(), m_shape.align});
        if (m_rows.back().size() > column + i && m_shape.rows > 1) m_spans[column + i] = m_shape.rows - 1;
    }
}

void TableBuilder::addImage(Image image, const Look& look) {
    if (!image.text.empty()) m_text.add(image.text, {look.style | Run::Italic | description, look.link});
    m_bytes += sizeof(Image) + image.url.size() + image.text.size() + image.link.size();
    m_images.push_back(std::move(image));
}

std::vector<std::vector<Block::Cell>> TableBuilder::takeRows() {
    endCell();
    if (!m_says) return {};
    std::erase_if(m_rows, [](const auto& row) { return row.empty(); });
    if (m_rows.size() > mostRows) m_rows.resize(mostRows);
    std::size_t columns = 0;
    for (const auto& row : m_rows) columns = std::max(columns, row.size());
    if (!m_header) m_rows.emplace(m_rows.begin());
    for (auto& row : m_rows) row.resize(columns);
    return std::move(m_rows);
}

/// Empty cells where a cell further up reaches down.
void TableBuilder::fillFromAbove() {
    while (m_rows.back().size() < m_spans.size() && m_spans[m_rows.back().size()] > 0) {
        --m_spans[m_rows.back().size()];
        push({});
    }
}

void TableBuilder::push(Block::Cell cell) {
    if (m_rows.back().size() >= mostColumns) {
        m_cut = true;
        return;
    }
    m_bytes += sizeof(cell);
    for (Run& run : cell.runs) {
        m_says = m_says || saysSomething(run);
        run.style &= ~description;
        m_bytes += sizeof(run) + run.text.size() + run.link.size();
    }
    m_rows.back().push_back(std::move(cell));
    if (m_spans.size() < m_rows.back().size()) m_spans.push_back(0);
}

} // namespace orrery::card
