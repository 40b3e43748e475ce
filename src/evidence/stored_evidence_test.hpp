#pragma once
// What tests of stored evidence share: files given as text, imported on a fixed day, and a register of three
// schools.
#include <gtest/gtest.h>

#include "evidence/evidence.hpp"
#include "support/days.hpp"
#include "support/test_database.hpp"

namespace tarn::evidence {

inline const std::string ks2_header =
    "URN,KS2 Pupils,Reading Progress,Reading Meet Std,Writing Progress,Writing Meet Std,Maths "
    "Progress,Overall Meet Std,Academic Year\n";

class StoredEvidence : public tarn::test::OnEachDatabase {
  protected:
    ImportRequest request(std::string_view name, std::string_view content) {
        ImportRequest request;
        request.file_name = name;
        request.content = content;
        request.imported_by = "Dana Officer";
        request.now = clock_.now();
        return request;
    }
    ImportReport import(std::string_view name, std::string_view content) {
        auto result = import_file(database(), request(name, content));
        EXPECT_TRUE(result) << (result ? "" : result.error().message);
        return result ? *result : ImportReport{};
    }
    /// Schools that the snapshot can place: three of Lancashire from a register.
    void register_schools() {
        import(
            "register.csv",
            "school_id,local_authority_id,school_name,postcode,status,subtype,type,primary,secondary,age_min,"
            "age_max,gender,religion,"
            "admission,rating,inspection\n"
            "900001,888,Brook Primary,PR1 8RE,open,maintained,community,TRUE,FALSE,4,11,mixed,,unknown,,\n"
            "900002,888,Hill Primary,PR1 8RF,open,maintained,community,TRUE,FALSE,4,11,mixed,,unknown,,\n"
            "900003,888,Dale Primary,PR1 8RG,open,maintained,community,TRUE,FALSE,4,11,mixed,,unknown,,\n");
    }

    FixedClock clock_{tarn::test::day(2026, 3, 2)};
};

}
