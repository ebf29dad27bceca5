/** Telegram's formatted text: entities (offsets in UTF-16 units, as JavaScript counts) become elements. */

import { el } from "./dom.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  blockquote: "blockquote",
  code: "code",
  pre: "pre",
};

/** Kinds that are followed by a click or Enter, with what is followed. */
const FOLLOWED = {
  url: (entity, text) => text,
  text_link: (entity) => entity.url,
  text_mention: (entity) => `tg://user?id=${entity.user.id}`,
  email: (entity, text) => `mailto:${text}`,
  phone_number: (entity, text) => `tel:${text.replace(/[^+\d]/g, "")}`,
  mention: (entity, text) => text,
  bot_command: (entity, text) => text,
};

/**
 * A text with its entities as nodes. `follow(kind, target)` is called for links, commands, mentions and for code
 * (kind "copy").
 */
export function richText(text, entities, follow) {
  const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return el("span", { class: "rich" }, nodes(text, 0, text.length, ordered, follow));
}

/** The nodes between two offsets; an entity that reaches over the end of another goes on behind it. */
function nodes(text, start, end, entities, follow) {
  const result = [];
  const waiting = [...entities];
  let at = start;
  while (waiting.length) {
    const entity = waiting.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    const inner = [];
    while (waiting.length && waiting[0].offset < to) inner.push(waiting.shift());
    const beyond = inner.filter((other) => other.offset + other.length > to);
    waiting.unshift(...beyond.map((other) => ({ ...other, offset: to, length: other.offset + other.length - to })));
    if (from > at) result.push(text.slice(at, from));
    result.push(element(entity, text.slice(from, to), nodes(text, from, to, inner, follow), follow));
    at = to;
  }
  if (end > at) result.push(text.slice(at, end));
  return result;
}

function element(entity, text, children, follow) {
  if (entity.type in FOLLOWED) return link(entity, text, children, follow);
  if (entity.type === "spoiler") return spoiler(children);
  if (entity.type === "expandable_blockquote") return expandable(children);
  if (entity.type === "code" || entity.type === "pre") return copied(entity, text, children, follow);
  if (entity.type === "date_time") return el("time", { datetime: isoDate(entity.unix_time) }, children);
  const tag = TAGS[entity.type];
  return tag ? el(tag, {}, children) : el("span", { class: `entity-${entity.type}` }, children);
}

function link(entity, text, children, follow) {
  const target = FOLLOWED[entity.type](entity, text);
  const go = () => follow(entity.type, target);
  const keys = (event) => event.key === "Enter" && go();
  const look = entity.type === "bot_command" ? "link command" : "link";
  const attributes = { class: look, role: "link", tabindex: "0", data: { link: target } };
  return el("a", { ...attributes, title: target === text ? null : target, onclick: go, onkeydown: keys }, children);
}

/** Covered until it is clicked. */
function spoiler(children) {
  const cover = el(
    "span",
    { class: "spoiler covered", role: "button", tabindex: "0", aria: { label: "Hidden text, press to show" } },
    el("span", {}, children),
  );
  const toggle = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    const covered = cover.classList.toggle("covered");
    if (covered) cover.setAttribute("aria-label", "Hidden text, press to show");
    else cover.removeAttribute("aria-label");
    event.preventDefault();
  };
  cover.addEventListener("click", toggle);
  cover.addEventListener("keydown", toggle);
  return cover;
}

function expandable(children) {
  const quote = el("blockquote", { class: "folded" }, children);
  const unfold = el("button", { type: "button", class: "link unfold" }, "show all");
  unfold.addEventListener("click", () => {
    unfold.textContent = quote.classList.toggle("folded") ? "show all" : "show less";
  });
  return el("span", {}, quote, unfold);
}

function copied(entity, text, children, follow) {
  const label = entity.language ? el("span", { class: "code-language" }, entity.language) : null;
  const copy = () => follow("copy", text);
  const keys = (event) => event.key === "Enter" && copy();
  const handlers = { tabindex: "0", title: "Press to copy", onclick: copy, onkeydown: keys };
  return el(TAGS[entity.type], handlers, label, children);
}

function isoDate(seconds) {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}
