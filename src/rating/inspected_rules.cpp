#include <algorithm>
#include <cmath>

#include "rating/readings_rules.hpp"

namespace tarn::rating {

using analytics::CardArea;
using analytics::CardGrade;
using analytics::Category;
using analytics::Inspection;
using analytics::Missing;

namespace {

constexpr std::uint8_t good = 2;
constexpr double days_in_year = 365.25;
constexpr std::string_view card_prefix = "report_card.", category_measure = "inspection.category",
                           safeguarding_measure = "report_card.safeguarding_not_met",
                           stuck_measure = "report_card.stuck";

std::uint8_t judgement(const Inspection& inspection, std::string_view measure) {
    if (measure == "inspection.overall") return inspection.overall;
    if (measure == "inspection.leadership") return inspection.leadership;
    if (measure == "inspection.quality_of_education") return inspection.quality_of_education;
    if (measure == "inspection.behaviour") return inspection.behaviour;
    if (measure == "inspection.personal_development") return inspection.personal_development;
    return 0;
}

/// Of an inspection without an overall grade its other grades tell. 0: it has none.
std::uint8_t worst_grade(const Inspection& inspection) {
    if (inspection.overall > 0) return inspection.overall;
    return std::max({inspection.quality_of_education, inspection.behaviour, inspection.personal_development,
                     inspection.leadership});
}

bool below_good(const Inspection& inspection) {
    return worst_grade(inspection) > good;
}

InspectionRecord record_of(const Setting& setting, std::size_t member, Date as_at) {
    InspectionRecord record;
    bool unbroken = true;
    const auto line = setting.population.line(member);
    for (const auto& [inspection, from_predecessor] :
         analytics::known_inspections(setting.snapshot, line, as_at)) {
        ++record.known;
        if (!record.latest) {
            record.latest = inspection;
            record.from_predecessor = from_predecessor;
        }
        // Before overall grades ended, one without it was no full inspection.
        if (worst_grade(*inspection) == 0 || (inspection->overall == 0 && !inspection->has_no_overall()))
            continue;
        unbroken = unbroken && below_good(*inspection);
        if (unbroken) ++record.below_good;
    }
    record.card = analytics::card_as_at(setting.snapshot, line, as_at);
    record.category = analytics::category_as_at(setting.snapshot, line, as_at);
    return record;
}

void judge_grade(const Indicator& indicator, const Inspection& latest, Reading& reading) {
    const std::uint8_t grade = judgement(latest, indicator.measure);
    if (grade == 0) {
        const bool ended = indicator.measure == "inspection.overall" && latest.has_no_overall();
        reading.missing = ended ? Missing::not_applicable : Missing::not_published;
        reading.applies = !ended;
        return;
    }
    reading.value = reading.position = grade;
    reading.severity = indicator.grades[std::min<std::size_t>(grade, 4)];
}

/// What the grades given until November 2025 say.
void judge(const Indicator& indicator, const InspectionRecord& record, Reading& reading) {
    if (indicator.kind == SeverityKind::grade) return judge_grade(indicator, *record.latest, reading);
    reading.value = reading.position = record.below_good;
    reading.severity = rounded(indicator.ramp.at(reading.position));
}

/// Which area an indicator asks for, or safeguarding; empty for what is found from several.
std::optional<CardArea> area_of(std::string_view measure) {
    if (measure == safeguarding_measure) return CardArea::safeguarding;
    return analytics::card_areas.parse(measure.substr(std::min(measure.size(), card_prefix.size())));
}

/// By its ages or, where the register has none, its phase. Rising fives are in reception: a school from five
/// on may have early years.
bool cannot_have(const analytics::School& school, CardArea area) {
    using enum analytics::Phase;
    const auto is_of = [&](std::initializer_list<analytics::Phase> phases) {
        return std::find(phases.begin(), phases.end(), school.phase) != phases.end();
    };
    if (area == CardArea::early_years)
        return school.low_age >= 0 ? school.low_age > 5 : is_of({junior, middle, secondary, sixteen_plus});
    if (area == CardArea::post_16)
        return school.high_age >= 0 ? school.high_age <= 16
                                    : is_of({nursery, infant, junior, primary, middle});
    return false;
}

/// Why an area has no grade that counts.
Missing why_none(const analytics::School& school, std::optional<CardArea> area, CardGrade grade) {
    const bool never = area && grade == CardGrade::not_known && cannot_have(school, *area);
    return never || grade == CardGrade::not_applicable ? Missing::not_applicable : Missing::not_published;
}

bool worse_than_expected(CardGrade grade) {
    return grade == CardGrade::needs_attention || grade == CardGrade::urgent_improvement;
}

/// The department's definition asks whether the inspection before was below good. It cannot be said of a
/// card.
bool before_was_a_card(const InspectionRecord& record) {
    return record.card.before && (!record.latest || record.latest->held < record.card.before->held);
}

void judge_card(const Indicator& indicator, const analytics::School& school, const InspectionRecord& record,
                Reading& reading) {
    const bool stuck = indicator.measure == stuck_measure;
    const auto area = stuck ? CardArea::leadership_and_governance : area_of(indicator.measure);
    const analytics::AreaAsAt given = area ? record.card.of(*area) : analytics::AreaAsAt{};
    const bool graded = analytics::on_scale(given.grade) || given.grade == CardGrade::met ||
                        given.grade == CardGrade::not_met;
    const bool no_definition = stuck && worse_than_expected(given.grade) && before_was_a_card(record);
    if (!graded || no_definition) {
        reading.missing = no_definition ? Missing::not_applicable : why_none(school, area, given.grade);
        reading.applies = reading.missing != Missing::not_applicable;
        return;
    }
    reading.until = given.given;
    if (indicator.kind == SeverityKind::area_grade) {
        reading.value = reading.position = static_cast<double>(given.grade);
        reading.severity = indicator.grades[static_cast<std::size_t>(given.grade)];
        return;
    }
    const bool holds = stuck ? worse_than_expected(given.grade) && record.latest && below_good(*record.latest)
                             : given.grade == CardGrade::not_met;
    reading.value = reading.position = reading.severity = holds ? 1 : 0;
}

void judge_category(const Indicator& indicator, const InspectionRecord& record, Date as_at,
                    Reading& reading) {
    if (!record.category) {
        reading.missing = Missing::not_published;
        return;
    }
    const auto& confirmed = record.category->confirmed;
    reading.current = confirmed && as_at <= add_months(*confirmed, indicator.maximum_age_months);
    reading.until = record.category->day;
    reading.listed = record.category->listed;
    if (reading.listed) reading.from_predecessor = false;
    reading.value = reading.position = reading.severity = record.category->category != Category::none ? 1 : 0;
}

void judge_clock(const Indicator& indicator, Date as_at, Reading& reading) {
    reading.value = reading.position = std::floor((as_at - reading.until) / days_in_year * 10) / 10;
    reading.severity = rounded(indicator.ramp.at(reading.position));
}

Reading read(const Indicator& indicator, const analytics::School& school, const InspectionRecord& record,
             Date as_at, Column& column) {
    Reading reading;
    const bool of_card = indicator.measure.starts_with(card_prefix);
    const bool of_category = indicator.measure == category_measure;
    const bool of_either = of_category || indicator.kind == SeverityKind::clock;
    reading.missing = Missing::not_inspected;
    if (!record.inspected() && !of_card && !(of_category && record.category)) return reading;
    const bool card_counts = record.card_counts();
    reading.applies = of_either || of_card == card_counts;
    reading.missing = reading.applies      ? Missing::none
                      : record.inspected() ? Missing::not_applicable
                                           : Missing::not_inspected;
    reading.until = as_at;
    if (!reading.applies) return reading;
    reading.until = card_counts ? record.card.latest->held : record.latest ? record.latest->held : Date{};
    reading.has_day = true;
    reading.years = 1;
    reading.from_predecessor = card_counts ? record.card.from_predecessor : record.from_predecessor;
    ReleaseId release = card_counts     ? record.card.latest->release
                        : record.latest ? record.latest->release
                                        : ReleaseId{};
    if (of_category) {
        judge_category(indicator, record, as_at, reading);
        if (record.category) release = record.category->release;
    } else if (of_card) {
        judge_card(indicator, school, record, reading);
    } else if (indicator.kind == SeverityKind::clock) {
        judge_clock(indicator, as_at, reading);
    } else {
        judge(indicator, record, reading);
    }
    reading.origin = column.origin({.release = release});
    return reading;
}

}

bool is_inspected(SeverityKind kind, std::string_view measure) {
    return !is_measured(kind) && kind != SeverityKind::soft_intelligence &&
           (measure.starts_with("inspection.") || measure.starts_with(card_prefix));
}

std::vector<InspectionRecord> inspection_records(const Setting& setting, Date as_at) {
    std::vector<InspectionRecord> records(setting.population.size());
    for (std::size_t member = 0; member < records.size(); ++member)
        records[member] = record_of(setting, member, as_at);
    return records;
}

Column inspected_column(const Setting& setting, const Audience& audience, std::size_t index,
                        const std::vector<InspectionRecord>& records, Date as_at) {
    const Indicator& indicator = setting.scheme.indicators[index];
    Column column;
    for (const std::uint32_t member : audience.members)
        column.readings.push_back(read(indicator, setting.snapshot.schools[setting.population.school(member)],
                                       records[member], as_at, column));
    return column;
}

}
