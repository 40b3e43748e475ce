#pragma once
// The real register files of the folder named by TARN_REAL_DATA, as an import would hand them over. Tests
// only.
#include <deque>
#include <memory>
#include <string>

#include "schools/register_facts.hpp"

namespace tarn::schools::test {

/// Tables together with the texts that they point into.
struct RealRegisters {
    std::deque<std::string> texts;
    std::vector<RegisterTable> tables;
};

/// Reads every register, census, absence and inspection file; throws std::runtime_error when one is missing.
std::unique_ptr<RealRegisters> read_real_registers(const std::string& folder);

}
