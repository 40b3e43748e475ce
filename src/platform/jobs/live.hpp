#pragma once
// How far the work in hand has got. Kept in memory: while a worker's transaction is open it is the only
// writer, so nobody could write its progress to the database.
#include <optional>
#include <string>

#include "base/ids.hpp"

namespace tarn::jobs {

struct Live {
    int percent = 0;
    std::string message;
};

void set_live(JobId id, Live live);
void clear_live(JobId id);
std::optional<Live> live_of(JobId id);

}
