# Rooms and the law of direction. A room sees the headers of the rooms it names and of no other: each room's
# headers are reached through a folder of links made for it alone, so an undeclared include does not compile.
#
#   tarn_room(NAME FOLDER f SOURCES ... USES rooms... LIBS libraries...)   base, platform/*, analytics, solvers, access, feature_kit, server
#   tarn_feature(NAME RULES_USES ... USES ... CONTRACT ...)   pages -> store -> rules, three targets. The layer is in each
#                file's name: x_rules, x_store, x_page(s), x_panel(s); sources are found by it. Headers without a layer are
#                the contract, what other features may include; CONTRACT names those beside them.
#   tarn_test(NAME SOURCES ... USES ... [POSTGRES])   one test program; POSTGRES: needs the private server;
#                INSIDE feature: sees that feature's own headers without linking its stores and pages;
#                SHARDS n: n entries NAME-0, NAME-1 ... of CTest that share its tests; COST: the longest begin first;
#                FIXTURES: what tests/made_once.sh makes; TIMEOUT seconds
set(TARN_LINKS ${CMAKE_BINARY_DIR}/rooms)

function(tarn_link_tree TREE FOLDER OUT)
    set(root ${TARN_LINKS}/${TREE})
    get_filename_component(parent ${root}/${FOLDER} DIRECTORY)
    file(MAKE_DIRECTORY ${parent})
    if(NOT EXISTS ${root}/${FOLDER})
        file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${FOLDER} ${root}/${FOLDER} SYMBOLIC)
    endif()
    set(${OUT} ${root} PARENT_SCOPE)
endfunction()

function(tarn_room NAME)
    cmake_parse_arguments(ROOM "" "FOLDER" "SOURCES;USES;LIBS" ${ARGN})
    tarn_link_tree(${NAME} ${ROOM_FOLDER} root)
    list(TRANSFORM ROOM_SOURCES PREPEND ${CMAKE_SOURCE_DIR}/src/${ROOM_FOLDER}/)
    list(TRANSFORM ROOM_USES PREPEND tarn_)
    add_library(tarn_${NAME} STATIC ${ROOM_SOURCES})
    target_include_directories(tarn_${NAME} PUBLIC ${root})
    target_link_libraries(tarn_${NAME} PUBLIC ${ROOM_USES} PRIVATE fmt::fmt ${ROOM_LIBS})
    target_compile_options(tarn_${NAME} PRIVATE ${TARN_ROOM_OPTIONS})
endfunction()

# One part of a feature. It sees the whole of its own folder, but compiles only against what its part may use.
function(tarn_feature_part NAME PART SOURCES USES LIBS)
    if(NOT SOURCES)
        add_library(tarn_${NAME}_${PART} INTERFACE)
        target_link_libraries(tarn_${NAME}_${PART} INTERFACE ${USES})
        return()
    endif()
    tarn_link_tree(${NAME}_inside ${NAME} root)
    list(TRANSFORM SOURCES PREPEND ${CMAKE_SOURCE_DIR}/src/${NAME}/)
    add_library(tarn_${NAME}_${PART} STATIC ${SOURCES})
    target_include_directories(tarn_${NAME}_${PART} PRIVATE ${root})
    target_link_libraries(tarn_${NAME}_${PART} PUBLIC ${USES} PRIVATE fmt::fmt ${LIBS})
    target_compile_options(tarn_${NAME}_${PART} PRIVATE ${TARN_ROOM_OPTIONS})
endfunction()

