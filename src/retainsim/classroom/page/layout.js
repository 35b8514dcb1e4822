// Where marks stand: one cell for each group, as wide as it needs; a client keeps its place as long as it stays there.

const ROW = 17; // px between marks
const TITLE = 20, GAP = 10, CELL = 235, EDGE = 4;

export function Layout(world, fees, width) {
  const n = world.n, positions = world.handlers.length - world.suppliers.length;
  const places = new Map(); // of each group: slots, each an organisation or -1
  const slot = new Int32Array(n).fill(-1), group = new Array(n).fill(null);
  const x = new Float32Array(n), y = new Float32Array(n), radius = new Float32Array(n);
  const median = [...fees].sort((a, b) => a - b)[n >> 1] || 1;
  for (let i = 0; i < n; i++) radius[i] = Math.max(1.6, Math.min(8, 3.2 * Math.sqrt(fees[i] / median)));
  let boxes = [], height = 0;

  function groupOf(code, handler) {
    if (code === 0) return "h" + handler;
    if (code === 29 || code === 30 || code === 31) return null; // not founded yet, dissolved, hidden
    return "s" + code;
  }

  function titleOf(key) {
    const number = +key.slice(1);
    if (key[0] === "h") return number < positions ? world.handlers[number].label : "new";
    return number === 28 ? "no supplier" : `clients of ${world.suppliers[number]}`;
  }

  function seat(picture) {
    for (let i = 0; i < n; i++) {
      const key = groupOf(picture[4 * i + 2] & 31, picture[4 * i + 3]);
      if (key === group[i]) continue;
      if (group[i] !== null) places.get(group[i])[slot[i]] = -1;
      group[i] = key;
      if (key === null) continue;
      if (!places.has(key)) places.set(key, []);
      const slots = places.get(key), free = slots.indexOf(-1);
      slot[i] = free < 0 ? slots.push(i) - 1 : (slots[free] = i, free);
    }
    arrange();
  }

  function arrange() {
    const keys = [...places.keys()].sort((a, b) => (a[0] === b[0] ? +a.slice(1) - +b.slice(1) : a[0] === "h" ? -1 : 1));
    const abreast = Math.max(1, Math.round(width / CELL));
    boxes = [];
    let left = 0, top = 0, tallest = 0;
    for (const key of keys) {
      const slots = places.get(key), is_ours = key[0] === "h", step = is_ours ? ROW : ROW * 0.55;
      const wide = is_ours ? (width - GAP * (abreast - 1)) / abreast : width;
      const columns = Math.max(1, Math.floor((wide - 2 * EDGE) / step)), rows = Math.max(1, Math.ceil(slots.length / columns));
      const tall = TITLE + rows * step + GAP;
      if (left + wide > width + 1) { left = 0; top += tallest; tallest = 0; }
      boxes.push({ key, title: titleOf(key), left, top, number: slots.filter((who) => who >= 0).length });
      slots.forEach((who, k) => {
        if (who < 0) return;
        x[who] = left + EDGE + (k % columns + 0.5) * step;
        y[who] = top + TITLE + (Math.floor(k / columns) + 0.5) * step;
      });
      left += wide + GAP;
      tallest = Math.max(tallest, tall);
    }
    height = top + tallest;
  }

  return { seat, x, y, radius, group, get boxes() { return boxes; }, get height() { return height; }, width };
}
