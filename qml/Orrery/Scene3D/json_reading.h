// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Reading a JSON file in which every member must be known and usable: keeps the first thing that is wrong, in words
/// for a person. Once something is wrong nothing else is said. Pure.
class JsonReading {
public:
    /// Nothing when it is no JSON object, with the line where reading stopped, or larger than `mostBytes`.
    std::optional<QJsonObject> parse(std::string_view text, std::size_t mostBytes);

    /// @param path of the member, as "section.axis"; empty for the whole.
    void bad(const QString& path, const QString& what);
    [[nodiscard]] bool isGood() const { return m_problem.isEmpty(); }
    [[nodiscard]] std::string problem() const { return m_problem.toStdString(); }

    /// The value as an object or array of at most so many members; empty when it is none.
    QJsonObject object(const QJsonValue& value, const QString& path, std::size_t most);
    QJsonArray array(const QJsonValue& value, const QString& path, std::size_t most);

private:
    QString m_problem;
};

/// The members of one object. What is not there leaves the variable as it is.
class JsonObject {
public:
    JsonObject(JsonReading& reading, const QJsonValue& value, QString path);

    void flag(const char* name, bool& into);
    /// Within the limits.
    void number(const char* name, double low, double high, double& into);
    void text(const char* name, std::string& into);
    /// One of the words, as the enum's value of that place.
    template <class Words, class Enum>
    void word(const char* name, const Words& words, Enum& into) {
        if (const auto found = indexOf(name, words)) into = static_cast<Enum>(*found);
    }
    std::optional<QJsonValue> take(const char* name);
    /// What a member's path is.
    [[nodiscard]] QString at(const char* name) const;
    /// Says so when there are members that were not asked for.
    void end();

private:
    std::optional<std::size_t> indexOf(const char* name, std::span<const char* const> words);

    JsonReading& m_reading;
    QJsonObject m_object; // members that were not asked for yet
    QString m_path;
};
