// Inspections: every overall grade since 2006, and the management information month by month, which holds
// each school's latest report card, latest graded inspection and latest ungraded one.
#include <algorithm>
#include <fmt/format.h>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_headers_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

constexpr std::string_view grade_words[] = {"Outstanding", "Good", "Requires Improvement", "Inadequate"};
constexpr std::string_view judgement_columns[] = {
    "Latest OEIF quality of education", "Latest OEIF behaviour and attitudes",
    "Latest OEIF personal development", "Latest OEIF effectiveness of leadership and management"};
constexpr std::string_view card_words[] = {"Not applicable",    "Exceptional",     "Strong standard",
                                           "Expected standard", "Needs attention", "Urgent improvement"};

/// The columns of one area of a report card; two name their date without what stands in brackets.
struct AreaColumns {
    std::string_view grade, date;
};
constexpr AreaColumns area_columns[area_count] = {
    {"Inclusion", "Inclusion - date of grade"},
    {"Curriculum and teaching", "Curriculum and teaching - date of grade"},
    {"Achievement", "Achievement - date of grade"},
    {"Attendance and behaviour", "Attendance and behaviour - date of grade"},
    {"Personal development and wellbeing", "Personal development and wellbeing - date of grade"},
    {"Early years (where applicable)", "Early years - date of grade"},
    {"Post-16 provision (where applicable)", "Post-16 provision - date of grade"},
    {"Leadership and governance", "Leadership and governance - date of grade"}};

/// Columns of the file from one to another; all of them are NULL where no such inspection was.
struct Part {
    std::string_view first, last;
};
constexpr Part card_part = {"Inspection number of latest full inspection",
                            "Leadership and governance - date of grade"};
constexpr Part graded_part = {"Inspection number of latest OEIF graded inspection",
                              "Latest OEIF sixth form provision (where applicable)"};
constexpr Part ungraded_part = {"Latest ungraded inspection number", "Ungraded inspection overall outcome"};

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

/// Of the inadequate schools in special measures or with serious weaknesses, those that a later visit
/// released.
bool released(const County& county, const Site& site, const Graded& inspection, Date day) {
    auto random = stream(county.plan.seed, "released", site.now().urn.value);
    return random.uniform() < 0.3 && inspection.held + 300 < day;
}

/// One month's file: what Ofsted had published by its last day.
class Month {
  public:
    Month(const County& county, Date day) : county_(county), day_(day) {}

    std::string text() {
        each_open(county_, day_, [&](const Site& site, const Record& record) {
            if (site.phase != Phase::sixteen_plus) write(site, record);
        });
        auto text = sheet_.take();
        // The nine dates were named otherwise until the file of February 2026.
        if (day_ < Date::of(2026, 3, 1).value()) rename_dates(text);
        return text;
    }

  private:
    const County& county_;
    Date day_;
    Sheet sheet_{headers::ofsted_mi};
    bool unpublished_ = false;  ///< a report is in the file before its day of publication

    static void rename_dates(std::string& text) {
        constexpr std::string_view newer = "date of grade", older = "date of judgement";
        for (auto at = text.find(newer); at < text.find('\n'); at = text.find(newer, at))
            text.replace(at, newer.size(), older);
    }

    void write(const Site& site, const Record& record) {
        identity(site, record);
        const Card* card = latest_card(site);
        const Graded* graded = latest_graded(site);
        std::string_view category;
        if (graded)
            category = this->graded(site, *graded);
        else
            sheet_.fill(graded_part.first, graded_part.last, "NULL");
        if (card)
            category = full(site, *card);
        else
            sheet_.fill(card_part.first, card_part.last, "NULL");
        if (site.ungraded && *site.ungraded + 30 <= day_)
            ungraded(site);
        else
            sheet_.fill(ungraded_part.first, ungraded_part.last, "NULL");
        sheet_.set("Most recent category of concern", category);
        sheet_.end_row();
    }

    /// One school of Fellshire is listed before its report is public.
    const Card* latest_card(const Site& site) {
        const Card* found = nullptr;
        for (const auto& card : site.cards) {
            const bool early =
                site.authority == 0 && !unpublished_ && card.held <= day_ && card.published() > day_;
            if (card.published() <= day_ || early) found = &card;
            unpublished_ |= early;
        }
        return found;
    }

