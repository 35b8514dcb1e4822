// One chart on a canvas: axes, lines with their last value, marks in time. Its title and unit stand above it as text.

import { INK, PALE } from "./colours.js";

const H = 150, LEFT = 62, TOP = 8, BOTTOM = 22, RIGHT = 92;

export function Chart(title, sentence) {
  const figure = document.createElement("figure"), canvas = document.createElement("canvas"), words = document.createElement("figcaption"), strong = document.createElement("strong");
  strong.textContent = title;
  words.append(strong, document.createElement("br"), sentence);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${title}. ${sentence}`);
  canvas.className = "chart";
  figure.append(words, canvas);
  let W = 420, shown = null;
  new ResizeObserver(([{ contentRect }]) => { W = Math.round(contentRect.width) || W; if (shown) paint(shown); }).observe(canvas);

  // lines: { values, colour, width, dash, label }; a value may be missing (NaN or null). marks: [{ at, label }].
  function draw(what) { shown = what; paint(what); }

  function paint({ lines, end, perTick, tick, range = null, marks = [] }) {
    const ratio = Math.min(2, window.devicePixelRatio || 1), pen = canvas.getContext("2d");
    if (canvas.width !== W * ratio) { canvas.width = W * ratio; canvas.height = H * ratio; }
    const isEmpty = !range && !lines.some(({ values }) => values.some((v) => v !== null && v === v));
    const [low, high] = range || extent(lines);
    const x = (at) => LEFT + (W - LEFT - RIGHT) * at / end, y = (value) => TOP + (H - TOP - BOTTOM) * (1 - (value - low) / (high - low));
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, W, H);
    pen.font = "12px system-ui, sans-serif"; pen.fillStyle = INK; pen.strokeStyle = PALE; pen.lineWidth = 1; pen.setLineDash([]);
    pen.textAlign = "right";
    for (const value of [low, (low + high) / 2, high]) { if (!isEmpty) pen.fillText(short(value), LEFT - 5, y(value) + 4); stroke(pen, LEFT, y(value), W - RIGHT, y(value)); }
    pen.textAlign = "center";
    const every = perTick * Math.ceil(end / perTick / 6);
    for (let at = 0; at <= end; at += every) pen.fillText(at ? at / perTick : `${tick} 0`, x(at), H - 6);
    pen.textAlign = "left";
    for (const { at, label = "" } of marks) {
      pen.strokeStyle = label ? INK : PALE; pen.setLineDash(label ? [2, 2] : []);
      stroke(pen, x(at), TOP, x(at), H - BOTTOM);
      pen.fillText(label, x(at) + 3, TOP + 10);
    }
    const ends = [];
    for (const { values, colour, width = 1.8, dash = [], label = null } of lines) {
      pen.strokeStyle = colour; pen.lineWidth = width; pen.setLineDash(dash);
      pen.beginPath();
      let last = -1;
      values.forEach((v, at) => { if (v === null || v !== v) return; last < 0 ? pen.moveTo(x(at), y(v)) : pen.lineTo(x(at), y(v)); last = at; });
      pen.stroke();
      if (last >= 0 && label !== null) ends.push({ text: `${short(values[last])} ${label}`, colour, x: x(last) + 4, y: y(values[last]) + 4 });
    }
    ends.sort((a, b) => a.y - b.y).forEach((one, k) => { // labels do not cover each other
      if (k) one.y = Math.max(one.y, ends[k - 1].y + 13);
      pen.fillStyle = one.colour;
      pen.fillText(one.text, one.x, one.y);
    });
  }

  return { figure, draw };
}

function extent(lines) {
  let low = Infinity, high = -Infinity;
  for (const { values } of lines) for (const v of values) if (v !== null && v === v) { low = Math.min(low, v); high = Math.max(high, v); }
  if (!isFinite(low)) return [0, 1];
  return high - low < 1e-9 ? [low - 1, high + 1] : [low, high];
}

function stroke(pen, x, y, toX, toY) { pen.beginPath(); pen.moveTo(x, y); pen.lineTo(toX, toY); pen.stroke(); }

export function short(value) {
  const size = Math.abs(value);
  if (size >= 1e6) return (value / 1e6).toFixed(2) + " M";
  if (size >= 1e4) return (value / 1e3).toFixed(size >= 1e5 ? 0 : 1) + " k";
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}
