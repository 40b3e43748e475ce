// Results of 16 to 18 study, of sixth forms and colleges, in both layouts.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_headers_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

/// One kind of qualification.
struct Studied {
    int students = 0;
    double points = 0, retained = 0;
};

/// Levels chosen by hand: about the points of England's schools, a few either way by how well a school does.
struct SixthForm {
    int students = 0;
    Studied a_levels, academic, applied;
    double best_three = 0, aab = 0, value_added = 0;
};

std::optional<SixthForm> sixth_form(const County& county, const Site& site, SchoolYear year) {
    const bool college = site.phase == Phase::sixteen_plus;
    if (!college && (site.low_age < 9 || site.high_age < 18 || site.phase == Phase::special)) return {};
    auto random = stream(county.plan.seed, "ks5",
                         static_cast<std::int64_t>(site.now().urn.value) * 100 + year.start % 100);
    SixthForm made;
    made.students = static_cast<int>(std::lround(county.figures(site, year).roll * (college ? 0.46 : 0.08)));
    if (made.students < 12) return {};
    const double level = site.standing + 0.5 * random.normal();
    const auto studied = [&](double share, double points, double kept) {
        return Studied{static_cast<int>(std::lround(made.students * share)), points + 3.2 * level,
                       std::clamp(kept + 2 * level, 60.0, 100.0)};
    };
    made.a_levels = studied(0.7, 34.5, 91);
    made.academic = studied(0.72, 34.7, 91);
    made.applied = studied(0.3, 29.5, 89);
    made.best_three = made.a_levels.points + 0.6;
    made.aab = std::clamp(16 + 6 * level, 0.0, 80.0);
    made.value_added = 0.12 * level;
    return made;
}

/// Shares and points of up to five students are withheld.
std::string of(int students, double figure, int places) {
    return students <= 5 ? "c" : decimals(figure, places);
}

Date summer_of(SchoolYear year) {
    return Date::of(year.start + 1, 5, 12).value();
}

}

std::string key_stage_5(const County& county, SchoolYear year) {
    Sheet sheet{headers::ks5};
    each_open(county, summer_of(year), [&](const Site& site, const Record& record) {
        const auto made = sixth_form(county, site, year);
        if (!made) return;
        const auto& [taken, points, retained] = made->a_levels;
        const auto& applied = made->applied;
        sheet.row({"1", county.land.authorities[site.authority].code.text(),
                   fmt::format("{:04}", site.establishment), record.urn.text(), record.name,
                   std::to_string(made->students * 2), std::to_string(made->students), std::to_string(taken),
                   of(taken, points, 2), std::to_string(taken), of(taken, made->best_three, 2),
                   of(taken, made->aab, 1), of(taken, made->value_added, 2), of(taken, retained, 1),
                   std::to_string(applied.students), of(applied.students, applied.points, 2)});
    });
    return sheet.take();
}

/// A row a kind of qualification of all students, and one of disadvantaged students' A levels.
std::string key_stage_5_long(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::ks5_long};
    each_open(county, summer_of(year), [&](const Site& site, const Record& record) {
        const auto made = sixth_form(county, site, year);
        if (!made) return;
        const auto row = [&](std::string_view students, std::string_view kind) -> Sheet& {
            auto& sheet = rows.school(site, record);
            sheet.fill("end1618_student_count", "english_progress_inscope_count", "z");
            sheet.set("version", "Final");
            sheet.set("disadvantage_status", students);
            sheet.set("exam_cohort", kind);
            return sheet;
        };
        const auto results = [&](Sheet& sheet, const Studied& studied) {
            sheet.set("aps_per_entry_student_count", std::to_string(studied.students));
            sheet.set("aps_per_entry", of(studied.students, studied.points, 2));
            sheet.set("retained_percent", of(studied.students, studied.retained, 1));
        };
        auto& all = row("Total", "All");
        all.set("end1618_student_count", std::to_string(made->students));
        all.end_row();
        auto& a_level = row("Total", "A level");
        results(a_level, made->a_levels);
        a_level.set("value_added", of(made->a_levels.students, made->value_added, 2));
        a_level.set("best_three_alevels_student_count", std::to_string(made->a_levels.students));
        a_level.set("best_three_alevels_aps", of(made->a_levels.students, made->best_three, 2));
        a_level.set("aab_percent", of(made->a_levels.students, made->aab, 1));
        a_level.end_row();
        for (const auto& [kind, studied] :
             {std::pair{"Academic", made->academic}, std::pair{"Applied general", made->applied}}) {
            auto& sheet = row("Total", kind);
            results(sheet, studied);
            sheet.end_row();
        }
        auto& poor = row("Disadvantaged", "A level");
        results(poor, {made->a_levels.students / 7, made->a_levels.points - 3, made->a_levels.retained - 2});
        poor.end_row();
    });
    return rows.take();
}

}
