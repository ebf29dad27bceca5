/** What the page knows: people, places (groups and channels) and the messages of every chat, kept up by events. */

import { read } from "./api.js";

export const world = {
  bot: null,
  people: new Map(),
  places: new Map(),
  run: "",
  lastEvent: 0,
  /** How far the playground's clock is from this machine's, in milliseconds. */
  ahead: 0,
};

const chats = new Map();
const hearers = new Set();

/** Be told of every change: {what, chatId?, …}. Returns what ends it. */
export function onChange(hearer) {
  hearers.add(hearer);
  return () => hearers.delete(hearer);
}

const tell = (what, details = {}) => hearers.forEach((hearer) => hearer({ what, ...details }));

/** The playground's time. */
export const now = () => new Date(Date.now() + world.ahead);

/** What is known of a chat: messages by number, in order; pinned numbers; what other people showed its person. */
export function chatOf(chatId) {
  if (!chats.has(chatId)) chats.set(chatId, { messages: new Map(), pinned: [], given: [], loaded: false });
  return chats.get(chatId);
}

/** The account of this number: a person, or the bot. */
export const account = (id) => (id === world.bot.id ? world.bot : world.people.get(id));

/** Everyone who still has an account. */
export const livingPeople = () => [...world.people.values()].filter((person) => !person.deactivated);

/** What was made is known here as soon as its event has come. */
export async function known(chatId) {
  while (!world.people.has(chatId) && !world.places.has(chatId))
    await new Promise((resolve) => setTimeout(resolve, 20));
  return chatId;
}

/** What an account is in a place; undefined where it never was there. */
export const membership = (place, id) => place.members.find((member) => member.id === id);

/** Read everything from the server. */
export async function load() {
  const state = await read("state");
  Object.assign(world, { bot: state.bot, run: state.run, lastEvent: state.last_event });
  setClock(state.now);
  state.people.forEach(keepPerson);
  for (const place of state.chats) {
    world.places.set(place.id, place);
    chatOf(place.id).pinned = place.pinned;
  }
  state.given.forEach((given) => chatOf(given.to).given.push(given));
}

/** Read a chat's messages, once. A place is looked at through the eyes of somebody in it. */
export async function loadChat(chatId) {
  const chat = chatOf(chatId);
  if (chat.loaded) return;
  const place = world.places.get(chatId);
  const reader = place ? place.members.find((member) => member.inside && member.id !== world.bot.id)?.id : chatId;
  if (reader === undefined) return;
  chat.loaded = true;
  const known = await read("history", place ? { person: reader, chat: chatId } : { person: reader });
  const newer = [...chat.messages.values()];
  chat.messages = new Map(known.map((message) => [message.message_id, message]));
  newer.filter((message) => !chat.messages.has(message.message_id)).forEach((message) => keepMessage(chat, message));
  tell("history", { chatId });
}

function keepPerson(person) {
  world.people.set(person.id, person);
  chatOf(person.id).pinned = person.pinned;
}

function keepMessage(chat, message) {
  chat.messages.set(message.message_id, message);
}

function setClock(moment) {
  world.ahead = new Date(moment).getTime() - Date.now();
}

const reactions = {
  message: written,
  edit: written,
  delete({ chat_id: chatId, message_id: id }) {
    const chat = chatOf(chatId);
    chat.messages.delete(id);
    chat.pinned = chat.pinned.filter((pinned) => pinned !== id);
    tell("delete", { chatId, id });
  },
  pin({ chat_id: chatId, message_id: id }) {
    const chat = chatOf(chatId);
    chat.pinned = [...chat.pinned.filter((pinned) => pinned !== id), id];
    tell("pins", { chatId });
  },
  unpin({ chat_id: chatId, message_id: id }) {
    const chat = chatOf(chatId);
    chat.pinned = chat.pinned.filter((pinned) => pinned !== id);
    tell("pins", { chatId });
  },
  given(given) {
    chatOf(given.to).given.push(given);
    tell("given", { chatId: given.to, given });
  },
  toast: (toast) => tell("toast", { chatId: toast.chat_id, toast }),
  typing: ({ chat_id: chatId, action }) => tell("typing", { chatId, action }),
  person(person) {
    const isNew = !world.people.has(person.id);
    keepPerson(person);
    tell(isNew ? "new phone" : "profile", { chatId: person.id });
    tell("people");
  },
  blocked: ({ chat_id: chatId }) => setBlocked(chatId, true),
  unblocked: ({ chat_id: chatId }) => setBlocked(chatId, false),
  chat({ owner, migrated_from: from, ...place }) {
    const members = owner ? [{ id: owner, status: "creator", inside: true, rights: [] }] : [];
    const before = world.places.get(from)?.members ?? [];
    world.places.set(place.id, { ...place, members: from ? [...before] : members, pinned: [] });
    tell("new phone", { chatId: place.id });
    tell("people");
  },
  member({ chat_id: chatId, member }) {
    const place = world.places.get(chatId);
    const others = place.members.filter((known) => known.id !== member.user.id);
    place.members = [...others, memberOf(member)];
    tell("profile", { chatId });
  },
  commands: () => tell("commands"),
  about: () => tell("about"),
  clock: ({ now: moment }) => setClock(moment),
};

function written({ chat_id: chatId, message }) {
  const chat = chatOf(chatId);
  const isNew = !chat.messages.has(message.message_id);
  keepMessage(chat, message);
  const place = world.places.get(chatId);
  if (place && message.new_chat_title) {
    place.title = message.new_chat_title;
    tell("profile", { chatId });
  }
  const person = world.people.get(chatId);
  if (person && message.author_id === chatId && !person.started) {
    person.started = true;
    tell("profile", { chatId });
  }
  tell(isNew ? "message" : "edit", { chatId, message });
}

function setBlocked(chatId, blocked) {
  world.people.get(chatId).blocked_bot = blocked;
  tell("profile", { chatId });
}

/** A Bot API ChatMember in the form of /play/state. */
function memberOf({ user, status, is_anonymous: isAnonymous, is_member: isMember, ...rest }) {
  const inside = status === "restricted" ? isMember : !["left", "kicked"].includes(status);
  const rights = Object.keys(rest).filter((name) => name.startsWith("can_") && rest[name] === true);
  return { id: user.id, status, inside, is_anonymous: isAnonymous === true, rights };
}

/** Take in one event of the server's. */
export function hear(event) {
  reactions[event.kind]?.(event.data);
}
