// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/conversation/conversation.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace orrery::conversation {

std::vector<const Turn*> path(const Conversation& conversation, Id leaf) {
    std::unordered_map<Id, const Turn*> turns;
    for (const Turn& turn : conversation.turns) turns.emplace(turn.id, &turn);
    std::vector<const Turn*> result;
    for (auto at = turns.find(leaf); at != turns.end();) {
        result.push_back(at->second);
        const Id parent = at->second->parent;
        at = parent < at->first ? turns.find(parent) : turns.end();
    }
    std::ranges::reverse(result);
    return result;
}

std::vector<Id> siblings(const Conversation& conversation, Id turn) {
    const auto self = std::ranges::find(conversation.turns, turn, &Turn::id);
    if (self == conversation.turns.end()) return {};
    std::vector<Id> result;
    for (const Turn& other : conversation.turns) {
        if (other.parent == self->parent) result.push_back(other.id);
    }
    std::ranges::sort(result);
    return result;
}

Id newestLeaf(const Conversation& conversation, Id turn) {
    std::unordered_set<Id> below{turn};
    Id newest = turn;
    for (const Turn& other : conversation.turns) {
        if (!below.contains(other.parent)) continue;
        below.insert(other.id);
        newest = std::max(newest, other.id);
    }
    return newest;
}

} // namespace orrery::conversation
