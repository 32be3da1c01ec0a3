// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/sqlite/statements.h>

namespace orrery::sqlite {

Result<Statement*> Statements::prepared(std::string_view sql) {
    std::string key(sql);
    if (const auto known = m_statements.find(key); known != m_statements.end()) {
        known->second.reset();
        return &known->second;
    }
    Result<Statement> statement = m_database.prepare(sql);
    if (!statement) return fail(statement.error());
    return &m_statements.emplace(std::move(key), std::move(*statement)).first->second;
}

} // namespace orrery::sqlite
