#include "app/allocation.hpp"

#include <malloc.h>

namespace tarn::app {

void give_large_blocks_back() {
    // Above the pages that are sent, below the columns of a picture of England.
    constexpr int bytes = 256 << 10;
    mallopt(M_MMAP_THRESHOLD, bytes);
}

}