    /// Grades given before September 2019 are no longer in the file.
    const Graded* latest_graded(const Site& site) const {
        const Graded* found = nullptr;
        for (const auto& graded : site.inspections) {
            if (graded.published() <= day_ && graded.held >= Date::of(2019, 9, 1).value()) found = &graded;
        }
        return found;
    }

    void identity(const Site& site, const Record& record) {
        const auto& authority = county_.land.authorities[site.authority];
        sheet_.set("URN", record.urn.text());
        sheet_.set("LAESTAB", laestab(county_, site));
        sheet_.set("School name", record.name);
        sheet_.set("Ofsted phase", ofsted_phase(site.phase));
        sheet_.set("Type of education", education_type(record.kind));
        if (record.opened) sheet_.set("School open date", day_month_year(*record.opened, '/'));
        sheet_.set("Sixth form", site.high_age >= 18 ? "Has a sixth form" : "Does not have a sixth form");
        sheet_.set("Local authority", authority.name);
        sheet_.set("Postcode", site.postcode);
        sheet_.set("Multi-academy trust name", record.trust < 0 ? "NULL" : county_.trusts[record.trust]);
        sheet_.set("Academy sponsor name", "NULL");
        sheet_.set("Total number of pupils",
                   std::to_string(county_.figures(site, {SchoolYear::containing(day_).start - 1}).roll));
        sheet_.set("Statutory lowest age", std::to_string(site.low_age));
        sheet_.set("Statutory highest age", std::to_string(site.high_age));
    }

    /// Where and when one of the three inspections was, under the names that the file has for it.
    void at_time(const Site& site, Date held, std::string_view kind, std::string_view kind_of_urn) {
        const auto& then = record_at(site, held);
        sheet_.set(fmt::format("Does the {} relate to the URN of the current school?", kind),
                   then.urn == site.now().urn ? "Yes" : "No");
        for (const auto& [what, value] :
             {std::pair{"URN", then.urn.text()}, std::pair{"LAESTAB", laestab(county_, site)},
              std::pair{"School name", then.name},
              std::pair{"School type", std::string{education_type(then.kind)}}})
            sheet_.set(fmt::format("{} at time of {}", what, kind_of_urn), value);
    }

    std::string_view full(const Site& site, const Card& card) {
        for (const auto* column : {"Inspection type", "Inspection type grouping"})
            sheet_.set(column, "Full inspection");
        sheet_.set("Event type grouping", "Schools - full");
        sheet_.set("Inspection start date", day_month_year(card.held, '/'));
        if (card.published() <= day_) sheet_.set("Publication date", day_month_year(card.published(), '/'));
        at_time(site, card.held, "latest full inspection", "latest full inspection");
        sheet_.set("Category of concern", card.category(day_));
        sheet_.set("Safeguarding standards", card.safeguarding_met ? "Met" : "Not met");
        sheet_.set("Safeguarding standards - date of grade", day_month_year(card.held, '/'));
        const auto grades = card.grades_on(day_);
        for (int area = 0; area < area_count; ++area) {
            const auto& [grade, date] = area_columns[area];
            const auto given = grades[static_cast<std::size_t>(area)];
            const bool raised = area == card.raised && card.raised_on <= day_;
            sheet_.set(grade, area == post_16 && given == 0 && site.phase == Phase::secondary
                                  ? "Does not have a sixth form"
                                  : card_words[given]);
            if (given > 0) sheet_.set(date, day_month_year(raised ? card.raised_on : card.held, '/'));
        }
        return card.category(day_);
    }

    std::string_view graded(const Site& site, const Graded& inspection) {
        const auto set = [&](std::string_view what, std::string_view value) {
            sheet_.set(fmt::format("{} of latest OEIF graded inspection", what), value);
        };
        set("Inspection type", "S5 Inspection");
        set("Inspection type grouping", "Schools - S5");
        set("Event type grouping", "Schools - S5");
        set("Inspection start date", day_month_year(inspection.held, '/'));
        set("Publication date", day_month_year(inspection.published(), '/'));
        at_time(site, inspection.held, "latest OEIF graded inspection", "latest OEIF graded inspection");
        const auto category = concern(county_, site, inspection);
        sheet_.set("Latest OEIF category of concern", category);
        sheet_.set("Latest OEIF overall effectiveness",
                   inspection.published_overall() ? std::to_string(inspection.overall) : "Not judged");
        for (std::size_t i = 0; i < 4; ++i)
            sheet_.set(judgement_columns[i], std::to_string(inspection.judgements[i]));
        sheet_.set("Latest OEIF  safeguarding is effective?",
                   inspection.overall == 4 && site.standing < -1 ? "No" : "Yes");
        sheet_.set("Latest OEIF early years provision (where applicable)", "9");
        sheet_.set("Latest OEIF sixth form provision (where applicable)", "9");
        return released(county_, site, inspection, day_) ? "" : category;
    }

