// Levers, made from what the scenario's schema says of them; each move is numbered, and shown as confirmed or refused.

import { button, element } from "./dom.js";

const NEXT = "A lever acts from the next week on.";

export function Levers(world, place, say, counters) {
  const inputs = world.strategy.map(() => new Map()), held = new Set(), answers = world.strategy.map(() => null), notes = world.strategy.map(() => ""), pending = world.strategy.map(() => false);
  let values = world.strategy.map(() => ({}));

  place.replaceChildren(...world.strategy.map((_, firm) => panel(firm)));

  function panel(firm) {
    const presets = element("p", "Take up a strategy, which sets all levers: "), answer = element("p", NEXT);
    for (const strategy of world.strategies) {
      const one = button(strategy.name, () => move(firm, { preset: strategy.name }));
      one.title = strategy.description; one.dataset.preset = strategy.name;
      presets.append(one, " ");
    }
    const meanings = element("details", "", element("summary", "What the strategies do"), ...world.strategies.map((one) => element("p", `${one.name}: ${one.description}`)));
    answer.className = "answer"; answer.setAttribute("role", "status");
    answers[firm] = answer;
    const roles = element("div"), groups = [...new Set(world.levers.map((lever) => lever.group))].filter(Boolean);
    roles.className = "roles";
    roles.append(...groups.map((group) => {
      const rest = element("output");
      rest.dataset.rest = group;
      return fieldset(group, firm, group, element("p", "rest", rest));
    }));
    const hours = element("p", `How each role divides its week: ${world.levers.find((lever) => lever.group)?.meaning.replace(/^for each role the share of its week given to each job: /, "")}.`);
    hours.className = "note";
    const box = element("div", "", ...(world.firms > 1 ? [element("h3", firm ? "The firm beside it" : "The firm")] : []), presets, meanings, answer, hours, roles, fieldset("Other levers", firm, ""));
    box.className = "firm";
    return box;
  }

  function fieldset(title, firm, group, ...rest) {
    return element("fieldset", "", element("legend", title), ...world.levers.filter((one) => one.group === group).map((lever) => control(firm, lever)), ...rest);
  }

  function control(firm, lever) {
    const output = element("output"), input = element(lever.kind === "choice" ? "select" : "input");
    const label = element("label", "", element("span", lever.label), output, input);
    if (!lever.group) { const meaning = element("small", lever.meaning + (lever.unit && lever.unit !== "1" ? ` [${lever.unit}]` : "")); label.append(meaning); }
    input.dataset.path = lever.path; input.dataset.firm = firm;
    if (lever.kind === "choice") input.append(...lever.choices.map((choice) => new Option(choice, choice)));
    else input.type = { slider: "range", number: "number", switch: "checkbox" }[lever.kind];
    if (lever.kind === "slider" || lever.kind === "number") { input.min = lever.low; input.max = lever.high; input.step = lever.step; }
    input.addEventListener(lever.kind === "slider" ? "input" : "change", () => changed(firm, lever, input, output));
    input.addEventListener("pointerdown", () => held.add(input));
    for (const end of ["pointerup", "pointercancel", "blur"]) input.addEventListener(end, () => held.delete(input));
    inputs[firm].set(lever.path, { input, output, lever });
    return label;
  }

  function changed(firm, lever, input, output) {
    if (!input.checkValidity()) { tell(firm, `${lever.label} must be a whole number from ${lever.low} to ${lever.high.toLocaleString("en")}.`); input.value = values[firm][lever.path]; return; }
    let note = "", value = lever.kind === "switch" ? input.checked : lever.kind === "choice" ? input.value : Number(input.value);
    if (lever.group) {
      const left = 1 - sum(firm, lever.group, lever.path);
      if (value > left + 1e-9) { value = Math.round(left * 100) / 100; input.value = value; note = `Only ${Math.round(left * 100)} % of the week is left for ${lever.label}: take it from another job first. `; }
    }
    values[firm][lever.path] = value;
    print(output, lever, value);
    rest(firm, lever.group);
    move(firm, { [lever.path]: value }, note);
  }

  function sum(firm, group, but) {
    return world.levers.filter((one) => one.group === group && one.path !== but).reduce((total, one) => total + (values[firm][one.path] || 0), 0);
  }

  function move(firm, changes, note = "") {
    counters.moves += 1;
    notes[firm] = note;
    pending[firm] = true;
    tell(firm, "On its way ...");
    say({ do: "lever", id: counters.moves, firm, changes });
  }

  function take(all, strategies) {
    for (const [firm, name] of strategies.entries()) {
      for (const one of place.children[firm].querySelectorAll("[data-preset]")) one.setAttribute("aria-pressed", String(one.dataset.preset === name));
    }
    values = all.map((one) => ({ ...one }));
    all.forEach((one, firm) => {
      for (const [path, { input, output, lever }] of inputs[firm]) {
        if (!held.has(input) && !(lever.kind === "number" && input === document.activeElement)) { if (lever.kind === "switch") input.checked = one[path]; else input.value = one[path]; }
        print(output, lever, one[path]);
      }
      for (const group of new Set(world.levers.map((lever) => lever.group))) rest(firm, group);
    });
  }

  function rest(firm, group) {
    if (!group) return;
    const output = place.children[firm].querySelector(`[data-rest="${group}"]`);
    output.textContent = `${Math.round(100 * (1 - sum(firm, group)))} %`;
  }

  function print(output, lever, value) {
    output.textContent = lever.kind !== "slider" ? "" : lever.group || lever.high === 1 ? `${Math.round(100 * value)} %` : Number(value).toFixed(2);
  }

  function tell(firm, words) { answers[firm].textContent = notes[firm] + words; }
  function acts(week) { pending.forEach((is, firm) => { if (is) tell(firm, `Acts from week ${week} on.`); pending[firm] = false; }); }
  function settle() { answers.forEach((answer, firm) => { notes[firm] = ""; answer.textContent = NEXT; }); }
  return { take, tell, acts, settle };
}
