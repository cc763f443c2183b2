include(CMakePackageConfigHelpers)

install(TARGETS polku EXPORT polku FILE_SET HEADERS)
# Each component in a set of its own: a package must load also where a component's libraries are absent.
foreach(component IN LISTS polku_components)
  install(TARGETS polku-${component} EXPORT polku-${component} FILE_SET HEADERS)
  install(EXPORT polku-${component} FILE polku-${component}.cmake NAMESPACE polku::
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/polku)
endforeach()
install(EXPORT polku FILE polku-targets.cmake NAMESPACE polku:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/polku)
configure_package_config_file(cmake/polku-config.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/polku-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/polku)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/polku-config-version.cmake
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/polku-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/polku-config-version.cmake
  cmake/FindSodium.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/polku)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
