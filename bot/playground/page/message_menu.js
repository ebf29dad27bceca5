/** What a person can do with one message: reply, copy, forward, edit, pin, delete. */

import { act } from "./api.js";
import { avatar, el } from "./dom.js";
import { copy } from "./links.js";
import { openMenu } from "./menu.js";
import { ask, orCancel } from "./sheet.js";
import { chatOf, livingPeople, membership, world } from "./world.js";
import { fullName } from "./wording.js";

/** Open the menu of a message, as the person of this phone. */
export function openMessageMenu(phone, message, anchor) {
  const text = message.text ?? message.caption;
  const isFree = !message.has_protected_content;
  const isPinned = chatOf(phone.chatId).pinned.includes(message.message_id);
  const one = { message_id: message.message_id };
  openMenu(anchor, "Message", [
    ["Reply", () => phone.composer.setTarget({ kind: "reply", message })],
    text && isFree ? ["Copy text", () => copy(phone, text)] : null,
    isFree ? ["Forward…", () => forward(phone, message)] : null,
    phone.mayEdit(message) ? ["Edit", () => phone.composer.setTarget({ kind: "edit", message })] : null,
    isPinned ? ["Unpin", () => phone.do("unpins", one)] : ["Pin", () => phone.do("pins", one)],
    ["Delete for everyone", () => phone.do("deletes", one), { danger: true }],
  ]);
}

/** Forward to the bot, to a group or channel, or to another person, in a chat that the bot does not see. */
async function forward(phone, message) {
  const person = phone.personId;
  const places = [...world.places.values()].filter((place) => membership(place, person)?.inside);
  const others = livingPeople().filter((other) => other.id !== person);
  const answer = await ask(phone.root, "forward", {
    title: "Forward to",
    body: el(
      "div",
      { class: "destinations" },
      destination(`chat ${person}`, world.bot.first_name, world.bot.id, "the bot"),
      places.map((place) => destination(`chat ${place.id}`, place.title, place.id, place.type, true)),
      others.map((other) => destination(`person ${other.id}`, fullName(other), other.id, "the bot does not see it")),
    ),
    buttons: orCancel("Forward"),
  });
  if (!answer?.to) return;
  const [kind, id] = answer.to.split(" ");
  const from = phone.isPlace ? phone.chatId : null;
  const args = { person_id: person, message_id: message.message_id };
  const done = await phone.attempt(() =>
    kind === "chat"
      ? act("forwards", { ...args, from_chat_id: from, to_chat_id: Number(id) })
      : act("gives", { ...args, to: Number(id), chat_id: from }),
  );
  if (done !== undefined) phone.table.open(Number(id), { focus: true });
}

const destination = (value, name, id, hint, square = false) =>
  el(
    "label",
    { class: "destination" },
    el("input", { type: "radio", name: "to", value, required: true }),
    avatar(name, id, square),
    el("span", {}, el("b", {}, name), el("small", {}, hint)),
  );
