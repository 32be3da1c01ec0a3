// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/card/document.h>

#include <memory>

namespace orrery::card {

/// How text is to look, and where it leads.
struct Look {
    unsigned style = Run::Plain;
    std::shared_ptr<const std::string> link; ///< Null: nowhere.
};

/// Gathers the runs of one paragraph: blanks collapse as in HTML, runs that look the same become one.
class RunBuilder {
public:
    void add(std::string_view text, const Look& look);
    /// Without collapsing; for code and maths.
    void addVerbatim(std::string_view text, const Look& look);
    void breakLine();
    /// Breaks the line unless it is a new one.
    void endLine();
    /// Nothing but blanks so far.
    bool empty() const { return m_empty; }
    /// About what it takes in memory.
    std::size_t bytes() const { return m_bytes; }
    /// Gives it away, without blanks at its ends, and starts anew.
    Runs take();

private:
    bool endsBlank() const;
    std::string& runFor(const Look& look);

    Runs m_runs;
    std::size_t m_bytes = 0;
    bool m_empty = true;
};

} // namespace orrery::card
