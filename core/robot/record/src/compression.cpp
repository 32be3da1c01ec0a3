// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "compression.h"

#include <orrery/robot/record/mcap_writer.h>
#include <orrery/robot/record/record_error.h>

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#ifdef ORRERY_HAVE_ZSTD
#include <zstd.h>
#endif
#ifdef ORRERY_HAVE_LZ4
#include <lz4frame.h>
#endif

namespace orrery::robot::mcap {
namespace {

[[maybe_unused]] constexpr std::size_t growth = 1U << 18U;

Error damaged() {
    return {RecordErrc::Damaged, "A part of this recording cannot be unpacked.", {}, {}};
}

#ifdef ORRERY_HAVE_ZSTD
Result<std::string> unpackZstd(std::string_view bytes, std::uint64_t size) {
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    std::string out;
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::size_t filled = 0;
    while (filled < size) {
        out.resize(std::min<std::uint64_t>(size, filled + growth));
        ZSTD_outBuffer to{out.data(), out.size(), filled};
        const std::size_t before = in.pos;
        const std::size_t left = ZSTD_decompressStream(context.get(), &to, &in);
        if (ZSTD_isError(left) != 0 || (to.pos == filled && in.pos == before)) return fail(damaged());
        filled = to.pos;
        if (in.pos == in.size && filled < out.size()) break;
    }
    if (filled != size) return fail(damaged());
    return out;
}
#endif

#ifdef ORRERY_HAVE_LZ4
Result<std::string> unpackLz4(std::string_view bytes, std::uint64_t size) {
    LZ4F_dctx* raw = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&raw, LZ4F_VERSION)) != 0) return fail(damaged());
    const std::unique_ptr<LZ4F_dctx, decltype(&LZ4F_freeDecompressionContext)> context(raw,
                                                                                       &LZ4F_freeDecompressionContext);
    std::string out;
    std::size_t filled = 0;
    while (filled < size) {
        out.resize(std::min<std::uint64_t>(size, filled + growth));
        std::size_t produced = out.size() - filled;
        std::size_t consumed = bytes.size();
        const std::size_t left =
            LZ4F_decompress(context.get(), out.data() + filled, &produced, bytes.data(), &consumed, nullptr);
        if (LZ4F_isError(left) != 0 || (produced == 0 && consumed == 0)) return fail(damaged());
        filled += produced;
        bytes.remove_prefix(consumed);
    }
    return out;
}
#endif

} // namespace

Compression bestCompression() {
#ifdef ORRERY_HAVE_ZSTD
    return Compression::Zstd;
#else
    return Compression::None;
#endif
}

Result<std::string> decompress(std::string_view kind, std::string_view bytes, std::uint64_t size) {
    if (kind.empty()) {
        if (bytes.size() != size) return fail(damaged());
        return std::string(bytes);
    }
#ifdef ORRERY_HAVE_ZSTD
    if (kind == "zstd") return unpackZstd(bytes, size);
#endif
#ifdef ORRERY_HAVE_LZ4
    if (kind == "lz4") return unpackLz4(bytes, size);
#endif
    return fail(RecordErrc::UnknownCompression,
                fmt::format("This recording is compressed with {}, which this build of Orrery cannot read. Rewrite it "
                            "without compression, for instance with 'mcap compress --compression none'.",
                            kind == "zstd" || kind == "lz4" ? kind : "a method it does not know"));
}

std::string compressZstd([[maybe_unused]] std::string_view bytes) {
    std::string out;
#ifdef ORRERY_HAVE_ZSTD
    out.resize(ZSTD_compressBound(bytes.size()));
    const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 1);
    out.resize(ZSTD_isError(size) != 0 ? 0 : size);
#endif
    return out;
}

} // namespace orrery::robot::mcap
