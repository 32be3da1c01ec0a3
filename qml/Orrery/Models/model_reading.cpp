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
#include <orrery/gguf/tensor_type.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace orrery::ui {

namespace fs = std::filesystem;

namespace {

constexpr int longestTemplate = 100000;
constexpr int mostParts = 1000;

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
        const double share = total == 0 ? 0 : static_cast<double>(sum.bytes) / static_cast<double>(total);
        const QString tensors = sum.count == 1 ? Words::tr("1 tensor") : Words::tr("%n tensors", nullptr, sum.count);
        list += QVariantMap{{QLatin1String("name"), name},
                            {QLatin1String("share"), share},
                            {QLatin1String("sizeText"), sizeText(sum.bytes)},
                            {QLatin1String("countText"), tensors}};
    }
    return list;
}

fs::path partPath(const fs::path& file, int part, int parts) {
    const std::string name = file.filename().string();
    const std::string ending = fmt::format("-of-{:05}.gguf", parts);
    const std::size_t at = name.size() - std::min(name.size(), ending.size() + 5);
    return file.parent_path() / (name.substr(0, at) + fmt::format("{:05}", part) + ending);
}

Result<std::vector<gguf::Header>> readParts(const fs::path& file) {
    const auto name = gguf::parseFileName(file.filename().string());
    const int parts = name && name->shardCount <= mostParts ? name->shardCount : 1;
    std::vector<gguf::Header> headers;
    for (int part = 1; part <= parts; ++part) {
        auto header = gguf::readGgufFile(parts == 1 ? file : partPath(file, part, parts));
        if (!header) return fail(std::move(header.error()));
        headers.push_back(std::move(*header));
    }
    return headers;
}

} // namespace

QString plainLine(std::string_view utf8, int most) {
    QString text = textFrom(utf8.substr(0, static_cast<std::size_t>(most) * 8)).simplified();
    text.removeIf([](QChar c) { return !c.isSurrogate() && isHidden(c); });
    return text.size() > most ? text.left(most) + u'…' : text;
}

gguf::Header joined(std::vector<gguf::Header> parts) {
    gguf::Header whole = std::move(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i) {
        std::ranges::move(parts[i].tensors, std::back_inserter(whole.tensors));
        whole.fileSize += parts[i].fileSize;
    }
    return whole;
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

Result<ModelReading> readModel(const fs::path& file) {
    auto headers = readParts(file);
    if (!headers) return fail(std::move(headers.error()));
    const int parts = static_cast<int>(headers->size());
    ModelReading reading = readingOf(file, joined(std::move(*headers)), parts);
    reading.projector = localModel(file).projector;
    if (!reading.projector.empty())
        reading.facts += QVariantMap{{QLatin1String("name"), Words::tr("Projector")},
                                     {QLatin1String("value"), plainLine(reading.projector.filename().string())},
                                     {QLatin1String("help"), Words::tr("Lets the model see images.")}};
    return reading;
}

} // namespace orrery::ui
