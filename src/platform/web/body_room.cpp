#include "platform/web/body_room.hpp"

#include <algorithm>
#include <utility>

namespace tarn::web {

BodyRoom::BodyRoom(std::size_t uploads, std::size_t forms, int uploads_per_client)
    : uploads_{uploads}, forms_{forms}, uploads_per_client_(uploads_per_client) {}

bool BodyRoom::Share::begin_upload(const std::string& client) {
    const std::lock_guard lock(room_.mutex_);
    int& under_way = room_.clients_[client];
    if (under_way >= room_.uploads_per_client_) return false;
    ++under_way;
    client_ = client;
    upload_ = true;
    return true;
}

bool BodyRoom::Share::hold(std::size_t bytes) {
    const std::size_t counted = std::max(bytes, always_room) - always_room;
    if (counted <= held_) return true;
    Part& part = upload_ ? room_.uploads_ : room_.forms_;
    const std::size_t more = counted - held_;
    if ((part.used += more) > part.limit) {
        part.used -= more;
        return false;
    }
    held_ = counted;
    return true;
}

void BodyRoom::Share::release() {
    (upload_ ? room_.uploads_ : room_.forms_).used -= std::exchange(held_, 0);
    if (!std::exchange(upload_, false)) return;
    const std::lock_guard lock(room_.mutex_);
    const auto mine = room_.clients_.find(client_);
    if (--mine->second == 0) room_.clients_.erase(mine);
}

}
