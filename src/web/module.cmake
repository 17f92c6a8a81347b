# The model as a WebAssembly module, which `cadre seminar` puts into its page: the same sources, by
# clang for wasm32. The program is complete without it; that command alone then says what it needs.
set(CADRE_SEMINAR_NEEDS "clang-14 lld-14 wasi-libc libclang-rt-14-dev-wasm32")

find_program(CADRE_WASM_CLANG NAMES clang-14 clang)
find_program(CADRE_WASM_LINKER NAMES wasm-ld-14 wasm-ld)
set(found OFF)
if(CADRE_WASM_CLANG AND CADRE_WASM_LINKER AND EXISTS /usr/include/wasm32-wasi/stdlib.h)
  execute_process(COMMAND ${CADRE_WASM_CLANG} --target=wasm32-wasi -print-libgcc-file-name
    OUTPUT_VARIABLE runtime OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(EXISTS "${runtime}")
    set(found ON)
  endif()
endif()
# By default in the build that one uses, not in those that only tests make.
set(wanted ${found})
if(NOT CMAKE_BUILD_TYPE STREQUAL "Release" OR CADRE_SANITIZE OR CADRE_EXTRA_FLAGS)
  set(wanted OFF)
endif()
option(CADRE_SEMINAR "Compile the model to WebAssembly for `cadre seminar`" ${wanted})
if(CADRE_SEMINAR AND NOT found)
  message(WARNING "CADRE_SEMINAR needs clang for wasm32; on Debian: apt-get install ${CADRE_SEMINAR_NEEDS}")
  set(CADRE_SEMINAR OFF)
endif()

if(CADRE_SEMINAR)
  set(flags --target=wasm32-wasi --sysroot=/usr -std=c11 -O3 -msimd128 ${CADRE_FLAGS}
    -D_POSIX_C_SOURCE=200809L -I${PROJECT_SOURCE_DIR}/src -I${PROJECT_BINARY_DIR}/generated)
  file(GLOB sources CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/src
    src/base/*.c src/params/*.c src/model/*.c)
  list(APPEND sources engine/engine.c seminar/packing.c store/rows.c store/run_rows.c store/sheet.c
    store/tables.c store/outcomes.c cli/story.c cli/writing.c web/module.c)
  set(objects "")
  foreach(source ${sources})
    string(REPLACE "/" "-" object ${source})
    set(object ${PROJECT_BINARY_DIR}/web/${object}.o)
    add_custom_command(OUTPUT ${object}
      COMMAND ${CADRE_WASM_CLANG} ${flags} -MD -MT ${object} -MF ${object}.d
              -c ${PROJECT_SOURCE_DIR}/src/${source} -o ${object}
      DEPENDS ${PROJECT_SOURCE_DIR}/src/${source} DEPFILE ${object}.d VERBATIM)
    list(APPEND objects ${object})
  endforeach()
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/web)
  set(module ${PROJECT_BINARY_DIR}/web/module.wasm)
  add_custom_command(OUTPUT ${module}
    COMMAND ${CADRE_WASM_CLANG} --target=wasm32-wasi --sysroot=/usr -mexec-model=reactor -O3
            -Wl,--gc-sections -Wl,--strip-all -Wl,-z,stack-size=1048576 ${objects} -o ${module}
    DEPENDS ${objects} COMMENT "Linking the model for WebAssembly" VERBATIM)
  set(header ${PROJECT_BINARY_DIR}/generated/seminar/module_bytes.h)
  add_custom_command(OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -D MODULE=${module} -D HEADER=${header}
            -P ${PROJECT_SOURCE_DIR}/src/web/bytes.cmake
    DEPENDS ${module} ${PROJECT_SOURCE_DIR}/src/web/bytes.cmake VERBATIM)
  target_sources(cadre_seminar PRIVATE ${header})
  set_source_files_properties(src/seminar/carried.c PROPERTIES OBJECT_DEPENDS ${header})
  target_compile_definitions(cadre_seminar PRIVATE CADRE_SEMINAR_MODULE)
endif()

# `cmake --build build --target seminar` makes the page, or says what is missing.
if(CADRE_SEMINAR)
  add_custom_target(seminar COMMAND $<TARGET_FILE:cadre> seminar -o ${PROJECT_BINARY_DIR}/seminar.html
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM)
  add_dependencies(seminar cadre)
else()
  add_custom_target(seminar
    COMMAND ${CMAKE_COMMAND} -E echo "The seminar page needs clang for wasm32. On Debian:"
    COMMAND ${CMAKE_COMMAND} -E echo "  apt-get install ${CADRE_SEMINAR_NEEDS}"
    COMMAND ${CMAKE_COMMAND} -E echo "  cmake -D CADRE_SEMINAR=ON build && cmake --build build --target seminar"
    COMMAND ${CMAKE_COMMAND} -E false VERBATIM)
endif()
