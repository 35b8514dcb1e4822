// Live curves: one chart for each column of the record, true and believed attachment together.

import { Chart } from "./chart.js";
import { LINES } from "./colours.js";

const YEAR = 52, FEW = 26; // weeks; so many are counted in weeks

export function Curves(world, place) {
  const names = world.curves.map((curve) => curve.name), marks = new Set();
  const history = Array.from({ length: world.firms }, () => []);
  const charts = world.curves.filter((curve) => curve.name !== "believed").map((curve) => {
    const isShare = curve.name === "attachment", unit = curve.unit.replace("money", world.scenario.currency || "money");
    const sentence = !isShare ? curve.sentence : world.hidden ? "What the firm believes of how attached its clients are, on average." : "How attached clients are on average (solid), and what the firm believes (dashed).";
    const chart = Chart(`${isShare ? "Attachment" : curve.label} [${unit}]`, sentence);
    return { ...chart, isShare, columns: isShare ? [names.indexOf("attachment"), names.indexOf("believed")] : [names.indexOf(curve.name)] };
  });
  place.replaceChildren(...charts.map((chart) => chart.figure));
  document.getElementById("whose").textContent = world.firms > 1 ? `${world.strategy[0]}: blue; ${world.strategy[1]}, beside it: orange.` : "";
  const time = world.weeks > FEW ? { perTick: YEAR, tick: "year" } : { perTick: 1, tick: "week" };

  function take(firm, start, rows) {
    const width = names.length, past = history[firm];
    past.length = Math.min(past.length, start);
    for (let k = 0; k < rows.length / width; k++) past[start + k] = rows.subarray(width * k, width * (k + 1));
  }

  function draw() {
    for (const { draw: paint, columns, isShare } of charts) {
      const lines = history.flatMap((past, firm) => columns.map((column, k) => ({
        values: past.map((row) => row[column]), colour: LINES[firm], dash: k ? [5, 3] : [], label: isShare ? ["true", "believed"][k] : "" })));
      paint({ lines, end: world.weeks, range: isShare ? [0, 1] : null, marks: [...marks].map((at) => ({ at })), ...time });
    }
  }

  const last = (firm) => { const row = history[firm][history[firm].length - 1]; return row && Object.fromEntries(names.map((name, k) => [name, row[k]])); };
  return { take, draw, mark: (week) => marks.add(week), last };
}
