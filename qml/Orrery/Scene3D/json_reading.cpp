// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_reading.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype longestName = 80;

QString quoted(const QString& name) {
    return QLatin1Char('"') + (name.size() > longestName ? name.left(longestName) + QStringLiteral("...") : name) +
           QLatin1Char('"');
}

} // namespace

std::optional<QJsonObject> JsonReading::parse(std::string_view text, std::size_t mostBytes) {
    if (text.size() > mostBytes) {
        bad({}, QStringLiteral("It is larger than %1 MB.").arg(mostBytes / (1024 * 1024)));
        return std::nullopt;
    }
    QJsonParseError error;
    const QByteArray bytes = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError) {
        const auto end = text.begin() + std::clamp<std::ptrdiff_t>(error.offset, 0, std::ssize(text));
        bad({}, QStringLiteral("It is not valid JSON: line %1 is where reading stopped.")
                    .arg(1 + std::count(text.begin(), end, '\n')));
        return std::nullopt;
    }
    if (!document.isObject()) {
        bad({}, QStringLiteral("It is not a JSON object."));
        return std::nullopt;
    }
    return document.object();
}

void JsonReading::bad(const QString& path, const QString& what) {
    if (isGood()) m_problem = path.isEmpty() ? what : quoted(path) + QLatin1Char(' ') + what;
}

QJsonObject JsonReading::object(const QJsonValue& value, const QString& path, std::size_t most) {
    if (!value.isObject()) bad(path, QStringLiteral("must be an object: { ... }."));
    if (value.toObject().size() > static_cast<qsizetype>(most))
        bad(path, QStringLiteral("has too many members; %1 is the most.").arg(most));
    return isGood() ? value.toObject() : QJsonObject();
}

QJsonArray JsonReading::array(const QJsonValue& value, const QString& path, std::size_t most) {
    if (!value.isArray()) bad(path, QStringLiteral("must be a list: [ ... ]."));
    if (value.toArray().size() > static_cast<qsizetype>(most))
        bad(path, QStringLiteral("is too long; %1 is the most.").arg(most));
    return isGood() ? value.toArray() : QJsonArray();
}

JsonObject::JsonObject(JsonReading& reading, const QJsonValue& value, QString path)
    : m_reading(reading), m_path(std::move(path)) {
    if (!value.isObject()) m_reading.bad(m_path, QStringLiteral("must be an object: { ... }."));
    m_object = value.toObject();
}

QString JsonObject::at(const char* name) const {
    const QString own = QString::fromUtf8(name);
    return m_path.isEmpty() ? own : m_path + QLatin1Char('.') + own;
}

std::optional<QJsonValue> JsonObject::take(const char* name) {
    const auto found = m_object.find(QString::fromUtf8(name));
    if (found == m_object.end() || !m_reading.isGood()) return std::nullopt;
    const QJsonValue value = found.value();
    m_object.erase(found);
    return value;
}

void JsonObject::flag(const char* name, bool& into) {
    const auto value = take(name);
    if (!value) return;
    if (!value->isBool()) return m_reading.bad(at(name), QStringLiteral("must be true or false."));
    into = value->toBool();
}

void JsonObject::number(const char* name, double low, double high, double& into) {
    const auto value = take(name);
    if (!value) return;
    if (!value->isDouble() || !(value->toDouble() >= low && value->toDouble() <= high))
        return m_reading.bad(at(name), QStringLiteral("must be a number from %1 to %2.").arg(low).arg(high));
    into = value->toDouble();
}

void JsonObject::text(const char* name, std::string& into) {
    const auto value = take(name);
    if (!value) return;
    if (!value->isString()) return m_reading.bad(at(name), QStringLiteral("must be a text."));
    into = value->toString().toStdString();
}

std::optional<std::size_t> JsonObject::indexOf(const char* name, std::span<const char* const> words) {
    const auto value = take(name);
    if (!value) return std::nullopt;
    const QString text = value->toString();
    QStringList known;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (text == QLatin1String(words[i])) return i;
        known.push_back(QString::fromLatin1(words[i]));
    }
    m_reading.bad(at(name), QStringLiteral("must be one of %1.").arg(known.join(QStringLiteral(", "))));
    return std::nullopt;
}

void JsonObject::end() {
    if (m_object.isEmpty()) return;
    m_reading.bad(at(m_object.keys().first().toUtf8().constData()), QStringLiteral("is nothing that is known here."));
}
