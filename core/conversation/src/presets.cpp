// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "presets.h"

#include "rows.h"
#include "title.h"
#include "value_json.h"

namespace orrery::conversation {

using sqlite::Statement;
using sqlite::Statements;

namespace {

Preset preset(Id id, const char* name, const char* system, double temperature, double topP, double minP) {
    Preset result{id, name, {}};
    result.setup.system = system;
    result.setup.sampling.temperature = temperature;
    result.setup.sampling.topP = topP;
    result.setup.sampling.minP = minP;
    return result;
}

Status checkChangeable(Id id) {
    if (id >= 0) return {};
    return fail(orrery::Errc::InvalidArgument,
                "The presets that come with Orrery cannot be changed. Save yours under a name of its own.");
}

} // namespace

std::vector<Preset> ownPresets() {
    return {
        preset(-1, "Balanced", "", 0.7, 0.95, 0.05),
        preset(-2, "Precise", "Answer briefly and exactly. Say so when you are not sure, and do not make anything up.",
               0.2, 0.9, 0.1),
        preset(-3, "Creative", "Write freely and vividly. Surprise the reader, and avoid stock phrases.", 1.1, 1.0,
               0.03),
        preset(-4, "Code",
               "You help with programs. Give complete code that works, in fenced blocks that name the language, and "
               "explain only what is not plain from reading it.",
               0.2, 0.95, 0.05),
    };
}

Result<std::vector<Preset>> readPresets(Statements& sql) {
    std::vector<Preset> presets = ownPresets();
    const Status done =
        sql.each("SELECT id, name, setup FROM preset ORDER BY name COLLATE NOCASE, id", [&](const Statement& row) {
            presets.push_back({row.number(0), std::string(row.bytes(1)), setupFrom(parseJson(row.bytes(2)))});
        });
    if (!done) return fail(done.error());
    return presets;
}

Result<Id> writePreset(Statements& sql, const Preset& preset) {
    const std::string name = oneLine(preset.name);
    if (Status may = checkChangeable(preset.id); !may) return fail(may.error());
    if (name.empty()) return fail(orrery::Errc::InvalidArgument, "A preset needs a name. Give it one.");
    const std::string setup = compact(toJson(preset.setup));
    const Status done = preset.id == 0
                            ? sql.run("INSERT INTO preset(name, setup) VALUES(?,?)", name, setup)
                            : sql.run("UPDATE preset SET name=?, setup=? WHERE id=?", name, setup, preset.id);
    if (!done) return fail(done.error());
    if (preset.id == 0) return sql.database().lastId();
    return sql.database().changed() == 1 ? Result<Id>(preset.id) : fail(rows::notThere("preset"));
}

Status deletePreset(Statements& sql, Id preset) {
    if (Status may = checkChangeable(preset); !may) return may;
    if (Status done = sql.run("DELETE FROM preset WHERE id=?", preset); !done) return done;
    return sql.database().changed() == 1 ? Status() : fail(rows::notThere("preset"));
}

} // namespace orrery::conversation
