/** Questions to the person who plays: over one phone, or over the whole page. */

import { el } from "./dom.js";

/** The buttons of a question that can be called off. */
export const orCancel = (label, look = "primary") => [
  ["cancel", "Cancel"],
  ["ok", label, look],
];

/**
 * Ask something and wait: resolves to the fields of the form (and `button`, the value pressed; `all`, every value of a
 * field), or to null when it was closed. `host` is a phone's element, or null for the whole page. `buttons` are
 * [value, label, look?], of which "cancel" closes.
 */
export function ask(host, name, { title, body = [], buttons = orCancel("OK"), alert = false }) {
  return new Promise((resolve) => {
    const heading = el("h3", { id: `sheet-${name}-${Date.now()}` }, title);
    // Enter in a field presses a form's first submit button, so the one that cancels is none.
    const row = buttons.map(([value, label, look]) =>
      el("button", { value, type: value === "cancel" ? "button" : "submit", class: look ?? "plain" }, label),
    );
    const form = el(
      "form",
      { method: "dialog" },
      heading,
      el("div", { class: "sheet-body" }, body),
      el("div", { class: "sheet-buttons" }, row),
    );
    const frame = { class: "sheet", data: { dialog: name }, aria: { labelledby: heading.id } };
    const close = host ? overlay(host, frame, form, alert) : modal(frame, form, () => resolve(null));
    const cancel = () => {
      close();
      resolve(null);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const fields = new FormData(form);
      close();
      const button = event.submitter?.value ?? "ok";
      resolve({ ...Object.fromEntries(fields), button, all: (field) => fields.getAll(field) });
    });
    form.querySelector("[value=cancel]")?.addEventListener("click", cancel);
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      event.preventDefault();
      cancel();
    });
    (form.querySelector("[autofocus]") ?? form.querySelector("input, select") ?? row.at(-1)).focus();
  });
}

/** Show something over the whole page until it is closed. */
export function show(name, ...content) {
  const close = el("button", { class: "plain", value: "ok", autofocus: true }, "Close");
  const dialog = el(
    "dialog",
    { class: `sheet ${name}`, data: { dialog: name } },
    el("form", { method: "dialog" }, content, close),
  );
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.showModal();
  return dialog;
}

/** A sheet inside a phone: the rest of that phone waits, the other phones go on. */
function overlay(host, frame, form, isAlert) {
  const before = document.activeElement;
  const role = isAlert ? "alertdialog" : "dialog";
  const cover = el(
    "div",
    { class: "cover" },
    el("div", { ...frame, role, aria: { ...frame.aria, modal: "true" } }, form),
  );
  host.append(cover);
  onlyTheLast(host);
  return () => {
    cover.remove();
    onlyTheLast(host);
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
}

/** Where sheets lie over a phone, only the topmost can be used. */
function onlyTheLast(host) {
  const top = [...host.querySelectorAll(":scope > .cover")].at(-1);
  for (const part of host.children) part.inert = top !== undefined && part !== top;
}

function modal(frame, form, closed) {
  const dialog = el("dialog", frame, form);
  document.body.append(dialog);
  dialog.addEventListener("cancel", closed);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  return () => dialog.close();
}

/** A labelled field. */
export const field = (label, input, hint = null) =>
  el("label", { class: "field" }, el("span", {}, label), input, hint ? el("small", {}, hint) : null);

/** A list to choose one from: options are [value, label]. */
export const choice = (name, options, chosen) =>
  el(
    "select",
    { name },
    options.map(([value, label]) => el("option", { value, selected: value === chosen }, label)),
  );

/** A box to tick. */
export const tick = (name, value, label, checked = false) =>
  el("label", { class: "tick-box" }, el("input", { type: "checkbox", name, value, checked }), el("span", {}, label));
