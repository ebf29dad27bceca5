/** Builds elements. What people wrote only ever becomes text nodes, never markup. */

/**
 * An element with attributes (on… are listeners, `data` and `aria` are groups of names, null and false are left out)
 * and children (nodes or texts; null and false are left out).
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "aria") for (const [key, said] of Object.entries(value)) node.setAttribute(`aria-${key}`, said);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** One of the line drawings that stand at the end of index.html. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#${name}`);
  svg.append(use);
  return svg;
}

/** A round button that shows only a drawing. */
export function iconButton(name, label, attributes = {}) {
  return el("button", { type: "button", class: "round", title: label, aria: { label }, ...attributes }, icon(name));
}

/** A face for a person (round) or a place (rounded square), in a colour that stays theirs. */
export function avatar(name, id, square = false) {
  const letters = name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
  const classes = `avatar tint-${Math.abs(id) % 7}${square ? " square" : ""}`;
  return el("span", { class: classes, aria: { hidden: "true" } }, letters || "?");
}
