include(CMakePackageConfigHelpers)

# Headers know no architecture, nor does what finds them: all in share.
set(polku_cmake_dir ${CMAKE_INSTALL_DATADIR}/cmake/polku)
set(polku_pkg_config_dir ${CMAKE_INSTALL_DATADIR}/pkgconfig)

install(TARGETS polku EXPORT polku FILE_SET HEADERS)
# Each component in a set of its own: a package must load also where a component's libraries are absent.
foreach(component IN LISTS polku_components)
  install(TARGETS polku-${component} EXPORT polku-${component} FILE_SET HEADERS)
  install(EXPORT polku-${component} FILE polku-${component}.cmake NAMESPACE polku:: DESTINATION ${polku_cmake_dir})
endforeach()
install(EXPORT polku FILE polku-targets.cmake NAMESPACE polku:: DESTINATION ${polku_cmake_dir})
configure_package_config_file(cmake/polku-config.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/polku-config.cmake
  INSTALL_DESTINATION ${polku_cmake_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/polku-config-version.cmake
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/polku-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/polku-config-version.cmake
  cmake/FindSodium.cmake DESTINATION ${polku_cmake_dir})
install(FILES cmake/components.cmake RENAME polku-components.cmake DESTINATION ${polku_cmake_dir})

# For pkg-config: polku.pc, and polku-json.pc and its like. Found relative to themselves, so the prefix can be moved.
file(RELATIVE_PATH polku_up_to_prefix ${CMAKE_INSTALL_PREFIX}/${polku_pkg_config_dir} ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" polku_up_to_prefix "${polku_up_to_prefix}")
function(polku_pkg_config name description requires cflags libs)
  configure_file(cmake/packaging/polku.pc.in ${name}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc DESTINATION ${polku_pkg_config_dir})
endfunction()
# Boost has no .pc of its own. Where it is not where the compiler looks anyhow, it has to be told.
set(cflags "-I\${includedir} -pthread")
foreach(folder IN LISTS Boost_INCLUDE_DIRS)
  if(NOT folder IN_LIST CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES)
    string(APPEND cflags " -I${folder}")
  endif()
endforeach()
polku_pkg_config(polku "${PROJECT_DESCRIPTION}" "fmt >= 8" "${cflags}" -pthread)
foreach(component IN LISTS polku_components)
  list(JOIN polku_${component}_pkg_config ", " requires)
  polku_pkg_config(polku-${component} "polku's component ${component}" "polku = ${PROJECT_VERSION}, ${requires}" "" "")
endforeach()

install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT licence)
if(PROJECT_IS_TOP_LEVEL)
  include(cmake/packaging/debian.cmake)
endif()
