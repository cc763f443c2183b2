// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/model/process.hpp>

#include <array>

enum class stage { intake, training, placement };

template <>
inline constexpr auto polku::phase_names<stage> = std::array{
#ifdef WRONG
    std::pair{stage::training, std::string_view("training")},
    std::pair{stage::intake, std::string_view("intake")},
#else
    std::pair{stage::intake, std::string_view("intake")},
    std::pair{stage::training, std::string_view("training")},
#endif
    std::pair{stage::placement, std::string_view("placement")},
};

polku::process made() { return polku::make_process<stage>(); }
