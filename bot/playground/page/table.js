/** The table on which the phones lie side by side, and the shelf of their names above it. */

import { avatar, el } from "./dom.js";
import { keepOpen, openChats } from "./memory.js";
import { Phone } from "./phone.js";
import { livingPeople, world } from "./world.js";
import { chatName, fullName, subtitle } from "./wording.js";

/** How many phones open by themselves when a table is laid. */
const PEOPLE_AT_FIRST = 3;
const PLACES_AT_FIRST = 1;

export class Table {
  constructor(root, shelf, empty) {
    this.root = root;
    this.shelf = shelf;
    this.empty = empty;
    this.phones = new Map();
    this.unread = new Map();
    this.everyone = el("button", {
      type: "button",
      class: "chip all",
      data: { role: "everyone" },
      popovertarget: "everyone",
    });
    this.filter = el("input", {
      type: "search",
      placeholder: "Find a name",
      aria: { label: "Find a name" },
      oninput: () => this.fillPanel(),
    });
    this.found = el("div", { class: "found" });
    this.panel = el(
      "div",
      { id: "everyone", class: "menu everyone", popover: "auto", aria: { label: "All phones" } },
      this.filter,
      this.found,
    );
    this.panel.addEventListener("toggle", (event) => event.newState === "open" && this.fillPanel());
    document.body.append(this.panel);
    this.sight = new IntersectionObserver((seen) => seen.forEach((entry) => this.sighted(entry)), {
      root,
      threshold: 0.5,
    });
    new ResizeObserver(() => this.refreshShelf()).observe(root);
  }

  /** Lay out the phones that were open before, or the first few. */
  lay() {
    const known = (chatId) => world.people.has(chatId) || world.places.has(chatId);
    const people = livingPeople()
      .slice(0, PEOPLE_AT_FIRST)
      .map((person) => person.id);
    const places = [...world.places.keys()].slice(0, PLACES_AT_FIRST);
    (openChats()?.filter(known) ?? [...people, ...places]).forEach((chatId) => this.put(chatId));
    this.changed();
  }

  /** A new person or place: there is room for the first few without being asked. */
  offer(chatId) {
    const open = [...this.phones.values()].filter((phone) => phone.isPlace === world.places.has(chatId)).length;
    if (open < (world.places.has(chatId) ? PLACES_AT_FIRST : PEOPLE_AT_FIRST)) this.put(chatId);
    this.changed();
  }

  /** Have this phone on the table and in sight. */
  open(chatId, { focus = false } = {}) {
    const phone = this.put(chatId);
    this.changed();
    phone.root.scrollIntoView({ inline: "center", block: "nearest", behavior: "smooth" });
    if (focus) phone.root.focus({ preventScroll: true });
    return phone;
  }

  put(chatId) {
    if (!this.phones.has(chatId)) {
      const phone = new Phone(chatId, this);
      this.phones.set(chatId, phone);
      this.root.append(phone.root);
      phone.thread.toEnd();
      phone.composer.grow();
      this.sight.observe(phone.root);
      this.unread.delete(chatId);
    }
    return this.phones.get(chatId);
  }

  /** Put a phone away; what comes meanwhile is counted. */
  close(chatId) {
    const phone = this.phones.get(chatId);
    this.sight.unobserve(phone.root);
    phone.root.remove();
    this.phones.delete(chatId);
    this.unread.delete(chatId);
    this.changed();
  }

  isFirst(phone) {
    return phone.root.previousElementSibling === null;
  }

  moveLeft(phone) {
    phone.root.previousElementSibling.before(phone.root);
    const order = [...this.root.children].map((node) => Number(node.dataset.chat));
    this.phones = new Map(order.map((chatId) => [chatId, this.phones.get(chatId)]));
    this.phones.forEach((other) => other.thread.following && other.thread.toEnd());
    this.changed();
  }

  changed() {
    this.empty.hidden = this.phones.size > 0;
    keepOpen([...this.phones.keys()]);
    this.refreshShelf();
  }

  sighted({ target, isIntersecting }) {
    this.phones.get(Number(target.dataset.chat))?.thread.setVisible(isIntersecting);
  }

  unreadChanged(chatId, count) {
    this.unread.set(chatId, count);
    this.refreshShelf();
  }

  /** Something came into a chat whose phone is put away. */
  missed(chatId) {
    this.unreadChanged(chatId, (this.unread.get(chatId) ?? 0) + 1);
  }

  closed() {
    const all = [...livingPeople().map((person) => person.id), ...world.places.keys()];
    return all.filter((chatId) => !this.phones.has(chatId));
  }

  /** The names of the phones, where not all of them can be seen anyway. */
  refreshShelf() {
    const closed = this.closed();
    const overflows = this.root.scrollWidth > this.root.clientWidth + 4;
    const missed = closed.reduce((sum, chatId) => sum + (this.unread.get(chatId) ?? 0), 0);
    this.everyone.hidden = !closed.length;
    this.everyone.replaceChildren(`${closed.length} more`, badge(missed) ?? "");
    const chips = overflows || closed.length ? [...this.phones.keys()].map((chatId) => this.chip(chatId)) : [];
    this.shelf.replaceChildren(...chips, this.everyone);
  }

  chip(chatId) {
    const go = () => this.open(chatId, { focus: true });
    const name = chatName(chatId);
    const look = avatar(name, chatId, world.places.has(chatId));
    return el(
      "button",
      { type: "button", class: "chip", data: { chip: name }, onclick: go },
      look,
      name,
      badge(this.unread.get(chatId)),
    );
  }

  fillPanel() {
    const wanted = this.filter.value.trim().toLowerCase();
    const name = (chatId) => world.places.get(chatId)?.title ?? fullName(world.people.get(chatId));
    const fitting = this.closed().filter((chatId) => name(chatId).toLowerCase().includes(wanted));
    this.found.replaceChildren(...fitting.map((chatId) => this.entry(chatId, name(chatId))));
  }

  entry(chatId, name) {
    const take = () => {
      this.panel.hidePopover();
      this.open(chatId, { focus: true });
    };
    return el(
      "button",
      { type: "button", data: { chip: chatName(chatId) }, onclick: take },
      avatar(name, chatId, world.places.has(chatId)),
      el("span", {}, el("b", {}, name), el("small", {}, subtitle(chatId))),
      badge(this.unread.get(chatId)),
    );
  }
}

const badge = (count) =>
  count ? el("span", { class: "badge", aria: { label: `${count} unread` } }, String(count)) : null;
