// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare_setup.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QStringList>

#include <orrery/bridge/text.h>

using namespace orrery;

namespace {

const CompareSetup usual;

/// Gives the texts of this file to translators under one name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(CompareSetup)
};

} // namespace

QString settingsText(const CompareSetup& setup) {
    QStringList parts;
    if (setup.temperature) parts += Words::tr("temperature %1").arg(QLocale().toString(*setup.temperature, 'g', 3));
    if (setup.isLocal() && setup.contextTokens != usual.contextTokens)
        parts += Words::tr("context of %1 tokens").arg(QLocale().toString(setup.contextTokens));
    if (setup.isLocal() && setup.threads != usual.threads) parts += Words::tr("%n thread(s)", nullptr, setup.threads);
    if (!setup.thinking) parts += Words::tr("without thinking");
    if (!setup.isLocal()) parts += Words::tr("on %1").arg(setup.server);
    return parts.join(QStringLiteral(", "));
}

std::string settingsJson(const CompareSetup& setup) {
    QJsonObject json;
    if (setup.isLocal()) {
        json[QStringLiteral("file")] = setup.file;
        json[QStringLiteral("contextTokens")] = setup.contextTokens;
        if (setup.threads > 0) json[QStringLiteral("threads")] = setup.threads;
    } else {
        json[QStringLiteral("server")] = setup.server;
        json[QStringLiteral("model")] = setup.serverModel;
    }
    if (setup.temperature) json[QStringLiteral("temperature")] = *setup.temperature;
    if (!setup.thinking) json[QStringLiteral("thinking")] = false;
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

CompareSetup setupFrom(const measure::ComparedAnswer& answer) {
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(answer.settings)).object();
    CompareSetup setup;
    setup.title = textFrom(answer.model);
    setup.file = json[QStringLiteral("file")].toString();
    setup.server = json[QStringLiteral("server")].toString();
    setup.serverModel = json[QStringLiteral("model")].toString();
    setup.contextTokens = json[QStringLiteral("contextTokens")].toInt(usual.contextTokens);
    setup.threads = json[QStringLiteral("threads")].toInt(usual.threads);
    setup.thinking = json[QStringLiteral("thinking")].toBool(usual.thinking);
    const QJsonValue temperature = json[QStringLiteral("temperature")];
    if (temperature.isDouble()) setup.temperature = temperature.toDouble();
    return setup;
}

compare::Contender contenderFrom(const CompareSetup& setup, const KeySource& keys) {
    compare::Contender contender;
    const QString settings = settingsText(setup);
    contender.model = setup.title.toStdString();
    contender.label = contender.model + (settings.isEmpty() ? "" : " (" + settings.toStdString() + ")");
    contender.settings = settingsJson(setup);
    contender.sampling.temperature = setup.temperature;
    contender.thinking = setup.thinking;
    if (setup.isLocal()) {
        inference::EngineSettings& engine = contender.engine.emplace();
        engine.model = setup.file.toStdString();
        engine.contextTokens = static_cast<std::uint32_t>(setup.contextTokens);
        if (setup.threads > 0) engine.threads = static_cast<unsigned>(setup.threads);
        return contender;
    }
    inference::RemoteServer server;
    server.name = setup.server.toStdString();
    server.url = setup.server.toStdString();
    contender.server = [keys, server, model = setup.serverModel.toStdString()](auto completion) {
        const inference::ChatEndpoint endpoint{server.url, {}, {}, model};
        if (!keys) return completion(endpoint);
        keys(server, [completion, endpoint](std::string key) {
            inference::ChatEndpoint whole = endpoint;
            whole.apiKey = std::move(key);
            completion(whole);
        });
    };
    return contender;
}
