// The registers: Get Information about Schools twice, so that changes show; links; postcodes; boundaries.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_headers_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

std::string_view group_title(Kind kind) {
    if (kind == Kind::free_school || kind == Kind::technical) return "Free Schools";
    if (is_academy(kind)) return "Academies";
    if (kind == Kind::sixth_form_college) return "Colleges";
    return kind == Kind::community_special ? "Special schools" : "Local authority maintained schools";
}

std::string_view phase_title(const Site& site) {
    switch (site.phase) {
        case Phase::nursery:
            return "Nursery";
        case Phase::middle:
            return "Middle deemed secondary";
        case Phase::secondary:
            return "Secondary";
        case Phase::all_through:
            return "All-through";
        case Phase::sixteen_plus:
            return "16 plus";
        case Phase::special:
        case Phase::alternative:
            return "Not applicable";
        default:
            return "Primary";
    }
}

std::string_view religion(Faith faith) {
    switch (faith) {
        case Faith::anglican:
            return "Church of England";
        case Faith::catholic:
            return "Roman Catholic";
        case Faith::other:
            return "Methodist";
        case Faith::none:
            break;
    }
    return "Does not apply";
}

std::string_view diocese(const Site& site) {
    if (site.faith == Faith::catholic) return "Diocese of Saint Cuthwin (rc)";
    if (site.faith != Faith::anglican) return "Not applicable";
    return site.area == 4 || site.area == 2 ? "Diocese of Marlbeck and the Vales" : "Diocese of Fellminster";
}

std::string_view status(const Record& record, Date day) {
    if (record.opened && *record.opened > day) return "Proposed to open";
    if (record.closed && *record.closed < day) return "Closed";
    return record.closed && *record.closed < day + 400 && record.closed_because == "Closure"
               ? "Open, but proposed to close"
               : "Open";
}

/// One extract, as GIAS would have stood on the day.
class Extract {
  public:
    Extract(const County& county, Date day, bool older)
        : county_(county), day_(day), older_(older), sheet_(headers::gias) {}

    std::string text() {
        for (const auto& site : county_.sites) {
            for (const auto& record : site.records) {
                // A planned school enters the register a year ahead.
                if (record.opened && *record.opened > day_ + 365) continue;
                write(site, record);
            }
        }
        return windows_1252(sheet_.take());
    }

  private:
    const County& county_;
    Date day_;
    bool older_;
    Sheet sheet_;

    void write(const Site& site, const Record& record) {
        identity(site, record);
        ages(site);
        bodies(site, record);
        place(site);
        pupils_and_head(site, record);
        sheet_.end_row();
    }

    void identity(const Site& site, const Record& record) {
        const auto& authority = county_.land.authorities[site.authority];
        sheet_.set("URN", record.urn.text());
        sheet_.set("LA (code)", authority.code.text());
        sheet_.set("LA (name)", authority.name);
        sheet_.set("EstablishmentNumber", fmt::format("{:04}", site.establishment));
        sheet_.set("EstablishmentName", name(record));
        sheet_.set("TypeOfEstablishment (name)", kind_title(record.kind));
        sheet_.set("EstablishmentTypeGroup (name)", group_title(record.kind));
        const auto state = status(record, day_);
        sheet_.set("EstablishmentStatus (name)", state);
        sheet_.set("ReasonEstablishmentOpened (name)", record.opened_because);
        if (record.opened) sheet_.set("OpenDate", day_month_year(*record.opened, '-'));
        const bool closing_known =
            record.closed && (state == "Closed" || state == "Open, but proposed to close");
        sheet_.set("ReasonEstablishmentClosed (name)",
                   closing_known ? record.closed_because : "Not applicable");
        if (closing_known) sheet_.set("CloseDate", day_month_year(*record.closed, '-'));
        sheet_.set("PhaseOfEducation (name)", phase_title(site));
    }

    /// One school in forty was called something else until lately.
    std::string name(const Record& record) const {
        auto random = stream(county_.plan.seed, "renamed", record.urn.value);
        const auto at = record.name.find(" Primary School");
        if (!older_ || random.uniform() > 0.04 || at == std::string::npos) return record.name;
        return record.name.substr(0, at) + " Junior and Infant School" + record.name.substr(at + 15);
    }

