/** New people, groups and channels, and a table laid with a first few of them. */

import { act } from "./api.js";
import { el } from "./dom.js";
import { RIGHTS, rightTicks } from "./members.js";
import { languageOptions } from "./phone_menu.js";
import { ask, choice, field, orCancel, show, tick } from "./sheet.js";
import { known, livingPeople, world } from "./world.js";
import { fullName } from "./wording.js";

/** Somebody new on Telegram. */
export async function addPerson(table) {
  const answer = await ask(null, "add-person", {
    title: "Add a person",
    body: [
      field(
        "First name",
        el("input", { name: "first_name", required: true, maxlength: "64", autocomplete: "off", autofocus: true }),
      ),
      field("Last name", el("input", { name: "last_name", maxlength: "64", autocomplete: "off" }), "may be left out"),
      field("Language of the person's Telegram", choice("language_code", languageOptions(), "fi")),
    ],
    buttons: orCancel("Add"),
  });
  if (!answer) return;
  const { first_name, last_name, language_code } = answer;
  const person = {
    first_name: first_name.trim() || "?",
    last_name: last_name.trim() || null,
    language_code: language_code || null,
  };
  await opened(table, act("add_person", person), "[data-role=start]");
}

/** A new channel or group with its first people, and the bot as administrator. */
export async function addPlace(table) {
  const people = livingPeople();
  if (!people.length) return say("Add a person first: somebody has to own it.");
  const options = people.map((person) => [String(person.id), fullName(person)]);
  const answer = await ask(null, "add-place", {
    title: "New channel or group",
    body: [
      field(
        "Name",
        el("input", { name: "title", required: true, maxlength: "128", autocomplete: "off", autofocus: true }),
      ),
      field(
        "Kind",
        choice("kind", [
          ["channel", "Channel"],
          ["supergroup", "Supergroup"],
          ["group", "Small group"],
        ]),
      ),
      field("Made by", choice("owner", options)),
      people.length > 1
        ? group(
            "Also there",
            options.map(([id, name]) => tick("member", id, name)),
          )
        : null,
      group("The bot", [tick("bot", "yes", "is an administrator, and may:", true), ...rightTicks(RIGHTS.channel)]),
    ],
    buttons: orCancel("Create"),
  });
  if (answer) await opened(table, createPlace(answer));
}

const group = (legend, ticks) => el("fieldset", {}, el("legend", {}, legend), ticks);

async function createPlace({ title, kind, owner, bot, all }) {
  const by = Number(owner);
  const chat = await act("create_chat", { owner: by, title: title.trim() || "?", kind });
  for (const member of all("member")
    .map(Number)
    .filter((id) => id !== by))
    await act("joins", { person_id: member, chat_id: chat });
  if (bot) await addBot(by, chat, all("right"));
  return chat;
}

/** A right to edit goes in a channel with that to pin, which in a group is one of its own. */
const addBot = (by, chat, rights) => {
  const pins = rights.includes("can_edit_messages") ? ["can_pin_messages"] : [];
  return act("promotes", { by, chat_id: chat, person_id: world.bot.id, rights: [...rights, ...pins] });
};

async function opened(table, made, focusOn = "[data-role=composer]") {
  try {
    const phone = table.open(await known(await made));
    phone.root.querySelector(focusOn)?.focus({ preventScroll: true });
  } catch (refusal) {
    say(refusal.message);
  }
}

const say = (text) => show("note", el("p", {}, text));

/** A host, a guest, a coordinator and their channel: enough to try everything. */
export async function layTable(table) {
  try {
    const made = [];
    for (const [first_name, last_name, language_code] of [
      ["Karin", "Lindroos", "sv"],
      ["Amir", "Rahimi", "en"],
      ["Liisa", "Koskela", "fi"],
    ]) {
      made.push(await act("add_person", { first_name, last_name, language_code }));
    }
    const owner = made.at(-1);
    const chat = await act("create_chat", { owner, title: "Coordinators", kind: "channel" });
    await addBot(
      owner,
      chat,
      RIGHTS.channel.map(([right]) => right),
    );
    for (const chatId of [...made, chat]) table.put(await known(chatId));
    table.changed();
  } catch (refusal) {
    say(refusal.message);
  }
}
