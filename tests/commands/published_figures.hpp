#pragma once
// The figures that a page of docs/ publishes are those that the program prints today. In the page a line
// `<!-- tarn COMMAND ARGUMENTS -->` stands before what the command printed, `<!-- end -->` after it; {data}
// stands for the folder of open data, and the database of all its files is given to every command; {both}
// asks for the database of the older and the newer folder together.
#include <iosfwd>
#include <string>
#include <vector>

namespace tarn {

struct PublishedTable {
    std::vector<std::string> arguments;
    std::string text;
    bool of_both = false;  ///< from TARN_REAL_DATA and TARN_REAL_DATA_2026 together
};
/// For the test's name in the output: the arguments.
std::ostream& operator<<(std::ostream& out, const PublishedTable& table);

/// Those of a page such as "docs/rating.md"; none where TARN_SOURCE is not set.
std::vector<PublishedTable> published_tables(const std::string& page);

/// Runs the command on the open data that the fixture `real-data` imported; skips loudly where TARN_REAL_DATA
/// is not set.
void check_published(const std::string& page, const PublishedTable& table);

}
