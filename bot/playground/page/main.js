/** Puts the page together: reads what there is, lays out the phones, and passes on what happens. */

import { listen, read } from "./api.js";
import { el } from "./dom.js";
import { showHelp } from "./help.js";
import { begin } from "./memory.js";
import { addPerson, addPlace, layTable } from "./newcomers.js";
import { Table } from "./table.js";
import { hear, load, now, onChange, world } from "./world.js";
import { clock, serviceLine, shortDay } from "./wording.js";

const one = (selector) => document.querySelector(selector);
const connection = one("[data-role=connection]");
const time = one("[data-role=clock]");

const empty = el(
  "section",
  { class: "empty", hidden: true },
  el("img", { src: "/page/icon.svg", alt: "", width: 88, height: 88 }),
  el("h2", {}, "Nobody is here yet"),
  el("p", {}, "Add people one by one, or begin with a host, a guest, a coordinator and the coordinators' channel."),
  el(
    "button",
    { type: "button", class: "primary", data: { role: "lay-table" }, onclick: () => layTable(table) },
    "Lay the table for four",
  ),
);
const table = new Table(one(".table"), one(".shelf"), empty);
document.body.append(empty);

/** What each change means for the phone of its chat. */
const reactions = {
  history(phone) {
    phone.thread.renderAll();
    phone.refreshPinned();
    phone.composer.refresh();
  },
  message(phone, { message }) {
    phone.thread.add({ message, at: message.date });
    phone.composer.refresh();
  },
  edit(phone, { message }) {
    phone.thread.replace(message);
    phone.refreshPinned();
    phone.composer.refresh();
  },
  delete(phone, { id }) {
    phone.thread.remove(id);
    phone.refreshPinned();
    phone.composer.refresh();
  },
  pins(phone) {
    phone.refreshPinned();
    phone.thread.refreshPins();
  },
  given: (phone, { given }) => phone.thread.add({ given, at: given.date }),
  toast: (phone, { toast }) => phone.answered(toast),
  typing: (phone) => phone.typing(),
  profile(phone) {
    phone.refreshProfile();
    phone.composer.loadCommands();
  },
};

/** What concerns every phone. */
const everywhere = {
  people: (phone) => phone.isPlace && phone.refreshActing(),
  commands: (phone) => phone.composer.loadCommands(),
  about: (phone) => phone.thread.refreshWelcome(),
};

onChange((change) => {
  const { what, chatId, message } = change;
  if (what === "new phone") table.offer(chatId);
  if (what in everywhere) table.phones.forEach(everywhere[what]);
  const phone = table.phones.get(chatId);
  if (phone) reactions[what]?.(phone, change);
  else if (what === "given" || (what === "message" && message.from_bot && !serviceLine(message))) table.missed(chatId);
  if (what === "profile") table.refreshShelf();
});

/** The connection is there (again): unless the server is another one by now, nothing was missed. */
async function opened() {
  const { run } = await read("state").catch(() => ({ run: null }));
  if (run !== null && run !== world.run) location.reload();
  if (run !== null) show("live", "Connected");
}

function show(state, label) {
  connection.dataset.state = state;
  connection.setAttribute("aria-label", label);
  connection.title = label;
  document.body.classList.toggle("lost", state === "lost");
}

function tick() {
  time.textContent = `${shortDay(now())} ${clock(now())}`;
  time.dateTime = now().toISOString();
}

function keys(event) {
  if (!event.altKey || !/^[1-9]$/.test(event.key)) return;
  const phone = [...table.phones.values()][Number(event.key) - 1];
  if (!phone) return;
  event.preventDefault();
  table.open(phone.chatId);
  const places = [...phone.root.querySelectorAll("[data-role=composer], .big")];
  places.find((place) => place.checkVisibility())?.focus({ preventScroll: true });
}

async function start() {
  await load();
  begin(world.run);
  document.title = `${world.bot.first_name} · Playground`;
  one("[data-role=add-person]").addEventListener("click", () => addPerson(table));
  one("[data-role=add-place]").addEventListener("click", () => addPlace(table));
  one("[data-role=help]").addEventListener("click", showHelp);
  document.addEventListener("keydown", keys);
  table.lay();
  tick();
  setInterval(tick, 1000);
  listen(world.lastEvent, {
    heard: hear,
    opened,
    lost: () => show("lost", "The playground does not answer; trying again"),
  });
}

start().catch((error) => {
  document.body.append(el("p", { class: "lost-note", role: "alert" }, error.message));
});
