// Joining a class: a team's name for the address of its game, which this browser remembers.

import { $, element } from "./dom.js";

const key = "retainsim:team:" + location.pathname;
const before = localStorage.getItem(key);

if (before) {
  const { name, address } = JSON.parse(before), link = element("a", `Go on as ${name}`);
  link.href = `/${address}/`;
  $("back").append(link);
  $("back").hidden = false;
}

$("join").addEventListener("submit", async (event) => {
  event.preventDefault();
  const name = $("name").value.trim();
  try {
    const answer = await fetch("join", { method: "POST", body: JSON.stringify({ name }) });
    if (!answer.ok) { tell(await answer.text()); return; }
    const { address } = await answer.json();
    localStorage.setItem(key, JSON.stringify({ name, address }));
    location.assign(`/${address}/`);
  } catch { tell("The teacher's computer does not answer. Try again."); }
});

function tell(words) { $("notice").textContent = words; $("notice").hidden = false; }
