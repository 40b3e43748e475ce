#pragma once
// Versions and lineage as rows.
#include <memory>

#include "platform/storage/storage.hpp"
#include "schools/register_facts.hpp"

namespace tarn::schools {

/// Texts packed one after another into large blocks; their addresses stay.
class Arena {
  public:
    std::string_view keep(std::string_view text);

  private:
    static constexpr std::size_t block_size = 1 << 18;
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t used_ = block_size;
};

struct StoredRegister {
    std::int64_t generation = 0;
    std::vector<School> versions;  ///< ascending by URN, then date
    std::vector<Lineage> lineage;  ///< ascending by predecessor, then successor
    Arena arena;
};
StoredRegister read_register(storage::Reader& db);
void write_register(storage::Writer& db, std::int64_t generation, const std::vector<School>& versions,
                    const std::vector<Lineage>& lineage);
std::int64_t register_generation(storage::Reader& db);
/// Merges the imported files anew and names each stored version or line that differs from the outcome.
std::vector<std::string> versions_not_from_files(storage::Reader& db);

}
