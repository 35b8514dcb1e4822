// After the game: bets against what came, every shipped strategy under the same luck, what was hidden, three lost clients.

import { Chart } from "./chart.js";
import { GREY, LINES } from "./colours.js";
import { $, element, money, table } from "./dom.js";

const QUARTER = { perTick: 4, tick: "year" };

export function debrief(head, world) {
  const place = $("debrief");
  place.replaceChildren(element("h2", "What happened, and what was hidden"), bets(head, world), strategies(head, world), hidden(head), lost(head, world));
  place.hidden = false;
}

function value(kpi, number, world) {
  if (number === null) return "-";
  return kpi.unit === "currency" ? money(number, world.scenario.currency) : Number.isInteger(number) ? number.toLocaleString("en") : number.toFixed(2);
}

function bets(head, world) {
  const kpis = new Map(head.kpis.map((kpi) => [kpi.name, kpi]));
  const rows = head.bets.map((bet) => {
    const kpi = kpis.get(bet.kpi), gap = bet.came === null ? null : bet.came - bet.bet, less = kpi.unit === "currency" ? "less" : "fewer";
    return [bet.label, value(kpi, bet.bet, world), value(kpi, bet.came, world), gap === null ? "-" : gap === 0 ? "as bet" : `${value(kpi, Math.abs(gap), world)} ${gap > 0 ? "more" : less}`];
  });
  return section("Your bets", rows.length ? "What you expected before the first quarter, and what came." : "No bet was placed in this game.", ...(rows.length ? [table(["", "Bet", "Came", "Difference"], rows)] : []));
}

function strategies(head, world) {
  const judge = head.kpis.findIndex((kpi) => kpi.name === head.judge), sign = head.kpis[judge].better === "lower" ? 1 : -1;
  const order = [...head.strategies].sort((a, b) => sign * ((a.values[judge] ?? -sign * Infinity) - (b.values[judge] ?? -sign * Infinity)));
  const rows = order.map((one) => [one.name, ...one.values.map((number, k) => value(head.kpis[k], number, world))]);
  const grid = table(["Strategy", ...head.kpis.map((kpi) => kpi.label)], rows);
  order.forEach((one, k) => { if (one === head.strategies[0]) grid.tBodies[0].rows[k].className = "own"; });
  head.kpis.forEach((kpi, k) => { grid.tHead.rows[0].cells[k + 1].title = kpi.definition; });
  const own = head.strategies[0], best = order.find((one) => one !== own);
  const charts = ["clients", "cash"].map((name) => {
    const unit = name === "cash" ? world.scenario.currency || "money" : "clients";
    const chart = Chart(`${name === "cash" ? "Cash" : "Clients"} [${unit}]`, `Your firm (blue), ${best.name} (orange), the other strategies (grey), at the end of each quarter.`);
    const lines = order.filter((one) => one !== own && one !== best).map((one) => ({ values: [NaN, ...one[name]], colour: GREY, width: 1.2 }));
    lines.push({ values: [NaN, ...best[name]], colour: LINES[1], label: "" }, { values: [NaN, ...own[name]], colour: LINES[0], width: 2.4, label: "you" });
    chart.draw({ lines, end: own[name].length, ...QUARTER });
    return chart.figure;
  });
  const charted = element("div", "", ...charts);
  charted.className = "charts";
  const meanings = element("details", "", element("summary", "What the figures mean"), ...head.kpis.map((kpi) => element("p", `${kpi.label}: ${kpi.definition}`)));
  return section("Your firm beside the shipped strategies", `All of them had the same world, the same luck and the same attack, whose week belongs to this game: on the open page it is another. Sorted by ${head.kpis[judge].label}.${equal(head)}`, scroll(grid), meanings, charted);
}

// Value equals cash where clients bring no more than they cost.
function equal(head) {
  const [value, cash] = ["value_end", "cash_end"].map((name) => head.kpis.findIndex((kpi) => kpi.name === name));
  return value >= 0 && (head.strategies || head.rows).some((one) => one.values[value] === one.values[cash]) ? " Where value equals cash, the clients that are left bring no more than what serving them costs." : "";
}

function hidden(head) {
  const { attacks, courted, tried, attachment, believed } = head.hidden;
  const ruin = head.ruin ? [`Your firm became insolvent in quarter ${head.ruin}; then all its clients went elsewhere.`] : [];
  const sentences = attacks.map((one) => head.ruin && one.quarter > head.ruin ? `The attack, in quarter ${one.quarter}, came too late to find your firm alive.` : `The attack began in week ${one.week}, in quarter ${one.quarter}, when ${called(one.rival)} entered the market.`);
  sentences.unshift(...ruin);
  sentences.push(`Rivals courted ${courted.toLocaleString("en")} of your clients behind your back; ${tried.toLocaleString("en")} of them tried a rival's line while they were still yours.`);
  const chart = Chart("Attachment [0 to 1]", "How attached your clients were on average (solid), and what the firm believed (dashed), at the end of each quarter.");
  chart.draw({ lines: [{ values: [NaN, ...attachment], colour: LINES[0], label: "true" }, { values: [NaN, ...believed], colour: LINES[0], dash: [5, 3], label: "believed" }], end: attachment.length, range: [0, 1], marks: attacks.map((one) => ({ at: one.week / head.weeks, label: "attack" })), ...QUARTER });
  return section("What was hidden", ...sentences, chart.figure);
}

function lost(head, world) {
  if (!head.lost.length) return section("Lost clients", "Your firm lost no client to a rival for good.");
  const lives = head.lost.map((one) => {
    const events = element("details", "", element("summary", `Its life, week by week (${one.rows.length} entries)`), table(["Week", "What happened"], one.rows));
    const article = element("article", "", element("h4", `${one.name}: left in quarter ${one.quarter}${one.to ? `, for ${called(one.to)}` : ""}; ${money(one.fee, world.scenario.currency)} a week`), ...one.sentences.map((text) => element("p", text)), element("p", one.how), events);
    article.className = "lost";
    return article;
  });
  return section(`The ${head.lost.length > 1 ? `${head.lost.length} largest clients` : "client"} that you lost`, `${head.ruin ? "Not those of the ruin itself. " : ""}Which of the shipped strategies have them at the end, and what those did otherwise.`, ...lives);
}

function section(title, ...parts) {
  return element("section", "", element("h3", title), ...parts.map((part) => part instanceof Node ? part : element("p", part)));
}

function called(supplier) { return supplier === "attacker" ? "the attacker" : supplier; }

function scroll(node) { const box = element("div", "", node); box.className = "scroll"; return box; }

export function ranking(head, world) {
  const judge = head.kpis.findIndex((kpi) => kpi.name === head.judge), worth = head.rows.map((row) => row.values[judge]);
  const called = (row) => row.name + (row.quarters < head.quarters ? ` (played ${row.quarters} of ${head.quarters} quarters itself)` : "");
  const grid = table(["", "Team", ...head.kpis.map((kpi) => kpi.label)], head.rows.map((row, k) => [worth.indexOf(worth[k]) + 1, called(row), ...row.values.map((number, i) => value(head.kpis[i], number, world))]));
  head.rows.forEach((row, k) => { grid.tBodies[0].rows[k].className = row.is_team ? "own" : "shipped"; });
  return section("The ranking", `All teams and the shipped strategies (grey) had the same world, the same luck and the same attack. Sorted by ${head.kpis[judge].label}.${equal(head)}`, scroll(grid));
}
