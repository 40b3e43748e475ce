#pragma once
// What a workbook holds, as text.
#include <string>
#include <string_view>

namespace tarn::test {

/// Everything in a zip file, by its central directory (APPNOTE 4.3.12).
std::string unzipped(std::string_view zip);

}
