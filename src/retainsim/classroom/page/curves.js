// Live curves: one panel for each column, true and believed attachment together; time in years.

import { LINES, PALE, INK } from "./colours.js";

const W = 420, H = 150, LEFT = 62, TOP = 8, BOTTOM = 22, RIGHT = 84;

export function Curves(world, place) {
  const names = world.curves.map((curve) => curve.name);
  const panels = world.curves.filter((curve) => curve.name !== "believed").map((curve) => {
    const lines = curve.name === "attachment" ? [names.indexOf("attachment"), names.indexOf("believed")] : [names.indexOf(curve.name)];
    const figure = document.createElement("figure"), canvas = document.createElement("canvas"), words = document.createElement("figcaption");
    const unit = curve.unit.replace("money", world.scenario.currency || "money");
    const title = document.createElement("strong");
    title.textContent = `${lines.length > 1 ? "Attachment" : curve.label} [${unit}]`;
    words.append(title, document.createElement("br"), lines.length > 1 ? "How attached clients are on average (solid), and what the firm believes (dashed)." : curve.sentence);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", title.textContent);
    figure.append(words, canvas);
    return { figure, canvas, lines, isShare: lines.length > 1 };
  });
  place.replaceChildren(...panels.map((panel) => panel.figure));
  const history = Array.from({ length: world.firms }, () => []);
  const marks = new Set();

  function take(firm, start, rows) {
    const width = names.length, past = history[firm];
    past.length = Math.min(past.length, start);
    for (let k = 0; k < rows.length / width; k++) past[start + k] = rows.subarray(width * k, width * (k + 1));
  }

  function draw() {
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    for (const { canvas, lines, isShare } of panels) {
      if (canvas.width !== W * ratio) { canvas.width = W * ratio; canvas.height = H * ratio; }
      const pen = canvas.getContext("2d");
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, W, H);
      let low = isShare ? 0 : Infinity, high = isShare ? 1 : -Infinity;
      if (!isShare) for (const past of history) for (const row of past) { low = Math.min(low, row[lines[0]]); high = Math.max(high, row[lines[0]]); }
      if (!isFinite(low)) { low = 0; high = 1; }
      if (high - low < 1e-9) { low -= 1; high += 1; }
      const x = (week) => LEFT + (W - LEFT - RIGHT) * week / world.weeks, y = (v) => TOP + (H - TOP - BOTTOM) * (1 - (v - low) / (high - low));
      axes(pen, low, high, x, y);
      pen.strokeStyle = PALE;
      for (const week of marks) { pen.beginPath(); pen.moveTo(x(week), TOP); pen.lineTo(x(week), H - BOTTOM); pen.stroke(); }
      history.forEach((past, firm) => lines.forEach((column, k) => line(pen, past, column, firm, k, x, y, isShare)));
    }
  }

  function axes(pen, low, high, x, y) {
    pen.font = "12px system-ui, sans-serif"; pen.fillStyle = INK; pen.strokeStyle = PALE; pen.lineWidth = 1; pen.setLineDash([]);
    pen.textAlign = "right";
    for (const value of [low, (low + high) / 2, high]) { pen.fillText(short(value), LEFT - 5, y(value) + 4); pen.beginPath(); pen.moveTo(LEFT, y(value)); pen.lineTo(W - RIGHT, y(value)); pen.stroke(); }
    pen.textAlign = "center";
    const years = Math.ceil(world.weeks / 52);
    for (let year = 0; year <= years; year += Math.ceil(years / 6)) if (52 * year <= world.weeks) pen.fillText(year === 0 ? "year 0" : year, x(52 * year), H - 6);
    pen.textAlign = "left";
  }

  function line(pen, past, column, firm, k, x, y, isShare) {
    pen.strokeStyle = pen.fillStyle = LINES[firm]; pen.lineWidth = 1.8; pen.setLineDash(k ? [5, 3] : []);
    pen.beginPath();
    let last = -1;
    past.forEach((row, week) => { const v = row[column]; if (v === v) { last < 0 ? pen.moveTo(x(week), y(v)) : pen.lineTo(x(week), y(v)); last = week; } });
    pen.stroke(); pen.setLineDash([]);
    if (last >= 0) pen.fillText(`${short(past[last][column])}${isShare ? (k ? " believed" : " true") : ""}`, Math.min(x(last) + 4, W - RIGHT + 4), y(past[last][column]) + 4 + (firm ? 12 : 0));
  }

  return { take, draw, mark: (week) => marks.add(week), last: (firm) => history[firm][history[firm].length - 1], history };
}

export function short(value) {
  const size = Math.abs(value);
  if (size >= 1e6) return (value / 1e6).toFixed(2) + " M";
  if (size >= 1e4) return (value / 1e3).toFixed(0) + " k";
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}
