/** What a person's app does with a link, a command or a name in a text. */

import { act } from "./api.js";
import { el } from "./dom.js";
import { ask, choice, field, orCancel } from "./sheet.js";
import { account, world } from "./world.js";
import { fullName, language } from "./wording.js";

const TELEGRAM = /^(?:https?:\/\/)?(?:t\.me|telegram\.me|telegram\.dog)\/(\w+)\/?(?:\?(.*))?$/i;
const RESOLVE = /^tg:(?:\/\/)?resolve\?(.*)$/i;
const PERSON = /^tg:(?:\/\/)?user\?id=(\d+)$/i;
const CODE = /^[\w-]{1,64}$/;

/** {kind: "start" or "startgroup", payload} if this is a link that starts the bot; else null. */
export function startLink(url) {
  const [, name, search] = TELEGRAM.exec(url) ?? [];
  const query = new URLSearchParams(search ?? RESOLVE.exec(url)?.[1] ?? "");
  const wanted = name ?? query.get("domain") ?? "";
  if (wanted.toLowerCase() !== world.bot.username.toLowerCase()) return null;
  const kind = query.has("startgroup") ? "startgroup" : "start";
  return { kind, payload: query.get(kind) ?? "" };
}

/** What a person typed as a link or only the code of one, as a link. */
export const asLink = (typed) => (CODE.test(typed) ? `https://t.me/${world.bot.username}?start=${typed}` : typed);

/** Follow something in a text, as the person of this phone. */
export async function follow(phone, kind, target) {
  if (kind === "copy") return copy(phone, target);
  if (kind === "bot_command") return phone.say(target);
  if (kind === "mention") return phone.toast(target);
  return openLink(phone, target);
}

/** Open a link as the person of this phone, or as another who was it when the link was asked for. */
export async function openLink(phone, url, personId = phone.personId) {
  const start = startLink(url);
  if (start) return startBot(phone, url, start.kind, personId);
  const known = PERSON.exec(url);
  if (known) return showPerson(phone, account(Number(known[1])));
  return showOutside(phone, url);
}

/** A link that starts the bot opens that person's own chat with it, or asks for a group. */
async function startBot(phone, url, kind, person) {
  const args = { person_id: person, url };
  if (kind === "startgroup") {
    args.group_id = await chooseGroup(phone, person);
    if (args.group_id === null) return;
  }
  const done = await phone.attempt(() => act("opens", args));
  if (done !== undefined) phone.table.open(args.group_id ?? person, { focus: true });
}

async function chooseGroup(phone, person) {
  const groups = [...world.places.values()].filter(
    (place) => place.type !== "channel" && place.members.some((member) => member.id === person && member.inside),
  );
  if (!groups.length) {
    phone.toast(`${fullName(account(person))} is in no group to which the bot could be added.`);
    return null;
  }
  const options = groups.map((place) => [place.id, place.title]);
  const answer = await ask(phone.root, "group", {
    title: "Add the bot to a group",
    body: field("Which group?", choice("group", options)),
    buttons: orCancel("Add"),
  });
  return answer && Number(answer.group);
}

function showPerson(phone, person) {
  if (!person) return phone.toast("Nobody here has this account.");
  const lines = [person.username ? `@${person.username}` : "no username", language(person.language_code)];
  return ask(phone.root, "person", {
    title: fullName(person),
    body: el("p", {}, lines.join(" · ")),
    buttons: [["ok", "Close", "primary"]],
  });
}

/** Nothing is opened by itself: a link to elsewhere is shown, and can be copied or opened on purpose. */
async function showOutside(phone, url) {
  const answer = await ask(phone.root, "link", {
    title: "This link leads out of the playground",
    body: el("p", { class: "url", data: { role: "url" } }, url),
    buttons: [["cancel", "Close"], ["copy", "Copy", "plain"], ...(isWeb(url) ? [["open", "Open", "primary"]] : [])],
  });
  if (answer?.button === "copy") await copy(phone, url);
  if (answer?.button === "open") window.open(full(url), "_blank", "noopener,noreferrer");
}

const full = (url) => (url.includes("://") ? url : `https://${url}`);

function isWeb(url) {
  try {
    return !/^(mailto|tel|tg):/i.test(url) && ["http:", "https:"].includes(new URL(full(url)).protocol);
  } catch {
    return false;
  }
}

/** Put a text on the clipboard. */
export async function copy(phone, text) {
  try {
    await navigator.clipboard.writeText(text);
    phone.toast("Copied");
  } catch {
    phone.toast("The browser did not allow copying.");
  }
}
