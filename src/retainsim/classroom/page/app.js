// The page: one function for each message of the server, one for each control; what is shown lives in `state`.

import { Base } from "./base.js";
import { short } from "./chart.js";
import { GREY, LINES, SCALE } from "./colours.js";
import { Curves } from "./curves.js";
import { debrief, ranking } from "./debrief.js";
import { $, element, table } from "./dom.js";
import { Game } from "./game.js";
import { Levers } from "./levers.js";
import { open } from "./wire.js";

const MOST_LINES = 200, TABLE_EVERY = 1000, KEEP_EVERY = 3000; // lines, ms, ms
const SLOW = 50, SLOWEST = 200; // ms between redraws, on average and at most: a computer that is slow lets no mark fly, to have time for its player
const WORLDS = 100000, TOUCH = matchMedia("(hover: none)").matches, SPEED = "retainsim:speed";
const state = { world: null, fees: null, bases: [], curves: null, levers: null, frame: null, waiting: false, flying: 0, pace: 0, playing: false, table: 0, game: null, saving: false };
const counters = window.retainsim = { frames: 0, drawn: 0, week: 0, playing: false, moves: 0, confirmed: 0, bytes: 0, drawMs: [], restarts: 0, errors: [], values: [], cash: null, state: "opening", stage: null, quarter: 0 };
const wire = open((head, buffers) => {
  for (const buffer of buffers) counters.bytes += buffer.byteLength;
  handlers[head.type]?.(head, buffers);
}, (words) => {
  notice(words);
  counters.state = words ? "lost" : "open";
  document.body.classList.toggle("lost", Boolean(words));
  if (!words) counters.moves = counters.confirmed = 0; // the server counts the moves of a connection
});
const game = Game(wire.say, {
  save, leave: () => { wire.forget(); wire.say({ do: "leave" }); },
  again: () => wire.say({ do: "game", replication: state.world.replication + 1 }) });

const handlers = {
  world(head, [fees]) {
    state.chosen = false; state.hover = null; state.summary = "";
    counters.replication = head.replication;
    state.world = head; state.fees = new Float32Array(fees); state.frame = state.game = null; counters.restarts += 1;
    counters.stage = null;
    $("title").textContent = head.scenario.title;
    document.title = `${head.scenario.title} - retainsim`;
    const canvases = Array.from({ length: head.firms }, (_, firm) => {
      const figure = element("figure"), canvas = element("canvas");
      if (head.firms > 1) figure.append(element("figcaption", `${head.strategy[firm]}: a box marks whoever is not served by the same supplier beside it`));
      canvas.tabIndex = 0; canvas.setAttribute("role", "img"); canvas.id = `picture-${firm}`;
      canvas.setAttribute("aria-label", "The clients of the firm, as marks; the table below says the same in words");
      figure.append(canvas);
      return { figure, canvas };
    });
    $("pictures").className = head.firms > 1 ? "two" : "";
    $("pictures").replaceChildren(...canvases.map((one) => one.figure));
    state.bases = canvases.map(({ canvas }, firm) => Base(head, state.fees, canvas, firm, { onPick: pick, onPoint: point }));
    state.curves = Curves(head, $("curves"));
    state.levers = Levers(head, $("levers"), wire.say, counters);
    choices($("strategy"), head.strategies, head.strategy[0]);
    choices($("beside"), [{ name: "", description: "nothing" }, ...head.strategies], head.strategy[1] || "");
    $("about").textContent = `${head.scenario.description} Here everything can be seen and moved; a game hides what the firm cannot know.`;
    notice("");
    const speed = Number(sessionStorage.getItem(SPEED));
    if (speed) wire.say({ do: "speed", value: speed });
    $("luck").value = head.replication;
    show(head.hidden ? "believed" : "true");
    $("view").title = head.hidden ? "Until the debrief the game shows what the firm believes." : "";
    $("belief").disabled = head.hidden;
    $("base-note").textContent = "Each mark is an organisation: the larger its fee, the larger the mark. Those of the firm stand beside whoever looks after them. " + (head.hidden ? "" : "A ring: a rival courts it; a double ring: it tries the rival's line. ") + "A cross: it has given notice.";
    $("hover").textContent = head.hidden ? `${TOUCH ? "Touch" : "Point at"} a mark${TOUCH ? "" : ", or use the arrow keys,"} to see who it is.` : `${TOUCH ? "Touch" : "Click"} a mark${TOUCH ? "" : ", or use the arrow keys and Enter,"} to read its life.`;
    $("debrief").hidden = $("ranking").hidden = true;
    game.end();
    const last = wire.last(head.scenario.digest);
    $("go-on").hidden = !last;
    if (last) $("go-on").textContent = `Go on with the game of ${new Date(last.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}`;
    legend();
  },
  frame(head, buffers) {
    const pictures = buffers.filter((_, k) => k % 2 === 0).map((buffer) => new Uint8Array(buffer));
    pictures.forEach((bytes, firm) => {
      state.bases[firm].take(bytes, pictures[1 - firm] || null, document.hidden || state.pace > SLOW);
      state.curves.take(firm, head.start, new Float32Array(buffers[2 * firm + 1]));
    });
    state.pace *= 0.98; // it may try again later
    counters.frames += 1; counters.week = head.week; counters.playing = head.playing;
    counters.cash = state.curves.last(0)?.cash ?? null;
    confirm(head.lever, head.week);
    state.frame = head;
    if (!state.waiting) { state.waiting = true; requestAnimationFrame(draw); }
  },
  status(head) {
    state.playing = counters.playing = head.playing; counters.values = head.values;
    $("play").textContent = head.playing ? "Pause" : "Play";
    $("play").disabled = $("step").disabled = !head.playing && head.week >= head.until;
    $("speed").value = head.speed; $("speed-value").textContent = head.speed;
    confirm(head.lever, head.week);
    state.levers.take(head.values, head.strategy);
    state.insolvent = head.insolvent;
    game.status(head);
  },
  game(head) {
    state.game = head; counters.stage = head.stage; counters.quarter = head.quarter;
    game.take(head, state.world, state.summary);
    if (counters.confirmed === counters.moves) state.levers.settle();
    keep();
  },
  debrief(head) { debrief(head, state.world); $("debrief").scrollIntoView(); },
  ranking(head) { $("ranking").replaceChildren(ranking(head, state.world)); $("ranking").hidden = false; },
  room(head) { $("team").textContent = head.team; $("team").hidden = false; },
  ticker(head) {
    if (head.clear) $("ticker").replaceChildren();
    for (const line of head.lines) {
      if (/^Quarter \d+ ends/.test(line.text)) state.summary = line.text;
      const item = element("li", line.text), when = element("b", `Week ${line.week}${state.world.firms > 1 ? (line.firm ? ", beside" : ", the firm") : ""} `);
      item.prepend(when);
      $("ticker").prepend(item);
    }
    while ($("ticker").children.length > MOST_LINES) $("ticker").lastChild.remove();
  },
  refused(head) { state.levers.tell(head.firm, head.text); },
  life(head) {
    $("life-name").textContent = head.name;
    $("life-text").replaceChildren(...head.sentences.map((text) => element("p", text)), head.rows.length ? table(["Week", "What happened"], head.rows) : element("p", "Nothing has happened to it yet."));
    $("life").showModal();
  },
  log(head) {
    if (state.saving) { state.saving = false; wire.download(head.document); } else wire.keep(head.document);
  },
  error(head) { counters.errors.push(head.text); notice(head.text); },
};

