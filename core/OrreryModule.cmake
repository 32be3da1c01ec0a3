# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0

# orrery_add_module(<name> [SOURCES ...] HEADERS ... [PUBLIC ...] [PRIVATE ...] [QT])
#
# One core module: a static library `orrery_<name>`, alias `orrery::<name>`, named by its path with `_` for `/`
# (`robot_description` lives in core/robot/description). HEADERS are the public ones, below `include/`; nothing else of the
# module can be included from outside. A module sees only what it links. Without SOURCES it is headers alone.
# QT runs moc, for modules that use QtCore inside.
function(orrery_add_module name)
  cmake_parse_arguments(ARG "QT" "" "SOURCES;HEADERS;PUBLIC;PRIVATE" ${ARGN})
  set(target orrery_${name})
  if(NOT ARG_SOURCES)
    add_library(${target} INTERFACE)
    add_library(orrery::${name} ALIAS ${target})
    target_sources(${target} INTERFACE FILE_SET HEADERS BASE_DIRS include FILES ${ARG_HEADERS})
    target_link_libraries(${target} INTERFACE ${ARG_PUBLIC})
    return()
  endif()
  add_library(${target} STATIC ${ARG_SOURCES})
  add_library(orrery::${name} ALIAS ${target})
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS include FILES ${ARG_HEADERS})
  target_include_directories(${target} PRIVATE src)
  target_link_libraries(${target} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  if(ARG_QT)
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    target_compile_definitions(${target} PRIVATE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS)
  endif()
endfunction()
