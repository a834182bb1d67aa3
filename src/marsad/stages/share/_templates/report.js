"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const LAYERS = [["events", "أحداث", "e"], ["claims", "أقوال", "c"], ["places", "أماكن", "p"], ["times", "أزمنة", "t"], ["figures", "أرقام", "f"], ["actors", "فاعلون", "a"]];
const STATUS = {actual: "وقع", planned: "معلن أو مرتقب", possible: "محتمل أو مخشيّ", denied: "منفيّ"};
const el = (tag, attrs, ...kids) => {
  const node = tag.startsWith("svg:") ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4)) : document.createElement(tag);
  for (const [name, value] of Object.entries(attrs || {})) node.setAttribute(name, value);
  node.append(...kids.filter((kid) => kid !== null && kid !== undefined));
  return node;
};
const points = (text) => Array.from(text);
const nav = document.querySelector("nav"), main = document.querySelector("main");
document.getElementById("count").textContent = `عدد المقالات ${data.records.length}، عدد الأحداث ${data.records.reduce((sum, record) => sum + record.events.length, 0)}`;
nav.setAttribute("aria-label", "طبقات النص");
const picker = el("select", {"aria-label": "المقالة"});
data.records.forEach((record, index) => picker.append(el("option", {value: index}, record.document.title || record.document.id)));
if (data.records.length > 1) nav.append(picker);
for (const [layer, name, key] of LAYERS) {
  const box = el("input", {type: "checkbox", "data-layer": layer});
  box.checked = true;
  box.addEventListener("change", () => main.classList.toggle("on-" + layer, box.checked));
  nav.append(el("label", {}, box, name, el("kbd", {}, key)));
  main.classList.add("on-" + layer);
}
document.addEventListener("keydown", (event) => {
  if (event.target.tagName === "SELECT" || event.ctrlKey || event.metaKey || event.altKey) return;
  const found = LAYERS.find(([, , key]) => key === event.key);
  if (found) nav.querySelector(`[data-layer=${found[0]}]`).click();
});

function spansOf(record) {
  const spans = [];
  const add = (item, layer, group) => item && spans.push({start: item.start, end: item.end, layer, group});
  record.document.regions.forEach((item) => add(item, item.kind, ""));
  record.places.forEach((item) => add(item, "L-places", ""));
  record.times.forEach((item) => add(item, "L-times", ""));
  record.figures.forEach((item) => add(item, "L-figures", ""));
  record.actors.forEach((item) => add(item, "L-actors", ""));
  record.claims.forEach((item, index) => { add(item, "L-claims", "c" + index); add(item.source_span, "h", "c" + index); item.via_spans.forEach((via) => add(via, "h", "c" + index)); add(item.content, "h", "c" + index); });
  record.events.forEach((item, index) => {
    add(item, "L-events", "e" + index);
    [...item.actor_spans, ...item.target_spans, ...item.other_evidence, item.trigger].forEach((span) => add(span, "h", "e" + index));
    add(item.place, "h", "e" + index);
    item.figures.forEach((figure) => add(record.figures[figure], "h", "e" + index));
  });
  return spans;
}

