// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fit_words.h"

#include "model_reading.h"

#include <QCoreApplication>
#include <QLocale>

#include <orrery/bridge/text.h>

#include <algorithm>

namespace orrery::ui {

namespace {

/// Gives the texts of this file to translators under one name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(ModelFit)
};

/// A stacked bar as long as what is free, or as what is needed where that is more.
class Bar {
public:
    Bar(QString name, std::uint64_t used, std::uint64_t free)
        : m_name(std::move(name)), m_used(used), m_free(free), m_length(std::max<std::uint64_t>({used, free, 1})) {}

    void add(const char* kind, const QString& name, std::uint64_t bytes) {
        if (bytes == 0) return;
        m_parts += QVariantMap{{QLatin1String("kind"), QLatin1String(kind)},
                               {QLatin1String("name"), name},
                               {QLatin1String("share"), shareOf(bytes)},
                               {QLatin1String("sizeText"), sizeText(bytes)}};
    }

    QVariantMap finished() && {
        if (m_free > m_used) add("free", Words::tr("Left free"), m_free - m_used);
        return {{QLatin1String("name"), m_name},
                {QLatin1String("text"), Words::tr("%1 of %2").arg(sizeText(m_used), sizeText(m_free))},
                {QLatin1String("limit"), shareOf(m_free)},
                {QLatin1String("parts"), m_parts}};
    }

private:
    [[nodiscard]] double shareOf(std::uint64_t bytes) const {
        return static_cast<double>(bytes) / static_cast<double>(m_length);
    }

    QString m_name;
    std::uint64_t m_used;
    std::uint64_t m_free;
    std::uint64_t m_length;
    QVariantList m_parts;
};

QString number(double value) {
    return QLocale().toString(value, 'f', value < 9.95 ? 1 : 0);
}

} // namespace

QString needText(const inference::FitReport& report) {
    if (report.available == 0) return Words::tr("It takes %1 of memory.").arg(sizeText(report.need.main()));
    return Words::tr("It takes %1 of memory; %2 can be used now.")
        .arg(sizeText(report.need.main()), sizeText(report.available));
}

QString largestContextText(const inference::FitReport& report, int trained) {
    if (report.available == 0) return {};
    if (!report.largestContext) return Words::tr("No context fits, however short.");
    const QString tokens = QLocale().toString(*report.largestContext);
    if (static_cast<std::int64_t>(*report.largestContext) >= trained)
        return Words::tr("Its whole context of %1 tokens fits.").arg(tokens);
    return Words::tr("The longest context that fits is %1 tokens.").arg(tokens);
}

QVariantList memoryBars(const inference::FitReport& report) {
    QVariantList bars;
    const inference::MemoryNeed& need = report.need;
    Bar main(Words::tr("Main memory"), need.main(), report.available);
    main.add("weights", Words::tr("Weights"), need.weights);
    main.add("context", Words::tr("Context"), need.context);
    main.add("compute", Words::tr("Computing"), need.compute);
    main.add("program", Words::tr("The engine itself"), need.overhead);
    bars += std::move(main).finished();
    for (const inference::DeviceMemory& device : need.devices) {
        const std::string& name = device.description.empty() ? device.name : device.description;
        Bar bar(plainLine(name, 60), device.used(), device.free);
        bar.add("weights", Words::tr("Weights"), device.weights);
        bar.add("context", Words::tr("Context"), device.context);
        bar.add("compute", Words::tr("Computing"), device.compute);
        bars += std::move(bar).finished();
    }
    return bars;
}

QString forecastText(const measure::Forecast& forecast) {
    return Words::tr("About %1 tokens/s (%2 to %3)")
        .arg(number(forecast.answerPerSecond), number(forecast.low), number(forecast.high));
}

QString forecastSource(const measure::Forecast& forecast) {
    QString source = Words::tr("Measured on empty weights of this shape.");
    if (forecast.basis == measure::Forecast::Basis::KeptFigures) {
        const int figures = static_cast<int>(forecast.figures);
        source = figures == 1 ? Words::tr("Reckoned from 1 measurement kept on this machine.")
                              : Words::tr("Reckoned from %n measurements kept on this machine.", nullptr, figures);
    }
    if (forecast.promptPerSecond <= 0) return source;
    return Words::tr("%1 It would read prompts at about %2 tokens/s.").arg(source, number(forecast.promptPerSecond));
}

} // namespace orrery::ui
