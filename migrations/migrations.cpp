#include "migrations/migrations.hpp"

#include "embedded/tarn_migration_files.hpp"

namespace tarn {

std::span<const storage::Migration> all_migrations() {
    static const std::vector<storage::Migration> migrations = [] {
        std::vector<storage::Migration> list;
        for (const auto& file : migration_files::files()) list.push_back({file.path, file.bytes});
        return list;
    }();
    return migrations;
}

}
