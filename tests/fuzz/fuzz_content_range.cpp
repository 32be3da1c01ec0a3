// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/net/content_range.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using orrery::net::ContentRange;
using orrery::net::parseContentRange;

namespace {

std::string written(const ContentRange& range) {
    const std::string total = range.total ? std::to_string(*range.total) : "*";
    if (!range.span) return "bytes */" + total;
    return "bytes " + std::to_string(range.span->first) + '-' + std::to_string(range.span->end - 1) + '/' + total;
}

bool same(const ContentRange& a, const ContentRange& b) {
    if (a.total != b.total || a.span.has_value() != b.span.has_value()) return false;
    return !a.span || (a.span->first == b.span->first && a.span->end == b.span->end);
}

} // namespace

/// Whatever a server sends: a part is never empty and lies in the file, and written again it is read alike.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto range = parseContentRange({reinterpret_cast<const char*>(data), size});
    if (!range) return 0;
    if (range->span && range->span->first >= range->span->end) std::abort();
    if (range->span && range->total && range->span->end > *range->total) std::abort();
    const auto again = parseContentRange(written(*range));
    if (!again || !same(*again, *range)) std::abort();
    return 0;
}
