#include "platform/storage/engines.hpp"

namespace tarn::storage {
std::unique_ptr<Database> open_postgres(const std::string&, const Options&) {
    throw Failure("PostgreSQL is not built in yet");
}
}
