# resnetc_add_model: a network as a library of the build, compiled when it or its weights change.
#
#   resnetc_add_model(TARGET digits
#       SPEC resnet18               # a file, or a name that resnetc knows; left out: what WEIGHTS implies
#       WEIGHTS digits.pth          # a file, or random:SEED; left out: the caller maps a weights file
#       NAME digits                 # what functions and the header are called; default: TARGET
#       TARGETS avx512 avx2 sse2    # default native; of several NAME_choose() takes what the processor has
#       PRECISION int8              # fp32 (default), bf16, int8, auto
#       CALIBRATE ranges.json       # int8: as resnetc --calibrate
#       THREADS 4                   # threads of a call, by OpenMP; default 1
#       EXTERNAL_WEIGHTS            # weights of more than 1 MiB stay a file, for mmap; default: part of the library
#       OPTIONS --accuracy tight    # whatever else resnetc takes
#       DEPENDS made-by-another)    # whatever else it reads
#
# `target_link_libraries(program PRIVATE digits)` then has `#include "digits.h"`. A model is optimised in every
# configuration. The target's property RESNETC_FOLDER is where the C, the header and the weights are.
include_guard()
cmake_policy(PUSH)
cmake_policy(VERSION 3.20...3.25)

set(_resnetc_model_folder "${CMAKE_CURRENT_LIST_DIR}" CACHE INTERNAL "where resnetc-rule.cmake is")

# A file of the source folder, absolute; anything else as it stands.
function(_resnetc_path variable word)
    get_filename_component(path "${word}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    if(NOT "${word}" MATCHES "^random:" AND NOT "${word}" STREQUAL "norms")
        set(${variable} "${path}" PARENT_SCOPE)
    else()
        set(${variable} "${word}" PARENT_SCOPE)
    endif()
endfunction()

# The spec's file, of the source folder or of resnetc's.
function(_resnetc_spec variable word)
    _resnetc_path(path "${word}")
    if(NOT EXISTS "${path}" AND EXISTS "${resnetc_SPECS_DIR}/${word}.json")
        set(path "${resnetc_SPECS_DIR}/${word}.json")
    endif()
    set(${variable} "${path}" PARENT_SCOPE)
endfunction()

# Files alone are what a build can wait for.
function(_resnetc_file_list variable)
    set(files "")
    foreach(word IN LISTS ARGN)
        if(IS_ABSOLUTE "${word}" AND NOT IS_DIRECTORY "${word}")
            list(APPEND files "${word}")
        endif()
    endforeach()
    set(${variable} "${files}" PARENT_SCOPE)
endfunction()

function(resnetc_add_model)
    cmake_parse_arguments(PARSE_ARGV 0 M "EXTERNAL_WEIGHTS"
        "TARGET;SPEC;WEIGHTS;NAME;PRECISION;CALIBRATE;THREADS" "TARGETS;OPTIONS;DEPENDS")
    if(M_UNPARSED_ARGUMENTS OR M_KEYWORDS_MISSING_VALUES)
        message(FATAL_ERROR "resnetc_add_model: unexpected ${M_UNPARSED_ARGUMENTS} ${M_KEYWORDS_MISSING_VALUES}")
    elseif(NOT M_TARGET OR NOT (M_SPEC OR M_WEIGHTS))
        message(FATAL_ERROR "resnetc_add_model: expected TARGET, and SPEC or WEIGHTS")
    endif()
    get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
    if(NOT "C" IN_LIST languages)
        message(FATAL_ERROR "resnetc_add_model: the project needs the language C: project(... C)")
    endif()
    if(NOT M_NAME)
        string(MAKE_C_IDENTIFIER "${M_TARGET}" M_NAME)
    endif()
    if(NOT M_TARGETS)
        set(M_TARGETS native)
    endif()
    string(TOUPPER "${M_NAME}" macro)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/${M_TARGET}.resnetc")
    file(MAKE_DIRECTORY "${folder}")

    # ---- The command, and what it reads ----
    set(inputs "")
    set(words "")
    if(M_SPEC)
        _resnetc_spec(spec "${M_SPEC}")
        list(APPEND inputs "${spec}")
        list(APPEND words "${spec}")
    endif()
    if(M_WEIGHTS)
        _resnetc_path(weights "${M_WEIGHTS}")
        list(APPEND inputs "${weights}")
        if(M_SPEC)
            list(APPEND words --weights)
        endif()
        list(APPEND words "${weights}")
    endif()
    if(M_CALIBRATE)
        _resnetc_path(calibrate "${M_CALIBRATE}")
        list(APPEND inputs "${calibrate}")
        list(APPEND words --calibrate "${calibrate}")
    endif()
    if(M_PRECISION)
        list(APPEND words --precision "${M_PRECISION}")
    endif()
    if(NOT M_EXTERNAL_WEIGHTS AND (APPLE OR WIN32)) # whose assemblers copy no file
        list(APPEND words --weights-in array)
    endif()
    list(JOIN M_TARGETS "," targets)
    list(APPEND words --target "${targets}" --name "${M_NAME}" ${M_OPTIONS})

    # ---- What it makes: a file a target, and where there are several one that chooses ----
    list(LENGTH M_TARGETS count)
    set(models "")
    if(count EQUAL 1)
        list(APPEND models "${folder}/${M_NAME}")
    else()
        foreach(target IN LISTS M_TARGETS)
            string(MAKE_C_IDENTIFIER "${M_NAME}_${target}" file)
            list(APPEND models "${folder}/${file}")
        endforeach()
    endif()
    set(made "")
    foreach(model IN LISTS models)
        list(APPEND made "${model}.c" "${model}.flags")
        # The compiler is told at build time: what it takes may depend on the weights.
        set_source_files_properties("${model}.c" PROPERTIES
            COMPILE_OPTIONS "@${model}.flags" OBJECT_DEPENDS "${model}.flags")
    endforeach()
    if(count GREATER 1)
        list(APPEND made "${folder}/${M_NAME}.c")
    endif()
    list(APPEND made "${folder}/${M_NAME}.h")

    _resnetc_file_list(files ${inputs})
    add_custom_command(OUTPUT ${made}
        COMMAND resnetc::resnetc ${words} -o "${folder}/${M_NAME}.c" --emit-flags -MD
        COMMAND "${CMAKE_COMMAND}" "-DRULE=${folder}/${M_NAME}.d" -P "${_resnetc_model_folder}/resnetc-rule.cmake"
        DEPENDS resnetc::resnetc ${files} ${M_DEPENDS}
        DEPFILE "${folder}/${M_NAME}.d"
        COMMENT "Compiling the network ${M_NAME}"
        VERBATIM)

    # ---- The library ----
    add_library(${M_TARGET} STATIC ${made})
    set_target_properties(${M_TARGET} PROPERTIES RESNETC_FOLDER "${folder}" POSITION_INDEPENDENT_CODE ON)
    target_include_directories(${M_TARGET} PUBLIC "${folder}")
    target_link_libraries(${M_TARGET} PUBLIC m)
    if(M_WEIGHTS AND NOT M_EXTERNAL_WEIGHTS)
        target_compile_definitions(${M_TARGET} PRIVATE ${macro}_BUNDLE_WEIGHTS)
    endif()
    if(M_THREADS AND M_THREADS GREATER 1)
        target_compile_definitions(${M_TARGET} PUBLIC ${macro}_MAX_THREADS=${M_THREADS})
        target_compile_options(${M_TARGET} PRIVATE -fopenmp)
        target_link_libraries(${M_TARGET} PUBLIC -fopenmp)
    endif()
endfunction()
cmake_policy(POP)
