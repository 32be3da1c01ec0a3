// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_reading.h"

#include "local_sets.h"

#include <QCoreApplication>
#include <QLocale>

#include <orrery/bridge/text.h>
#include <orrery/gguf/facts.h>
#include <orrery/gguf/file.h>
#include <orrery/gguf/file_name.h>

#include <fmt/format.h>

#include <algorithm>

namespace orrery::ui {

namespace fs = std::filesystem;

namespace {

constexpr int longestTemplate = 100000;

/// Gives the texts of this file to translators under one name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(ModelReading)
};

/// Control characters, and those that turn the direction of what follows.
bool isHidden(QChar c) {
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format ||
           c.category() == QChar::Other_Surrogate;
}

QString plainBlock(std::string_view utf8, int most) {
    QString text = textFrom(utf8.substr(0, static_cast<std::size_t>(most) * 4));
    text.removeIf([](QChar c) { return c != u'\n' && c != u'\t' && !c.isSurrogate() && isHidden(c); });
    if (text.size() > most) text = text.left(most) + u'…';
    return text;
}

class Facts {
public:
    explicit Facts(QVariantList list = {}) : m_list(std::move(list)) {}

    void add(const QString& name, const QString& value, const QString& help = {}) {
        if (!value.isEmpty())
            m_list += QVariantMap{
                {QLatin1String("name"), name}, {QLatin1String("value"), value}, {QLatin1String("help"), help}};
    }
    void add(const QString& name, std::optional<std::uint64_t> value, const QString& help = {}) {
        if (value && *value > 0) add(name, QLocale().toString(static_cast<qulonglong>(*value)), help);
    }
    QVariantList take() { return std::move(m_list); }

private:
    QVariantList m_list;
};

QString expertsText(const gguf::ModelFacts& known) {
    if (known.experts == 0 || known.expertsUsed == 0) return {};
    return Words::tr("%1 of %2 at a time").arg(known.expertsUsed).arg(known.experts);
}

std::string baseModelOf(const gguf::Header& header) {
    constexpr std::string_view hub = "https://huggingface.co/";
    if (auto url = header.text("general.base_model.0.repo_url")) {
        if (url->starts_with(hub)) url->remove_prefix(hub.size());
        return std::string(*url);
    }
    const auto name = header.text("general.base_model.0.name");
    const auto owner = header.text("general.base_model.0.organization");
    if (name && owner) return fmt::format("{}/{}", *owner, *name);
    return std::string(name.value_or(""));
}

void addShape(Facts& facts, const gguf::ModelFacts& known) {
    facts.add(Words::tr("Architecture"), plainLine(known.architecture),
              Words::tr("How the model is built inside. The engine must know it."));
    if (known.parameterCount > 0)
        facts.add(Words::tr("Parameters"), countText(known.parameterCount),
                  Words::tr("The numbers the model has learnt. More know more, and need more memory."));
    facts.add(Words::tr("Quantisation"), plainLine(known.quantisation),
              Words::tr("A smaller copy with slightly less precision."));
    facts.add(Words::tr("Context"), known.contextLength,
              Words::tr("How many tokens it was trained to keep in mind. A token is about three quarters of a word."));
    facts.add(Words::tr("Vocabulary"), known.vocabularySize, Words::tr("Different tokens it can read and write."));
    facts.add(Words::tr("Layers"), known.layers);
    facts.add(Words::tr("Width"), known.embeddingLength,
              Words::tr("Numbers that stand for one token inside the model."));
    facts.add(Words::tr("Experts"), expertsText(known),
              Words::tr("Only some of its parts work on each token: it answers faster than its size suggests."));
}

double share(std::uint64_t part, std::uint64_t total) {
    return total == 0 ? 0 : static_cast<double>(part) / static_cast<double>(total);
}

QVariantMap typeRow(const QString& name, double share, const QString& size, const QString& count) {
    return {{QLatin1String("name"), name},
            {QLatin1String("share"), share},
            {QLatin1String("sizeText"), size},
            {QLatin1String("countText"), count}};
}

QVariantList typesOf(const gguf::ModelFacts& known) {
    QVariantList list;
    for (const gguf::TypeShare& type : known.types) {
        const auto count = static_cast<int>(type.tensors);
        const QString tensors = count == 1 ? Words::tr("1 tensor") : Words::tr("%n tensors", nullptr, count);
        list += typeRow(plainLine(type.name, 20), share(type.size, known.weightsSize), sizeText(type.size), tensors);
    }
    return list;
}

Result<ModelReading> readGguf(const fs::path& file) {
    auto header = gguf::readGgufModel(file, gguf::Accept::Any);
    if (!header) return fail(std::move(header.error()));
    const auto parts = static_cast<int>(gguf::partNames(file.string()).size());
    ModelReading reading = readingOf(file, std::move(*header), parts);
    if (!reading.whyNot.isEmpty()) return reading;
    auto heads = inference::readModelHeads(file);
    if (!heads) return fail(std::move(heads.error()));
    reading.heads = std::make_shared<const std::vector<inference::ModelHead>>(std::move(*heads));
    reading.projector = localModel(file).projector;
    if (reading.projector.empty()) return reading;
    Facts more(std::move(reading.facts));
    more.add(Words::tr("Projector"), plainLine(reading.projector.filename().string()),
             Words::tr("Lets the model see images."));
    reading.facts = more.take();
    return reading;
}

} // namespace