function drawText(record) {
  const letters = points(record.text), spans = spansOf(record);
  const cuts = [...new Set([0, letters.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  const article = el("article", {lang: "ar", dir: "rtl"});
  for (let index = 0; index + 1 < cuts.length; index++) {
    const [start, end] = [cuts[index], cuts[index + 1]];
    const over = spans.filter((span) => span.start <= start && span.end >= end);
    const piece = el("span", {class: [...new Set(over.map((span) => span.layer))].join(" ")}, letters.slice(start, end).join(""));
    piece.dataset.groups = " " + [...new Set(over.map((span) => span.group).filter(Boolean))].join(" ") + " ";
    article.append(piece);
  }
  return article;
}

function light(group, on) {
  document.querySelectorAll("[data-groups]").forEach((piece) => { if (piece.dataset.groups.includes(` ${group} `)) piece.classList.toggle("lit", on); });
  document.querySelectorAll(`[data-group="${group}"]`).forEach((card) => card.classList.toggle("lit", on));
}
const lighting = (node, group) => {
  node.dataset.group = group;
  for (const [name, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) node.addEventListener(name, () => light(group, on));
  return node;
};
const bounds = (pair) => !pair ? "" : pair[1] === null ? `${pair[0]} على الأقل` : pair[0] === pair[1] ? String(pair[0]) : `${pair[0]} إلى ${pair[1]}`;

function drawEvent(event, index, record) {
  const rows = [["من", event.actors.join("؛ ")], ["على من", event.targets.join("؛ ")],
    ["أين", event.place ? `${event.place.name}${event.place.name_en ? " · " + event.place.name_en : ""} (±${Math.round(event.place.radius_m / 1000)} كم، دقة ${event.geo_precision})` : ""],
    ["متى", event.date || ""], ["قتلى", bounds(event.killed)], ["جرحى", bounds(event.injured)], ["موقوفون", bounds(event.detained)], ["مخطوفون", bounds(event.abducted)],
    ["القائل", event.claim >= 0 ? [...record.claims[event.claim].via, record.claims[event.claim].source].join(" ← ") : ""]];
  const list = el("dl");
  rows.filter(([, value]) => value).forEach(([name, value]) => list.append(el("dt", {}, name), el("dd", {}, value)));
  const head = el("div", {class: "what"}, el("span", {}, el("b", {}, event.type), " ", event.mode || "", event.event_type ? ` · ${event.event_type}: ${event.sub_event_type}` : ""), el("span", {class: "tag"}, STATUS[event.status]));
  return lighting(el("section", {class: "card " + event.status, tabindex: "0"}, head, list), "e" + index);
}

function drawClaim(claim, index) {
  const chain = el("div", {class: "chain", tabindex: "0"});
  claim.via.forEach((name) => chain.append(el("span", {class: "via"}, name), el("i", {}, "←")));
  chain.append(el("span", {class: "holder"}, claim.source), el("i", {}, claim.implicit ? "(ضمناً)" : ""), el("span", {}, `${claim.cue} · ${claim.stance}`));
  if (claim.content) chain.append(el("q", {}, claim.content.quote.length > 180 ? claim.content.quote.slice(0, 180) + "…" : claim.content.quote));
  return lighting(chain, "c" + index);
}

function drawMap(record) {
  const placed = record.events.map((event, index) => ({index, place: event.place})).filter(({place}) => place && place.lat !== null);
  if (!placed.length) return null;
  const reach = placed.map(({place}) => Math.min(place.radius_m / 111195, 6));
  const lats = placed.flatMap(({place}, i) => [place.lat - reach[i], place.lat + reach[i]]), lons = placed.flatMap(({place}, i) => [place.lon - reach[i], place.lon + reach[i]]);
  const middle = [(Math.min(...lats) + Math.max(...lats)) / 2, (Math.min(...lons) + Math.max(...lons)) / 2];
  const squeeze = Math.cos(middle[0] * Math.PI / 180);
  const size = Math.max(5, (Math.max(...lats) - Math.min(...lats)) * 1.5, (Math.max(...lons) - Math.min(...lons)) * squeeze * 1.5);
  const W = 640, H = 400, scale = H / size;
  const at = (lon, lat) => [W / 2 + (lon - middle[1]) * squeeze * scale, H / 2 - (lat - middle[0]) * scale];
  const svg = el("svg:svg", {class: "map", viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": "خريطة الأحداث"});
  for (const rings of Object.values(data.outlines)) for (const ring of rings) {
    const path = ring.map(([lon, lat]) => at(lon, lat).map((value) => value.toFixed(1)).join(",")).join("L");
    svg.append(el("svg:path", {d: "M" + path + "Z"}));
  }
  const named = new Set();
  for (const {index, place} of placed) {
    const [x, y] = at(place.lon, place.lat);
    const group = lighting(el("svg:g", {}), "e" + index);
    group.append(el("svg:circle", {class: "r", cx: x, cy: y, r: Math.max(4, place.radius_m / 111195 * scale)}), el("svg:circle", {class: "p", cx: x, cy: y, r: 4}));
    if (!named.has(place.name)) group.append(el("svg:text", {x: x + 7, y: y - 6}, place.name));
    named.add(place.name);
    svg.append(group);
  }
  return el("div", {}, svg, el("p", {class: "note", dir: "ltr"}, "Outlines: Natural Earth, simplified; its boundaries are one point of view and no judgement. Circles show the radius of uncertainty."));
}

function show(index) {
  const record = data.records[index];
  main.replaceChildren();
  const meta = [record.document.outlet, record.document.published ? "نُشر \u2068" + record.document.published + "\u2069" : "تاريخ النشر غير معروف", record.document.agencies.join("، ")].filter(Boolean).join(" · ");
  const left = el("div", {}, el("p", {class: "meta"}, meta), drawText(record));
  const right = el("aside", {}, drawMap(record), el("h2", {}, `أحداث (${record.events.length})`), ...record.events.map((event, i) => drawEvent(event, i, record)), el("h2", {}, `من يقول ماذا (${record.claims.length})`), ...record.claims.map(drawClaim));
  main.append(left, right);
}
picker.addEventListener("change", () => show(Number(picker.value)));
if (data.records.length) show(0);
