// Small helpers of all pages.

export const $ = (id) => document.getElementById(id);

export function element(name, text = "", ...children) {
  const one = document.createElement(name);
  one.textContent = text;
  one.append(...children);
  return one;
}

export function button(text, onClick, id = "") {
  const one = element("button", text);
  one.type = "button";
  if (id) one.id = id;
  one.addEventListener("click", onClick);
  return one;
}

export function table(heads, rows) {
  const row = (kind, cells) => element("tr", "", ...cells.map((cell) => cell instanceof Node ? element(kind, "", cell) : element(kind, String(cell))));
  return element("table", "", element("thead", "", row("th", heads)), element("tbody", "", ...rows.map((cells) => row("td", cells))));
}

export function money(value, currency) { return `${Math.round(value).toLocaleString("en")}${currency ? ` ${currency}` : ""}`; }
