#pragma once
// Schemes of a few indicators over made-up schools, for the tests of proposals.
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "analytics/snapshot_builder.hpp"
#include "rating/rating.hpp"
#include "support/days.hpp"

namespace tarn::rating::small {

using analytics::SnapshotBuilder;
using tarn::test::day;

inline const std::string head = R"(code = "t"
version = "1"
title = "Test"
valid_from = "2010-09-01"
basis = "None."
amber_at = 0.25
red_at = 0.5
coverage_floor = 0.5
rating_days = ["09-01", "01-01", "easter+1"]
)";

/// An indicator with what the test says and defaults for the rest.
inline std::string indicator(const std::string& code, const std::string& measure, const std::string& severity,
                             const std::string& more = "") {
    const bool weighed = more.find("weight") != std::string::npos;
    return "[[indicator]]\ncode = \"" + code + "\"\ngroup = \"outcomes\"\ntitle = \"" + code +
           "\"\nphases = [\"primary\"]\nmeasure = \"" + measure + "\"\nseverity = { " + severity +
           " }\nsentence = \"It was {value}.\"\nbetter = \"Better\"\nsource = \"x\"\n" +
           (weighed ? "" : "weight = 2\n") + more + "\n";
}

inline std::shared_ptr<const Scheme> scheme_of(const std::string& indicators) {
    auto scheme = parse_scheme(head + indicators);
    if (!scheme) throw std::runtime_error{scheme.error().message};
    return std::make_shared<const Scheme>(std::move(scheme).value());
}

inline Run run_of(const SnapshotBuilder& england, const std::string& indicators, const char* as_at,
                  std::vector<LocalFact> facts = {}) {
    return propose(std::make_shared<const analytics::Snapshot>(england.build()), scheme_of(indicators),
                   {.as_at = day(as_at), .authority = {}, .facts = facts, .threads = 2});
}

inline const Proposal& of(const Run& run, int urn) {
    return *run.find(Urn{urn});
}

}
