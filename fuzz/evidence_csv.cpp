// A file as somebody uploads it, from encoding to typed columns: whatever the bytes, it is refused with a sentence or every
// row is accounted for.
#include <cstdint>
#include <string>

#include "evidence/importing/reading_rules.hpp"
#include "fuzz/require.hpp"

using namespace tarn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    evidence::ReadSettings settings;
    settings.file_name = "ks2final_2019.csv";
    settings.text.max_bytes = 1 << 20;
    settings.max_record = 4096;
    settings.max_rejected_percent = 100;
    const auto file = evidence::prepare(std::string{reinterpret_cast<const char*>(data), size}, nullptr, settings);
    if (!file) {
        require(!file.error().message.empty());
        return 0;
    }
    require(file->rows_accepted() >= 0);
    for (const auto& block : file->blocks)
        for (const auto& column : block.columns) {
            const evidence::ColumnView view{column.packed.encoding, column.packed.scale, column.packed.bytes};
            require(view.rows() == block.rows);
            require(column.present + column.missing == static_cast<std::int64_t>(block.rows) || block.level == evidence::BlockLevel::inspection);
            for (std::size_t row = 0; row < view.rows(); ++row) view.cell(row);
        }
    for (const auto& rejection : file->rejected) require(evidence::find_invalid_utf8(rejection.text) == std::string::npos);
    return 0;
}
