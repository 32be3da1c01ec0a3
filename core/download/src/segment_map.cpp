// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "segment_map.h"

#include <orrery/platform/atomic_file.h>
#include <orrery/platform/posix_error.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace orrery::download {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view magic = "orrery1\n";
constexpr std::size_t recordSize = 24; // two numbers and their check, little-endian
constexpr std::uint64_t largestMap = 64ULL << 20;

void append(std::string& text, std::uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) text += static_cast<char>(number >> shift & 0xffU);
}

std::uint64_t numberAt(std::string_view text, std::size_t offset) {
    std::uint64_t number = 0;
    for (std::size_t i = 8; i > 0; --i) number = number << 8U | static_cast<unsigned char>(text[offset + i - 1]);
    return number;
}

std::uint64_t checkOf(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = (a + 1) * odd ^ (b + 1) * (odd << 1U | 1U);
    mixed ^= mixed >> 29U;
    return mixed * odd;
}

std::string record(std::uint64_t a, std::uint64_t b) {
    std::string text;
    append(text, a);
    append(text, b);
    append(text, checkOf(a, b));
    return text;
}

/// Records up to the first that is cut off or damaged: what a crash may leave at the end.
ByteRanges parse(std::string_view text, std::uint64_t size, std::uint64_t onDisk) {
    ByteRanges ranges;
    if (!text.starts_with(magic)) return ranges;
    text.remove_prefix(magic.size());
    for (bool head = true; text.size() >= recordSize; text.remove_prefix(recordSize), head = false) {
        const Span span{numberAt(text, 0), numberAt(text, 8)};
        if (numberAt(text, 16) != checkOf(span.begin, span.end)) break;
        if (head && span != Span{0, size}) break;
        if (!head && !span.empty() && span.end <= std::min(size, onDisk)) ranges.add(span);
    }
    return ranges;
}

std::string text(std::uint64_t size, const ByteRanges& ranges) {
    std::string result(magic);
    result += record(0, size);
    for (const Span span : ranges.spans()) result += record(span.begin, span.end);
    return result;
}

tl::unexpected<Error> failure(const fs::path& file, int number) {
    return fail(platform::errcFromErrno(number), "The progress of the download could not be saved.",
                platform::errnoText(number), file.string());
}

} // namespace

SegmentMap::SegmentMap(fs::path path, platform::FileDescriptor file, ByteRanges ranges)
    : m_path(std::move(path)), m_file(std::move(file)), m_ranges(std::move(ranges)) {}

ByteRanges SegmentMap::read(const fs::path& file, std::uint64_t size, std::uint64_t onDisk) {
    const Result<std::string> bytes = platform::readFile(file, largestMap);
    return bytes ? parse(*bytes, size, onDisk) : ByteRanges();
}

Result<SegmentMap> SegmentMap::open(const fs::path& file, std::uint64_t size, std::uint64_t onDisk) {
    ByteRanges ranges = read(file, size, onDisk);
    const bool anew = ranges.count() == 0; // then there is nothing to lose, and no need to wait for the disk
    if (!anew) {
        auto written = platform::writeFileAtomically(file, text(size, ranges));
        if (!written) return fail(written.error());
    }
    platform::FileDescriptor fd(
        ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_CREAT | (anew ? O_TRUNC : 0), 0600));
    if (!fd.isOpen()) return failure(file, errno);
    SegmentMap map(file, std::move(fd), std::move(ranges));
    if (auto begun = anew ? map.append(text(size, {})) : orrery::Status(); !begun) return fail(begun.error());
    return map;
}

orrery::Status SegmentMap::append(std::string_view bytes) {
    // One call: a kill leaves all of it or nothing.
    const ssize_t count = ::write(m_file.get(), bytes.data(), bytes.size());
    if (count == static_cast<ssize_t>(bytes.size())) return {};
    return failure(m_path, count < 0 ? errno : ENOSPC);
}

orrery::Status SegmentMap::add(Span span) {
    if (auto appended = append(record(span.begin, span.end)); !appended) return appended;
    m_ranges.add(span);
    return {};
}

} // namespace orrery::download
