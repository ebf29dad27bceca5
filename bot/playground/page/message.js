/** One message as a bubble, with its buttons. */

import { avatar, el, icon, iconButton } from "./dom.js";
import { richText } from "./entities.js";
import { inlineKeyboard } from "./keys.js";
import { media } from "./media.js";
import { clock, nameOf, originName, senderName, serviceLine, snippet } from "./wording.js";
import { world } from "./world.js";

const BARE = ["sticker", "dice", "video_note"];

/** Whose message it is, seen by a person: bot, self, other or service. */
export function whose(message, personId) {
  if (serviceLine(message)) return "service";
  if (message.author_id === personId) return "self";
  return message.from_bot ? "bot" : "other";
}

/**
 * The node of a message. `view` tells how it is looked at: personId, isPlace, isPinned, and what to do: follow(kind,
 * target), press(button, node, message), openMenu(message, node), goTo(id).
 */
export function messageNode(message, view) {
  const from = whose(message, view.personId);
  const data = { message: message.message_id, from };
  if (from === "service") {
    return el("li", { class: "service", data }, el("span", { data: { role: "text" } }, serviceLine(message)));
  }
  const bare = BARE.some((kind) => message[kind]);
  const keyboard = inlineKeyboard(message, (button, node) => view.press(button, node, message));
  return el(
    "li",
    { class: `message ${from}${bare ? " bare" : ""}${keyboard ? " keyed" : ""}`, data, tabindex: "-1" },
    el("div", { class: `bubble${message.has_protected_content ? " protected" : ""}` }, inside(message, view, from)),
    iconButton("more", "Reply, forward and more", {
      class: "round more",
      data: { role: "more" },
      aria: { haspopup: "menu", label: "Reply, forward and more" },
      onclick: (event) => view.openMenu(message, event.currentTarget),
    }),
    keyboard,
  );
}

function inside(message, view, from) {
  const text = message.text ?? message.caption;
  const words = text
    ? el("div", { class: "text", dir: "auto", data: { role: "text" } }, body(message, text, view))
    : null;
  const shown = media(message);
  return [
    view.isPlace && from !== "self" ? sender(message) : null,
    message.forward_origin
      ? el("p", { class: "origin" }, "Forwarded from ", el("b", {}, originName(message.forward_origin)))
      : null,
    message.reply_to_message ? quote(message.reply_to_message, view) : null,
    message.show_caption_above_media ? [words, shown] : [shown, words],
    meta(message, view, from),
  ];
}

const body = (message, text, view) => richText(text, message.entities ?? message.caption_entities, view.follow);

function sender(message) {
  const id = message.sender_chat?.id ?? message.from?.id ?? 0;
  const mark = message.from_bot && !message.sender_chat ? el("span", { class: "bot-mark" }, "bot") : null;
  return el("p", { class: `sender ink-${Math.abs(id) % 7}` }, senderName(message), mark);
}

function quote(original, view) {
  const words = [el("b", {}, senderName(original)), el("span", {}, snippet(original))];
  const go = () => view.goTo(original.message_id);
  return el(
    "button",
    { type: "button", class: "quote", aria: { label: `Reply to: ${snippet(original)}` }, onclick: go },
    words,
  );
}

function meta(message, view, from) {
  const sign = (face, why) => el("span", { title: why, role: "img", aria: { label: why } }, face);
  return el(
    "span",
    { class: "meta", data: { role: "meta" } },
    view.isPinned ? el("span", { class: "pin-sign", title: "Pinned" }, icon("pin")) : null,
    message.author_signature ? el("span", {}, message.author_signature) : null,
    message.has_protected_content ? sign("🔒", "Protected: cannot be forwarded or copied") : null,
    message.silent ? sign("🔕", "Sent without a sound") : null,
    message.edit_date ? el("span", {}, "edited") : null,
    el("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date)),
    from === "self" ? el("span", { class: "tick", aria: { hidden: "true" } }, "✓") : null,
  );
}

/** A message that another person showed, in a chat of their own of which the bot learns nothing. */
export function givenNode(given, view) {
  const { message } = given;
  const text = message.text ?? message.caption;
  const giver = world.people.get(given.from);
  return el(
    "li",
    { class: "given", data: { from: "given" } },
    el(
      "div",
      { class: "bubble" },
      el(
        "p",
        { class: "origin" },
        avatar(nameOf(given.from), given.from),
        el("b", {}, giver ? nameOf(giver.id) : "Somebody"),
        " sent you this. The bot does not see it.",
      ),
      media(message),
      text ? el("div", { class: "text", dir: "auto", data: { role: "text" } }, body(message, text, view)) : null,
      el("span", { class: "meta" }, el("time", {}, clock(new Date(given.date * 1000)))),
    ),
  );
}
