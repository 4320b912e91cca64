"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const by = id => document.getElementById(id);
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colours = dark
    ? ["#5aa9f5", "#f2a65a", "#6fd08c", "#e57fb0", "#b39cf0", "#d7c64c"]
    : ["#0b6bcb", "#c25e00", "#1a8a4a", "#b3246e", "#6a4bc4", "#8a7500"];
  const number = (value, digits = 0) => value == null ? "–" : value.toLocaleString("en", { maximumFractionDigits: digits });
  const day = text => text.slice(0, 10);
  const moment = text => text.slice(0, 16).replace("T", " ");

  by("title").textContent = "Trunk report: " + data.org;
  document.title = by("title").textContent;
  by("range").textContent = moment(data.from) + " to " + moment(data.to) + " UTC, by " + data.step;
  const note = text => {
    const p = document.createElement("p");
    p.className = "note";
    p.textContent = text;
    by("notes").append(p);
  };
  if (data.simulated) note("Simulated org: these calls were made up by Trunkline's simulator. They are nobody's.");
  if (data.pendingHours) note(data.pendingHours + " hours are not rolled up yet; their figures may still change.");
  if (data.unattributedShare >= 0.0005) {
    note(number(100 * data.unattributedShare, 1) + " % of the calls belong to no trunk: their edges have several, and neither numbers nor media statistics tell which. They count for all trunks together only. trunkline.analytics.numbers.NAME names a carrier's numbers.");
  }
  for (const gap of data.gaps) {
    note("Missing from " + moment(gap.from) + " to " + moment(gap.to) + " UTC (" + gap.source + "): " + gap.reason + (gap.lost ? " Nobody has it any more." : ""));
  }

  const busiest = data.busyHours.indexOf(Math.max(...data.busyHours));
  const hour = h => String(h).padStart(2, "0") + ":00";
  const tile = (value, label) => {
    const box = document.createElement("div");
    box.className = "tile";
    const b = document.createElement("b");
    b.textContent = value;
    const span = document.createElement("span");
    span.textContent = label;
    box.append(b, span);
    by("tiles").append(box);
  };
  const t = data.totals;
  tile(number(t.attempts), "calls tried");
  tile(t.attempts ? number(100 * (t.attempts - t.failed) / t.attempts, 2) + " %" : "–", "setup success");
  tile(number(t.peakCalls), "most calls at once");
  tile(number(t.minutes), "minutes of conversation");
  tile(t.attempts ? hour(busiest) : "–", "busy hour begins (UTC)");
  tile(t.uncertainShare == null ? "–" : number(100 * t.uncertainShare, 1) + " %", "calls whose trunk is not certain");

  const first = Math.floor(Date.parse(data.from) / 1000 / data.stepSeconds) * data.stepSeconds;
  const alone = values => values.flatMap((v, i) => v != null && values[i - 1] == null && values[i + 1] == null ? [i] : []);
  const size = el => ({ width: Math.max(240, el.clientWidth), height: el.clientWidth < 500 ? 220 : 270 });
  const mark = (ts, wide) => {
    const at = new Date(ts * 1e3);
    return wide
      ? at.toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" })
      : at.toISOString().slice(11, 16);
  };
  const axes = unit => {
    const look = { stroke: style("--soft"), grid: { stroke: style("--line"), width: 1 }, ticks: { stroke: style("--line"), width: 1 }, font: "12px system-ui" };
    return [{ ...look, values: (u, marks, axis, space, step) => marks.map(m => mark(m, step >= 86400 || m % 86400 === 0)) }, { ...look, size: 62, values: (u, marks) => marks.map(m => m == null ? "" : number(m, 2)), label: unit, labelSize: 18, labelFont: "12px system-ui" }];
  };
  const keep = [];
  const draw = (id, options, columns) => {
    const el = by(id);
    const plot = new uPlot({ ...options, ...size(el) }, columns, el);
    keep.push([plot, el]);
  };
  const empty = (id, text) => {
    by(id).className = "empty";
    by(id).textContent = text;
  };
  const why = {
    peaks: "No conversations were stored for this time.",
    utilization: data.plans.some(p => p.channels != null) ? "Nothing was seen of the carriers whose channels are configured."
      : "No channels are configured: trunkline.analytics.capacity.NAME says how many a carrier sold.",
    setup: "No conversations were stored for this time.",
    quality: "No call of this time has media statistics.",
    jitter: "No SIP check of these carriers was answered in this time.",
  };
  for (const plot of data.plots) {
    if (!plot.lines.length) {
      empty(plot.id, why[plot.id]);
      continue;
    }
    const x = plot.lines[0].values.map((_, i) => first + i * data.stepSeconds);
    const top = plot.id === "setup" ? { range: (u, low, high) => [Math.max(0, Math.min(Math.floor(low) - 1, 95)), 100] }
      : plot.id === "quality" ? { range: [1, 5] }
      : { range: (u, low, high) => [0, (high || 1) * 1.08] };
    draw(plot.id, {
      cursor: { sync: { key: "report" }, drag: { x: true, y: false } },
      tzDate: ts => uPlot.tzDate(new Date(ts * 1e3), "Etc/UTC"),
      scales: { y: top },
      axes: axes(plot.unit),
      series: [{ value: (u, v) => v == null ? "–" : mark(v, true) + " " + mark(v, false) + " UTC" }, ...plot.lines.map((line, i) => ({
        label: line.label,
        stroke: line.label === "all trunks" ? style("--soft") : colours[i % colours.length],
        dash: line.label === "all trunks" ? [5, 4] : undefined,
        width: 1.6,
        spanGaps: false,
        // Between two gaps a line has no length: such a value is a dot, however many there are.
        points: { show: line.values.length <= 62, size: 5, filter: (u, i, all) => all ? null : alone(u.data[i]) },
        value: (u, v) => v == null ? "–" : number(v, 2) + " " + plot.unit,
      }))],
    }, [x, ...plot.lines.map(line => line.values)]);
  }
  if (t.attempts) {
    draw("busy", {
      cursor: { drag: { x: false, y: false } },
      scales: { x: { time: false, range: [-0.7, 23.7] }, y: { range: (u, low, high) => [0, (high || 1) * 1.08] } },
      axes: [{ ...axes("")[0], splits: u => (u.width < 500 ? [0, 6, 12, 18] : [0, 3, 6, 9, 12, 15, 18, 21]), values: (u, marks) => marks.map(hour) }, axes("erlang")[1]],
      series: [{}, { label: "mean traffic", stroke: colours[0], fill: colours[0] + "99", paths: uPlot.paths.bars({ size: [0.72] }), points: { show: false }, value: (u, v) => v == null ? "–" : number(v, 2) + " erlang" }],
    }, [[...Array(24).keys()], data.busyHours]);
  } else {
    empty("busy", why.peaks);
  }

  const table = by("capacity");
  const heads = ["Carrier", "Channels", "Busy hour", "Traffic", "Peak calls", "Blocking", "Needed", "Trend per week", "Runs out"];
  const row = (cells, tag) => {
    const tr = document.createElement("tr");
    for (const [i, [text, right, small]] of cells.entries()) {
      const cell = document.createElement(tag);
      cell.dataset.head = heads[i];
      if (right) cell.className = "n";
      cell.append(text);
      if (small) {
        const s = document.createElement("small");
        s.textContent = small;
        cell.append(document.createElement("br"), s);
      }
      tr.append(cell);
    }
    table.append(tr);
  };
  row(heads.map((head, i) => [head, i > 0]), "th");
  for (const p of data.plans) {
    row([
      [p.name],
      [p.channels == null ? "not set" : number(p.channels), 1],
      [p.busyHour == null ? "–" : hour(p.busyHour), 1],
      [number(p.busyHourErlangs, 1) + " erl", 1],
      [number(p.peakCalls), 1],
      [p.blocking == null ? "–" : number(100 * p.blocking, 3) + " %", 1],
      [p.days ? number(p.channelsNeeded) : "–", 1, p.days ? "for " + number(100 * p.target, 2) + " %" : ""],
      [p.trend ? (p.trend.erlangsPerWeek >= 0 ? "+" : "") + number(p.trend.erlangsPerWeek, 2) + " erl" : "too few days", 1, p.trend ? number(p.trend.low, 2) + " to " + number(p.trend.high, 2) : ""],
      [p.runsOut ? p.runsOut.date : "not in sight", 1, p.runsOut ? p.runsOut.earliest + " to " + (p.runsOut.latest || "never") : ""],
    ], "td");
  }
  by("foot").textContent = "Made " + moment(data.made) + " UTC by Trunkline. A break in a line is a time of which nothing is known. A call belongs to a trunk for certain only where its edge, its numbers or its media statistics say so.";
  addEventListener("resize", () => keep.forEach(([plot, el]) => plot.setSize(size(el))));
})();
