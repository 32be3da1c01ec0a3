// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "header_json.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace orrery::safetensors {

namespace {

constexpr std::string_view metadataKey = "__metadata__";
constexpr std::size_t mostDimensions = 16;

/// {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, "__metadata__": {"key": "value"}}
class HeaderHandler : public nlohmann::json_sax<nlohmann::json> {
public:
    ListedHeader header;
    std::string problem;

    bool start_object(std::size_t) override {
        if (m_inList) return refuse("an object in a list of numbers");
        ++m_depth;
        if (m_depth == 2 && !m_inMetadata) header.tensors.push_back({{m_key, {}, {}, 0, 0}, 0, 0});
        return true;
    }

    bool end_object() override {
        if (m_depth == 2 && !m_inMetadata && !isComplete()) return refuse(current().tensor.name + " is incomplete");
        if (m_depth == 2) {
            m_inMetadata = false;
            m_hasType = m_hasShape = m_hasOffsets = false;
        }
        --m_depth;
        return true;
    }

    bool key(std::string& text) override {
        if (m_depth == 1) {
            m_key = text;
            m_inMetadata = text == metadataKey;
        }
        m_field = m_depth == 2 ? text : std::string();
        return true;
    }

    bool start_array(std::size_t) override {
        if (m_depth < 2 || m_inList) return refuse("a list where none belongs");
        m_inList = true;
        m_numbers.clear();
        return true;
    }

    bool end_array() override {
        m_inList = false;
        if (m_depth != 2 || m_inMetadata) return true;
        if (m_field == "shape") {
            current().tensor.shape = m_numbers;
            m_hasShape = true;
        }
        if (m_field != "data_offsets") return true;
        if (m_numbers.size() != 2) return refuse(current().tensor.name + " has no place");
        current().begin = m_numbers[0];
        current().end = m_numbers[1];
        m_hasOffsets = true;
        return true;
    }

    bool string(std::string& text) override {
        if (m_depth < 2 || m_inList) return refuse("a text where none belongs");
        if (m_depth == 2 && m_inMetadata) header.metadata[m_field] = text;
        if (m_depth == 2 && !m_inMetadata && m_field == "dtype") {
            current().tensor.type = text;
            m_hasType = true;
        }
        return true;
    }

    bool number_unsigned(std::uint64_t value) override {
        if (m_depth < 2) return refuse("a number where none belongs");
        if (!m_inList) return true;
        if (m_numbers.size() == mostDimensions) return refuse("a list of too many numbers");
        m_numbers.push_back(value);
        return true;
    }

    bool number_integer(std::int64_t value) override {
        return value >= 0 ? number_unsigned(static_cast<std::uint64_t>(value)) : scalar("a negative number");
    }
    bool number_float(double, const std::string&) override { return scalar("a broken number"); }
    bool null() override { return scalar("null"); }
    bool boolean(bool) override { return scalar("a truth value"); }
    bool binary(nlohmann::json::binary_t&) override { return refuse("binary"); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        return refuse("no JSON at byte " + std::to_string(position));
    }

private:
    ListedTensor& current() { return header.tensors.back(); }
    [[nodiscard]] bool isComplete() const { return m_hasType && m_hasShape && m_hasOffsets; }

    bool refuse(std::string what) {
        if (problem.empty()) problem = std::move(what);
        return false;
    }

    /// Harmless as a field nobody knows, nowhere else.
    bool scalar(const char* what) { return m_depth >= 2 && !m_inList ? true : refuse(what); }

    int m_depth = 0;
    bool m_inMetadata = false, m_inList = false;
    bool m_hasType = false, m_hasShape = false, m_hasOffsets = false;
    std::string m_key, m_field;
    std::vector<std::uint64_t> m_numbers;
};

} // namespace

Result<ListedHeader> readHeaderJson(std::string_view json) {
    HeaderHandler handler;
    if (nlohmann::json::sax_parse(json, &handler) && handler.problem.empty()) return std::move(handler.header);
    return fail(Errc::Corrupt, "The model's header is damaged. Download the file again.", handler.problem);
}

} // namespace orrery::safetensors
