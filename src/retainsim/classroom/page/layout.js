// Where marks stand: one cell for each group, as wide as it needs; a client keeps its place as long as it stays there.

const ROW = 17; // px between marks
const TITLE = 20, GAP = 10, CELL = 235, EDGE = 4, FEW = 20, LARGEST = 8, SHAPE = 0.25;

export function Layout(world, fees, width) {
  const n = world.n, positions = world.handlers.length - world.suppliers.length;
  const places = new Map(); // of each group: slots, each an organisation or -1
  const slot = new Int32Array(n).fill(-1), group = new Array(n).fill(null);
  const x = new Float32Array(n), y = new Float32Array(n), radius = new Float32Array(n);
  const most = Math.max(...fees) || 1;
  for (let i = 0; i < n; i++) radius[i] = Math.max(2.2, LARGEST * (fees[i] / most) ** SHAPE);
  let boxes = [], height = 0;

  function groupOf(code, handler) {
    if (code === 0) return "h" + handler;
    if (code === 29 || code === 30 || code === 31) return null; // not founded yet, dissolved, hidden
    return "s" + code;
  }

  function titleOf(key) {
    const number = +key.slice(1);
    if (key[0] === "h") return number < positions ? world.handlers[number].label : "new";
    const name = number === 28 ? "nobody" : `the rival ${world.suppliers[number]}`;
    return world.hidden ? `gone to ${name}` : `clients of ${name}`;
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
    for (const [key, slots] of places) if (slots.length > FEW && slots.filter((who) => who >= 0).length < slots.length / 2) close(key, slots);
    arrange();
  }

  // A group that most have left moves up.
  function close(key, slots) {
    const left = slots.filter((who) => who >= 0);
    left.forEach((who, k) => { slot[who] = k; });
    places.set(key, left);
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
