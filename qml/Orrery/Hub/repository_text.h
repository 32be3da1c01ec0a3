// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "family_finder.h"
#include "repository_record.h"
#include "row_model.h"
#include "variants.h"

#include <orrery/governance/licence.h>

#include <vector>

/// Rows of the repository page's tables, made from values. The columns stand with each.
namespace orrery::ui {

/// name, value
std::vector<RowModel::Row> factRows(const RepositoryRecord& record);
QList<QByteArray> factColumns();

/// key, label, sizeText, bitsText, fitIcon, fitText, fitMood, recommended, why, complete, runs, installed, files
std::vector<RowModel::Row> variantRows(const Variants& variants, const RepositoryRecord& record);
QList<QByteArray> variantColumns();

/// text, kind: "allowed", "duty", "limit", "unknown"
std::vector<RowModel::Row> licenceRows(const governance::LicenceVerdict& verdict);
QList<QByteArray> licenceColumns();
/// How well the licence was made sure of, for a person.
QString licenceCertainty(const governance::LicenceVerdict& verdict);

/// key, group, name, title, publisher, facts, licenceText, licenceMood, licenceIcon, known
std::vector<RowModel::Row> familyRows(const Family& family, const governance::LabTable& labs);
QList<QByteArray> familyColumns();

/// id, title, message, authors, date
std::vector<RowModel::Row> commitRows(const std::vector<hub::Commit>& commits);
QList<QByteArray> commitColumns();

/// name, ref, kind: "branch", "tag", "pull"
std::vector<RowModel::Row> revisionRows(const hub::Refs& refs);
QList<QByteArray> revisionColumns();

} // namespace orrery::ui
