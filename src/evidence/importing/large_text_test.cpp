#include <gtest/gtest.h>
#include <random>
#include <zlib.h>

#include "evidence/importing/deflated_test.hpp"
#include "evidence/importing/reading_rules.hpp"

namespace tarn::evidence {
namespace {

const std::string by_subject = R"toml(title = "A row a subject"
publisher = "A department"
[recognise]
columns = ["urn", "subject", "expected"]
[key]
urn = "urn"
[period]
column = "time_period"
form = "school-year"
[public_from]
"*" = 2025-12-11
[register]
source = "local"
end_of_period = true
[columns]
"name" = { field = "name" }
[[part]]
when = { subject = "Maths" }
columns = { "expected" = { measure = "ks2.maths.expected", kind = "percent" } }
[[part]]
when = { subject = ["Reading", "Reading (old)"] }
columns = { "expected" = { measure = "ks2.reading.expected", kind = "percent" } }
)toml";

/// Hands out a text in pieces of a size that no line respects.
Pieces pieces_of(const std::string& text, std::size_t size) {
    return [&text, size, at = std::size_t{0}]() mutable -> Result<std::string> {
        std::string piece = text.substr(at, size);
        at += piece.size();
        return piece;
    };
}

/// Many rows of few schools: titles, names with line ends and doubled quotation marks, a bad row.
std::string many_rows(int schools, int others) {
    std::string text = "A title\n\ntime_period,urn,subject,name,expected,filler\n";
    for (int i = 0; i < schools; ++i) {
        const std::string urn = std::to_string(900000 + i);
        const std::string name = "\"School\nof \"\"number\"\" " + std::to_string(i) + " \xe2\x80\x93\"";
        text += "202425," + urn + ",Maths," + name + "," + std::to_string(i % 101) + ",\n";
        for (int j = 0; j < others; ++j)
            text += "202425," + urn + ",Science " + std::to_string(j) + "," + name + ",c,\"a,\nb\"\n";
        text += "202425," + urn + ",Reading,,c,\n";
    }
    return text + "202425,banana,Maths,,5,\n";
}

struct ReadLarge {
    std::unique_ptr<Profile> profile;
    Result<Prepared> result;
};
ReadLarge read_large_as(const std::string& toml, const Pieces& pieces, std::size_t max_bytes,
                        std::size_t max_record = 4000) {
    auto profile = std::make_unique<Profile>(parse_profile("own", toml).value());
    ReadSettings settings;
    settings.text.max_bytes = max_bytes;
    settings.max_record = max_record;
    auto result = prepare_large(pieces, profile.get(), settings);
    return {std::move(profile), std::move(result)};
}

TEST(LargeText, OfALongLayoutIsReadAsIfItWereHeld) {
    const std::string text = many_rows(300, 20);
    auto profile = parse_profile("own", by_subject);
    const auto whole = prepare(text, &*profile, {});
    ASSERT_TRUE(whole) << whole.error().message;
    for (const std::size_t size : {std::size_t{1000}, std::size_t{4093}, std::size_t{1} << 20}) {
        const ReadLarge read = read_large_as(by_subject, pieces_of(text, size), 20000);
        ASSERT_TRUE(read.result) << read.result.error().message;
        EXPECT_EQ(read.result->rows_read, 300 * 22 + 1);
        EXPECT_EQ(read.result->rows_left_out, 300 * 20);
        ASSERT_EQ(read.result->rejected.size(), 1u);
        EXPECT_EQ(read.result->rejected[0].row, whole->rejected.at(0).row);
        ASSERT_EQ(read.result->blocks.size(), 1u);
        EXPECT_EQ(read.result->blocks[0].keys, whole->blocks.at(0).keys);
        ASSERT_EQ(read.result->blocks[0].columns.size(), 2u);
        for (std::size_t c = 0; c < 2; ++c)
            EXPECT_EQ(read.result->blocks[0].columns[c].packed.bytes,
                      whole->blocks[0].columns.at(c).packed.bytes);
        EXPECT_EQ(read.result->reg.columns.at(0).values, whole->reg.columns.at(0).values);
        EXPECT_EQ(read.result->reg.columns.at(0).values.at(7), "School\nof \"number\" 7 \xe2\x80\x93");
    }
}

std::string large_complaint(const std::string& toml, const std::string& text, std::size_t max_bytes) {
    const ReadLarge read = read_large_as(toml, pieces_of(text, 1000), max_bytes);
    return read.result ? "" : read.result.error().message;
}

TEST(LargeText, IsRefusedWhereTheWholeWouldBe) {
    const std::string text = many_rows(300, 2);
    EXPECT_NE(large_complaint(by_subject, text + "202425,900001,Maths,\"never closed\n", 20000)
                  .find("ends inside a quoted cell of row 1204"),
              std::string::npos);
    EXPECT_NE(large_complaint(by_subject, text + std::string(5000, 'x') + "\n" + text, 20000)
                  .find("Row 1204 is longer"),
              std::string::npos)
        << large_complaint(by_subject, text + std::string(5000, 'x') + "\n" + text, 20000);
    EXPECT_NE(
        large_complaint(by_subject, text + "202425,900001,Maths,\xff\xfe\x81,1,\n", 20000).find("Line "),
        std::string::npos);
    EXPECT_NE(large_complaint(by_subject, text, 2000).find("What is kept of the file takes more than"),
              std::string::npos)
        << "what the parts take is bounded";
    std::string wide = by_subject.substr(0, by_subject.find("[[part]]"));
    EXPECT_NE(large_complaint(wide, text, 20000).find("larger than"), std::string::npos)
        << "only a long layout is read in pieces";
    EXPECT_EQ(large_complaint(by_subject, "", 20000), "The file is empty.");
}

/// What a reading came to, to compare with another of the same text.
std::string outcome(const Result<Prepared>& read) {
    if (!read) return read.error().detail;
    std::string text = std::to_string(read->rows_read) + "/" + std::to_string(read->rows_left_out) + "/" +
                       std::to_string(read->rows_repeated);
    for (const Rejection& one : read->rejected) text += ";" + std::to_string(one.row) + one.reason + one.text;
    for (const PreparedBlock& block : read->blocks) {
        text += "|" + block.period + block.keys;
        for (const PreparedColumn& column : block.columns) text += column.measure + column.packed.bytes;
    }
    return text;
}

TEST(LargeText, OfAnyKindComesToTheSameInPieces) {
    const std::vector<std::string> words{"202425",
                                         "900001",
                                         "900002",
                                         "Maths",
                                         "Reading",
                                         "5",
                                         "c",
                                         ",",
                                         ",",
                                         ",",
                                         "\n",
                                         "\n",
                                         "\r\n",
                                         "\"",
                                         "\"",
                                         "\"\"",
                                         "202425,900003,Maths,x,7,\n",
                                         "202425,900004,Reading,\"a\nb\",8,\n"};
    const auto profile = parse_profile("own", by_subject);
    std::mt19937 random{20261127};
    int read = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string text = "time_period,urn,subject,name,expected,filler\n";
        for (int length = static_cast<int>(random() % 60); length > 0; --length)
            text += words[random() % words.size()];
        ReadSettings settings;
        settings.max_record = 120;
        settings.max_rejected_percent = 100;
        settings.text.max_bytes = 1 << 20;
        const std::string whole = outcome(prepare(text, &*profile, settings));
        settings.text.max_bytes = 400 + random() % 400;
        const std::size_t size = 1 + random() % 90;
        const auto pieces = prepare_large(pieces_of(text, size), &*profile, settings);
        EXPECT_EQ(outcome(pieces), whole) << "round " << round << ", pieces of " << size << ":\n" << text;
        read += static_cast<bool>(pieces);
    }
    EXPECT_GT(read, 500) << "enough of them are files";
}

TEST(GunzipInPieces, GivesWhatTheFileHoldsOrSaysWhy) {
    const std::string text = many_rows(200, 10), bytes = gzip(text) + gzip("tail");
    const auto all = [](const Pieces& pieces) -> Result<std::string> {
        std::string out;
        for (;;) {
            auto piece = pieces();
            if (!piece) return piece.error();
            if (piece->empty()) return out;
            out += *piece;
        }
    };
    EXPECT_EQ(all(gunzip_pieces(pieces_of(bytes, 777), 1 << 30)).value(), text + "tail");
    const std::string cut = bytes.substr(0, bytes.size() / 2);
    EXPECT_NE(all(gunzip_pieces(pieces_of(cut, 777), 1 << 30)).error().message.find("truncated"),
              std::string::npos);
    std::string damaged = bytes;
    damaged.replace(bytes.size() / 3, 40, std::string(40, '\x55'));
    EXPECT_NE(all(gunzip_pieces(pieces_of(damaged, 777), 1 << 30)).error().message.find("damaged"),
              std::string::npos);
    EXPECT_NE(all(gunzip_pieces(pieces_of(bytes, 777), 1000)).error().message.find("expands to more than"),
              std::string::npos);
}

}
}
