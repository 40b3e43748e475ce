#pragma once
// The forms of a page, read from its HTML as a person with a browser would: by the words of their questions.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/web/web.hpp"

namespace tarn::stories {

struct Page {
    int status = 0;
    std::string address;
    std::string body;
    std::string location;  ///< of a redirect that was not followed
};

/// What can be filled in: a box, a list to open, one radio or one tick.
struct Control {
    std::string name, type, id, value;
    std::string label;                                         ///< its own words
    std::string legend;                                        ///< the question of the group it belongs to
    std::vector<std::pair<std::string, std::string>> options;  ///< of a list: words, value
};

struct SentFile {
    std::string name;  ///< of the field
    std::string file_name, content;
};

/// A form as a browser would send it, with what its controls hold.
struct Form {
    std::string action;
    bool post = false;
    bool uploads = false;
    web::Fields fields;
    std::vector<SentFile> files;
    std::vector<Control> controls;  ///< every control that can be filled, also unticked ones
    bool has(std::string_view name) const;
};
std::vector<Form> forms_of(const Page& page);

/// Answers the question with these words: text as it stands; of radios, ticks and lists the words of the
/// answer, or their beginning; "yes" or "no" for a tick that is its own question; a day as 2026-03-02, or as
/// "31 2 2026"; a file's lines with ';' for their ends, after "name.csv: " if the name matters. A question
/// that may be left out is named without its "(optional)". Throws std::runtime_error with the questions there
/// are.
void answer(Form& form, std::string_view question, const std::string& value);

/// What a reader sees: tags dropped, entities decoded, blanks folded.
std::string text_of(std::string_view html);
/// What the summary of errors says, or nothing.
std::string errors_of(const Page& page);
/// Addresses within the site that the page links to.
std::vector<std::string> links_of(const Page& page);
void set_field(web::Fields& fields, std::string_view name, std::string_view value);

/// As sent: `fields` in the body of a form without files.
std::string encoded(const web::Fields& fields);

}
