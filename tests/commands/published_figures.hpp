#pragma once
// The figures that a page of docs/ publishes are those that the program prints today. In the page a line
// `<!-- tarn COMMAND ARGUMENTS -->` stands before what the command printed, `<!-- end -->` after it; {data}
// stands for the folder of open data, and the database of all its files is given to every command.
#include <string>

namespace tarn {

/// Imports the open data and runs every command of the page; skips loudly where TARN_REAL_DATA or TARN_SOURCE
/// is not set. `fewest` commands must stand in the page.
void check_published_figures(const std::string& page, std::size_t fewest);

}
