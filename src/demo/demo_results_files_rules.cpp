// Results of tests and examinations by school. Progress is printed in the years in which England published
// it.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_headers_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

/// Why a school's results are withheld altogether; empty when they are printed.
std::string_view withheld(const Record& record, int cohort, SchoolYear year) {
    if (cohort <= 5) return "SUPP";
    if (record.opened_because == "New Provision" && record.opened &&
        SchoolYear::containing(*record.opened) == year)
        return "NEW";
    return {};
}

Date may(SchoolYear year) {
    return Date::of(year.start + 1, 5, 12).value();
}

/// What both layouts of key stage 2 say of a school beside its results.
struct Entry {
    std::string_view code;  ///< why its results are withheld; empty when they are printed
    int girls = 0;
};

Random ks2_stream(const County& county, const Record& record, SchoolYear year) {
    return stream(county.plan.seed, "ks2",
                  static_cast<std::int64_t>(record.urn.value) * 100 + year.start % 100);
}

Entry ks2_entry(const Site& site, const Record& record, int cohort, SchoolYear year, Random& random) {
    // Special schools seldom enter enough pupils for anything to be printed.
    const auto code =
        site.phase == Phase::special && random.uniform() < 0.6 ? "SUPP" : withheld(record, cohort, year);
    return {code, static_cast<int>(cohort * (0.42 + 0.14 * random.uniform()))};
}

bool has_key_stage_2(const YearFigures& figures) {
    return figures.cohort_ks2 > 0 && !std::isnan(figures.value[rwm_expected]);
}

/// Well above average to well below average, by whether the interval holds 0.
std::string_view progress_band(double value, double half) {
    if (value - half > 0) return value > half * 1.5 ? "1" : "2";
    if (value + half < 0) return value < -half * 1.5 ? "5" : "4";
    return "3";
}

struct Attainment {
    std::string_view column;
    Measure measure;
    bool share;
};
// Writing is judged by teachers; the county knows no figure of its own for it and takes that of the test of
// grammar.
constexpr Attainment attainments[] = {
    {"PTRWM_EXP", rwm_expected, true},   {"PTRWM_HIGH", rwm_higher, true},
    {"PTREAD_EXP", read_expected, true}, {"PTREAD_HIGH", read_higher, true},
    {"READ_AVERAGE", read_score, false}, {"PTGPS_EXP", gps_expected, true},
    {"PTGPS_HIGH", gps_higher, true},    {"GPS_AVERAGE", gps_score, false},
    {"PTMAT_EXP", maths_expected, true}, {"PTMAT_HIGH", maths_higher, true},
    {"MAT_AVERAGE", maths_score, false}, {"PTWRITTA_EXP", gps_expected, true}};

struct Progress {
    std::string_view subject;
    Measure measure;
};
constexpr Progress progresses[] = {
    {"READ", read_progress}, {"WRIT", write_progress}, {"MAT", maths_progress}};

/// Means of England's schools, weighted with their pupils.
struct England {
    std::array<double, measure_count> sum{}, pupils{};
    int cohort = 0;

    void add(const YearFigures& figures) {
        cohort += figures.cohort_ks2;
        for (std::size_t m = 0; m < measure_count; ++m) {
            if (std::isnan(figures.value[m])) continue;
            sum[m] += figures.value[m] * figures.cohort_ks2;
            pupils[m] += figures.cohort_ks2;
        }
    }
    double mean(Measure m) const { return sum[m] / pupils[m]; }
};

class KeyStage2 {
  public:
    KeyStage2(const County& county, SchoolYear year)
        : county_(county), year_(year), progress_(Tables::get().year(year).ks2_progress) {}

    std::string text() {
        each_open(county_, may(year_), [&](const Site& site, const Record& record) {
            const auto& figures = county_.figures(site, year_);
            if (has_key_stage_2(figures)) school(site, record, figures);
        });
        sheet_.set("RECTYPE", "5");
        sheet_.set("TELIG", std::to_string(england_.cohort));
        for (const auto& [column, measure, share] : attainments)
            attain(column, england_.mean(measure), share);
        sheet_.end_row();
        return sheet_.take();
    }

