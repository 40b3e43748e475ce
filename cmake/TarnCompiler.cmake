# Compiler, linker and sanitizer choices that every target shares.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Debug)
endif()
# Line tables are what a stack trace needs; full debug information costs every build time and gigabytes.
set(CMAKE_CXX_FLAGS_DEBUG "-g1 -O0")
set(CMAKE_CXX_FLAGS_RELEASE "-O2")

find_program(CCACHE ccache)
if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

# In a unity build (presets dev and release) several .cpp files are one unit: g++ takes them for headers and warns of types
# that are private to one, and a local name may be that of another file's private one. Where each file is compiled by
# itself (preset quick) both warnings stand.
if(NOT CMAKE_UNITY_BUILD)
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wshadow>)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wshadow=local> $<$<COMPILE_LANGUAGE:CXX>:-Wno-subobject-linkage>)
endif()
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wall> $<$<COMPILE_LANGUAGE:CXX>:-Wextra>
                    $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
                    # Designated initialisers leave the rest at their defaults on purpose.
                    $<$<COMPILE_LANGUAGE:CXX>:-Wno-missing-field-initializers> $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
# g++ looks for garbage each time its memory has doubled: a tenth of the time of a large unit. Let it first take 1 GB, which
# hardly any unit does.
add_compile_options($<$<AND:$<CXX_COMPILER_ID:GNU>,$<COMPILE_LANGUAGE:CXX>>:--param=ggc-min-heapsize=1000000>)
# g++ 12 warns of overlapping copies in std::string's operator+ when it optimises (GCC bug 105651).
add_compile_options($<$<AND:$<CONFIG:Release>,$<CXX_COMPILER_ID:GNU>,$<COMPILE_LANGUAGE:CXX>>:-Wno-restrict>)
find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()
set(TARN_SANITIZE "" CACHE STRING "sanitizers to build with, for example address,undefined")
if(TARN_SANITIZE)
    add_compile_options(-fsanitize=${TARN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    if(TARN_SANITIZE MATCHES undefined)
        # A quarter of the compile time for what AddressSanitizer reports as well (null, bounds of objects) or
        # x86-64 and ARM64 do not mind and no cast here brings about (alignment).
        add_compile_options(-fno-sanitize=null,alignment,object-size)
    endif()
    add_link_options(-fsanitize=${TARN_SANITIZE})
    # Rooms run many times while tests run and are compiled once: -Og costs a tenth more to compile than -O0 and runs
    # their sanitized code in half the time. Tests themselves run once and stay at -O0.
    set(TARN_ROOM_OPTIONS $<$<COMPILE_LANGUAGE:CXX>:-Og>)
endif()
