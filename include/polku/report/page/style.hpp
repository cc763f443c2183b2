// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string_view>

namespace polku::inline v0::detail {

// The page's looks: light and dark, narrow and wide, on paper. Colours after Okabe and Ito, which those who see few colours
// can tell apart; nothing is told by colour alone.
inline constexpr std::string_view page_style = R"css(
:root{color-scheme:light dark;--ground:#fff;--card:#f5f6f8;--ink:#1b1f24;--soft:#57606a;--line:#d0d5db;--accent:#0b5cad;
--overlap:#0072b2;--seamless:#4b5563;--short:#b45f06;--long:#b3261e;--halo:#f0c808;--box:#eef3fa;
--ok:#1b7f5c;--bad:#b3261e;--wait:#c98a00;--off:#8a929c;--heat-hue:#0072b2}
@media (prefers-color-scheme:dark){:root{--ground:#14171b;--card:#1d2228;--ink:#e8eaed;--soft:#a3acb6;--line:#39424c;
--accent:#7ab8ff;--overlap:#56b4e9;--seamless:#b6bfc9;--short:#f0a04b;--long:#ff7b72;--halo:#8a7400;--box:#222b36;
--ok:#4cc38a;--bad:#ff7b72;--wait:#e3b341;--off:#7d8590;--heat-hue:#56b4e9}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header,footer{max-width:1180px;margin:0 auto;padding:0 20px}
header{padding-top:18px}
h1{font-size:1.7rem;line-height:1.25;margin:.4em 0}
h2{font-size:1.3rem;margin:0 0 .5em}
h3{font-size:1.05rem;margin:1.4em 0 .3em}
section{border-top:1px solid var(--line);padding:22px 0 10px;margin-top:14px}
a{color:var(--accent)}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--ground);padding:6px}
.badge{display:inline-block;margin:0;padding:5px 12px;border-radius:6px;border:2px solid var(--ok);background:var(--card)}
.badge.internal{border-color:var(--bad);border-style:double;border-width:4px}
.facts{display:flex;flex-wrap:wrap;gap:8px 34px;margin:.6em 0}.facts dt{color:var(--soft);font-size:.85rem}.facts dd{margin:0;font-weight:600}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px}
.tile{display:flex;flex-direction:column;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 14px;color:inherit;text-decoration:none}
.tile:hover,.tile:focus-visible{border-color:var(--accent)}
.tile .figure{font-size:2rem;font-weight:650;line-height:1.2}.tile .what{font-weight:600}.tile span:last-child{color:var(--soft);font-size:.88rem}
.note,figcaption,caption{color:var(--soft);font-size:.92rem}
ol li{margin:.25em 0}
.wide{overflow-x:auto;max-width:100%}.wide:focus-visible{outline:2px solid var(--accent)}
figure{margin:12px 0}
table{border-collapse:collapse;margin:10px 0;font-size:.93rem;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:2px 0}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:4px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{border-bottom:2px solid var(--line);vertical-align:bottom}
tbody th{font-weight:500}
.n{text-align:right}td.n{white-space:nowrap}
abbr{text-decoration:none;cursor:help;color:var(--soft)}
small{color:var(--soft)}
details{margin:6px 0}summary{cursor:pointer;color:var(--accent);width:max-content}
fieldset{border:0;padding:0;margin:0 0 6px;display:flex;gap:14px;flex-wrap:wrap}legend{float:left;padding:0 14px 0 0;color:var(--soft)}
input[type=range]{vertical-align:middle;width:min(260px,60vw)}
.key{display:inline-flex;align-items:center;gap:5px;margin-right:14px;white-space:nowrap}
.length{display:inline-block;height:11px;background:var(--accent);border-radius:2px}
svg text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink);unicode-bidi:isolate}
svg .small{font-size:11.5px;fill:var(--soft)}
svg .rule{stroke:var(--line);fill:none}
svg.map[viewBox]{max-width:100%;height:auto}
.map .stroke,.map .halo{fill:none;stroke-width:var(--clients)}
.map .halo{stroke:var(--halo);stroke-width:calc(var(--clients) + 6px);opacity:.75}
.line{--of:var(--soft)}.line.overlap{--of:var(--overlap)}.line.seamless{--of:var(--seamless)}.line.short{--of:var(--short)}.line.long{--of:var(--long)}
.line .stroke{stroke:var(--of)}.line .tip{fill:var(--of)}
.line.overlap .stroke{stroke-dasharray:14 3 3 3}.line.short .stroke{stroke-dasharray:9 4}.line.long .stroke{stroke-dasharray:3 4}
.label text{font-size:12px;text-anchor:middle;paint-order:stroke;stroke:var(--ground);stroke-width:3.5px;stroke-linejoin:round}
.minor,.by-days{display:none}
.line:hover .stroke{stroke:var(--accent)}.line:hover .tip{fill:var(--accent)}
.mapped:has(#width-days:checked) .by-clients{display:none}.mapped:has(#width-days:checked) .by-days{display:inline}
.mapped:has(#width-days:checked) .stroke{stroke-width:var(--days)}.mapped:has(#width-days:checked) .halo{stroke-width:calc(var(--days) + 6px)}
.box rect{fill:var(--box);stroke:var(--ink);stroke-width:1.2}.box text{text-anchor:middle}.box rect+rect{fill:none}
.heat td{text-align:right;min-width:38px;border:1px solid var(--line)}
.heat .corner{border:0}
.heat td[style]{background:color-mix(in srgb,var(--heat-hue) var(--heat),var(--ground))}
.heat .hot,.heat .hot abbr{color:var(--ground)}
.heat thead th{vertical-align:bottom}.heat thead th span{writing-mode:vertical-rl;transform:rotate(180deg);max-height:14em;display:inline-block}
.bar{fill:var(--accent)}.may-be{fill:none;stroke:var(--accent);stroke-width:1.5;stroke-dasharray:3 3}.was{stroke:var(--ink);stroke-width:2.5;fill:none}
.part0{fill:var(--ok)}.part1{fill:var(--bad)}.part2{fill:var(--wait)}.part3{fill:var(--off)}
.parts rect{stroke:var(--ground);stroke-width:1.5}.parts .part1{stroke:var(--ink);stroke-width:2.5}.parts .part2{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:3 3}.parts .part3{fill-opacity:.45}
.journey .lane{text-anchor:end}.episode rect,.episode circle{stroke:var(--ink);stroke-width:.8;fill:var(--lane)}.episode text{font-size:11.5px;text-anchor:start}
.lane0{--lane:#9cc3e6}.lane1{--lane:#f3c98b}.lane2{--lane:#a8d5ba}.lane3{--lane:#e3b5cf}.lane4{--lane:#d8d49a}.lane5{--lane:#c3bfe6}
.episode text{fill:#14171b}.goes-on{fill:var(--lane);stroke:var(--ink);stroke-width:.8}
.gap{stroke:var(--bad);stroke-width:.8}.hatch{stroke:var(--bad);stroke-width:2.4;opacity:.75}
.tick{stroke:var(--line);stroke-dasharray:2 3;fill:none}.tick-text{text-anchor:middle}
.handover .shaft{stroke:var(--ink);stroke-width:1.6;fill:none}.handover.warm .shaft{stroke-width:4}.handover.cold .shaft{stroke-dasharray:6 3}.handover.self .shaft{stroke-dasharray:2 3}
.handover .tip{fill:var(--ink)}.handover .cross{stroke:var(--bad);stroke-width:2.6;fill:none}
.milestone .diamond{fill:var(--ink)}.milestone .rule{stroke-dasharray:1 3;stroke:var(--soft)}
.loop{fill:none;stroke:var(--ink);stroke-width:2}
.definitions dt{font-weight:600}.definitions dd{margin:0 0 .5em 0}
footer{padding:18px 20px 40px;color:var(--soft)}
@media (max-width:600px){.key{white-space:normal}body{font-size:15px}main,header,footer{padding-left:12px;padding-right:12px}th,td{padding:4px 6px}}
@media print{:root{color-scheme:light}h2,h3,figcaption,caption{break-after:avoid}fieldset,.scripted,summary,.skip{display:none}section{break-inside:auto}figure,tr,.tile{break-inside:avoid}
.wide{overflow:visible}svg{max-width:100%;height:auto}body{font-size:11pt}main,header,footer{max-width:none}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)css";

}  // namespace polku::inline v0::detail
