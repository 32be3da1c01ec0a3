// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/header.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace orrery::gguf {

const Value* Header::find(std::string_view key) const {
    const auto found = std::ranges::find(entries, key, &Entry::key);
    return found == entries.end() ? nullptr : &found->value;
}

std::optional<std::uint64_t> Header::count(std::string_view key) const {
    const Value* value = find(key);
    return value ? asCount(*value) : std::nullopt;
}

std::optional<std::string_view> Header::text(std::string_view key) const {
    const Value* value = find(key);
    return value ? asText(*value) : std::nullopt;
}

const Array* Header::array(std::string_view key) const {
    const Value* value = find(key);
    return value ? std::get_if<Array>(value) : nullptr;
}

const TensorInfo* Header::tensor(std::string_view name) const {
    const auto found = std::ranges::find(tensors, name, &TensorInfo::name);
    return found == tensors.end() ? nullptr : &*found;
}

Header joined(std::vector<Header> parts) {
    Header whole = std::move(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i) {
        whole.fileSize += parts[i].fileSize;
        std::ranges::move(parts[i].tensors, std::back_inserter(whole.tensors));
    }
    return whole;
}

} // namespace orrery::gguf
