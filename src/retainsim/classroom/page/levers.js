// Levers, made from what the scenario's schema says of them; each move is numbered, and shown as confirmed or refused.

export function Levers(world, place, say, counters) {
  const inputs = world.strategy.map(() => new Map()), held = new Set(), answers = world.strategy.map(() => null);
  let values = world.strategy.map(() => ({}));

  place.replaceChildren(...world.strategy.map((_, firm) => panel(firm)));

  function panel(firm) {
    const box = document.createElement("div"), presets = document.createElement("p"), answer = document.createElement("p");
    box.className = "firm";
    if (world.firms > 1) box.append(element("h3", firm ? "The firm beside it" : "The firm"));
    presets.append("Take up: ");
    for (const strategy of world.strategies) {
      const button = element("button", strategy.name);
      button.type = "button"; button.title = strategy.description; button.dataset.preset = strategy.name;
      button.addEventListener("click", () => move(firm, { preset: strategy.name }));
      presets.append(button, " ");
    }
    answer.className = "answer"; answer.setAttribute("role", "status");
    answers[firm] = answer;
    box.append(presets, answer);
    for (const group of new Set(world.levers.map((lever) => lever.group))) {
      const set = element("fieldset", "");
      set.append(element("legend", group ? `Hours of the ${group}: share of their week` : "Other levers"));
      for (const lever of world.levers.filter((one) => one.group === group)) set.append(control(firm, lever));
      if (group) { const rest = element("output", ""); rest.dataset.rest = group; set.append(rest); }
      box.append(set);
    }
    return box;
  }

  function control(firm, lever) {
    const label = document.createElement("label"), name = element("span", lever.label), output = document.createElement("output");
    const input = document.createElement(lever.kind === "choice" ? "select" : "input");
    label.title = lever.meaning;
    input.dataset.path = lever.path; input.dataset.firm = firm;
    if (lever.kind === "choice") input.append(...lever.choices.map((choice) => new Option(choice, choice)));
    else input.type = { slider: "range", number: "number", switch: "checkbox" }[lever.kind];
    if (lever.kind === "slider" || lever.kind === "number") { input.min = lever.low; input.max = lever.high; input.step = lever.step; }
    input.addEventListener(lever.kind === "slider" ? "input" : "change", () => changed(firm, lever, input, output));
    input.addEventListener("pointerdown", () => held.add(input));
    for (const end of ["pointerup", "pointercancel", "blur"]) input.addEventListener(end, () => held.delete(input));
    inputs[firm].set(lever.path, { input, output, lever });
    label.append(name, input, output);
    return label;
  }

  function changed(firm, lever, input, output) {
    let value = lever.kind === "switch" ? input.checked : lever.kind === "choice" ? input.value : Number(input.value);
    if (lever.group) {
      const left = 1 - sum(firm, lever.group, lever.path);
      if (value > left + 1e-9) { value = Math.round(left * 100) / 100; input.value = value; tell(firm, `Only ${Math.round(left * 100)} % of the week is left for ${lever.label}.`); }
    }
    values[firm][lever.path] = value;
    print(output, lever, value);
    rest(firm, lever.group);
    move(firm, { [lever.path]: value });
  }

  function sum(firm, group, but) {
    return world.levers.filter((one) => one.group === group && one.path !== but).reduce((total, one) => total + (values[firm][one.path] || 0), 0);
  }

  function move(firm, changes) {
    counters.moves += 1;
    tell(firm, "On its way ...");
    say({ do: "lever", id: counters.moves, firm, changes });
  }

  function take(all) {
    values = all.map((one) => ({ ...one }));
    all.forEach((one, firm) => {
      for (const [path, { input, output, lever }] of inputs[firm]) {
        if (!held.has(input)) { if (lever.kind === "switch") input.checked = one[path]; else input.value = one[path]; }
        print(output, lever, one[path]);
      }
      for (const group of new Set(world.levers.map((lever) => lever.group))) rest(firm, group);
    });
  }

  function rest(firm, group) {
    if (!group) return;
    const output = place.children[firm].querySelector(`[data-rest="${group}"]`);
    output.textContent = `Administration: ${Math.round(100 * (1 - sum(firm, group)))} %`;
  }

  function print(output, lever, value) {
    output.textContent = lever.kind !== "slider" ? "" : lever.group || lever.high === 1 ? `${Math.round(100 * value)} %` : Number(value).toFixed(2);
  }

  function tell(firm, words) { answers[firm].textContent = words; }
  return { take, tell };
}

export function element(name, text) {
  const one = document.createElement(name);
  one.textContent = text;
  return one;
}