    void ages(const Site& site) {
        sheet_.set("StatutoryLowAge", std::to_string(site.low_age));
        sheet_.set("StatutoryHighAge", std::to_string(site.high_age));
        sheet_.set("Boarders (name)", "No boarders");
        sheet_.set("NurseryProvision (name)", site.low_age <= 3   ? "Has Nursery Classes"
                                              : site.low_age <= 5 ? "No Nursery Classes"
                                                                  : "Not applicable");
        sheet_.set("OfficialSixthForm (name)", site.high_age >= 18 && site.low_age >= 11 ? "Has a sixth form"
                                               : site.low_age >= 11 ? "Does not have a sixth form"
                                                                    : "Not applicable");
        sheet_.set("Gender (name)", "Mixed");
    }

    void bodies(const Site& site, const Record& record) {
        sheet_.set("ReligiousCharacter (name)", religion(site.faith));
        sheet_.set("Diocese (name)", diocese(site));
        sheet_.set("AdmissionsPolicy (name)",
                   site.phase == Phase::secondary ? "Non-selective" : "Not applicable");
        const auto* trust = trust_of(record);
        sheet_.set("TrustSchoolFlag (name)", trust ? "Supported by a multi-academy trust" : "Not applicable");
        if (trust) sheet_.set("Trusts (name)", *trust);
        const bool federated = site.federation >= 0 && !is_academy(record.kind);
        sheet_.set("FederationFlag (name)", federated                 ? "Supported by a federation"
                                            : is_academy(record.kind) ? "Not applicable"
                                                                      : "Not under a federation");
        if (federated) sheet_.set("Federations (name)", county_.federations[site.federation]);
    }

    /// One academy in twelve has moved to another trust since the older extract.
    const std::string* trust_of(const Record& record) const {
        if (record.trust < 0) return nullptr;
        auto random = stream(county_.plan.seed, "moved", record.urn.value);
        const auto& trusts = county_.trusts;
        const bool moved = older_ && record.trust >= 5 && random.uniform() < 0.08;
        return &trusts[moved ? 5 + (record.trust - 4) % (trusts.size() - 5)
                             : static_cast<std::size_t>(record.trust)];
    }

    void place(const Site& site) {
        const auto& authority = county_.land.authorities[site.authority];
        const auto& district = county_.land.districts[site.district];
        sheet_.set("Street", site.street);
        sheet_.set("Town", site.town);
        sheet_.set("County (name)", authority.name);
        sheet_.set("Postcode", site.postcode);
        sheet_.set("DistrictAdministrative (name)", district.name);
        sheet_.set("AdministrativeWard (name)", district.wards[site.ward].name);
        sheet_.set("GSSLACode (name)", authority.ons);
        sheet_.set("Easting", std::to_string(std::lround(site.place.easting)));
        sheet_.set("Northing", std::to_string(std::lround(site.place.northing)));
        sheet_.set("Country (name)", "United Kingdom");
    }

    void pupils_and_head(const Site& site, const Record& record) {
        sheet_.set("SchoolCapacity", std::to_string(site.capacity));
        if (!record.open_on(day_)) return;
        const SchoolYear year{std::min(SchoolYear::containing(day_).start - 1, county_.last_year.start)};
        const auto& figures = county_.figures(site, year);
        sheet_.set("CensusDate", day_month_year(Date::of(year.start + 1, 1, 16).value(), '-'));
        sheet_.set("NumberOfPupils", std::to_string(figures.roll));
        sheet_.set("NumberOfBoys", std::to_string(figures.roll - figures.roll * 49 / 100));
        sheet_.set("NumberOfGirls", std::to_string(figures.roll * 49 / 100));
        const auto& head = site.head_since <= day_ ? site.head : site.former_head;
        sheet_.set("HeadTitle (name)", head.title);
        sheet_.set("HeadFirstName", head.first);
        sheet_.set("HeadLastName", head.last);
        sheet_.set("HeadPreferredJobTitle", "Headteacher");
    }
};

