#pragma once
#include "platform/page_kit/content.hpp"

namespace tarn::page_kit {

Html footer_crown();
Html govuk_logo();

}
