/** Who is in a group or channel, and what they may do there. */

import { act } from "./api.js";
import { avatar, el } from "./dom.js";
import { ask, orCancel, tick } from "./sheet.js";
import { account, livingPeople, membership, onChange, world } from "./world.js";
import { fullName, status } from "./wording.js";

/** The administrator rights that matter here, by kind of place. */
export const RIGHTS = {
  channel: [
    ["can_post_messages", "Post"],
    ["can_edit_messages", "Edit and pin"],
    ["can_delete_messages", "Delete"],
  ],
  supergroup: [
    ["can_delete_messages", "Delete"],
    ["can_pin_messages", "Pin"],
  ],
  group: [
    ["can_delete_messages", "Delete"],
    ["can_pin_messages", "Pin"],
  ],
};

/** Show the people of a place, with what the one who acts there can do to them. */
export async function openMembers(phone) {
  const list = el("ul", { class: "members" });
  const refresh = () => list.replaceChildren(...accounts(phone).map((one) => row(phone, one)));
  const stop = onChange(({ what, chatId }) => what === "profile" && chatId === phone.chatId && refresh());
  refresh();
  const buttons = [["cancel", "Close", "primary"]];
  await ask(phone.root, "members", { title: "People and rights", body: list, buttons });
  stop();
}

/** Who is here, and then everyone else. */
function accounts(phone) {
  const here = world.places.get(phone.chatId).members.filter((member) => member.inside);
  return [...new Set([...here.map((member) => account(member.id)), world.bot, ...livingPeople()])].filter(Boolean);
}

function row(phone, one) {
  const member = membership(world.places.get(phone.chatId), one.id);
  const standing = one.id === world.bot.id ? `bot, ${status(member)}` : status(member);
  return el(
    "li",
    { data: { member: one.first_name } },
    avatar(fullName(one), one.id),
    el("span", { class: "member-name" }, el("b", {}, fullName(one)), el("small", {}, standing)),
    el("span", { class: "member-actions" }, buttons(phone, one, member)),
  );
}

function buttons(phone, one, member) {
  const { type } = world.places.get(phone.chatId);
  const simple = (label, name) => button(label, () => change(phone, name, one));
  const rights = (label) => button(label, () => promote(phone, one, member));
  if (!member?.inside) {
    if (one.id !== world.bot.id) return simple("Add", "adds");
    return [type === "channel" ? null : simple("Add", "adds"), rights("Make administrator")];
  }
  if (member.status === "creator") return null;
  const leads = member.status === "administrator";
  return [
    rights(leads ? "Rights" : "Make administrator"),
    leads ? simple("Take rights", "demotes") : null,
    type === "supergroup" && member.status !== "restricted" ? simple("Mute", "restricts") : null,
    simple("Remove", "removes"),
  ];
}

const button = (label, action) => el("button", { type: "button", class: "small", onclick: action }, label);

const change = (phone, name, one, more = {}) =>
  phone.attempt(() => act(name, { by: phone.personId, chat_id: phone.chatId, person_id: one.id, ...more }));

async function promote(phone, one, member) {
  const rights = RIGHTS[world.places.get(phone.chatId).type];
  const leads = member?.status === "administrator";
  const answer = await ask(phone.root, "rights", {
    title: `${fullName(one)} as administrator`,
    body: rightTicks(rights, leads ? member.rights : null),
    buttons: orCancel("Save"),
  });
  if (answer) await change(phone, "promotes", one, { rights: answer.all("right") });
}

/** A tick for each right; ticked are the given ones, or all. */
export const rightTicks = (rights, given = null) =>
  rights.map(([right, label]) => tick("right", right, label, given === null || given.includes(right)));
