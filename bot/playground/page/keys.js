/** Keyboards: the buttons under a message, and the keys that stand in place of the letters. */

import { el } from "./dom.js";

const SIGNS = { url: "↗", copy_text: "⧉", web_app: "▢", login_url: "↗", callback_game: "▶", pay: "€" };
const STYLES = ["primary", "success", "danger"];
const BUSY = 15_000;

/** From this many letters in a row of equal buttons on, they are written smaller. */
const WORDY = 30;

/** The buttons under a message; `press(button, node)` is called for each press. */
export function inlineKeyboard(message, press) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  const widest = Math.max(...rows.map((row) => row.length));
  const classes = `inline-keys${widest > 4 ? " many" : ""}`;
  return el(
    "div",
    { class: classes, role: "group", aria: { label: "Buttons" } },
    rows.map((row) => inlineRow(row, press)),
  );
}

function inlineRow(row, press) {
  const longest = Math.max(...row.map((button) => button.text.length));
  const look = longest * row.length > WORDY ? "row wordy" : "row";
  return el(
    "div",
    { class: look, data: { role: "row" } },
    row.map((button) => inlineButton(button, press)),
  );
}

function inlineButton(button, press) {
  const sign = SIGNS[Object.keys(SIGNS).find((kind) => button[kind])];
  const node = el(
    "button",
    { type: "button", class: look(button), data: { role: "button", label: button.text }, title: button.url ?? null },
    el("span", {}, button.text),
    sign ? el("i", { aria: { hidden: "true" } }, sign) : null,
  );
  node.addEventListener("click", () => press(button, node));
  return node;
}

const look = ({ style }) => (STYLES.includes(style) ? `key ${style}` : "key");

/** Show that a press waits for the bot's answer; returns what ends it. */
export function busy(node) {
  node.setAttribute("aria-busy", "true");
  const end = () => node.removeAttribute("aria-busy");
  setTimeout(end, BUSY);
  return end;
}

/** The message whose keys are shown: the newest that brings some, unless a later one took them away. */
export function keyboardMessage(messages) {
  for (const message of [...messages].reverse()) {
    if (message.reply_markup?.keyboard) return message;
    if (message.reply_markup?.remove_keyboard) return null;
  }
  return null;
}

/** The keys of a message, as a panel under the text field. */
export function replyKeyboard(message, press) {
  const rows = message.reply_markup.keyboard.map((row) =>
    el(
      "div",
      { class: "row" },
      row.map((key) => replyKey(typeof key === "string" ? { text: key } : key, press)),
    ),
  );
  return el("div", { class: "reply-keys", data: { role: "keys" }, role: "group", aria: { label: "Keyboard" } }, rows);
}

function replyKey(key, press) {
  const sign = key.request_contact ? "👤 " : key.request_location ? "📍 " : "";
  const asks = key.request_contact ? "contact" : key.request_location ? "location" : "";
  const attributes = { type: "button", class: look(key), data: { role: "key", label: key.text, asks } };
  return el("button", { ...attributes, onclick: () => press(key) }, sign, key.text);
}
