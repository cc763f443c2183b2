// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string_view>

namespace polku::inline v0::detail {

// The slider for the least frequent lines of the service map, and open tables on paper. All else works without a script.
inline constexpr std::string_view page_script = R"js(
(() => {
  const slider = document.getElementById("least");
  if (slider) {
    const lines = [...document.querySelectorAll(".map [data-clients]")];
    const levels = [...new Set(lines.map(l => +l.dataset.clients))].sort((a, b) => a - b);
    const drawn = document.getElementById("drawn");
    const output = slider.parentElement.querySelector("output");
    const draw = () => {
      const least = levels[slider.value];
      let n = 0;
      for (const l of lines) {
        const isMinor = +l.dataset.clients < least;
        l.classList.toggle("minor", isMinor);
        n += isMinor || !l.classList.contains("line") ? 0 : 1;
      }
      output.textContent = least;
      slider.setAttribute("aria-valuetext", least);
      drawn.textContent = drawn.dataset.pattern.replace("{}", n).replace("{}", drawn.dataset.all);
    };
    if (levels.length > 1) {
      slider.max = levels.length - 1;
      const least = Math.min(...lines.filter(l => !l.classList.contains("minor")).map(l => +l.dataset.clients));
      slider.value = levels.indexOf(least);
      slider.parentElement.hidden = false;
      slider.addEventListener("input", draw);
      draw();
    }
  }
  const behind = [...document.querySelectorAll("details")];
  addEventListener("beforeprint", () => behind.forEach(d => { d.dataset.open = d.open; d.open = true; }));
  addEventListener("afterprint", () => behind.forEach(d => { d.open = d.dataset.open === "true"; }));
})();
)js";

}  // namespace polku::inline v0::detail
