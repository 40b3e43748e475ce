// Inspections in two files: every overall grade since 2006, and the management information with judgements
// and visits.
#include <fmt/format.h>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_headers_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

constexpr std::string_view grade_words[] = {"Outstanding", "Good", "Requires Improvement", "Inadequate"};
constexpr std::string_view judgement_columns[] = {"Quality of education", "Behaviour and attitudes",
                                                  "Personal development",
                                                  "Effectiveness of leadership and management"};
constexpr std::string_view previous_columns[] = {
    "Previous quality of education", "Previous behaviour and attitudes", "Previous personal development",
    "Previous effectiveness of leadership and management"};

std::string_view ofsted_phase(Phase phase) {
    switch (phase) {
        case Phase::nursery:
            return "Nursery";
        case Phase::special:
            return "Special";
        case Phase::alternative:
            return "PRU";
        case Phase::secondary:
        case Phase::middle:
        case Phase::all_through:
            return "Secondary";
        default:
            return "Primary";
    }
}

std::string_view education_type(Kind kind) {
    switch (kind) {
        case Kind::community:
            return "Community School";
        case Kind::voluntary_aided:
            return "Voluntary Aided School";
        case Kind::voluntary_controlled:
            return "Voluntary Controlled School";
        case Kind::foundation:
            return "Foundation School";
        case Kind::converter:
            return "Academy Converter";
        case Kind::sponsored:
            return "Academy Sponsor Led";
        case Kind::free_school:
            return "Free School";
        case Kind::technical:
            return "University Technical College";
        case Kind::nursery:
            return "LA Nursery School";
        case Kind::community_special:
            return "Community Special School";
        case Kind::academy_special:
            return "Academy Special Converter";
        case Kind::pupil_referral_unit:
            return "Pupil Referral Unit";
        case Kind::alternative_academy:
            return "Academy Alternative Provision Converter";
        case Kind::sixth_form_college:
            break;
    }
    return "";
}

const Record& record_at(const Site& site, Date day) {
    const auto* record = site.on(day);
    return record ? *record : site.records.front();
}

std::string history(const County& county) {
    Sheet sheet{headers::ofsted_history};
    for (const auto& site : county.sites) {
        for (const auto& inspection : site.inspections) {
            if (!inspection.published_overall() || inspection.published() > county.plan.today) continue;
            const Date held = inspection.held;
            sheet.row({record_at(site, held).urn.text(), grade_words[inspection.overall - 1],
                       fmt::format("{}{:02}{:02}", held.year(), held.month(), held.day())});
        }
    }
    return sheet.take();
}

/// Two of three inadequate schools need special measures, the others have serious weaknesses.
std::string_view concern(const County& county, const Site& site, const Graded& inspection) {
    if (inspection.overall != 4) return "";
    auto random =
        stream(county.plan.seed, "concern", site.now().urn.value * 100 + inspection.held.year() % 100);
    return random.uniform() < 0.66 ? "SM" : "SWK";
}

std::string grade(int value) {
    return value == 0 ? "9" : std::to_string(value);
}

void latest(Sheet& sheet, const County& county, const Site& site, const Graded& inspection) {
    const auto& then = record_at(site, inspection.held);
    sheet.set("Inspection type", "S5 Inspection");
    sheet.set("Inspection type grouping", "S5 Inspection");
    sheet.set("Event type grouping", "Schools - S5");
    sheet.set("Inspection start date", day_month_year(inspection.held, '/'));
    sheet.set("Publication date", day_month_year(inspection.published(), '/'));
    sheet.set("Does the latest graded inspection relate to the URN of the current school?",
              then.urn == site.now().urn ? "Yes" : "No");
    sheet.set("URN at time of latest graded inspection", then.urn.text());
    sheet.set("School name at time of latest graded inspection", then.name);
    sheet.set("School type at time of latest graded inspection", education_type(then.kind));
    sheet.set("Overall effectiveness",
              inspection.published_overall() ? std::to_string(inspection.overall) : "Not judged");
    sheet.set("Category of concern", concern(county, site, inspection));
    for (std::size_t i = 0; i < 4; ++i) sheet.set(judgement_columns[i], grade(inspection.judgements[i]));
    sheet.set("Safeguarding is effective?", inspection.overall == 4 && site.standing < -1 ? "No" : "Yes");
}

