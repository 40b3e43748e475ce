#pragma once
// Files in the layout in which Ofsted lists the latest inspections since November 2025.
#include <map>
#include <string>
#include <vector>

namespace tarn::evidence {

/// Cells by short names; "date of ..." stands for the day of that area's grade.
using CardCells = std::map<std::string, std::string>;

inline const std::vector<std::pair<std::string, std::string>>& card_columns() {
    static const std::vector<std::pair<std::string, std::string>> columns{
        {"urn", "URN"},
        {"laestab", "LAESTAB"},
        {"phase", "Ofsted phase"},
        {"held", "Inspection start date"},
        {"published", "Publication date"},
        {"urn then", "URN at time of latest full inspection"},
        {"category", "Category of concern"},
        {"safeguarding", "Safeguarding standards"},
        {"date of safeguarding", "Safeguarding standards - date of grade"},
        {"inclusion", "Inclusion"},
        {"date of inclusion", "Inclusion - date of grade"},
        {"curriculum", "Curriculum and teaching"},
        {"achievement", "Achievement"},
        {"attendance", "Attendance and behaviour"},
        {"development", "Personal development and wellbeing"},
        {"early years", "Early years (where applicable)"},
        {"post-16", "Post-16 provision (where applicable)"},
        {"leadership", "Leadership and governance"},
        {"graded urn", "URN at time of latest OEIF graded inspection"},
        {"graded held", "Inspection start date of latest OEIF graded inspection"},
        {"graded published", "Publication date of latest OEIF graded inspection"},
        {"graded category", "Latest OEIF category of concern"},
        {"overall", "Latest OEIF overall effectiveness"},
        {"quality", "Latest OEIF quality of education"},
        {"behaviour", "Latest OEIF behaviour and attitudes"},
        {"personal", "Latest OEIF personal development"},
        {"management", "Latest OEIF effectiveness of leadership and management"},
        {"ungraded urn", "URN at time of the ungraded inspection"},
        {"ungraded held", "Date of latest ungraded inspection"},
        {"ungraded published", "Ungraded inspection publication date"},
        {"in force", "Most recent category of concern"}};
    return columns;
}

inline std::string card_header() {
    std::string header;
    for (const auto& [name, column] : card_columns()) header += (header.empty() ? "" : ",") + column;
    return header + "\n";
}

/// A school without any inspection, but for what `cells` say.
inline std::string card_row(const std::string& urn, const CardCells& cells = {}) {
    std::string row;
    for (const auto& [name, column] : card_columns()) {
        const auto found = cells.find(name);
        if (name != "urn") row += ',';
        if (name == "urn")
            row += urn;
        else if (found != cells.end())
            row += found->second;
        else
            row += name == "in force" ? "" : "NULL";
    }
    return row + "\n";
}

/// A report card of 13 January 2026, published on 17 February, with every area at the expected standard.
inline CardCells card_cells(const std::string& urn, const CardCells& otherwise = {}) {
    CardCells cells{{"held", "13/01/2026"},
                    {"published", "17/02/2026"},
                    {"urn then", urn},
                    {"category", ""},
                    {"safeguarding", "Met"},
                    {"date of safeguarding", "13/01/2026"},
                    {"inclusion", "Expected standard"},
                    {"date of inclusion", "13/01/2026"},
                    {"post-16", "Does not have a sixth form"},
                    {"early years", "Not applicable"}};
    for (const char* area : {"curriculum", "achievement", "attendance", "development", "leadership"})
        cells[area] = "Expected standard";
    for (const auto& [name, text] : otherwise) cells[name] = text;
    return cells;
}

}
