# tarn_embed(TARGET NAMESPACE ns ROOT dir FILES ...): the files' bytes become constants in the program.
# Declares  namespace ns { std::span<const EmbeddedFile> files(); }  with paths relative to ROOT, sorted.
function(tarn_embed TARGET)
    cmake_parse_arguments(E "" "NAMESPACE;ROOT" "FILES" ${ARGN})
    string(REPLACE "::" "_" stem ${E_NAMESPACE})
    set(assembly ${CMAKE_CURRENT_BINARY_DIR}/${stem}.S)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/${stem}.cpp)
    set(header ${CMAKE_CURRENT_BINARY_DIR}/embedded/${stem}.hpp)
    list(SORT E_FILES)
    set(asm_text ".section .rodata\n")
    set(externs "")
    set(table "")
    set(index 0)
    foreach(file IN LISTS E_FILES)
        string(APPEND asm_text ".global ${stem}_${index}_begin\n.global ${stem}_${index}_end\n.balign 16\n"
               "${stem}_${index}_begin:\n.incbin \"${E_ROOT}/${file}\"\n${stem}_${index}_end:\n.byte 0\n")
        string(APPEND externs "extern \"C\" const char ${stem}_${index}_begin[], ${stem}_${index}_end[];\n")
        string(APPEND table "    {\"${file}\", {${stem}_${index}_begin, static_cast<std::size_t>(${stem}_${index}_end - ${stem}_${index}_begin)}},\n")
        math(EXPR index "${index}+1")
        set_property(SOURCE ${assembly} APPEND PROPERTY OBJECT_DEPENDS ${E_ROOT}/${file})
    endforeach()
    string(APPEND asm_text ".section .note.GNU-stack,\"\",@progbits\n")
    file(GENERATE OUTPUT ${assembly} CONTENT "${asm_text}")
    file(GENERATE OUTPUT ${header} CONTENT "#pragma once
#include <span>
#include <string_view>
namespace ${E_NAMESPACE} {
struct EmbeddedFile {
    std::string_view path;
    std::string_view bytes;
};
std::span<const EmbeddedFile> files();
}
")
    file(GENERATE OUTPUT ${source} CONTENT "#include \"embedded/${stem}.hpp\"
#include <vector>
${externs}
namespace ${E_NAMESPACE} {
std::span<const EmbeddedFile> files() {
    static const std::vector<EmbeddedFile> table = {
${table}    };
    return table;
}
}
")
    target_sources(${TARGET} PRIVATE ${assembly} ${source})
    target_include_directories(${TARGET} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