function draw() {
  const begin = performance.now(), head = state.frame;
  state.waiting = false;
  if (state.flying) state.pace += 0.3 * (Math.min(SLOWEST, begin - state.flying) - state.pace);
  let isFlying = false;
  for (const base of state.bases) isFlying = base.draw() || isFlying;
  if (head) state.curves.draw();
  counters.drawMs.push(performance.now() - begin);
  counters.drawn += 1;
  if (head) {
    $("clock").textContent = head.week ? `Year ${Math.ceil(head.week / 52)}, week ${head.week - 1}` : "Before the first week";
    $("figures").replaceChildren(...state.bases.map(figures));
    wire.say({ do: "ack", n: head.n });
    state.frame = null;
  }
  if (begin - state.table > TABLE_EVERY || !state.playing) { state.table = begin; asTable(); }
  state.flying = isFlying ? begin : 0;
  if (isFlying && !state.waiting) { state.waiting = true; requestAnimationFrame(draw); }
}

function figures(base, firm) {
  const { world } = state, now = state.curves.last(firm), left = world.largest.filter((i) => (base.picture[4 * i + 2] & 31) === 0).length;
  const one = element("span", !now ? "" : `${world.firms > 1 ? `${world.strategy[firm]}: ` : ""}${now.clients} clients · ${left} of the ${world.largest.length} largest · ${short(now.fees)} a week · ${short(now.cash)} in the bank${state.insolvent?.[firm] ? " · insolvent: it could pay its bills no more" : ""}`);
  if (world.firms > 1) one.style.color = LINES[firm];
  return one;
}

function confirm(number, week) {
  if (number <= counters.confirmed) return;
  counters.confirmed = number;
  if (number === counters.moves) state.levers.acts(week);
  state.curves.mark(week);
}

function asTable() {
  if (!state.bases[0].picture) return; // a new world, whose first frame is on its way
  const { world } = state;
  $("table").replaceChildren(...state.bases.flatMap((base, firm) => [...(world.firms > 1 ? [element("h3", world.strategy[firm])] : []), tableOf(base.picture)]));
  if (state.hover) point(state.hover.i, state.hover.firm);
}

