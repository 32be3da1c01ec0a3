// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "setup_model.h"

#include <QJsonDocument>
#include <QJsonParseError>

#include <orrery/bridge/text.h>
#include <orrery/inference/chat_codec.h>

#include <algorithm>
#include <array>
#include <cmath>

using namespace orrery;
using conversation::Setup;

namespace {

struct Setting {
    const char* key;
    const char* name;
    const char* help;
    double usual, from, to, step;
    int decimals;
    std::optional<double> (*read)(const Setup&);
    void (*write)(Setup&, std::optional<double>);
};

template <auto Member>
std::optional<double> readSampling(const Setup& setup) {
    const auto& value = setup.sampling.*Member;
    return value ? std::optional<double>(static_cast<double>(*value)) : std::nullopt;
}

template <auto Member>
void writeSampling(Setup& setup, std::optional<double> value) {
    auto& field = setup.sampling.*Member;
    using Value = typename std::remove_reference_t<decltype(field)>::value_type;
    field = value ? std::optional<Value>(static_cast<Value>(*value)) : std::nullopt;
}

std::optional<double> readMost(const Setup& setup) {
    return setup.maxTokens ? std::optional<double>(*setup.maxTokens) : std::nullopt;
}

void writeMost(Setup& setup, std::optional<double> value) {
    setup.maxTokens = value ? std::optional<std::uint32_t>(static_cast<std::uint32_t>(*value)) : std::nullopt;
}

using inference::Sampling;

constexpr std::array settings{
    Setting{
        "temperature", QT_TRANSLATE_NOOP("SetupModel", "Temperature"),
        QT_TRANSLATE_NOOP("SetupModel", "How daring it is: low repeats the likeliest words, high tries unlikely ones."),
        0.8, 0, 2, 0.05, 2, readSampling<&Sampling::temperature>, writeSampling<&Sampling::temperature>},
    Setting{
        "topP", QT_TRANSLATE_NOOP("SetupModel", "Top p"),
        QT_TRANSLATE_NOOP("SetupModel", "Only the likeliest words that together make up this share are considered."),
        0.95, 0, 1, 0.01, 2, readSampling<&Sampling::topP>, writeSampling<&Sampling::topP>},
    Setting{"topK", QT_TRANSLATE_NOOP("SetupModel", "Top k"),
            QT_TRANSLATE_NOOP("SetupModel", "At most this many words are considered for each place; 0 is all."), 40, 0,
            200, 1, 0, readSampling<&Sampling::topK>, writeSampling<&Sampling::topK>},
    Setting{"minP", QT_TRANSLATE_NOOP("SetupModel", "Min p"),
            QT_TRANSLATE_NOOP("SetupModel", "Words less likely than this share of the likeliest are left out."), 0.05,
            0, 1, 0.01, 2, readSampling<&Sampling::minP>, writeSampling<&Sampling::minP>},
    Setting{"repeatPenalty", QT_TRANSLATE_NOOP("SetupModel", "Repeat penalty"),
            QT_TRANSLATE_NOOP("SetupModel", "Above 1 makes words that were just used less likely."), 1, 0.5, 2, 0.01, 2,
            readSampling<&Sampling::repeatPenalty>, writeSampling<&Sampling::repeatPenalty>},
    Setting{"presencePenalty", QT_TRANSLATE_NOOP("SetupModel", "Presence penalty"),
            QT_TRANSLATE_NOOP("SetupModel", "Above 0 leads it to new subjects."), 0, -2, 2, 0.05, 2,
            readSampling<&Sampling::presencePenalty>, writeSampling<&Sampling::presencePenalty>},
    Setting{"frequencyPenalty", QT_TRANSLATE_NOOP("SetupModel", "Frequency penalty"),
            QT_TRANSLATE_NOOP("SetupModel", "Above 0 makes a word less likely each time it is used."), 0, -2, 2, 0.05,
            2, readSampling<&Sampling::frequencyPenalty>, writeSampling<&Sampling::frequencyPenalty>},
    Setting{"seed", QT_TRANSLATE_NOOP("SetupModel", "Seed"),
            QT_TRANSLATE_NOOP("SetupModel", "The same number gives the same answer again, all else being equal."), 1, 0,
            999999, 1, 0, readSampling<&Sampling::seed>, writeSampling<&Sampling::seed>},
    Setting{"maxTokens", QT_TRANSLATE_NOOP("SetupModel", "Longest answer"),
            QT_TRANSLATE_NOOP("SetupModel",
                              "In tokens, about three quarters of a word each. Left open: until the context is full."),
            1024, 16, 32768, 16, 0, readMost, writeMost},
};

const Setting* find(const QString& key) {
    const auto found = std::ranges::find_if(settings, [&key](const Setting& s) { return key == QLatin1String(s.key); });
    return found == settings.end() ? nullptr : &*found;
}

} // namespace

SetupModel::SetupModel(ConversationKeeper& keeper, QObject* parent) : QAbstractListModel(parent), m_keeper(keeper) {}

SetupModel::~SetupModel() {
    m_alive.request_stop();
}

void SetupModel::rowsChanged() {
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {SetRole, ValueRole});
    Q_EMIT edited();
}

void SetupModel::setSetup(const Setup& setup) {
    if (m_setup == setup) return;
    m_setup = setup;
    rowsChanged();
}

void SetupModel::readPresets() {
    m_keeper.ask<std::vector<conversation::Preset>>(
        [](conversation::Store& store) { return store.presets(); },
        [this, gone = m_alive.get_token()](Result<std::vector<conversation::Preset>> presets) {
            if (gone.stop_requested() || !presets) return;
            m_presets = std::move(*presets);
            Q_EMIT presetsChanged();
            Q_EMIT edited();
        });
}

