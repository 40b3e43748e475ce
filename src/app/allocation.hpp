#pragma once

namespace tarn::app {

/// For a program that runs for weeks: large blocks go back to the system when they are let go of. Left alone,
/// glibc raises the size from which it does so to that of the largest block let go of, and then keeps one
/// heap for each thread.
void give_large_blocks_back();

}