    void ungraded(const Site& site) {
        at_time(site, *site.ungraded, "ungraded inspection", "the ungraded inspection");
        sheet_.set("Date of latest ungraded inspection", day_month_year(*site.ungraded, '/'));
        sheet_.set("Ungraded inspection publication date", day_month_year(*site.ungraded + 30, '/'));
        const bool slipping = site.decline > 0, outstanding = site.inspections.back().overall == 1;
        sheet_.set("Ungraded inspection overall outcome",
                   *site.ungraded >= Date::of(2024, 9, 1).value()
                       ? (slipping ? "Some aspects not as strong" : "Standards maintained")
                   : outstanding ? (slipping ? "School remains Outstanding (Concerns) - S5 Next"
                                             : "School remains Outstanding")
                   : slipping    ? "School remains Good (Concerns) - S5 Next"
                                 : "School remains Good");
    }
};

}

namespace {

/// The inspections of the school year so far, oldest school first, and visits to see what became of those
/// inspected before report cards, which give no grade. Empty while there is none.
std::string in_year(const County& county, Date day) {
    Sheet sheet{headers::ofsted_in_year};
    const Date first = Date::of(SchoolYear::containing(day).start, 9, 1).value();
    bool any = false;
    each_open(county, day, [&](const Site& site, const Record& record) {
        const auto row = [&](std::string_view type, Date held, Date published) {
            sheet.set("URN", record.urn.text());
            sheet.set("LAESTAB", laestab(county, site));
            sheet.set("School name", record.name);
            sheet.set("Ofsted phase", ofsted_phase(site.phase));
            sheet.set("Type of education", education_type(record.kind));
            sheet.set("Local authority", county.land.authorities[site.authority].name);
            sheet.set("Inspection type", type);
            sheet.set("Inspection start date", day_month_year(held, '/'));
            sheet.set("Publication date", day_month_year(published, '/'));
            sheet.fill("Outcomes for legacy monitoring inspections", "Leadership and governance", "NULL");
            any = true;
        };
        for (const auto& card : site.cards) {
            if (card.held < first || card.published() > day || site.on(card.held) != &record) continue;
            row("Full inspection", card.held, card.published());
            if (const auto category = card.category(card.published()); !category.empty())
                sheet.set("Category of concern", category);
            sheet.set("Safeguarding standards", card.safeguarding_met ? "Met" : "Not met");
            for (std::size_t area = 0; area < area_count; ++area)
                sheet.set(area_columns[area].grade, card_words[card.grades[area]]);
            sheet.end_row();
        }
        if (site.cards.empty() && !site.inspections.empty() && site.inspections.back().overall == 4 &&
            first + 60 <= day) {
            row("Monitoring visit", first + 20, first + 50);
            sheet.set("Outcomes for legacy monitoring inspections", "Taking effective action");
            sheet.end_row();
        }
    });
    return any ? sheet.take() : std::string{};
}

}

/// The file of a month comes out in the middle of the next: every month of a year since report cards began,
/// before that the latest alone. The sheet of the year so far comes out with the newest.
std::vector<File> inspection_files(const County& county) {
    const Date today = county.plan.today;
    std::vector<File> files = {{fmt::format("ofsted_ratings_{}.csv", today.year()), history(county), {}, {}}};
    const auto month_before = [](Date day) { return Date::of(day.year(), day.month(), 1).value() - 1; };
    const Date newest = month_before(today - 14);
    std::vector<Date> months = {newest};
    for (Date day = month_before(newest); day > first_card_day && day > newest - 360; day = month_before(day))
        months.push_back(day);
    std::reverse(months.begin(), months.end());
    for (const Date day : months)
        files.push_back({fmt::format("ofsted_mi_latest_{}-{:02}.csv", day.year(), day.month()),
                         windows_1252(Month{county, day}.text()),
                         {},
                         day + 15});
    if (auto text = newest > first_card_day ? in_year(county, newest) : std::string{}; !text.empty())
        files.push_back({fmt::format("ofsted_in_year_{}-{:02}.csv", newest.year(), newest.month()),
                         windows_1252(text),
                         {},
                         newest + 15});
    return files;
}

}
