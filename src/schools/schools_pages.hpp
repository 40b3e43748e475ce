#pragma once
// Shared by the pages of the register: one function a page, and what they print alike.
#include "feature_kit/list_page.hpp"
#include "feature_kit/search.hpp"
#include "platform/page_kit/page_kit.hpp"
#include "schools/schools.hpp"
#include "schools/schools_panels.hpp"
#include "schools/shared_panels.hpp"

namespace tarn::schools {

using web::Html;

struct PageTools {
    Registers& registers;
    std::vector<Panel> panels;  ///< ascending by order
    kit::List list;             ///< school_list()
    std::unique_ptr<SharedPanels> kept = std::make_unique<SharedPanels>();
};

web::Response map_page(const PageTools& tools, kit::Act& act);
web::Response map_geojson(const PageTools& tools, kit::Act& act);
web::Response school_page(const PageTools& tools, kit::Act& act);
web::Response history_page(const PageTools& tools, kit::Act& act);

/// The register's own panels: identity, lineage, place, people.
std::vector<Panel> own_panels(Registers& registers);

/// A page's address on the day asked for: "/schools/map?as_at=2020-09-01".
std::string with_day(std::string path, Date as_at, Date today);
std::string school_href(Urn urn, Date as_at, Date today);  ///< "/schools/900001?as_at=2020-09-01"
std::string history_href(Urn urn, Date as_at, Date today);
Date as_at_of(const kit::Act& act);
/// The field with which any page of the register asks for another day.
Html as_at_field(Date as_at);
/// "Primary, Community school, Preston, URN 900001".
std::string one_line(const School& school);
/// "Lancashire (888)": by its name of record, else by the name it has with this installation.
std::string authority_words(storage::Reader& db, AuthorityCode code);
std::string ages_words(const School& school);  ///< "4 to 11"; "" not known
std::string day_words(const std::optional<Date>& date, std::string_view otherwise);

kit::SearchSource school_search(Registers& registers);
kit::SearchSource leader_search(Registers& registers);

/// Of `School`.
kit::List school_list(Registers& registers);

/// How the register is read, said on every page of it.
inline constexpr const char* register_note =
    "Shows what was true on the day you ask about, going by the newest files.";

}
