/** Names, times and short descriptions, as the page's own (English) words. */

import { account, membership, world } from "./world.js";

const ZONE = "Europe/Helsinki";
const format = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, ...options });
const CLOCK = format({ hour: "2-digit", minute: "2-digit" });
const DAY = format({ weekday: "long", day: "numeric", month: "long" });
const SHORT_DAY = format({ weekday: "short", day: "numeric", month: "short" });
const LANGUAGES = new Intl.DisplayNames("en", { type: "language" });

/** The languages that the form for a new person offers first; "" is an app that tells none. */
export const OFFERED_LANGUAGES = ["fi", "sv", "en", "uk", "ru", "ar", "fa", "so", "fr", "es", ""];

const inSeconds = (moment) => (typeof moment === "number" ? new Date(moment * 1000) : moment);

/** 18:05, in Finland. */
export const clock = (moment) => CLOCK.format(inSeconds(moment));

/** Wednesday 25 November. */
export const day = (moment) => DAY.format(inSeconds(moment));

/** Wed 25 Nov. */
export const shortDay = (moment) => SHORT_DAY.format(inSeconds(moment));

/** The English name of a language of Telegram's. */
export function language(code) {
  if (!code) return "no language";
  try {
    return LANGUAGES.of(code) ?? code;
  } catch {
    return code;
  }
}

/** First and last name. */
export const fullName = (person) =>
  [person.first_name, person.last_name].filter(Boolean).join(" ") || "Deleted account";

/** The name of whoever has this number. */
export const nameOf = (id) => (account(id) ? fullName(account(id)) : "Somebody");

/** The name of a chat's phone. */
export const chatName = (chatId) => world.places.get(chatId)?.title ?? world.people.get(chatId)?.first_name ?? "?";

const KINDS = { channel: "Channel", group: "Group", supergroup: "Supergroup" };

/** "Channel · 3 members" or "Finnish · with Kotimajoitus". */
export function subtitle(chatId) {
  const place = world.places.get(chatId);
  if (!place) return `${language(world.people.get(chatId).language_code)} · with ${world.bot.first_name}`;
  const count = place.members.filter((member) => member.inside && member.id !== world.bot.id).length;
  const bot = membership(place, world.bot.id)?.inside ? "" : " · the bot is not here";
  return `${KINDS[place.type]} · ${count} ${count === 1 ? "person" : "people"}${bot}`;
}

/** Whose message this is, as it says itself. */
export function senderName(message) {
  if (message.sender_chat) return message.sender_chat.title ?? fullName(message.sender_chat);
  return message.from ? fullName(message.from) : "Somebody";
}

/** Where a forwarded message comes from. */
export function originName(origin) {
  if (origin.type === "user") return fullName(origin.sender_user);
  if (origin.type === "hidden_user") return origin.sender_user_name;
  return (origin.chat ?? origin.sender_chat).title;
}

const CONTENT = {
  animation: "GIF",
  photo: "Photo",
  voice: "Voice message",
  video_note: "Video message",
  video: "Video",
  audio: "Music",
  document: "File",
  poll: "Poll",
  venue: "Place",
  location: "Location",
  contact: "Contact",
  dice: "Dice",
  story: "Story",
};

/** A message in one line. */
export function snippet(message) {
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, " ");
  if (message.sticker) return `${message.sticker.emoji ?? ""} Sticker`.trim();
  return Object.entries(CONTENT).find(([kind]) => message[kind])?.[1] ?? serviceLine(message) ?? "Message";
}

const names = (users) => users.map(fullName).join(", ");

const SERVICE = {
  new_chat_members: (who, users) =>
    users.length === 1 && fullName(users[0]) === who ? `${who} joined` : `${who} added ${names(users)}`,
  left_chat_member: (who, user) => (fullName(user) === who ? `${who} left` : `${who} removed ${fullName(user)}`),
  group_chat_created: (who) => `${who} created the group`,
  supergroup_chat_created: (who) => `${who} created the group`,
  channel_chat_created: () => "The channel was created",
  new_chat_title: (who, title) => `The name is now “${title}”`,
  pinned_message: (who, message) => `${who} pinned “${shortened(snippet(message))}”`,
  migrate_to_chat_id: () => "This group has become a supergroup",
  migrate_from_chat_id: () => "The group became this supergroup",
  forum_topic_created: (who, topic) => `${who} opened the topic “${topic.name}”`,
  forum_topic_closed: (who) => `${who} closed the topic`,
};

/** Telegram's own line about something that happened; undefined for an ordinary message. */
export function serviceLine(message) {
  const kind = Object.keys(SERVICE).find((name) => name in message);
  return kind && SERVICE[kind](senderName(message), message[kind]);
}

const shortened = (text) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

/** 12 kB. */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

const STATUS = {
  creator: "owner",
  administrator: "administrator",
  member: "member",
  restricted: "may not write",
  left: "not here",
  kicked: "removed",
};

/** What an account is in a place, in words. */
export function status(member) {
  if (!member) return STATUS.left;
  return STATUS[member.status] + (member.is_anonymous ? ", anonymous" : "");
}
