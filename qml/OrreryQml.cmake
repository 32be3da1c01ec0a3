# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later

# orrery_add_qml(<target> URI <Orrery.Name> [QML_FILES ...] [SINGLETONS ...] [SOURCES ...] [RESOURCES ...]
#                [DEPENDENCIES ...] [LIBRARIES ...])
#
# One static QML module, version 1.0, under qrc:/qt/qml. An executable links `<target>plugin` and adds that import path.
# QML_FILES are relative to the calling folder and keep only their file name, so a module may sort them into sub-folders.
# SINGLETONS are those of them with `pragma Singleton`. SOURCES are C++ presenters (QML_ELEMENT); headers among them are moc'ed and
# can be included by their file name from modules and tests that link this one.
# DEPENDENCIES are the QML modules its C++ types build on (QtQuick is always there). LIBRARIES are C++ libraries and other
# Orrery modules: naming `orrery_qml_theme` there also brings its plugin along.
function(orrery_add_qml target)
  cmake_parse_arguments(ARG "" "URI" "QML_FILES;SINGLETONS;SOURCES;RESOURCES;DEPENDENCIES;LIBRARIES" ${ARGN})
  if(ARG_UNPARSED_ARGUMENTS OR NOT ARG_URI)
    message(FATAL_ERROR "orrery_add_qml(${target}): URI is required; not understood: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  foreach(file IN LISTS ARG_QML_FILES ARG_SINGLETONS)
    get_filename_component(name ${file} NAME)
    set_source_files_properties(${file} PROPERTIES QT_RESOURCE_ALIAS ${name})
  endforeach()
  if(ARG_SINGLETONS)
    set_source_files_properties(${ARG_SINGLETONS} PROPERTIES QT_QML_SINGLETON_TYPE TRUE)
  endif()
  string(REPLACE "." "/" folder ${ARG_URI})

  # The target comes first so that AUTOMOC is on before Qt asks it for the types of the module.
  add_library(${target} STATIC)
  set_target_properties(${target} PROPERTIES AUTOMOC ON)
  qt_add_qml_module(${target}
    URI ${ARG_URI}
    VERSION 1.0
    RESOURCE_PREFIX /qt/qml
    OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/qml/${folder}
    IMPORT_PATH ${CMAKE_BINARY_DIR}/qml
    DEPENDENCIES QtQuick ${ARG_DEPENDENCIES}
    QML_FILES ${ARG_QML_FILES} ${ARG_SINGLETONS}
    SOURCES ${ARG_SOURCES}
    RESOURCES ${ARG_RESOURCES})

  # Our warnings are for our code, not for what Qt's tools generate.
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "/\\.rcc/qmlcache/|_qmltyperegistrations\\.cpp$")
  set_source_files_properties(${sources} PROPERTIES COMPILE_OPTIONS "-w")

  # qmllint reads the copies in the build folder; without this it may read the ones of the build before.
  if(TARGET ${target}_qmllint)
    add_dependencies(${target}_qmllint ${target})
  endif()

  # Generated registration code includes each header by its bare name.
  target_include_directories(${target} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  foreach(source IN LISTS ARG_SOURCES)
    get_filename_component(directory ${source} DIRECTORY)
    target_include_directories(${target} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/${directory})
  endforeach()
  target_compile_definitions(${target} PRIVATE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS)
  target_link_libraries(${target} PUBLIC Qt6::Quick)
  foreach(library IN LISTS ARG_LIBRARIES)
    target_link_libraries(${target} PUBLIC ${library})
    if(TARGET ${library}plugin)
      target_link_libraries(${target} PUBLIC ${library}plugin)
    endif()
  endforeach()
endfunction()
