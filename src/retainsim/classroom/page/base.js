// The living picture of the base: every organisation a mark, drawn from the four bytes of a frame; exits fly.

import { ALERT, GREY, INK, SCALE } from "./colours.js";
import { Layout } from "./layout.js";

const FLIGHT = 400; // ms
const OTHERS = 0.55; // size of marks that are not the firm's

export function Base(world, fees, canvas, firm, { onPick, onPoint }) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const ratio = Math.min(2, window.devicePixelRatio || 1), n = world.n, flights = new Map();
  const pen = canvas.getContext("2d");
  let layout, picture = null, other = null, shown = "true", cursor = 0;

  function resize() {
    const width = Math.max(280, canvas.parentElement.clientWidth);
    layout = Layout(world, fees, width);
    flights.clear();
    if (picture) layout.seat(picture);
  }

  function take(bytes, theirs, late) {
    const from = picture && !late && !calm ? { x: layout.x.slice(), y: layout.y.slice(), group: layout.group.slice() } : null;
    picture = bytes;
    other = theirs;
    layout.seat(picture);
    if (!from) return;
    for (let i = 0; i < n; i++) {
      if (from.group[i] && layout.group[i] && from.group[i] !== layout.group[i] && from.group[i][0] !== layout.group[i][0]) {
        flights.set(i, { x: from.x[i], y: from.y[i], start: performance.now() });
      }
    }
  }

  function draw() {
    if (!picture) return false;
    const height = Math.ceil(layout.height) + 4;
    if (canvas.height !== height * ratio || canvas.width !== layout.width * ratio) {
      canvas.width = layout.width * ratio;
      canvas.height = height * ratio;
      canvas.style.height = height + "px";
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, layout.width, height);
    pen.fillStyle = INK;
    pen.font = "13px system-ui, sans-serif";
    for (const box of layout.boxes) pen.fillText(`${box.title}: ${box.number}`, box.left, box.top + 13);
    const now = performance.now(), byte = shown === "true" ? 0 : 1;
    pen.lineWidth = 1.4;
    for (let i = 0; i < n; i++) {
      if (!layout.group[i]) continue;
      const flags = picture[4 * i + 2], is_ours = (flags & 31) === 0;
      let x = layout.x[i], y = layout.y[i];
      const flight = flights.get(i);
      if (flight) {
        const t = (now - flight.start) / FLIGHT;
        if (t >= 1) flights.delete(i);
        else { x = flight.x + t * (x - flight.x); y = flight.y + t * (y - flight.y); }
      }
      const r = layout.radius[i] * (is_ours ? 1 : OTHERS);
      pen.fillStyle = is_ours ? SCALE[picture[4 * i + byte] & 127] : GREY;
      pen.beginPath(); pen.arc(x, y, r, 0, 6.2832); pen.fill();
      if (!is_ours && !(other && differs(i))) continue;
      if (flags & 32) ring(x, y, r + 1.5);
      if (flags & 64) ring(x, y, r + 3.5);
      if (flags & 128) cross(x, y, r + 2);
      if (other && differs(i)) { pen.strokeStyle = INK; pen.strokeRect(x - r - 2.5, y - r - 2.5, 2 * r + 5, 2 * r + 5); }
    }
    if (document.activeElement === canvas) { pen.strokeStyle = INK; pen.strokeRect(layout.x[cursor] - 9, layout.y[cursor] - 9, 18, 18); }
    return flights.size > 0;
  }

  const differs = (i) => (picture[4 * i + 2] & 31) !== (other[4 * i + 2] & 31);
  function ring(x, y, r) { pen.strokeStyle = ALERT; pen.beginPath(); pen.arc(x, y, r, 0, 6.2832); pen.stroke(); }
  function cross(x, y, r) {
    pen.strokeStyle = INK;
    pen.beginPath(); pen.moveTo(x - r, y - r); pen.lineTo(x + r, y + r); pen.moveTo(x - r, y + r); pen.lineTo(x + r, y - r); pen.stroke();
  }

  function nearest(x, y) {
    let best = -1, gap = 14 * 14;
    for (let i = 0; i < n; i++) {
      if (!layout.group[i]) continue;
      const d = (layout.x[i] - x) ** 2 + (layout.y[i] - y) ** 2;
      if (d < gap) { gap = d; best = i; }
    }
    return best;
  }

  canvas.addEventListener("click", (event) => { const i = nearest(event.offsetX, event.offsetY); if (i >= 0) { cursor = i; onPick(i, firm); } });
  canvas.addEventListener("mousemove", (event) => { const i = nearest(event.offsetX, event.offsetY); if (i >= 0) onPoint(i, picture); });
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      do cursor = (cursor + step + n) % n; while (!layout.group[cursor]);
      onPoint(cursor, picture);
      event.preventDefault();
    } else if (event.key === "Enter") onPick(cursor, firm);
  });
  resize();
  return { take, draw, resize, show: (what) => { shown = what; }, get picture() { return picture; } };
}
