#pragma once
// Every migration of this version, in order, out of the program itself.
#include <span>

#include "platform/storage/storage.hpp"

namespace tarn {

std::span<const storage::Migration> all_migrations();

}