QString plainLine(std::string_view utf8, int most) {
    QString text = textFrom(utf8.substr(0, static_cast<std::size_t>(most) * 8)).simplified();
    text.removeIf([](QChar c) { return !c.isSurrogate() && isHidden(c); });
    return text.size() > most ? text.left(most) + u'…' : text;
}

ModelReading readingOf(const fs::path& file, gguf::Header header, int parts) {
    const gguf::ModelFacts known = gguf::modelFacts(header);
    ModelReading reading{.file = file};
    reading.title = known.name.empty() ? plainLine(file.filename().string()) : plainLine(known.name);
    Facts facts;
    addShape(facts, known);
    facts.add(Words::tr("Size"), sizeText(header.fileSize));
    if (parts > 1) facts.add(Words::tr("File parts"), QLocale().toString(parts));
    facts.add(Words::tr("Made by"), plainLine(known.organisation));
    reading.facts = facts.take();
    reading.tensorTypes = typesOf(known);
    reading.chatTemplate = plainBlock(known.chatTemplate, longestTemplate);
    reading.whyNot = plainLine(known.obstacle, 400);
    if (known.projector && reading.whyNot.isEmpty())
        reading.whyNot = Words::tr("This file is no model: it lets one see or hear. Open the model beside it.");
    reading.licence = known.licence;
    reading.licenceName = header.text("general.license.name").value_or("");
    reading.licenceRepo = baseModelOf(header);
    reading.baseModel = plainLine(reading.licenceRepo);
    reading.trainedContext = known.contextLength.value_or(0);
    reading.parameters = known.parameterCount;
    reading.header = std::make_shared<const gguf::Header>(std::move(header));
    return reading;
}

ModelReading readingOf(const fs::path& file, const safetensors::ModelFacts& known) {
    ModelReading reading{.file = file, .title = plainLine(file.parent_path().filename().string())};
    reading.whyNot = Words::tr("This engine runs GGUF files. Look for a GGUF copy of this model.");
    reading.parameters = known.parameterCount;
    reading.trainedContext = known.contextLength;
    Facts facts;
    facts.add(Words::tr("Architecture"), plainLine(known.architecture));
    if (known.parameterCount > 0) facts.add(Words::tr("Parameters"), countText(known.parameterCount));
    facts.add(Words::tr("Quantisation"), plainLine(known.quantisation));
    facts.add(Words::tr("Context"), known.contextLength);
    facts.add(Words::tr("Vocabulary"), known.vocabularySize);
    facts.add(Words::tr("Layers"), known.layers);
    facts.add(Words::tr("Width"), known.hiddenSize);
    facts.add(Words::tr("Size"), sizeText(known.weightsSize));
    if (known.files > 1) facts.add(Words::tr("File parts"), QLocale().toString(known.files));
    reading.facts = facts.take();
    for (const auto& [type, count] : known.parametersByType)
        reading.tensorTypes +=
            typeRow(plainLine(type, 20), share(count, known.parameterCount), countText(count), Words::tr("parameters"));
    return reading;
}

Result<ModelReading> readModel(const fs::path& file) {
    if (file.extension() != ".safetensors") return readGguf(file);
    const auto known = safetensors::readModel(file);
    if (!known) return fail(known.error());
    return readingOf(file, *known);
}

} // namespace orrery::ui
