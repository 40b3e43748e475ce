#include "analytics/warning/regions.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace tarn::analytics::warning {
namespace {

struct Range {
    std::int16_t from, to;
    Region region;
};
// Codes below 400 run by region; later ones were given out as authorities were formed.
constexpr std::array<Range, 44> ranges{{
    {201, 320, Region::london},        {330, 336, Region::west_midlands}, {340, 359, Region::north_west},
    {370, 384, Region::yorkshire},     {390, 394, Region::north_east},    {420, 420, Region::south_west},
    {800, 803, Region::south_west},    {805, 808, Region::north_east},    {810, 816, Region::yorkshire},
    {820, 823, Region::east},          {825, 826, Region::south_east},    {830, 831, Region::east_midlands},
    {835, 839, Region::south_west},    {840, 841, Region::north_east},    {845, 852, Region::south_east},
    {855, 857, Region::east_midlands}, {860, 861, Region::west_midlands}, {865, 866, Region::south_west},
    {867, 872, Region::south_east},    {873, 874, Region::east},          {876, 877, Region::north_west},
    {878, 880, Region::south_west},    {881, 883, Region::east},          {884, 885, Region::west_midlands},
    {886, 887, Region::south_east},    {888, 890, Region::north_west},    {891, 892, Region::east_midlands},
    {893, 894, Region::west_midlands}, {895, 896, Region::north_west},    {908, 908, Region::south_west},
    {909, 909, Region::north_west},    {916, 916, Region::south_west},    {919, 919, Region::east},
    {921, 921, Region::south_east},    {925, 925, Region::east_midlands}, {926, 926, Region::east},
    {928, 928, Region::east_midlands}, {929, 929, Region::north_east},    {931, 931, Region::south_east},
    {933, 933, Region::south_west},    {935, 935, Region::east},          {936, 938, Region::south_east},
    {940, 941, Region::east_midlands}, {942, 943, Region::north_west},
}};

}

Region region_of(AuthorityCode code) {
    constexpr std::int16_t warwickshire = 937;
    if (code.value == warwickshire) return Region::west_midlands;
    for (const Range& range : ranges)
        if (code.value >= range.from && code.value <= range.to) return range.region;
    return Region::unknown;
}

std::string_view region_title(Region region) {
    constexpr std::array<std::string_view, 10> titles{
        "North East",    "North West",    "Yorkshire and the Humber",
        "East Midlands", "West Midlands", "East of England",
        "London",        "South East",    "South West",
        "Not known"};
    return titles[static_cast<std::size_t>(region)];
}

}
