// The game: what is asked of the player at each of its stages. The server decides what may be done; this page only asks.

import { $, button, element, money } from "./dom.js";

export function Game(say, actions) {
  const place = $("game");
  let drawn = "", stage = "", playing = false, until = 0, week = 0;

  const stages = {
    bet(head, world) {
      const fields = {
        clients: number("Clients at the end", head.figures.clients, 0, 5_000_000),
        key_accounts: number("How many of its five key accounts (the largest clients today) will still be there", head.figures.key_accounts, 0, 5),
        cash: number(`Cash at the end${world.scenario.currency ? ` [${world.scenario.currency}]` : ""}`, Math.round(head.figures.cash), -1e15, 1e15) };
      const form = element("form", "", ...Object.values(fields), element("button", "Place the bet"));
      form.id = "bet";
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const bet = Object.fromEntries(Object.entries(fields).map(([name, label]) => [name, Number(label.lastChild.value)]));
        say({ do: "bet", bet: { ...bet, clients: Math.round(bet.clients), key_accounts: Math.round(bet.key_accounts) } });
      });
      return ["Your bet", [
        `${world.scenario.description.split("\n")[0]} You are to lead its largest provider for ${head.quarters} quarters. Today it has ${head.figures.clients.toLocaleString("en")} clients and ${money(head.figures.cash, world.scenario.currency)} in the bank.`,
        "Some day a rival will attack; nobody tells you when. You see what the firm knows, and no more.",
        `What counts at the end: ${head.goal.label}. ${head.goal.meaning[0].toUpperCase()}${head.goal.meaning.slice(1)}`,
        "How will the firm stand then? The bet cannot be changed."], [form]];
    },
    practice(head) {
      const isOpen = head.class?.released > 0 ? ["The teacher has released the first quarter."] : [];
      return ["Practice", ["A quarter in another world, for trying things out: nothing in it counts.", ...isOpen],
        [button("Begin the game", () => say({ do: "practice" }), "begin")]];
    },
    play(head, world, summary) {
      const next = head.quarter + 1, room = head.class;
      const isWaiting = room && head.quarter >= room.released;
      const go = button(`Play quarter ${next}`, () => say({ do: "quarter" }), "quarter");
      go.disabled = isWaiting;
      const words = summary && head.quarter ? [summary] : [];
      if (room) words.push(isWaiting ? "The teacher has not released the next quarter yet. Levers can be moved." : `The teacher has released ${room.released} of ${head.quarters} quarters.`);
      return [`Quarter ${next} of ${head.quarters}`, words, [go]];
    },
    over(head) {
      const isWaiting = head.class && !head.class.open, show = button("See what was hidden", () => say({ do: "debrief" }), "reveal");
      show.disabled = isWaiting;
      const ruin = head.ruin && `In quarter ${head.ruin} your firm could not pay its bills any more: it is insolvent, and its clients are gone.`;
      return [ruin ? "Your firm is ruined" : `The ${head.quarters} quarters are over`, [...(ruin ? [ruin] : []), isWaiting ? "The teacher opens the debrief for all teams at once." : "Now you may see what the firm could not know, and what other strategies would have brought."], [show]];
    },
    debrief(head) { return ["After the game", [...(head.by_itself === null ? [] : [`From quarter ${head.by_itself + 1} on your firm was played to the end without you, with the levers as they stood.`]), "What was hidden stands below. The picture and the curves show the truth now, and every mark tells its life."], []]; },
  };

  function take(head, world, summary) {
    const key = JSON.stringify(head);
    document.body.dataset.stage = head.stage;
    if (key === drawn) return;
    drawn = key;
    const [title, sentences, controls] = stages[head.stage](head, world, summary);
    const keep = element("p");
    keep.className = "keep";
    if (["play", "over", "debrief"].includes(head.stage)) keep.append(button("Save the game as a file", actions.save, "save-game"), " ");
    if (!head.class) keep.append(button("Leave the game", actions.leave, "leave"));
    if (!head.class && head.stage === "debrief") keep.append(" ", button("Play again, with other luck", actions.again, "again"));
    const hadFocus = place.contains(document.activeElement) || document.activeElement === document.body, now = element("p");
    now.id = "now";
    place.replaceChildren(element("h2", title), progress(head), ...sentences.map((text) => element("p", text)), now, ...controls, keep);
    place.hidden = false;
    stage = head.stage;
    refresh();
    if (hadFocus) place.querySelector("input, button:not(:disabled)")?.focus({ preventScroll: true });
  }

  function progress(head) {
    const bar = element("ol");
    bar.className = "quarters";
    bar.setAttribute("aria-label", `${head.quarter} of ${head.quarters} quarters played`);
    for (let quarter = 1; quarter <= head.quarters; quarter++) {
      const one = element("li", String(quarter));
      one.className = quarter <= (head.ruin || head.quarter) ? "past" : head.stage === "play" && quarter === head.quarter + 1 ? "next" : "";
      bar.append(one);
    }
    bar.hidden = ["bet", "practice"].includes(head.stage);
    return bar;
  }

  // Within a quarter there is nothing to begin: the button waits.
  function status(head) { playing = head.playing; until = head.until; week = head.week; refresh(); }

  function refresh() {
    const go = $("quarter"), isWithin = playing || week < until, now = $("now");
    if (!now) return;
    if (stage === "practice") now.textContent = isWithin ? "Move levers, press Play, see what happens." : "The quarter of practice is over.";
    if (stage !== "play") return;
    now.textContent = isWithin ? (playing ? "The quarter is being played ..." : "The quarter stands still: press Play to go on.") : go.disabled ? "" : "Move levers if you like, and play the quarter.";
    go.style.visibility = isWithin ? "hidden" : "visible";
  }

  function end() { drawn = ""; place.hidden = true; place.replaceChildren(); delete document.body.dataset.stage; }

  return { take, status, end };
}

function number(text, today, min, max) {
  const input = element("input");
  Object.assign(input, { type: "number", min, max, step: 1, required: true, placeholder: `today ${today.toLocaleString("en")}` });
  return element("label", `${text} `, input);
}
