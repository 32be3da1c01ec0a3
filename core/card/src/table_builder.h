// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run_builder.h"

#include <vector>

namespace orrery::card {

struct CellShape {
    Block::Cell::Align align = Block::Cell::Align::Left;
    bool header = false;
    std::size_t columns = 1, rows = 1;
};

/// Gathers one table, at most 200 columns and 2,000 rows of it. Cells that span several columns or rows are followed by
/// empty ones, so that all others keep their place.
class TableBuilder {
public:
    void startRow();
    void startCell(const CellShape& shape);
    void endCell();

    /// What the open cell says.
    RunBuilder& text() { return m_text; }
    /// It stays below the table; here its description takes its place.
    void addImage(Image image, const Look& look);

    /// About what it takes in memory.
    std::size_t bytes() const { return m_bytes + m_text.bytes(); }
    bool cut() const { return m_cut; }
    std::vector<Image> takeImages() { return std::move(m_images); }
    /// All rows equally long, the first one the header, which may be empty. Nothing at all if no cell says anything
    /// (then it only placed its images).
    std::vector<std::vector<Block::Cell>> takeRows();

private:
    void push(Block::Cell cell);
    void fillFromAbove();

    std::vector<std::vector<Block::Cell>> m_rows;
    std::vector<std::size_t> m_spans; ///< By column: how many rows below are taken by a cell above.
    std::vector<Image> m_images;
    RunBuilder m_text;
    CellShape m_shape;
    std::size_t m_bytes = 0;
    bool m_says = false; ///< More than descriptions of images.
    bool m_header = false;
    bool m_cut = false;
    bool m_inCell = false;
};

} // namespace orrery::card
