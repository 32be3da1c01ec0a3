// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "derived.h"
#include "word.h"

#include <orrery/hub/repo.h>

#include <algorithm>
#include <bitset>
#include <optional>

namespace orrery::catalog {

namespace {

constexpr std::size_t longestWord = 200;
constexpr std::size_t longestDescription = 1000;
constexpr std::size_t longestAddress = 2000;
constexpr std::size_t mostTags = 300;

/// Two-letter codes are ISO 639-1, whole; of the three-letter ones those that cards use, for many words on the Hub have
/// three letters ("gpu", "moe").
constexpr std::string_view codes =
    " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka "
    "kg "
    "ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl "
    "nn "
    "no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw "
    "ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
    "ace ady als arz asm ast awa azb bak bal ban bar bcl ben ber bho bjn bpy bug bxr cdo ceb chr ckb crh csb cym deu "
    "dsb dyu "
    "eng est eus ext fil fin fon fra frr fur gag gan glk gle glg gom grc gsw hak hau haw heb hif hin hrv hsb hun hye "
    "ibo ilo "
    "ind isl ita jav jbo jpn kab kan kaz kat khm kin kir kmr kor krc ksh lao lad lat lez lfn lij lim lit lmo lrc ltg "
    "lug lus "
    "luo mai mal mar mdf mhr min mkd mlt mon mrj mwl mya myv mzn nah nap nds new nld nor nso nya oci ori pag pam pan "
    "pap pcm "
    "pfl pms pnb pnt pol por pus que roh ron rue run rus sah san sat scn sco shn sin slk slv smo sna snd som sot spa "
    "sqi srd "
    "srp ssw stq sun swa swe swh szl tam tat tel tet tgk tgl tha tir tok tpi tsn tso tuk tum tur twi tyv udm uig ukr "
    "urd uzb "
    "vec vie vls vro war wol wuu xal xho xmf yid yor yue zea zho zul ";

constexpr std::size_t codePlaces = 26 * 26 * 27;

/// Numbers two and three small letters.
std::optional<std::size_t> codePlace(std::string_view text) {
    const auto isSmall = [](char c) { return c >= 'a' && c <= 'z'; };
    if (text.size() < 2 || text.size() > 3 || !std::ranges::all_of(text, isSmall)) return std::nullopt;
    const auto letter = [&](std::size_t at) { return static_cast<std::size_t>(text[at] - 'a'); };
    return (letter(0) * 26 + letter(1)) * 27 + (text.size() == 3 ? letter(2) + 1 : 0);
}

std::bitset<codePlaces> knownCodes() {
    std::bitset<codePlaces> known;
    for (std::size_t at = 0; at < codes.size();) {
        const std::size_t end = std::min(codes.find(' ', at), codes.size());
        if (const auto place = codePlace(codes.substr(at, end - at))) known.set(*place);
        at = end + 1;
    }
    return known;
}

/// Cut at a letter's end.
void shorten(std::string& text, std::size_t longest) {
    if (text.size() <= longest) return;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text.resize(end);
}

void addOnce(std::vector<std::string>& list, std::string_view text) {
    if (std::ranges::find(list, text) == list.end()) list.emplace_back(text);
}

bool takePrefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// "org/name" or "quantized:org/name".
void readBaseModel(std::string_view text, hub::RepoSummary& summary) {
    const std::size_t colon = text.find(':');
    const std::string_view name = colon == std::string_view::npos ? text : text.substr(colon + 1);
    if (!hub::isValidRepoName(name)) return;
    addOnce(summary.baseModels, name);
    if (colon != std::string_view::npos && summary.relation.empty()) summary.relation = text.substr(0, colon);
}

/// Whether the tag said something that a field holds now.
bool moveToField(std::string_view tag, hub::RepoSummary& summary) {
    if (takePrefix(tag, "license:")) {
        if (summary.licence.empty()) summary.licence = lowerCase(tag);
        return true;
    }
    if (takePrefix(tag, "base_model:")) return readBaseModel(tag, summary), true;
    if (takePrefix(tag, "region:")) return true;
    if (takePrefix(tag, "language:") || isLanguageCode(tag)) {
        if (isLanguageCode(tag)) addOnce(summary.languages, tag);
        return true;
    }
    if (takePrefix(tag, "library:")) {
        if (summary.library.empty()) summary.library = tag;
        return summary.library == tag;
    }
    if (takePrefix(tag, "task_categories:")) {
        if (summary.task.empty()) summary.task = tag;
        return summary.task == tag;
    }
    return false;
}

} // namespace

bool isLanguageCode(std::string_view text) {
    static const std::bitset<codePlaces> known = knownCodes();
    const auto place = codePlace(text);
    return place && known[*place];
}

void normalise(hub::RepoSummary& summary) {
    for (std::string* text :
         {&summary.sha, &summary.task, &summary.library, &summary.licence, &summary.relation, &summary.sdk}) {
        shorten(*text, longestWord);
    }
    shorten(summary.description, longestDescription);
    shorten(summary.thumbnail, longestAddress);
    summary.licence = lowerCase(summary.licence);
    std::erase_if(summary.languages, [](const std::string& text) { return !isLanguageCode(text); });
    std::erase_if(summary.baseModels, [](const std::string& name) { return !hub::isValidRepoName(name); });
    if (summary.tags.size() > mostTags) summary.tags.resize(mostTags);
    std::vector<std::string> rest;
    rest.reserve(summary.tags.size());
    for (std::string& tag : summary.tags) {
        if (tag.empty() || moveToField(tag, summary)) continue;
        shorten(tag, longestWord);
        if (std::ranges::find(rest, tag) == rest.end()) rest.push_back(std::move(tag));
    }
    summary.tags = std::move(rest);
}

} // namespace orrery::catalog
