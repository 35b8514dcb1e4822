// The teacher's page: the address of the class, quarters to release, how far each team is, the ranking.

import { ranking } from "./debrief.js";
import { $, button, element, money, table } from "./dom.js";
import { open } from "./wire.js";

const LOCAL = /^http:\/\/(127\.|localhost)/, YEAR = 4; // quarters
const counters = window.retainsim = { teams: [], released: 0, open: false, errors: [] };
let room = null, since = 0;

const wire = open((head) => handlers[head.type]?.(head), notice);

const handlers = {
  room(head) {
    if (!room || head.released !== room.released) since = Date.now();
    room = head;
    Object.assign(counters, { teams: head.teams, released: head.released, open: head.open });
    $("title").textContent = `${head.title}: the class`;
    $("address").textContent = head.address;
    $("release").textContent = head.released < head.quarters ? `Release quarter ${head.released + 1}` : "All quarters are released";
    for (const id of ["release", "release-year", "release-all"]) $(id).disabled = head.released >= head.quarters;
    $("debrief-open").disabled = head.open || !head.teams.length || !head.released;
    $("world").textContent = `World ${head.replication}. ${LOCAL.test(head.address) ? "Only this computer can reach this address: start with --host 0.0.0.0 to let others in." : ""}`;
    $("ranking").replaceChildren(...(head.ranking ? [ranking(head.ranking, { scenario: { currency: head.currency } })] : []));
    draw();
  },
  error(head) { counters.errors.push(head.text); notice(head.text); },
};

function draw() {
  if (!room) return;
  const { teams, released, quarters } = room, through = teams.filter((team) => team.quarter >= released).length;
  $("state").textContent = room.open ? (room.ranking ? "The debrief is open." : "The debrief is open; teams that had not finished play on as they stand ...")
    : released === 0 ? `${count(teams.length, "team")} in the class. Nothing is released yet: teams can place their bets and practise.`
      : `Quarters up to ${released} of ${quarters} are released. ${through} of ${count(teams.length, "team")} ${through === 1 ? "has" : "have"} played them all.`;
  const withFigures = $("with-figures").checked, currency = room.currency;
  const rows = teams.map((team) => [team.name, team.is_here ? "yes" : "away", where(team), ...(withFigures ? figures(team, currency) : []),
    element("span", "", button("Way back", () => tellWay(team)), " ", button("Remove", () => ask(`Remove ${team.name} and its game?`, () => wire.say({ do: "remove", team: team.name }))))]);
  $("teams").replaceChildren(teams.length ? table(["Team", "Here", "Where it is", ...(withFigures ? ["Clients", "Of the five largest", "Cash"] : []), ""], rows) : element("p", "No team has joined yet."));
}

// For a team that has lost its page, or its computer.
function tellWay(team) {
  $("way").textContent = team.address;
  $("way-title").textContent = `The page of ${team.name}`;
  $("lost-way").showModal();
}

function where(team) {
  if (team.ruin) return `ruined in quarter ${team.ruin}`;
  return { bet: "placing its bet", practice: "practising", play: `${team.quarter} of ${room.quarters} quarters played`, over: "finished", debrief: "sees the debrief" }[team.stage] || "joining";
}

function figures(team, currency) {
  return team.figures ? [team.figures.clients.toLocaleString("en"), team.figures.key_accounts, money(team.figures.cash, currency)] : ["-", "-", "-"];
}

function count(number, what) { return `${number} ${what}${number === 1 ? "" : "s"}`; }

function ask(question, onYes) {
  $("question").textContent = question;
  $("sure").returnValue = "no";
  $("sure").onclose = () => { if ($("sure").returnValue === "yes") onYes(); };
  $("sure").showModal();
}

function notice(text) { $("notice").textContent = text; $("notice").hidden = !text; }

function release(quarters) { wire.say({ do: "release", quarters: Math.min(room.quarters, room.released + quarters) }); }

$("release").addEventListener("click", () => release(1));
$("release-year").addEventListener("click", () => release(YEAR));
$("release-all").addEventListener("click", () => release(room.quarters));
$("debrief-open").addEventListener("click", () => {
  const late = room.teams.filter((team) => !["over", "debrief"].includes(team.stage)).length;
  if (late) ask(`${count(late, "team")} ${late === 1 ? "has" : "have"} not finished. Open the debrief all the same? Their firms then play to the end with the levers as they are; this cannot be undone.`, () => wire.say({ do: "debrief" }));
  else wire.say({ do: "debrief" });
});
$("with-figures").addEventListener("change", draw);
setInterval(() => {
  if (!room) return;
  const seconds = Math.floor((Date.now() - since) / 1000);
  $("clock").textContent = room.released && !room.open ? `Quarter ${room.released} open for ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : "";
}, 500);
