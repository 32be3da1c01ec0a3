// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversations_command.h"

#include "output.h"

#include <orrery/conversation/store.h>
#include <orrery/platform/atomic_file.h>
#include <orrery/platform/paths.h>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>

#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

using namespace orrery;
using namespace orrery::conversation;
using nlohmann::json;

namespace {

constexpr std::uint64_t largestImport = 1ULL << 30U; // bytes

struct ConversationsOptions {
    std::string file; ///< The database; empty: Orrery's own.
    Id id = 0;
    std::vector<std::string> words;
    std::vector<std::string> imports;
    std::string output;
    std::string format;
    std::size_t limit = 20;
    bool yes = false;
    bool json = false;
};

std::string timeText(std::int64_t seconds) {
    return fmt::format("{:%F %R}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

json toJson(const Summary& summary) {
    return {{"id", summary.id},           {"title", summary.title},     {"model", summary.model},
            {"created", summary.created}, {"changed", summary.changed}, {"turns", summary.turns},
            {"pinned", summary.pinned}};
}

json toJson(const Hit& hit) {
    return {
        {"conversation", toJson(hit.conversation)}, {"turn", hit.turn}, {"excerpt", hit.excerpt}, {"marks", hit.marks}};
}

/// Lines as they are, without what steers a terminal.
void printLines(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        fmt::print("{}\n", printable(line, line.size()));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

Result<std::string> readInput(const std::string& name) {
    if (name != "-") return platform::readFile(name, largestImport);
    return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

bool isMarkdown(std::string_view name) {
    return name.ends_with(".md") || name.ends_with(".markdown");
}

/// By its name, else by what it can be read as.
Result<Conversation> readConversation(const std::string& name, const std::string& bytes) {
    if (isMarkdown(name)) return readMarkdown(bytes);
    auto read = readJson(bytes);
    if (read || name.ends_with(".json")) return read;
    auto markdown = readMarkdown(bytes);
    return markdown ? markdown : read;
}

/// One run of one sub-command. Each returns the exit code.
class ConversationsRun {
public:
    explicit ConversationsRun(const ConversationsOptions& options) : m_options(options) {}

    int list() {
        auto store = open();
        if (!store) return fail(store.error());
        const auto summaries = store->list();
        if (!summaries) return fail(summaries.error());
        if (m_options.json) return print("conversations", *summaries);
        if (summaries->empty()) fmt::print("There are no conversations.\n");
        Table table(
            {{"ID", Table::Align::Right}, {"CHANGED (UTC)"}, {"TURNS", Table::Align::Right}, {"TITLE"}, {"MODEL"}});
        for (const Summary& summary : *summaries) {
            table.add({std::to_string(summary.id), timeText(summary.changed), std::to_string(summary.turns),
                       printable(summary.title, 60) + (summary.pinned ? " (pinned)" : ""),
                       printable(summary.model, 60)});
        }
        if (!summaries->empty()) fmt::print("{}", table.text());
        return 0;
    }

    int show() {
        auto store = open();
        if (!store) return fail(store.error());
        const auto conversation = store->read(m_options.id);
        if (!conversation) return fail(conversation.error());
        if (m_options.json) {
            fmt::print("{}", writeJson(*conversation));
        } else {
            printLines(writeMarkdown(*conversation));
        }
        return 0;
    }

    int search() {
        auto store = open();
        if (!store) return fail(store.error());
        const auto hits = store->search(fmt::format("{}", fmt::join(m_options.words, " ")), m_options.limit);
        if (!hits) return fail(hits.error());
        if (m_options.json) return print("hits", *hits);
        if (hits->empty()) fmt::print("Nothing found.\n");
        for (const Hit& hit : *hits) {
            fmt::print("{:>5}  {}\n       {}\n", hit.conversation.id, printable(hit.conversation.title, 70),
                       printable(hit.excerpt, 300));
        }
        return 0;
    }

    int exportOne() {
        auto store = open();
        if (!store) return fail(store.error());
        const auto conversation = store->read(m_options.id);
        if (!conversation) return fail(conversation.error());
        const bool markdown = m_options.format.empty() ? isMarkdown(m_options.output) : m_options.format == "markdown";
        const std::string text = markdown ? writeMarkdown(*conversation) : writeJson(*conversation);
        if (m_options.output.empty()) {
            fmt::print("{}", text);
            return 0;
        }
        if (const Status written = platform::writeFileAtomically(m_options.output, text); !written)
            return fail(written.error());
        if (m_options.json) printJson({{"ok", true}, {"file", m_options.output}, {"bytes", text.size()}});
        return 0;
    }

    int importAll() {
        auto store = open(true);
        if (!store) return fail(store.error());
        json imported = json::array();
        for (const std::string& name : m_options.imports) {
            const auto bytes = readInput(name);
            if (!bytes) return fail(bytes.error());
            const auto conversation = readConversation(name, *bytes);
            if (!conversation) return fail({conversation.error().code, conversation.error().message, {}, name});
            const auto id = importConversation(*store, *conversation);
            if (!id) return fail(id.error());
            imported.push_back({{"id", *id}, {"file", name}, {"turns", conversation->turns.size()}});
            if (!m_options.json) fmt::print("{} imported as {}\n", printable(name), *id);
        }
        if (m_options.json) printJson({{"ok", true}, {"imported", std::move(imported)}});
        return 0;
    }

    int remove() {
        auto store = open();
        if (!store) return fail(store.error());
        const auto conversation = store->read(m_options.id);
        if (!conversation) return fail(conversation.error());
        if (!m_options.yes) {
            fmt::print(stderr, "\"{}\" ({} turns) would be removed. Say --yes to remove it.\n",
                       printable(conversation->summary.title, 70), conversation->summary.turns);
            return 2;
        }
        if (const auto removed = store->removeConversation(m_options.id); !removed) return fail(removed.error());
        if (m_options.json) printJson({{"ok", true}, {"removed", m_options.id}});
        return 0;
    }

private:
    [[nodiscard]] Result<Store> open(bool mayBegin = false) const {
        const bool own = m_options.file.empty();
        const std::filesystem::path file =
            own ? platform::standardFolders().data / "conversations.sqlite" : std::filesystem::path(m_options.file);
        std::error_code problem;
        if (!own && !mayBegin && !std::filesystem::exists(file, problem)) {
            return orrery::fail(orrery::Errc::NotFound, "There is no such file of conversations. Check its name.", {},
                                file.string());
        }
        std::string notice;
        auto store = Store::open(file, &notice);
        if (!notice.empty()) fmt::print(stderr, "{}\n", notice);
        return store;
    }

    template <class Value>
    static int print(const char* name, const std::vector<Value>& values) {
        json list = json::array();
        for (const Value& value : values) list.push_back(toJson(value));
        printJson({{"ok", true}, {name, std::move(list)}});
        return 0;
    }

    [[nodiscard]] int fail(const Error& error) const {
        if (m_options.json) {
            printJson({{"ok", false}, {"error", ::toJson(error)}});
        } else {
            fmt::print(stderr, "{}\n", describe(error));
        }
        return 1;
    }

    const ConversationsOptions& m_options;
};

} // namespace

void addConversationsCommand(CLI::App& app, CommandContext& context) {
    CLI::App* conversations = app.add_subcommand("conversations", "What was said to models on this machine");
    conversations->require_subcommand(1);
    const auto options = std::make_shared<ConversationsOptions>();
    const auto add = [&](const char* name, const char* description, int (ConversationsRun::*run)()) {
        CLI::App* command = conversations->add_subcommand(name, description);
        command->add_option("--file", options->file, "Another file of conversations than Orrery's own");
        command->add_flag("--json", options->json, "Print one JSON object");
        command->callback([options, &context, run] { context.exitCode = (ConversationsRun(*options).*run)(); });
        return command;
    };
    const auto addId = [&](CLI::App* command) {
        command->add_option("ID", options->id, "Its number, as list says")->required();
        return command;
    };
    add("list", "Lists them, pinned ones first, then the last changed", &ConversationsRun::list);
    addId(add("show", "Prints the path that was shown last", &ConversationsRun::show));
    CLI::App* search = add("search", "Finds words in titles, questions and answers", &ConversationsRun::search);
    search->add_option("WORDS", options->words, "All of them, as beginnings of words")->required();
    search->add_option("--limit", options->limit, "How many to show")->capture_default_str();
    CLI::App* exportOne = addId(add("export", "Writes one out", &ConversationsRun::exportOne));
    exportOne->add_option("-o,--output", options->output, "The file to write; else standard output");
    exportOne
        ->add_option("--format", options->format,
                     "json: all versions of all turns, and files; markdown: the path shown, to read")
        ->check(CLI::IsMember({"json", "markdown"}));
    add("import", "Takes in Orrery's exports, and other programs' lists of messages", &ConversationsRun::importAll)
        ->add_option("FILE", options->imports, "Files to read; - reads standard input")
        ->required();
    addId(add("remove", "Removes one for good", &ConversationsRun::remove))
        ->add_flag("--yes", options->yes, "Without asking");
}