void SetupModel::setSystem(const QString& text) {
    if (system() == text) return;
    m_setup.system = text.toStdString();
    Q_EMIT edited();
}

void SetupModel::setThinking(bool on) {
    if (m_setup.thinking == on) return;
    m_setup.thinking = on;
    Q_EMIT edited();
}

void SetupModel::setFormKind(int kind) {
    if (kind < Free || kind > Grammar || kind == formKind()) return;
    m_setup.form.kind = static_cast<inference::AnswerForm::Kind>(kind);
    m_setup.form.text.clear();
    Q_EMIT edited();
}

void SetupModel::setFormText(const QString& text) {
    if (formText() == text) return;
    m_setup.form.text = text.toStdString();
    Q_EMIT edited();
}

QString SetupModel::formProblem() const {
    const bool written = !formText().trimmed().isEmpty();
    if (formKind() == Grammar && !written) return tr("Write the grammar first.");
    if (formKind() != JsonSchema) return {};
    if (!written) return tr("Write the schema first.");
    QJsonParseError error;
    const QJsonDocument schema = QJsonDocument::fromJson(QByteArray::fromStdString(m_setup.form.text), &error);
    if (error.error != QJsonParseError::NoError)
        return tr("This is no JSON yet: %1, at character %2.").arg(error.errorString()).arg(error.offset);
    if (!schema.isObject()) return tr("A schema is a JSON object, in braces.");
    inference::ChatRequest request;
    request.form = m_setup.form;
    const Status sendable = inference::checkChatRequest(request, {}); // stricter: nesting, line ends in strings
    return sendable ? QString() : textFrom(sendable.error().message);
}

/// Those that come with the program are named in the person's language.
QString SetupModel::nameOf(const conversation::Preset& preset) {
    switch (preset.id) {
    case -1: return tr("Balanced");
    case -2: return tr("Precise");
    case -3: return tr("Creative");
    case -4: return tr("Code");
    default: return QString::fromStdString(preset.name);
    }
}

QStringList SetupModel::presets() const {
    QStringList names;
    for (const conversation::Preset& preset : m_presets) names << nameOf(preset);
    return names;
}

int SetupModel::preset() const {
    const auto isThis = [this](const conversation::Preset& preset) { return preset.setup == m_setup; };
    auto found = std::ranges::find(m_presets, m_chosen, &conversation::Preset::id);
    if (found == m_presets.end() || !isThis(*found)) found = std::ranges::find_if(m_presets, isThis);
    return found == m_presets.end() ? -1 : static_cast<int>(found - m_presets.begin());
}

bool SetupModel::presetIsOwn() const {
    const int at = preset();
    return at >= 0 && m_presets[static_cast<std::size_t>(at)].id > 0;
}

void SetupModel::setValue(const QString& key, double value) {
    const Setting* setting = find(key);
    if (!setting || std::isnan(value)) return;
    setting->write(m_setup, std::clamp(value, setting->from, setting->to));
    rowsChanged();
}

void SetupModel::unset(const QString& key) {
    const Setting* setting = find(key);
    if (!setting) return;
    setting->write(m_setup, std::nullopt);
    rowsChanged();
}

void SetupModel::usePreset(int at) {
    if (at < 0 || at >= static_cast<int>(m_presets.size())) return;
    const conversation::Preset& preset = m_presets[static_cast<std::size_t>(at)];
    choose(preset.id);
    setSetup(preset.setup);
}

void SetupModel::choose(conversation::Id preset) {
    if (m_chosen == preset) return;
    m_chosen = preset;
    Q_EMIT edited();
}

void SetupModel::savePreset(const QString& name) {
    if (name.trimmed().isEmpty()) return;
    conversation::Preset preset{0, name.trimmed().toStdString(), m_setup};
    const auto same = std::ranges::find_if(
        m_presets, [&preset](const conversation::Preset& other) { return other.id > 0 && other.name == preset.name; });
    if (same != m_presets.end()) preset.id = same->id;
    m_keeper.ask<conversation::Id>([preset](conversation::Store& store) { return store.savePreset(preset); },
                                   [this, gone = m_alive.get_token()](const Result<conversation::Id>& saved) {
                                       if (!gone.stop_requested() && saved) choose(*saved);
                                   });
    readPresets();
}

void SetupModel::removePreset(int at) {
    if (at < 0 || at >= static_cast<int>(m_presets.size())) return;
    m_keeper.tell([id = m_presets[static_cast<std::size_t>(at)].id](conversation::Store& store) {
        return store.removePreset(id);
    });
    readPresets();
}

int SetupModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(settings.size());
}

QVariant SetupModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Setting& setting = settings[static_cast<std::size_t>(index.row())];
    const std::optional<double> value = setting.read(m_setup);
    switch (role) {
    case KeyRole: return QLatin1String(setting.key);
    case Qt::DisplayRole:
    case NameRole: return tr(setting.name);
    case HelpRole: return tr(setting.help);
    case SetRole: return value.has_value();
    case ValueRole: return value.value_or(setting.usual);
    case FromRole: return setting.from;
    case ToRole: return setting.to;
    case StepRole: return setting.step;
    case DecimalsRole: return setting.decimals;
    default: return {};
    }
}

QHash<int, QByteArray> SetupModel::roleNames() const {
    return {{KeyRole, "key"},   {NameRole, "name"}, {HelpRole, "help"}, {SetRole, "isSet"},        {ValueRole, "value"},
            {FromRole, "from"}, {ToRole, "to"},     {StepRole, "step"}, {DecimalsRole, "decimals"}};
}
