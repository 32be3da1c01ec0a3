# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
set(ORRERY_QUICK_TEST_MAIN ${CMAKE_CURRENT_LIST_DIR}/quick_test_main.cpp)

# orrery_add_quick_test(<name> [SOURCES ...] LIBRARIES ... [LABELS display ...] [TIMEOUT seconds] [ENVIRONMENT K=V ...])
#
# One Qt Quick Test program that runs every tst_*.qml of the calling folder, offscreen. LIBRARIES are the modules' plugins,
# e.g. `orrery_qml_controlsplugin`. SOURCES are extra C++ files; with a file `main.cpp` among them that one replaces the shared main.
# A test labelled `display` keeps the platform of its caller, for pictures under an X server.
function(orrery_add_quick_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS;ENVIRONMENT" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  if(NOT "main.cpp" IN_LIST ARG_SOURCES)
    list(APPEND ARG_SOURCES ${ORRERY_QUICK_TEST_MAIN})
  endif()
  set(platform "QT_QPA_PLATFORM=offscreen")
  if("display" IN_LIST ARG_LABELS)
    set(platform "")
  endif()
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_link_libraries(${name} PRIVATE Qt6::QuickTest Qt6::Quick Qt6::QuickControls2 ${ARG_LIBRARIES})
  target_compile_definitions(${name} PRIVATE QUICK_TEST_SOURCE_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES
    LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT} ENVIRONMENT "${platform};${ARG_ENVIRONMENT}")
endfunction()