  private:
    const County& county_;
    SchoolYear year_;
    bool progress_;
    Sheet sheet_{headers::ks2};
    England england_;

    void attain(std::string_view column, double value, bool share) {
        sheet_.set(column, share ? percent(value) : decimals(value, 0));
    }

    void school(const Site& site, const Record& record, const YearFigures& figures) {
        auto random = ks2_stream(county_, record, year_);
        const auto [code, girls] = ks2_entry(site, record, figures.cohort_ks2, year_, random);
        const bool special = site.phase == Phase::special;
        sheet_.set("RECTYPE", special ? "2" : "1");
        sheet_.set("LEA", county_.land.authorities[site.authority].code.text());
        sheet_.set("ESTAB", fmt::format("{:04}", site.establishment));
        sheet_.set("URN", record.urn.text());
        sheet_.set("SCHNAME", record.name);
        sheet_.set("TOWN", site.town);
        sheet_.set("PCODE", site.postcode);
        sheet_.set("TOTPUPS", std::to_string(figures.roll));
        sheet_.set("TELIG", std::to_string(figures.cohort_ks2));
        sheet_.set("BELIG", std::to_string(figures.cohort_ks2 - girls));
        sheet_.set("GELIG", std::to_string(girls));
        for (const auto& [column, measure, share] : attainments) {
            if (code.empty())
                attain(column, figures.value[measure], share);
            else
                sheet_.set(column, code);
        }
        if (progress_)
            for (const auto& [subject, measure] : progresses)
                progress(subject, figures.value[measure], figures.cohort_ks2, code, random);
        if (code.empty()) england_.add(figures);
        sheet_.end_row();
    }

    /// A pupil's progress has a standard deviation of about 6 points, so a cohort's interval is 1.96 * 6 /
    /// sqrt(n).
    void progress(std::string_view subject, double value, int cohort, std::string_view code, Random& random) {
        const auto set = [&](std::string_view what, std::string_view text) {
            sheet_.set(fmt::format("{}PROG{}", subject, what), text);
        };
        const double half = 11.8 / std::sqrt(cohort);
        if (code.empty() && random.uniform() < 0.003) code = "LOWCOV";
        set("", code.empty() ? decimals(value, 1) : code);
        set("_LOWER", code.empty() ? decimals(value - half, 1) : code);
        set("_UPPER", code.empty() ? decimals(value + half, 1) : code);
        if (code.empty() && !std::isnan(value)) set("_DESCR", progress_band(value, half));
    }
};

/// One subject of key stage 2 in the long layout; writing has no score.
struct Subject {
    std::string_view name;
    Measure expected;
    std::optional<Measure> higher, score;
};
constexpr Subject subjects[] = {{"Reading, writing and maths", rwm_expected, rwm_higher, {}},
                                {"Reading", read_expected, read_higher, read_score},
                                {"Maths", maths_expected, maths_higher, maths_score},
                                {"Writing", gps_expected, {}, {}},
                                {"Grammar, punctuation and spelling", gps_expected, gps_higher, gps_score}};

/// A row a subject of all pupils, and one of the disadvantaged in the three subjects together.
class LongKeyStage2 {
  public:
    LongKeyStage2(const County& county, SchoolYear year)
        : county_(county), year_(year), rows_(county, year, headers::ks2_long) {}

    std::string text() {
        each_open(county_, may(year_), [&](const Site& site, const Record& record) {
            const auto& figures = county_.figures(site, year_);
            if (!has_key_stage_2(figures)) return;
            auto random = ks2_stream(county_, record, year_);
            const bool hidden = !ks2_entry(site, record, figures.cohort_ks2, year_, random).code.empty();
            for (const auto& subject : subjects)
                row(site, record, "All pupils", "Total", subject, figures, 0, figures.cohort_ks2, hidden);
            const double poor = figures.cohort_ks2 * figures.value[fsm_ever] / 100;
            const int pupils = std::isnan(poor) ? 0 : static_cast<int>(std::lround(poor));
            row(site, record, "Disadvantaged status", "Disadvantaged", subjects[0], figures, 17, pupils,
                hidden || pupils <= 5);
        });
        return rows_.take();
    }

  private:
    const County& county_;
    SchoolYear year_;
    StatisticsRows rows_;

