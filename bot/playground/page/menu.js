/** Menus that open beside a button. */

import { el } from "./dom.js";

/**
 * Open a menu beside a node. Entries are [label, action, {danger, checked}?]; null ones are left out, "-" is a line.
 * It closes by a choice, by Escape, or by a click elsewhere.
 */
export function openMenu(anchor, label, entries) {
  const menu = el("div", { class: "menu", role: "menu", popover: "auto", aria: { label } });
  const close = () => menu.hidePopover();
  menu.append(...entries.filter(Boolean).map((entry) => (entry === "-" ? el("hr") : item(entry, close))));
  menu.addEventListener("keydown", (event) => walk(menu, event));
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") {
      menu.remove();
      anchor.setAttribute("aria-expanded", "false");
    }
  });
  document.body.append(menu);
  menu.showPopover();
  place(menu, anchor);
  anchor.setAttribute("aria-expanded", "true");
  menu.querySelector("[role^=menuitem]")?.focus();
}

function item([label, action, { danger = false, checked = null } = {}], close) {
  const role = checked === null ? "menuitem" : "menuitemcheckbox";
  const aria = checked === null ? {} : { checked: String(checked) };
  const choose = () => {
    close();
    action();
  };
  return el(
    "button",
    { type: "button", role, aria, tabindex: "-1", class: danger ? "danger" : null, onclick: choose },
    label,
  );
}

function walk(menu, event) {
  const items = [...menu.querySelectorAll("[role^=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items.at(next % items.length).focus();
}

/** Under the anchor if there is room, else over it; never outside the window. */
function place(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + 4 + height <= innerHeight;
  menu.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - 4 - height)}px`;
  menu.style.left = `${Math.min(Math.max(8, at.right - width), innerWidth - width - 8)}px`;
}
