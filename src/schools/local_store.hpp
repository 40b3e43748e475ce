#pragma once
// Inside schools: what an authority itself says of its schools, as it is stored.
#include "feature_kit/dated.hpp"
#include "schools/schools.hpp"

namespace tarn::schools {

extern const kit::Record<Area> area_records;
extern const kit::Record<AreaStay> stay_records;
extern const kit::Dated<AreaStay> stay_days;
extern const kit::Record<Post> post_records;
/// Of every school of the authority, by URN.
std::vector<Post> posts_in(storage::Reader& db, AuthorityCode authority, Date as_at);
extern const kit::Dated<Post> post_days;

}
