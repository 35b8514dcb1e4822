// The living picture of the base: every organisation a mark, drawn from the four bytes of a frame; exits fly.

import { ALERT, GREY, INK, SCALE } from "./colours.js";
import { Layout } from "./layout.js";

const FLIGHT = 400; // ms
const OTHERS = 0.55; // size of marks that are not the firm's

export function Base(world, fees, canvas, firm, { onPick, onPoint }) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const ratio = Math.min(2, window.devicePixelRatio || 1), n = world.n, flights = new Map();
  const still = document.createElement("canvas"), ground = still.getContext("2d"), pen = canvas.getContext("2d");
  let layout, picture = null, other = null, shown = "true", cursor = 0, isNew = true;

  function resize() {
    const width = Math.max(280, canvas.parentElement.clientWidth);
    layout = Layout(world, fees, width);
    flights.clear();
    isNew = true;
    if (picture) layout.seat(picture);
  }

  function take(bytes, theirs, late) {
    const from = picture && !late && !calm ? { x: layout.x.slice(), y: layout.y.slice(), group: layout.group.slice() } : null;
    picture = bytes;
    other = theirs;
    isNew = true;
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
    const height = Math.ceil(layout.height) + 4, now = performance.now();
    if (canvas.height !== height * ratio || canvas.width !== layout.width * ratio) {
      canvas.width = still.width = layout.width * ratio;
      canvas.height = still.height = height * ratio;
      canvas.style.height = height + "px";
      isNew = true;
    }
    for (const [i, flight] of flights) if (now - flight.start >= FLIGHT) { flights.delete(i); isNew = true; }
    if (isNew) paint();
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(still, 0, 0);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const [i, from] of flights) {
      const t = (now - from.start) / FLIGHT;
      mark(pen, i, from.x + t * (layout.x[i] - from.x), from.y + t * (layout.y[i] - from.y));
    }
    if (document.activeElement === canvas) { pen.lineWidth = 1.4; pen.strokeStyle = INK; pen.strokeRect(layout.x[cursor] - 9, layout.y[cursor] - 9, 18, 18); }
    return flights.size > 0;
  }

  // All that stands still is painted once: most redraws show a few marks that fly over it.
  function paint() {
    isNew = false;
    ground.setTransform(ratio, 0, 0, ratio, 0, 0);
    ground.clearRect(0, 0, layout.width, still.height);
    ground.fillStyle = INK;
    ground.font = "13px system-ui, sans-serif";
    for (const box of layout.boxes) ground.fillText(`${box.title}: ${box.number}`, box.left, box.top + 13);
    for (let i = 0; i < n; i++) if (!flights.has(i)) mark(ground, i, layout.x[i], layout.y[i]);
  }

  function mark(on, i, x, y) {
    if (!layout.group[i]) return;
    const flags = picture[4 * i + 2], is_ours = (flags & 31) === 0, r = layout.radius[i] * (is_ours ? 1 : OTHERS);
    on.lineWidth = 1.4;
    on.fillStyle = is_ours ? SCALE[picture[4 * i + (shown === "true" ? 0 : 1)] & 127] : GREY;
    on.beginPath(); on.arc(x, y, r, 0, 6.2832); on.fill();
    if (!is_ours && !(other && differs(i))) return;
    if (flags & 32) ring(on, x, y, r + 1.5);
    if (flags & 64) ring(on, x, y, r + 3.5);
    if (flags & 128) cross(on, x, y, r + 2);
    if (other && differs(i)) { on.strokeStyle = INK; on.strokeRect(x - r - 2.5, y - r - 2.5, 2 * r + 5, 2 * r + 5); }
  }

  const differs = (i) => (picture[4 * i + 2] & 31) !== (other[4 * i + 2] & 31);
  function ring(on, x, y, r) { on.strokeStyle = ALERT; on.beginPath(); on.arc(x, y, r, 0, 6.2832); on.stroke(); }
  function cross(on, x, y, r) {
    on.strokeStyle = INK;
    on.beginPath(); on.moveTo(x - r, y - r); on.lineTo(x + r, y + r); on.moveTo(x - r, y + r); on.lineTo(x + r, y - r); on.stroke();
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
  canvas.addEventListener("mousemove", (event) => { const i = nearest(event.offsetX, event.offsetY); if (i >= 0) onPoint(i, firm); });
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      do cursor = (cursor + step + n) % n; while (!layout.group[cursor]);
      onPoint(cursor, firm);
      event.preventDefault();
    } else if (event.key === "Enter") onPick(cursor, firm);
  });
  resize();
  return { take, draw, resize, show: (what) => { shown = what; isNew = true; }, get picture() { return picture; } };
}
