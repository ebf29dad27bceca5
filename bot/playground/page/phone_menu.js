/** The menu of a phone: what people do with their accounts, and with groups and channels. */

import { act } from "./api.js";
import { el } from "./dom.js";
import { asLink, openLink } from "./links.js";
import { openMembers } from "./members.js";
import { openMenu } from "./menu.js";
import { ask, choice, field, orCancel, tick } from "./sheet.js";
import { known, membership, world } from "./world.js";
import { fullName, language, OFFERED_LANGUAGES } from "./wording.js";

/** Open the menu of a phone. */
export function openPhoneMenu(phone, anchor) {
  const own = phone.isPlace ? placeEntries(phone) : personEntries(phone);
  openMenu(anchor, `Menu of ${phone.name}`, [
    ...own,
    "-",
    phone.table.isFirst(phone) ? null : ["Move to the left", () => phone.table.moveLeft(phone)],
    ["Put this phone away", () => phone.table.close(phone.chatId)],
  ]);
}

function personEntries(phone) {
  const person = world.people.get(phone.chatId);
  if (person.deactivated) return [];
  return [
    ["Follow a link or code…", () => followTyped(phone)],
    ["Forward a text from elsewhere…", () => forwardFromElsewhere(phone)],
    ["Name and language…", () => changeProfile(phone, person)],
    person.blocked_bot
      ? ["Unblock the bot", () => phone.do("unblocks_bot")]
      : ["Block the bot", () => phone.do("blocks_bot"), { danger: true }],
    ["Delete the Telegram account…", () => deleteAccount(phone, person), { danger: true }],
  ];
}

function placeEntries(phone) {
  const place = world.places.get(phone.chatId);
  const member = membership(place, phone.personId);
  const { first_name: name } = world.people.get(phone.personId) ?? { first_name: "nobody" };
  const leads = ["creator", "administrator"].includes(member?.status);
  const hidden = member?.is_anonymous === true;
  return [
    ["People and rights…", () => openMembers(phone)],
    leads ? ["Rename…", () => rename(phone, place)] : null,
    leads && place.type !== "channel"
      ? [`${name} writes anonymously`, () => phone.do("hides", { hidden: !hidden }), { checked: hidden }]
      : null,
    leads && place.type === "group" ? ["Make it a supergroup", () => upgrade(phone)] : null,
    member?.inside
      ? [`Leave as ${name}`, () => phone.do("leaves"), { danger: true }]
      : [`Join as ${name}`, () => phone.do("joins")],
  ];
}

async function followTyped(phone) {
  const answer = await ask(phone.root, "follow", {
    title: "Follow a link",
    body: field(
      "A t.me link, or only its code",
      el("input", { name: "link", required: true, autocomplete: "off", spellcheck: "false" }),
      `“host” is https://t.me/${world.bot.username}?start=host`,
    ),
    buttons: orCancel("Open"),
  });
  const typed = answer?.link.trim();
  if (typed) await openLink(phone, asLink(typed));
}

async function forwardFromElsewhere(phone) {
  const answer = await ask(phone.root, "elsewhere", {
    title: "Forward a text from elsewhere",
    body: [
      field("Who wrote it?", el("input", { name: "author", required: true, value: "Kaisa" })),
      field("Text", el("textarea", { name: "text", required: true, rows: "3" })),
    ],
    buttons: orCancel("Forward"),
  });
  if (answer) await phone.do("forwards_from_outside", { text: answer.text, author_name: answer.author });
}

async function changeProfile(phone, person) {
  const answer = await ask(phone.root, "profile", {
    title: "Name and language",
    body: [
      field(
        "First name",
        el("input", { name: "first_name", value: person.first_name, required: true, maxlength: "64" }),
      ),
      field("Last name", el("input", { name: "last_name", value: person.last_name ?? "", maxlength: "64" })),
      field("Username", el("input", { name: "username", value: person.username ?? "", pattern: "\\w{4,32}" })),
      field(
        "Language of the app",
        choice("language_code", languageOptions(person.language_code), person.language_code ?? ""),
      ),
      tick("hides_forwards", "yes", "Forwards do not name the account", person.hides_forwards),
    ],
    buttons: orCancel("Save"),
  });
  if (!answer) return;
  const { first_name, last_name, username, language_code } = answer;
  await phone.do("changes_profile", {
    first_name,
    last_name,
    username,
    language_code,
    hides_forwards: answer.hides_forwards === "yes",
  });
}

/** The languages to choose from, with the one that somebody has already. */
export const languageOptions = (current) =>
  [...new Set([...OFFERED_LANGUAGES, current ?? ""])].map((code) => [
    code,
    code ? language(code) : "tells no language",
  ]);

async function deleteAccount(phone, person) {
  const sure = await ask(phone.root, "confirm", {
    title: `Delete ${fullName(person)}'s account?`,
    body: el("p", {}, "The bot can no longer reach this person. There is no way back."),
    buttons: orCancel("Delete", "danger"),
  });
  if (sure) await phone.do("deletes_account");
}

async function rename(phone, place) {
  const answer = await ask(phone.root, "rename", {
    title: "Rename",
    body: field("Name", el("input", { name: "title", value: place.title, required: true, maxlength: "128" })),
    buttons: orCancel("Save"),
  });
  if (answer)
    await phone.attempt(() => act("renames_chat", { by: phone.personId, chat_id: place.id, title: answer.title }));
}

async function upgrade(phone) {
  const id = await phone.attempt(() => act("upgrades_to_supergroup", { by: phone.personId, chat_id: phone.chatId }));
  if (id !== undefined) phone.table.open(await known(id), { focus: true });
}
