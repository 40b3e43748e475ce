#pragma once
// Small pieces of text that sentences, letters and listings share.
#include <string>
#include <string_view>

#include "rating/rating.hpp"

namespace tarn::rating {

std::string decimal(double value, int decimals);  ///< never "-0.0"
std::string lowercase(std::string_view words);    ///< "Not met" is "not met"
std::string points_text(Points points);           ///< "1.00 point"
std::string percent_text(double share);           ///< 0.253 is "25%"
/// Names of releases without those of files: "Key stage 2 results (2023-24_file); Key stage 2 results
/// (2024-25_file)" is "Key stage 2 results".
std::string without_files(std::string_view title);
/// "Key stage 2 results, 2016/17 to 2018/19, known from 13 December 2019"
std::string source_words(const Source& source);
std::string period_text(const Source& source);        ///< "2016/17 to 2018/19"
std::string_view phase_word(analytics::Phase phase);  ///< "primary", within a sentence
/// One sentence: what is the case, beside the school's similar schools where it is compared with them.
std::string short_reason(const Run& run, const Contribution& contribution);
/// "72 in 100 primary schools in England did better.", of an indicator that is read by such a percentile.
std::string share_better(const Run& run, const Contribution& contribution);
bool hears(Hearer hearer, const Indicator& indicator);
/// First date after `date` on which the scheme rates.
Date next_rating_date(const Scheme& scheme, Date date);

}