function tableOf(picture) {
  const { world, fees } = state, groups = new Map(), byte = $("belief").value === "true" ? 0 : 1;
  for (let i = 0; i < world.n; i++) {
    const flags = picture[4 * i + 2];
    if ((flags & 31) !== 0) continue;
    const handler = picture[4 * i + 3], sums = groups.get(handler) || groups.set(handler, [0, 0, 0, 0, 0]).get(handler);
    sums[0] += 1; sums[1] += fees[i]; sums[2] += (picture[4 * i + byte] & 127) / 127; sums[3] += (flags & 32) > 0; sums[4] += (flags & 128) > 0;
  }
  return table(["Looked after by", "Clients", "Revenue a week", byte ? "Attachment, believed" : "Attachment, true", "Notices given", ...(world.hidden ? [] : ["Courted by rivals"])],
    [...groups].sort(([a], [b]) => a - b).map(([handler, [number, revenue, attachment, courted, leaving]]) => [world.handlers[handler].label, number, short(revenue), (attachment / number).toFixed(2), leaving, ...(world.hidden ? [] : [courted])]));
}

function nameOf(i) {
  const segment = state.world.segments.find((one) => i < one.first + one.number), place = i - segment.first;
  return segment.names[place] || `${segment.name} ${place + 1}`;
}

function point(i, firm) {
  const { picture } = state.bases[firm];
  state.hover = { i, firm };
  const is_ours = (picture[4 * i + 2] & 31) === 0, part = (byte) => ((picture[4 * i + byte] & 127) / 127).toFixed(2);
  $("hover").textContent = `${nameOf(i)}, ${short(state.fees[i])} a week` + (is_ours ? `; attachment ${state.world.hidden ? "" : `${part(0)} of 1, `}believed ${part(1)}${picture[4 * i + 2] & 128 ? "; it has given notice" : ""}` : "");
}

function pick(i, firm) {
  point(i, firm);
  if (state.world.hidden) return;
  if (state.playing) wire.say({ do: "pause" });
  wire.say({ do: "client", organisation: i, firm });
}

function notice(text) { $("notice").textContent = text; $("notice").hidden = !text; }

function choices(select, all, value) {
  select.replaceChildren(...all.map((one) => { const option = new Option(one.name || "nothing", one.name); option.title = one.description; return option; }));
  select.value = value;
}

function show(what) { $("belief").value = what; state.bases.forEach((base) => base.show(what)); }

function legend() {
  const bar = element("span");
  bar.className = "scale";
  bar.append(...[0, 32, 64, 96, 127].map((k) => { const one = element("i"); one.style.background = SCALE[k]; return one; }));
  const grey = element("i");
  grey.style.background = GREY;
  $("legend").replaceChildren(state.world.hidden ? "Attachment, as the firm believes: 0 " : "Attachment: 0 ", bar, " 1. Grey ", grey, state.world.hidden ? ": former clients; others are not shown." : ": clients of others.");
}

function restart(luck) {
  wire.forget();
  wire.say({ do: "restart", strategies: [$("strategy").value, $("beside").value].filter(Boolean), replication: Number(luck) || 0 });
}

function save() {
  if (counters.state === "open") { state.saving = true; wire.say({ do: "log" }); return; }
  const log = wire.saved(); // the connection is lost, and the game is not
  if (log) wire.download(log);
}

function keep() { if (counters.week || counters.moves || state.game) wire.say({ do: "log" }); }

function bring(document) { wire.say({ do: "load", document }); }

$("play").addEventListener("click", () => wire.say({ do: state.playing ? "pause" : "play" }));
$("step").addEventListener("click", () => wire.say({ do: "step" }));
document.addEventListener("click", (event) => { if (event.target.closest("button") && counters.state === "open") notice(""); }, true);
$("speed").addEventListener("input", (event) => { $("speed-value").textContent = event.target.value; sessionStorage.setItem(SPEED, event.target.value); wire.say({ do: "speed", value: Number(event.target.value) }); });
$("belief").addEventListener("change", (event) => { show(event.target.value); requestAnimationFrame(draw); });
$("restart").addEventListener("click", () => restart($("luck").value));
$("other-luck").addEventListener("click", () => restart(Number($("luck").value) + 1));
$("luck").addEventListener("input", () => { state.chosen = true; });
$("start-game").addEventListener("click", () => { // with luck of its own, unless somebody has asked for some
  wire.forget();
  wire.say({ do: "game", replication: state.chosen ? Number($("luck").value) || 0 : Math.floor(Math.random() * WORLDS) });
});
$("go-on").addEventListener("click", () => bring(wire.last(state.world.scenario.digest).document));
$("save").addEventListener("click", save);
$("open").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  try { bring(JSON.parse(await file.text())); } catch { notice("This is not a file that this page has saved."); }
});
document.addEventListener("keydown", (event) => { if (event.key === " " && ["BODY", "CANVAS"].includes(event.target.tagName)) { event.preventDefault(); $("play").click(); } });
window.addEventListener("resize", () => { state.bases.forEach((base) => base.resize()); requestAnimationFrame(draw); });
setInterval(keep, KEEP_EVERY);