void previous(Sheet& sheet, const County& county, const Site& site, const Graded& inspection) {
    const auto& then = record_at(site, inspection.held);
    sheet.set("Previous inspection start date", day_month_year(inspection.held, '/'));
    sheet.set("Previous publication date", day_month_year(inspection.published(), '/'));
    sheet.set("Does the previous graded inspection relate to the URN of the current school?",
              then.urn == site.now().urn ? "Yes" : "No");
    sheet.set("URN at time of previous graded inspection", then.urn.text());
    sheet.set("School name at time of previous graded inspection", then.name);
    if (inspection.published_overall())
        sheet.set("Previous graded inspection overall effectiveness", std::to_string(inspection.overall));
    sheet.set("Previous category of concern", concern(county, site, inspection));
    for (std::size_t i = 0; i < 4; ++i) sheet.set(previous_columns[i], grade(inspection.judgements[i]));
    sheet.set("Previous safeguarding is effective?", "Yes");
}

void visit(Sheet& sheet, const Site& site, const Graded& inspection) {
    const auto& then = record_at(site, *site.ungraded);
    sheet.set("Does the ungraded inspection relate to the URN of the current school?",
              then.urn == site.now().urn ? "Yes" : "No");
    sheet.set("URN at time of the ungraded inspection", then.urn.text());
    sheet.set("Number of ungraded inspections since the last graded inspection", "1");
    sheet.set("Date of latest ungraded inspection", day_month_year(*site.ungraded, '/'));
    sheet.set("Ungraded inspection publication date", day_month_year(*site.ungraded + 30, '/'));
    sheet.set("Did the latest ungraded inspection convert to a graded inspection?", "No");
    const bool slipping = site.decline > 0;
    sheet.set("Ungraded inspection overall outcome",
              inspection.overall == 1 ? (slipping ? "School remains Outstanding (Concerns) - S5 Next"
                                                  : "School remains Outstanding")
              : slipping              ? "School remains Good (Concerns) - S5 Next"
                                      : "School remains Good");
}

std::string management_information(const County& county, Date day) {
    Sheet sheet{headers::ofsted_mi};
    each_open(county, day, [&](const Site& site, const Record& record) {
        if (site.phase == Phase::sixteen_plus) return;
        const auto& authority = county.land.authorities[site.authority];
        sheet.set("URN", record.urn.text());
        sheet.set("LAESTAB", fmt::format("{}{:04}", authority.code.text(), site.establishment));
        sheet.set("School name", record.name);
        sheet.set("Ofsted phase", ofsted_phase(site.phase));
        sheet.set("Type of education", education_type(record.kind));
        if (record.opened) sheet.set("School open date", day_month_year(*record.opened, '/'));
        sheet.set("Local authority", authority.name);
        sheet.set("Postcode", site.postcode);
        sheet.set("Total number of pupils",
                  std::to_string(county.figures(site, {SchoolYear::containing(day).start - 1}).roll));
        sheet.set("Statutory lowest age", std::to_string(site.low_age));
        sheet.set("Statutory highest age", std::to_string(site.high_age));
        auto known = site.inspections;
        while (!known.empty() && known.back().published() > day) known.pop_back();
        if (!known.empty()) {
            latest(sheet, county, site, known.back());
            if (site.ungraded && *site.ungraded + 30 <= day && *site.ungraded > known.back().held)
                visit(sheet, site, known.back());
        }
        if (known.size() > 1) previous(sheet, county, site, known[known.size() - 2]);
        sheet.end_row();
    });
    return sheet.take();
}

}

std::vector<File> inspection_files(const County& county) {
    const Date month = Date::of(county.plan.today.year(), county.plan.today.month(), 1).value() - 1;
    return {{fmt::format("ofsted_ratings_{}.csv", month.year()), history(county), {}, {}},
            {fmt::format("ofsted_mi_latest_{}-{:02}.csv", month.year(), month.month()),
             management_information(county, month),
             {},
             {}}};
}

}