    void row(const Site& site, const Record& record, std::string_view topic, std::string_view breakdown,
             const Subject& subject, const YearFigures& figures, double behind, int pupils, bool hidden) {
        auto& sheet = rows_.school(site, record);
        const auto print = [&](std::string_view column, std::optional<Measure> measure) {
            double figure = measure ? figures.value[*measure] - behind : unknown;
            if (measure && measure != subject.score) figure = of_whole_pupils(figure, pupils);
            sheet.set(column, hidden ? "c" : std::isnan(figure) ? "z" : decimals(std::max(0.0, figure), 0));
        };
        sheet.set("version", "Revised");
        sheet.set("breakdown_topic", topic);
        sheet.set("breakdown", breakdown);
        sheet.set("subject", subject.name);
        print("expected_standard_pupil_percent", subject.expected);
        print("higher_standard_pupil_percent", subject.higher);
        print("average_scaled_score", subject.score);
        sheet.fill("progress_measure_score", "progress_measure_description", "z");
        sheet.end_row();
    }
};

/// One line of key stage 4: a school's pupils, all of them or a part.
struct Part {
    std::string_view topic, breakdown, sex, disadvantage;
    double pupils;  ///< their share
    double better;  ///< Attainment 8 points above the school's
};
constexpr Part parts[] = {{"Total", "Total", "Total", "Total", 1, 0},
                          {"Sex", "Boys", "Boys", "Total", 0.51, -2.2},
                          {"Sex", "Girls", "Girls", "Total", 0.49, 2.3},
                          {"Disadvantage status", "Disadvantaged", "Total", "Disadvantaged", 0, -9}};

double share_of(const YearFigures& figures, const Part& part) {
    const double poor = figures.value[fsm_ever];
    if (part.pupils > 0) return part.pupils;
    return std::isnan(poor) ? 0.25 : std::clamp(poor / 100, 0.0, 1.0);
}

int pupils_of(const YearFigures& figures, const Part& part) {
    return static_cast<int>(std::lround(figures.cohort_ks4 * share_of(figures, part)));
}

class KeyStage4 {
  public:
    KeyStage4(const County& county, SchoolYear year, bool provisional)
        : county_(county), year_(year), provisional_(provisional) {}

    std::string text() {
        each_open(county_, may(year_), [&](const Site& site, const Record& record) {
            const auto& figures = county_.figures(site, year_);
            if (figures.cohort_ks4 == 0 || std::isnan(figures.value[attainment8])) return;
            for (const auto& part : parts) write(site, record, figures, part);
        });
        return sheet_.take();
    }

  private:
    const County& county_;
    SchoolYear year_;
    bool provisional_;
    Sheet sheet_{headers::ks4};

    void write(const Site& site, const Record& record, const YearFigures& figures, const Part& part) {
        const auto& value = figures.value;
        const double share = share_of(figures, part);
        const int pupils = pupils_of(figures, part);
        identity(site, record, part);
        const bool hidden = !withheld(record, pupils, year_).empty();
        const auto print = [&](std::string_view column, double figure, int places, double low, double high) {
            sheet_.set(column, hidden               ? "c"
                               : std::isnan(figure) ? "z"
                                                    : decimals(std::clamp(figure, low, high), places));
        };
        print("pupil_count", pupils, 0, 0, 1e4);
        print("pupil_percent", 100 * share, 1, 0, 100);
        print("attainment8_average", value[attainment8] + part.better, 1, 0, 90);
        print("engmath_94_percent", value[basics5] + 20 + 2 * part.better, 1, 0, 100);
        print("engmath_95_percent", value[basics5] + 2 * part.better, 1, 0, 100);
        print("ebacc_entering_percent", value[ebacc_entry] + part.better, 1, 0, 100);
        for (const auto* column : {"ebacc_94_percent", "ebacc_95_percent", "gcse_91_percent",
                                   "lan_multiple_entering_percent", "sci_triple_entering_percent"})
            sheet_.set(column, "z");
        // A pupil's Progress 8 has a standard deviation of about 1.25 points.
        const double progress =
            Tables::get().year(year_).ks4_progress ? value[progress8] + part.better / 17 : unknown;
        const double half = 2.45 / std::sqrt(std::max(1, pupils));
        print("progress8_pupil_count", std::isnan(progress) ? unknown : pupils, 0, 0, 1e4);
        print("progress8_average", progress, 2, -5, 5);
        print("progress8_lower_95_ci", progress - half, 2, -6, 6);
        print("progress8_upper_95_ci", progress + half, 2, -6, 6);
        sheet_.end_row();
    }

