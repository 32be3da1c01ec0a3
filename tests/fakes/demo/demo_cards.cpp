// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "demo_cards.h"

#include "demo_dice.h"

namespace orrery::fakes {

namespace {

using nlohmann::json;

/// A red dot of 5 x 5.
constexpr const char* dotPicture =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO"
    "9TXL0Y4OHwAAAABJRU5ErkJggg==";

std::string yaml(const json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string resultsTable(const std::string& name) {
    Dice dice(static_cast<std::uint32_t>(name.size() * 31 + static_cast<unsigned char>(name.front())));
    std::string table = "| Exercise | Shots | " + name + " | Earlier one |\n| :-- | --: | --: | --: |\n";
    for (const char* exercise : {"Cog counting", "Spring riddles", "Map reading", "Weather talk", "Long stories"}) {
        table += "| " + std::string(exercise) + " | " + std::to_string(dice.below(6)) + " | **" +
                 std::to_string(60 + dice.below(35)) + "." + std::to_string(dice.below(10)) + "** | " +
                 std::to_string(40 + dice.below(30)) + ".0 |\n";
    }
    return table;
}

} // namespace

std::string frontMatter(const json& card) {
    std::string text = "---\n";
    for (const auto& [key, value] : card.items()) {
        text += key + ":";
        if (value.is_array()) {
            for (const auto& item : value) text.append("\n- ").append(yaml(item));
        } else {
            text.append(" ").append(yaml(value));
        }
        text += "\n";
    }
    return text + "---\n";
}

std::string modelCard(const std::string& name, const json& card, const std::string& parameters) {
    return frontMatter(card) + "\n# " + name + "\n\n" +
           "<p align=\"center\"><img src=\"assets/loss.svg\" width=\"420\" "
           "alt=\"Training loss falling over 40,000 steps\"></p>\n\n"
           "**" +
           name + "** has " + parameters +
           " parameters. It was made up to look at, like everything on this "
           "server: it answers short questions, tells the time from pictures of dials, and knows when to be quiet.\n\n"
           "> [!NOTE]\n> Figures on this page are invented.\n\n"
           "## What it can do\n\n" +
           resultsTable(name) +
           "\n## How it was trained\n\nThe loss over a batch of $n$ tokens is\n\n"
           "$$\\mathcal{L} = -\\frac{1}{n}\\sum_{i=1}^{n} \\log p_\\theta(x_i \\mid x_{<i})$$\n\n"
           "with a learning rate of $3 \\times 10^{-4}$ that falls as a cosine. Steps:\n\n"
           "1. Wind the spring.\n2. Train on *clean* text.\n   - 60 % stories\n   - 40 % manuals\n"
           "3. Tune on dialogues.\n\n- [x] weights\n- [x] card\n- [ ] paper\n\n"
           "## How to use it\n\n```python\nfrom transformers import pipeline\n\n"
           "talk = pipeline(\"text-generation\", model=\"" +
           name +
           "\")\nprint(talk(\"What time is it?\"))\n```\n\n"
           "<details><summary>Limits</summary>\n\nIt was never shown the sea. ~~It can swim.~~ It cannot swim[^1].\n\n"
           "</details>\n\n<script>alert('a card must not run this')</script>\n\n"
           "A small picture within the text: ![a red dot](" +
           std::string(dotPicture) +
           ") and one from elsewhere: "
           "![a remote picture](https://example.org/picture.png).\n\n[^1]: We tried.\n";
}

std::string quantisedCard(const std::string& name, const json& card, const std::string& base) {
    return frontMatter(card) + "\n# " + name + "\n\nQuantised files of [" + base + "](https://huggingface.co/" + base +
           ") for llama.cpp.\n\n"
           "| File | Bits | Use |\n| --- | --: | --- |\n| Q2_K | 2.6 | only when nothing else fits |\n"
           "| Q4_K_M | 4.8 | **recommended** |\n| Q5_K_M | 5.7 | a little better |\n| Q8_0 | 8.5 | nearly lossless "
           "|\n\n"
           "```sh\nllama-server -m model-Q4_K_M.gguf\n```\n";
}

std::string datasetCard(const std::string& name, const json& card) {
    return frontMatter(card) + "\n# " + name +
           "\n\nInvented records to look at.\n\n| Column | Type | Meaning |\n| --- | --- "
           "| --- |\n| `timestamp` | float32 | seconds since the episode began |\n| `action` | float32[6] | joint "
           "angles "
           "asked for |\n| `observation.state` | float32[6] | joint angles reached |\n\n## Structure\n\n```json\n"
           "{\"timestamp\": 0.033, \"action\": [0, 0.2, -0.4, 0, 0, 1]}\n```\n";
}

std::string spaceCard(const std::string& name, const json& card) {
    return frontMatter(card) + "\n# " + name + "\n\nA demonstration that runs nowhere.\n";
}

std::string lossPicture(unsigned seed) {
    Dice dice(seed);
    std::string points;
    for (int x = 0; x <= 400; x += 8) {
        const double y = 30 + 150 * (1 - std::exp(-x / 90.0)) + dice.below(9);
        points += std::to_string(x + 30) + "," + std::to_string(static_cast<int>(y)) + " ";
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 450 220\"><rect width=\"450\" height=\"220\" "
           "fill=\"#f6f1e7\"/><path d=\"M30 10V200H440\" fill=\"none\" stroke=\"#6b5b45\" "
           "stroke-width=\"2\"/><polyline "
           "fill=\"none\" stroke=\"#b5762a\" stroke-width=\"3\" points=\"" +
           points + "\"/></svg>\n";
}

} // namespace orrery::fakes
