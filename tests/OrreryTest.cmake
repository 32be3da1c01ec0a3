# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0

# orrery_add_test(<name> SOURCES ... LIBRARIES ... [LABELS display|engine ...] [TIMEOUT seconds] [ENVIRONMENT K=V ...])
#
# One Qt Test program, registered with ctest under its name. Label what it needs beyond a shell, so that `./dev test --quick`
# can leave it out: `display` (an X server and OpenGL), `engine` (a llama-server).
function(orrery_add_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS;ENVIRONMENT" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_link_libraries(${name} PRIVATE Qt6::Test ${ARG_LIBRARIES})
  target_compile_definitions(${name} PRIVATE
    ORRERY_SHARED_DATA="${ORRERY_SHARED_DATA}"
    ORRERY_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES
    LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT} SKIP_REGULAR_EXPRESSION "SKIP_ALL:"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;${ARG_ENVIRONMENT}")
endfunction()
