#include "people/telephone.hpp"

namespace tarn::people {
namespace {

constexpr std::string_view extension_mark = " ext ";

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

}

std::string tidy_telephone(std::string_view telephone) {
    std::string tidy;
    for (const char c : telephone) {
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!blank)
            tidy += c;
        else if (!tidy.empty() && tidy.back() != ' ')
            tidy += ' ';
    }
    if (tidy.ends_with(' ')) tidy.pop_back();
    return tidy;
}

bool plausible_telephone(std::string_view telephone) {
    const auto mark = telephone.find(extension_mark);
    const std::string_view number = telephone.substr(0, mark);
    if (number.find_first_not_of("0123456789 ()-", number.starts_with('+') ? 1 : 0) != std::string_view::npos)
        return false;
    const auto digits = digits_of(number).size();
    if (digits < 10 || digits > 15) return false;
    if (mark == std::string_view::npos) return true;
    const std::string_view extension = telephone.substr(mark + extension_mark.size());
    return !extension.empty() && extension.size() <= 6 && digits_of(extension) == extension;
}

std::string telephone_href(std::string_view telephone) {
    const auto mark = telephone.find(extension_mark);
    const bool abroad = telephone.starts_with('+');
    std::string number{telephone.substr(0, mark)};
    // "+44 (0)1632": the nought is dialled at home only.
    if (const auto nought = number.find("(0)"); abroad && nought != std::string::npos)
        number.erase(nought, 3);
    std::string href = (abroad ? "tel:+" : "tel:") + digits_of(number);
    if (mark != std::string_view::npos) href += ";ext=" + digits_of(telephone.substr(mark));
    return href;
}

std::string telephone_words(std::string_view telephone) {
    return telephone.empty() ? "None recorded" : std::string{telephone};
}

}
