#include <algorithm>
#include <cmath>

#include "rating/readings_rules.hpp"

namespace tarn::rating {

using analytics::Inspection;
using analytics::Missing;

namespace {

constexpr std::uint8_t good = 2;
constexpr std::uint8_t inadequate = 4;
constexpr double days_in_year = 365.25;

std::uint8_t judgement(const Inspection& inspection, std::string_view measure) {
    if (measure == "inspection.overall") return inspection.overall;
    if (measure == "inspection.leadership") return inspection.leadership;
    if (measure == "inspection.quality_of_education") return inspection.quality_of_education;
    if (measure == "inspection.behaviour") return inspection.behaviour;
    if (measure == "inspection.personal_development") return inspection.personal_development;
    return 0;
}

/// Inadequate always meant special measures or serious weaknesses [education-act-2005], also where a file
/// does not say which.
bool in_category(const Inspection& inspection) {
    return inspection.category_of_concern || inspection.overall == inadequate;
}

InspectionRecord record_of(const Setting& setting, std::size_t member, Date as_at) {
    InspectionRecord record;
    bool unbroken = true;
    for (const auto& [inspection, from_predecessor] :
         analytics::known_inspections(setting.snapshot, setting.population.line(member), as_at)) {
        ++record.known;
        if (!record.latest) {
            record.latest = inspection;
            record.from_predecessor = from_predecessor;
        }
        if (inspection->overall == 0) continue;
        unbroken = unbroken && inspection->overall > good;
        if (unbroken) ++record.below_good;
    }
    return record;
}

void judge(const Indicator& indicator, const InspectionRecord& record, Date as_at, Reading& reading) {
    const Inspection& latest = *record.latest;
    switch (indicator.kind) {
        case SeverityKind::grade: {
            const std::uint8_t grade = judgement(latest, indicator.measure);
            if (grade == 0) {
                reading.missing = Missing::not_published;
                return;
            }
            reading.value = reading.position = grade;
            reading.severity = indicator.grades[std::min<std::size_t>(grade, 4)];
            return;
        }
        case SeverityKind::run_of_grades:
            reading.value = reading.position = record.below_good;
            break;
        case SeverityKind::clock:
            reading.value = reading.position = std::floor((as_at - latest.held) / days_in_year * 10) / 10;
            break;
        // A category ends when the school in it closes to become an academy; the grade stays in its history.
        default:
            reading.value = reading.position = in_category(latest) && !record.from_predecessor ? 1 : 0;
    }
    reading.severity = rounded(indicator.kind == SeverityKind::event ? reading.position
                                                                     : indicator.ramp.at(reading.position));
}

}

bool is_inspected(SeverityKind kind, std::string_view measure) {
    return !is_measured(kind) && kind != SeverityKind::soft_intelligence &&
           measure.starts_with("inspection.");
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
    column.readings.resize(audience.members.size());
    for (std::size_t slot = 0; slot < column.readings.size(); ++slot) {
        const InspectionRecord& record = records[audience.members[slot]];
        Reading& reading = column.readings[slot];
        reading.missing = record.latest ? Missing::none : Missing::not_inspected;
        if (!record.latest) continue;
        reading.until = record.latest->held;
        reading.has_day = true;
        reading.years = 1;
        reading.origin = column.origin({.release = record.latest->release});
        reading.from_predecessor = record.from_predecessor;
        judge(indicator, record, as_at, reading);
    }
    return column;
}

}
