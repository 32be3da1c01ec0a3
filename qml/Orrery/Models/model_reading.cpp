// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_reading.h"

#include "local_sets.h"

#include <QCoreApplication>
#include <QLocale>

#include <orrery/bridge/text.h>
#include <orrery/gguf/facts.h>
#include <orrery/gguf/tensor_type.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

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

std::string key(const gguf::Header& header, std::string_view name) {
    return fmt::format("{}.{}", header.text("general.architecture").value_or(""), name);
}

QString expertsText(const gguf::Header& header) {
    const auto all = header.count(key(header, "expert_count"));
    const auto used = header.count(key(header, "expert_used_count"));
    if (!all || *all == 0) return {};
    if (!used) return QLocale().toString(static_cast<qulonglong>(*all));
    return Words::tr("%1 of %2 at a time").arg(*used).arg(*all);
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

QString makerOf(const gguf::Header& header) {
    for (const char* name : {"general.organization", "general.author"})
        if (const auto text = header.text(name); text && !text->empty()) return plainLine(*text);
    return {};
}

void addShape(Facts& facts, const gguf::Header& header, const gguf::ModelFacts& known) {
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
    facts.add(Words::tr("Layers"), header.count(key(header, "block_count")));
    facts.add(Words::tr("Width"), header.count(key(header, "embedding_length")),
              Words::tr("Numbers that stand for one token inside the model."));
    facts.add(Words::tr("Experts"), expertsText(header),
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

QVariantList typesOf(const gguf::Header& header, std::uint64_t total) {
    struct Sum {
        std::uint64_t bytes = 0;
        int count = 0;
    };
    std::map<std::uint32_t, Sum> sums;
    for (const gguf::TensorInfo& tensor : header.tensors) {
        sums[tensor.type].bytes += tensor.size;
        ++sums[tensor.type].count;
    }
    std::vector<std::pair<std::uint32_t, Sum>> ordered(sums.begin(), sums.end());
    std::ranges::stable_sort(ordered, std::greater(), [](const auto& entry) { return entry.second.bytes; });
    QVariantList list;
    for (const auto& [type, sum] : ordered) {
        const auto known = gguf::tensorType(type);
        const QString name = known ? textFrom(known->name) : Words::tr("type %1, newer than Orrery").arg(type);
        const QString tensors = sum.count == 1 ? Words::tr("1 tensor") : Words::tr("%n tensors", nullptr, sum.count);
        list += typeRow(name, share(sum.bytes, total), sizeText(sum.bytes), tensors);
    }
    return list;
}

Result<ModelReading> readGguf(const fs::path& file) {
    auto heads = inference::readModelHeads(file);
    if (!heads) return fail(std::move(heads.error()));
    auto header = inference::readHeads(*heads);
    if (!header) return fail(std::move(header.error()));
    ModelReading reading = readingOf(file, std::move(*header), static_cast<int>(heads->size()));
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
    addShape(facts, header, known);
    facts.add(Words::tr("Size"), sizeText(header.fileSize));
    if (parts > 1) facts.add(Words::tr("File parts"), QLocale().toString(parts));
    facts.add(Words::tr("Made by"), makerOf(header));
    reading.facts = facts.take();
    reading.tensorTypes = typesOf(header, known.weightsSize);
    reading.chatTemplate = plainBlock(header.text("tokenizer.chat_template").value_or(""), longestTemplate);
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
    reading.runs = false;
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