    void identity(const Site& site, const Record& record, const Part& part) {
        sheet_.set("time_period", fmt::format("{}{:02}", year_.start, (year_.start + 1) % 100));
        sheet_.set("time_identifier", "Academic year");
        sheet_.set("geographic_level", "School");
        sheet_.set("country_code", "E92000001");
        sheet_.set("country_name", "England");
        sheet_.set("version", provisional_ ? "Provisional" : "Final");
        sheet_.set("school_urn", record.urn.text());
        sheet_.set("school_laestab", laestab(county_, site));
        sheet_.set("school_name", record.name);
        sheet_.set("establishment_type_group", "State-funded secondary schools");
        sheet_.set("breakdown_topic", part.topic);
        sheet_.set("breakdown", part.breakdown);
        sheet_.set("sex", part.sex);
        sheet_.set("disadvantage_status", part.disadvantage);
        for (const auto* column : {"first_language", "prior_attainment", "mobility"})
            sheet_.set(column, "Total");
    }
};

}

std::string key_stage_2(const County& county, SchoolYear year) {
    return KeyStage2{county, year}.text();
}

std::string key_stage_2_long(const County& county, SchoolYear year) {
    return LongKeyStage2{county, year}.text();
}

/// Who the pupils were.
std::string key_stage_2_information(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::ks2_information};
    each_open(county, may(year), [&](const Site& site, const Record& record) {
        const auto& figures = county.figures(site, year);
        if (!has_key_stage_2(figures)) return;
        auto random = ks2_stream(county, record, year);
        const int all = figures.cohort_ks2, girls = ks2_entry(site, record, all, year, random).girls;
        auto& sheet = rows.school(site, record);
        sheet.fill("tpupyear", "ptfsm6cla1a_23", "z");
        const auto part = [&](const std::string& group, double pupils) {
            sheet.set("t" + group, decimals(pupils, 0));
            sheet.set("pt" + group, decimals(100 * pupils / all, 0));
        };
        const double poor =
            std::isnan(figures.value[fsm_ever]) ? unknown : std::round(all * figures.value[fsm_ever] / 100);
        sheet.set("version", "Revised");
        sheet.set("totpups", std::to_string(figures.roll));
        sheet.set("telig", std::to_string(all));
        sheet.set("belig", std::to_string(all - girls));
        sheet.set("gelig", std::to_string(girls));
        part("fsm6cla1a", poor);
        part("notfsm6cla1a", all - poor);
        sheet.end_row();
    });
    return rows.take();
}

std::string key_stage_4(const County& county, SchoolYear year, bool provisional) {
    return KeyStage4{county, year, provisional}.text();
}

/// As many pupils as the table of results counts.
std::string key_stage_4_information(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::ks4_information};
    each_open(county, may(year), [&](const Site& site, const Record& record) {
        const auto& figures = county.figures(site, year);
        const int all = figures.cohort_ks4;
        if (all == 0 || std::isnan(figures.value[attainment8])) return;
        auto& sheet = rows.school(site, record);
        const auto pupils = [&](const Part& part) { return pupils_of(figures, part); };
        const auto print = [&](std::string_view column, double figure, int places) {
            sheet.set(column, withheld(record, all, year).empty() ? decimals(figure, places) : "c");
        };
        sheet.set("version", "Final");
        print("t_pupils", pupils(parts[0]), 0);
        print("t_boys", pupils(parts[1]), 0);
        print("t_girls", pupils(parts[2]), 0);
        print("t_disadvantaged", pupils(parts[3]), 0);
        print("pt_disadvantaged", 100.0 * pupils(parts[3]) / all, 0);
        sheet.set("avg_ks2_scaledscore", "z");
        sheet.set("t_sen_with_ehcp", "z");
        sheet.end_row();
    });
    return rows.take();
}

}