void link_both_ways(Sheet& sheet, const Record& before, const Record& after, std::string_view kind) {
    const auto day = day_month_year(*after.opened, '-');
    sheet.row({before.urn.text(), after.urn.text(), after.name, fmt::format("Successor{}", kind), day});
    sheet.row({after.urn.text(), before.urn.text(), before.name, fmt::format("Predecessor{}", kind), day});
}

std::string links(const County& county) {
    Sheet sheet{headers::links};
    for (const auto& site : county.sites) {
        for (std::size_t i = 1; i < site.records.size(); ++i)
            link_both_ways(sheet, site.records[i - 1], site.records[i], "");
        for (const auto from : site.merged_from)
            link_both_ways(sheet, county.sites[from].now(), site.now(), " - amalgamated");
    }
    return windows_1252(sheet.take());
}

std::string groups(const County& county) {
    Sheet sheet{headers::groups};
    int uid = 90000;
    const auto write = [&](const std::vector<std::string>& names, std::string_view code,
                           std::string_view type) {
        for (const auto& name : names) {
            sheet.set("Group UID", std::to_string(++uid));
            sheet.set("Group Name", name);
            sheet.set("Group Type (code)", code);
            sheet.set("Group Type", type);
            sheet.set("Group Status (code)", "OPEN");
            sheet.set("Group Status", "Open");
            sheet.end_row();
        }
    };
    write(county.trusts, "06", "Multi-academy trust");
    write(county.federations, "01", "Federation");
    return windows_1252(sheet.take());
}

std::string postcodes(const County& county) {
    Sheet sheet{headers::postcodes};
    for (const auto& site : county.sites) {
        const auto& district = county.land.districts[site.district];
        sheet.row({site.postcode, std::to_string(std::lround(site.place.easting)),
                   std::to_string(std::lround(site.place.northing)), district.code,
                   district.wards[site.ward].code, county.land.authorities[site.authority].ons});
    }
    return sheet.take();
}

std::string feature(std::string_view code, std::string_view name, const Ring& ring,
                    const Projection& to_degrees) {
    std::string points;
    for (const auto& point : ring) {
        const auto [longitude, latitude] = to_degrees(point);
        points += fmt::format("{}[{:.5f},{:.5f}]", points.empty() ? "" : ",", longitude, latitude);
    }
    return fmt::format(
        R"({{"type":"Feature","properties":{{"code":"{}","name":"{}"}},"geometry":{{"type":"MultiPolygon","coordinates":[[[{}]]]}}}})",
        code, name, points);
}

std::string collection(const std::vector<std::string>& features) {
    return fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})", fmt::join(features, ",\n"));
}

}

std::vector<File> register_files(const County& county) {
    const Date today = county.plan.today;
    const Date newer = today - 3, older = add_months(today, -26);
    const auto stamp = [](Date day) {
        return fmt::format("{}{:02}{:02}", day.year(), day.month(), day.day());
    };
    std::vector<File> files;
    files.push_back(
        {"edubasealldata" + stamp(older) + ".csv", Extract{county, older, true}.text(), older.iso(), older});
    files.push_back(
        {"edubasealldata" + stamp(newer) + ".csv", Extract{county, newer, false}.text(), newer.iso(), newer});
    files.push_back({"links_edubasealldata" + stamp(newer) + ".csv", links(county), newer.iso(), newer});
    files.push_back({"allgroupsdata" + stamp(newer) + ".csv", groups(county), newer.iso(), newer});
    files.push_back({"school_postcodes_codepoint.csv", postcodes(county), older.iso(), older});
    return files;
}

std::vector<File> boundary_files(const County& county, const Projection& to_degrees) {
    std::vector<std::string> districts, authorities;
    for (const auto& district : county.land.districts) {
        if (!district.ring.empty())
            districts.push_back(feature(district.code, district.name, district.ring, to_degrees));
    }
    for (const auto& authority : county.land.authorities) {
        if (!authority.outline.empty())
            authorities.push_back(feature(authority.ons, authority.name, authority.outline, to_degrees));
    }
    const Date since = add_months(county.plan.today, -30);
    return {
        {"boundaries_ltla24_fictional.geojson", collection(districts), std::to_string(since.year()), since},
        {"boundaries_utla21_fictional.geojson", collection(authorities), std::to_string(since.year()),
         since}};
}

}
