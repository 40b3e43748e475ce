#pragma once
// What may be stored, checked alike for both engines: PostgreSQL refuses these, SQLite would take them
// silently.
#include <string>
#include <string_view>

namespace tarn::storage {

/// Throws Failure unless the text is UTF-8 ([rfc3629]: no overlong forms, no surrogates) and free of NUL.
void require_storable(std::string_view text);
/// Throws Failure for NaN, which SQLite would turn into NULL. Negative zero becomes zero, as SQLite stores
/// it.
double storable(double value);

}