# Names in OUT the sources below src/NAME that end with one of the suffixes.
function(tarn_layer NAME OUT)
    set(found "")
    foreach(suffix IN LISTS ARGN)
        file(GLOB_RECURSE some RELATIVE ${CMAKE_SOURCE_DIR}/src/${NAME} CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${NAME}/*${suffix}.cpp)
        list(APPEND found ${some})
    endforeach()
    list(SORT found)
    set(${OUT} ${found} PARENT_SCOPE)
endfunction()

function(tarn_feature NAME)
    cmake_parse_arguments(F "" "" "CONTRACT;RULES_USES;USES;STORE_LIBS;PAGES_LIBS;RULES_LIBS" ${ARGN})
    tarn_layer(${NAME} rules _rules)
    tarn_layer(${NAME} store _store)
    tarn_layer(${NAME} pages _page _pages _panel _panels)
    # A store links the stores of other features, never their pages.
    set(stores "")
    foreach(used IN LISTS F_USES)
        if(TARGET tarn_${used}_stores)
            list(APPEND stores tarn_${used}_stores)
        else()
            list(APPEND stores tarn_${used})
        endif()
    endforeach()
    list(TRANSFORM F_RULES_USES PREPEND tarn_)
    list(TRANSFORM F_USES PREPEND tarn_)
    tarn_feature_part(${NAME} rules "${rules}" "tarn_base;tarn_access_words;${F_RULES_USES}" "${F_RULES_LIBS}")
    tarn_feature_part(${NAME} store "${store}"
        "tarn_${NAME}_rules;tarn_access;tarn_feature_kit_store;tarn_platform_storage;tarn_platform_jobs;${stores}" "${F_STORE_LIBS}")
    tarn_feature_part(${NAME} pages "${pages}"
        "tarn_${NAME}_store;tarn_feature_kit_pages;tarn_platform_web;tarn_platform_page_kit;${F_USES}" "${F_PAGES_LIBS}")
    # What other features get: the contract headers alone, and everything to link.
    file(REMOVE_RECURSE ${TARN_LINKS}/${NAME}_contract)
    file(GLOB_RECURSE headers RELATIVE ${CMAKE_SOURCE_DIR}/src/${NAME} CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${NAME}/*.hpp)
    list(FILTER headers EXCLUDE REGEX "_(rules|store|pages?|panels?|test)\\.hpp$")
    foreach(header IN LISTS headers F_CONTRACT)
        if(NOT EXISTS ${TARN_LINKS}/${NAME}_contract/${NAME}/${header})
            get_filename_component(parent ${TARN_LINKS}/${NAME}_contract/${NAME}/${header} DIRECTORY)
            file(MAKE_DIRECTORY ${parent})
            file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${NAME}/${header}
                 ${TARN_LINKS}/${NAME}_contract/${NAME}/${header} SYMBOLIC)
        endif()
    endforeach()
    add_library(tarn_${NAME}_stores INTERFACE)
    target_include_directories(tarn_${NAME}_stores INTERFACE ${TARN_LINKS}/${NAME}_contract)
    target_link_libraries(tarn_${NAME}_stores INTERFACE tarn_${NAME}_store tarn_${NAME}_rules)
    add_library(tarn_${NAME} INTERFACE)
    target_link_libraries(tarn_${NAME} INTERFACE tarn_${NAME}_pages tarn_${NAME}_stores)
    # Its own tests may look inside.
    add_library(tarn_${NAME}_inside INTERFACE)
    target_include_directories(tarn_${NAME}_inside INTERFACE ${TARN_LINKS}/${NAME}_inside)
    target_link_libraries(tarn_${NAME}_inside INTERFACE tarn_${NAME})
endfunction()

if(TARN_TESTS AND NOT TARN_FUZZ)
    find_package(GTest REQUIRED)
endif()
# What tarn_test was told of a CTest entry.
macro(tarn_test_properties ENTRY)
    set_tests_properties(${ENTRY} PROPERTIES ENVIRONMENT "${environment}" FIXTURES_REQUIRED "${T_FIXTURES}")
    if(T_COST)
        set_tests_properties(${ENTRY} PROPERTIES COST ${T_COST})
    endif()
    if(T_TIMEOUT)
        set_tests_properties(${ENTRY} PROPERTIES TIMEOUT ${T_TIMEOUT})
    endif()
endmacro()

function(tarn_test NAME)
    if(TARN_FUZZ OR NOT TARN_TESTS)
        return()
    endif()
    cmake_parse_arguments(T "POSTGRES" "INSIDE;SHARDS;COST;TIMEOUT" "SOURCES;USES;LIBS;FIXTURES" ${ARGN})
    list(TRANSFORM T_USES PREPEND tarn_)
    add_executable(${NAME}_test ${T_SOURCES})
    target_include_directories(${NAME}_test PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_link_libraries(${NAME}_test PRIVATE ${T_USES} ${T_LIBS} fmt::fmt GTest::gtest_main)
    if(T_INSIDE)
        target_include_directories(${NAME}_test PRIVATE ${TARN_LINKS}/${T_INSIDE}_inside)
    endif()
    if(T_POSTGRES)
        list(APPEND T_FIXTURES postgres)
    endif()
    # AddressSanitizer keeps six callers of an allocation rather than thirty: a tenth of the time of what allocates much.
    set(environment TARN_SOURCE=${CMAKE_SOURCE_DIR} TARN_BUILD=${CMAKE_BINARY_DIR} TARN_TEST_POSTGRES=${TARN_TEST_POSTGRES}
        ASAN_OPTIONS=malloc_context_size=6)
    if(NOT T_SHARDS)
        add_test(NAME ${NAME} COMMAND ${NAME}_test)
        tarn_test_properties(${NAME})
        return()
    endif()
    math(EXPR last "${T_SHARDS} - 1")
    list(APPEND environment GTEST_TOTAL_SHARDS=${T_SHARDS})
    foreach(shard RANGE ${last})
        add_test(NAME ${NAME}-${shard} COMMAND ${NAME}_test)
        list(APPEND environment GTEST_SHARD_INDEX=${shard})
        tarn_test_properties(${NAME}-${shard})
        list(POP_BACK environment)
    endforeach()
endfunction()

# The private PostgreSQL server of the test run listens on a socket in a folder whose path must stay under 108 bytes.
string(MD5 tarn_build_hash ${CMAKE_BINARY_DIR})
string(SUBSTRING ${tarn_build_hash} 0 10 tarn_build_hash)
set(TARN_POSTGRES_DIR /tmp/tarn-pg-${tarn_build_hash})
set(TARN_TEST_POSTGRES "postgresql://tarn@/postgres?host=${TARN_POSTGRES_DIR}")
