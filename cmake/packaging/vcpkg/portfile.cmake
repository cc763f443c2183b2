# A port of the tree that it lies in: vcpkg install "polku[json,xes]" --overlay-ports=cmake/packaging/vcpkg
get_filename_component(SOURCE_PATH "${CURRENT_PORT_DIR}/../../.." ABSOLUTE)
set(VCPKG_BUILD_TYPE release)  # headers only

vcpkg_check_features(OUT_FEATURE_OPTIONS FEATURE_OPTIONS INVERTED_FEATURES
  json CMAKE_DISABLE_FIND_PACKAGE_nlohmann_json
  xes CMAKE_DISABLE_FIND_PACKAGE_EXPAT
  pseudonyms CMAKE_DISABLE_FIND_PACKAGE_Sodium)
vcpkg_cmake_configure(SOURCE_PATH "${SOURCE_PATH}" OPTIONS ${FEATURE_OPTIONS}
  -DPOLKU_BUILD_TESTS=OFF -DPOLKU_BUILD_EXAMPLES=OFF -DPOLKU_BUILD_BENCH=OFF
  MAYBE_UNUSED_VARIABLES CMAKE_DISABLE_FIND_PACKAGE_nlohmann_json CMAKE_DISABLE_FIND_PACKAGE_EXPAT
  CMAKE_DISABLE_FIND_PACKAGE_Sodium)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH share/cmake/polku)
vcpkg_fixup_pkgconfig()
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
file(INSTALL "${CURRENT_PORT_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
