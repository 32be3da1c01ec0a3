// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "words.h"

#include <orrery/bridge/text.h>

#include <QCoreApplication>
#include <QLocale>

namespace orrery::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(orrery::Hub)
};

Verdict verdict(const char* icon, const QString& text, const char* mood) {
    return {QString::fromLatin1(icon), text, QString::fromLatin1(mood)};
}

} // namespace

Verdict licenceVerdict(governance::LicenceClass value) {
    using enum governance::LicenceClass;
    switch (value) {
    case OpenOsi: return verdict("licence", Words::tr("Open licence"), "good");
    case OpenOther: return verdict("licence", Words::tr("Open terms"), "good");
    case Conditional: return verdict("licence", Words::tr("With conditions"), "caution");
    case NonCommercial: return verdict("licence", Words::tr("Non-commercial"), "caution");
    case ResearchOnly: return verdict("licence", Words::tr("Research only"), "caution");
    case Unknown: break;
    }
    return verdict("licence", Words::tr("Licence not clear"), "quiet");
}

Verdict fitVerdict(gguf::Fit fit) {
    switch (fit) {
    case gguf::Fit::Fits: return verdict("check", Words::tr("Fits this machine"), "good");
    case gguf::Fit::Tight: return verdict("warning", Words::tr("Tight"), "caution");
    case gguf::Fit::TooBig: return verdict("error", Words::tr("Too big"), "danger");
    case gguf::Fit::Unknown: break;
    }
    return {};
}

Verdict scanVerdict(hub::ScanStatus status) {
    switch (status) {
    case hub::ScanStatus::Safe: return verdict("check", Words::tr("Nothing found"), "good");
    case hub::ScanStatus::Queued: return verdict("clock", Words::tr("Scan waiting"), "quiet");
    case hub::ScanStatus::Caution: return verdict("warning", Words::tr("Caution"), "caution");
    case hub::ScanStatus::Suspicious: return verdict("warning", Words::tr("Suspicious"), "caution");
    case hub::ScanStatus::Unsafe: return verdict("error", Words::tr("Unsafe"), "danger");
    case hub::ScanStatus::Error: return verdict("info", Words::tr("Scan failed"), "quiet");
    case hub::ScanStatus::Unscanned: break;
    }
    return verdict("info", Words::tr("Not scanned"), "quiet");
}

QString taskText(std::string_view task) {
    QString text = textFrom(task).replace(QLatin1Char('-'), QLatin1Char(' '));
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    return text;
}

QString countryText(std::string_view code) {
    if (code == "EU") return Words::tr("European Union");
    if (code == "INT") return Words::tr("International");
    const QLocale::Territory country = QLocale::codeToTerritory(textFrom(code));
    return country == QLocale::AnyTerritory ? textFrom(code) : QLocale::territoryToString(country);
}

QString languageText(std::string_view code) {
    const QLocale::Language language = QLocale::codeToLanguage(textFrom(code));
    return language == QLocale::AnyLanguage || language == QLocale::C ? textFrom(code)
                                                                      : QLocale::languageToString(language);
}

QString kindText(hub::RepoKind kind) {
    switch (kind) {
    case hub::RepoKind::Dataset: return Words::tr("Dataset");
    case hub::RepoKind::Space: return Words::tr("App");
    case hub::RepoKind::Model: break;
    }
    return Words::tr("Model");
}

QString fitFacetText(std::string_view value) {
    if (value == "fits") return Words::tr("Fits this machine");
    if (value == "tight") return Words::tr("Tight");
    return value == "too-big" ? Words::tr("Too big") : Words::tr("Not known");
}

QString licenceFacetText(std::string_view value) {
    using enum governance::LicenceClass;
    switch (governance::licenceClassFromName(value).value_or(Unknown)) {
    case OpenOsi: return Words::tr("Open licence");
    case OpenOther: return Words::tr("Open, not on OSI's list");
    case Conditional: return Words::tr("With conditions");
    case NonCommercial: return Words::tr("Not for commercial use");
    case ResearchOnly: return Words::tr("For research only");
    case Unknown: break;
    }
    return Words::tr("Not clear");
}

QString sizeFacetText(std::string_view value) {
    if (value == "<1B") return Words::tr("Below 1 billion parameters");
    if (value == ">80B") return Words::tr("Above 80 billion");
    if (value == "unknown") return Words::tr("Not known");
    return Words::tr("%1 billion").arg(textFrom(value.substr(0, value.size() - 1)).replace(u'-', QChar(0x2013)));
}

QString gatedFacetText(std::string_view value) {
    return value == "gated" ? Words::tr("On request") : Words::tr("Open to all");
}

QString updatedFacetText(std::string_view value) {
    if (value == "week") return Words::tr("In the last week");
    if (value == "month") return Words::tr("In the last month");
    return value == "half-year" ? Words::tr("In the last half year") : Words::tr("In the last year");
}

QString nextStepText(hub::NextStep step) {
    switch (step) {
    case hub::NextStep::TryAgain:
    case hub::NextStep::TryLater: return Words::tr("Try again");
    case hub::NextStep::LogIn: return Words::tr("Enter a token");
    case hub::NextStep::ReplaceToken: return Words::tr("Replace the token");
    case hub::NextStep::AskForAccess: return Words::tr("Open the page to ask for access");
    case hub::NextStep::GoOnline: return Words::tr("Try again");
    case hub::NextStep::CheckEndpoint: return Words::tr("Check the address");
    case hub::NextStep::None: break;
    }
    return {};
}

} // namespace orrery::ui
