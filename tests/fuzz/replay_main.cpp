// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0

// Stands in for libFuzzer where there is none: runs a fuzz target over files, and over mutations of them.
//
//     fuzz_x 20000 seeds/x    the seeds, then 20000 mutations of them; more until ORRERY_FUZZ_SECONDS are over, where
//     set fuzz_x file ...         these files, to repeat a crash
//
// An input that crashes is left in last-fuzz-input.

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t longestInput = 1U << 16;

using Bytes = std::vector<std::uint8_t>;

const Bytes* current = nullptr;

void keepInput(int signal) {
    if (std::FILE* file = std::fopen("last-fuzz-input", "wb")) {
        std::fwrite(current->data(), 1, current->size(), file);
        std::fclose(file);
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

Bytes readFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void run(const Bytes& input) {
    current = &input;
    LLVMFuzzerTestOneInput(input.data(), input.size());
}

class Mutator {
public:
    explicit Mutator(std::vector<Bytes> seeds) : m_seeds(std::move(seeds)) {}

    Bytes next() {
        Bytes input = any(m_seeds);
        const bool keepsItsForm = below(2) == 0;
        for (std::size_t changes = 1 + below(6); changes > 0; --changes) {
            if (keepsItsForm) {
                rearrange(input);
            } else {
                change(input);
            }
        }
        if (input.size() > longestInput) input.resize(longestInput);
        return input;
    }

private:
    void change(Bytes& input) {
        const std::size_t at = below(input.size() + 1);
        const std::size_t count = std::min(input.size() - at, 1 + below(16));
        const auto begin = input.begin() + static_cast<std::ptrdiff_t>(at);
        const auto end = begin + static_cast<std::ptrdiff_t>(count);
        switch (below(7)) {
        case 0: input.insert(begin, static_cast<std::uint8_t>(below(256))); break;
        case 1: input.erase(begin, end); break;
        case 2: input.resize(at); break;
        case 3: {
            const Bytes copy(begin, end);
            input.insert(input.begin() + static_cast<std::ptrdiff_t>(below(input.size() + 1)), copy.begin(),
                         copy.end());
            break;
        }
        case 4: splice(input, at); break;
        case 5:
            for (auto it = begin; it != end; ++it) *it = below(2) == 0 ? 0xFF : 0x00;
            break;
        default:
            if (count > 0) *begin ^= static_cast<std::uint8_t>(1U << below(8));
        }
    }

    /// Changes what most text formats survive: what stands between quotation marks, and whole lines.
    void rearrange(Bytes& input) {
        const bool quotes = below(2) == 0;
        const Span span = quotes ? quoted(input) : line(input);
        Bytes replacement;
        if (quotes && below(2) == 0) {
            const std::string_view odd = oddValues.at(below(oddValues.size()));
            replacement.assign(odd.begin(), odd.end());
        } else if (below(3) > 0) {
            const Bytes& other = any(m_seeds);
            const Span from = quotes ? quoted(other) : line(other);
            replacement.assign(at(other, from.begin), at(other, from.end));
        }
        if (!quotes && below(2) == 0) { // beside the line, not in its place
            input.insert(at(input, span.begin), replacement.begin(), replacement.end());
            return;
        }
        const auto behind = input.erase(at(input, span.begin), at(input, span.end));
        input.insert(behind, replacement.begin(), replacement.end());
    }

    struct Span {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    static Bytes::const_iterator at(const Bytes& bytes, std::size_t place) {
        return bytes.begin() + static_cast<std::ptrdiff_t>(place);
    }

    /// What stands between the n-th and the next mark; nothing at the end where there are none.
    Span between(const Bytes& bytes, std::uint8_t mark, bool pairs) {
        std::vector<std::size_t> marks;
        for (std::size_t i = 0; i < bytes.size(); ++i)
            if (bytes[i] == mark) marks.push_back(i);
        if (marks.size() < 2) return {bytes.size(), bytes.size()};
        std::size_t n = below(marks.size() - 1);
        if (pairs) n -= n % 2;
        return {marks[n] + 1, marks[n + 1]};
    }
    Span quoted(const Bytes& bytes) { return between(bytes, '"', true); }
    Span line(const Bytes& bytes) { return between(bytes, '\n', false); }

    static constexpr std::array<std::string_view, 12> oddValues{
        "", "0", "-1", "nan", "inf", "1e308", "99999999999999999999", "0 0 0", "a", "../a", "true", "${1 // 0}"};

    void splice(Bytes& input, std::size_t at) {
        const Bytes& other = any(m_seeds);
        input.resize(at);
        input.insert(input.end(), other.begin() + static_cast<std::ptrdiff_t>(below(other.size() + 1)), other.end());
    }

    const Bytes& any(const std::vector<Bytes>& from) { return from[below(from.size())]; }
    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random); }

    std::vector<Bytes> m_seeds;
    std::mt19937_64 m_random{20240229};
};

int replay(const std::vector<std::string>& files) {
    for (const auto& file : files) run(readFile(file));
    return 0;
}

/// How long to go on at least.
std::chrono::seconds wantedTime() {
    const char* text = std::getenv("ORRERY_FUZZ_SECONDS");
    return std::chrono::seconds(text ? std::strtol(text, nullptr, 10) : 0);
}

int mutate(long iterations, const std::filesystem::path& folder) {
    const auto end = std::chrono::steady_clock::now() + wantedTime();
    std::vector<Bytes> seeds{Bytes()};
    for (const auto& entry : std::filesystem::directory_iterator(folder)) seeds.push_back(readFile(entry.path()));
    for (const auto& seed : seeds) run(seed);
    Mutator mutator(seeds);
    long done = 0;
    for (; done < iterations || std::chrono::steady_clock::now() < end; ++done) run(mutator.next());
    std::printf("%zu seeds and %ld mutations of them\n", seeds.size(), done);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    for (const int crash : {SIGABRT, SIGSEGV, SIGFPE}) std::signal(crash, keepInput);
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() == 2 && std::filesystem::is_directory(arguments[1])) {
        return mutate(std::stol(arguments[0]), arguments[1]);
    }
    return replay(arguments);
}
