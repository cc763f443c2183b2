include(CMakePackageConfigHelpers)

install(TARGETS polku EXPORT polku FILE_SET HEADERS)
if(TARGET polku-json)
  # In a set of its own: a package without nlohmann_json must still load.
  install(TARGETS polku-json EXPORT polku-json FILE_SET HEADERS)
  install(EXPORT polku-json FILE polku-json.cmake NAMESPACE polku:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/polku)
endif()
install(EXPORT polku FILE polku-targets.cmake NAMESPACE polku:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/polku)
configure_package_config_file(cmake/polku-config.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/polku-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/polku)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/polku-config-version.cmake
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/polku-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/polku-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/polku)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
