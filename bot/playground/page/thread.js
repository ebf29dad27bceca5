/** The messages of a phone, in order, with the days between them; it scrolls along unless one is reading further up. */

import { read } from "./api.js";
import { el, icon } from "./dom.js";
import { givenNode, messageNode, whose } from "./message.js";
import { chatOf, now, world } from "./world.js";
import { day } from "./wording.js";

const NEAR = 60;

export class Thread {
  constructor(phone) {
    this.phone = phone;
    this.following = true;
    this.unread = 0;
    this.visible = true;
    this.list = el("ol");
    this.typing = el(
      "div",
      { class: "typing", data: { role: "typing" }, hidden: true, aria: { label: "The bot is typing" } },
      [1, 2, 3].map(() => el("i")),
    );
    const label = `Messages of ${phone.name}`;
    this.pane = el(
      "div",
      { class: "messages", data: { role: "messages" }, role: "log", tabindex: "0", aria: { label } },
      this.list,
      this.typing,
    );
    this.down = el(
      "button",
      {
        type: "button",
        class: "down",
        data: { role: "unread" },
        hidden: true,
        aria: { label: "To the newest message" },
      },
      icon("down"),
      el("span"),
    );
    this.root = el("div", { class: "thread" }, this.pane, this.down);
    this.pane.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.pane.addEventListener("contextmenu", (event) => this.contextMenu(event));
    this.down.addEventListener("click", () => this.follow());
    const sizes = new ResizeObserver(() => this.following && this.toEnd());
    sizes.observe(this.pane);
    sizes.observe(this.list);
    this.renderAll();
  }

  get view() {
    const { phone } = this;
    return {
      personId: phone.personId,
      isPlace: phone.isPlace,
      follow: (kind, target) => phone.follow(kind, target),
      press: (button, node, message) => phone.press(button, node, message),
      openMenu: (message, anchor) => phone.openMenu(message, anchor),
      goTo: (id) => this.goTo(id),
    };
  }

  /** Everything that stands in the chat, oldest first. */
  get timeline() {
    const { messages, given } = chatOf(this.phone.chatId);
    const all = [...messages.values()]
      .sort((a, b) => a.message_id - b.message_id)
      .map((message) => ({ message, at: message.date }));
    for (const one of given) {
      const place = all.findIndex(({ message }) => message && message.message_id > one.after);
      all.splice(place < 0 ? all.length : place, 0, { given: one, at: one.date });
    }
    return all;
  }

  renderAll() {
    this.lastDay = "";
    this.list.replaceChildren(...this.timeline.flatMap((entry) => this.nodes(entry)));
    if (!this.list.childElementCount) this.welcome();
    if (this.following) this.toEnd();
  }

  /** An entry's node, with the day before it where a new one begins. */
  nodes({ message, given, at }) {
    const date = day(at);
    const separator =
      date === this.lastDay ? [] : [el("li", { class: "day" }, el("span", {}, date === day(now()) ? "Today" : date))];
    this.lastDay = date;
    return [...separator, message ? this.node(message) : givenNode(given, this.view)];
  }

  node(message) {
    const isPinned = chatOf(this.phone.chatId).pinned.includes(message.message_id);
    return messageNode(message, { ...this.view, isPinned });
  }

  /** A message came. */
  add(entry) {
    this.list.querySelector(".welcome")?.remove();
    const last = this.list.querySelector(":scope > li[data-message]:last-of-type")?.dataset.message ?? 0;
    if (entry.message && entry.message.message_id < Number(last)) return this.renderAll();
    const nodes = this.nodes(entry);
    nodes.forEach((node) => node.classList.add("new"));
    this.list.append(...nodes);
    const from = entry.message ? whose(entry.message, this.phone.personId) : "given";
    if (from === "bot" || from === "other") this.showTyping(false);
    if (this.following) this.toEnd();
    if (from !== "self" && !(this.following && this.visible)) this.setUnread(this.unread + 1);
  }

  /** A message was changed in place, or its pin was. */
  replace(message) {
    const old = this.find(message.message_id);
    if (!old) return;
    const hadFocus = old.contains(document.activeElement);
    const fresh = this.node(message);
    old.replaceWith(fresh);
    if (hadFocus) (fresh.querySelector("[data-role=button]") ?? fresh).focus({ preventScroll: true });
    if (this.following) this.toEnd();
  }

  refreshPins() {
    for (const message of chatOf(this.phone.chatId).messages.values()) {
      const node = this.find(message.message_id);
      const isPinned = chatOf(this.phone.chatId).pinned.includes(message.message_id);
      if (node && isPinned !== (node.querySelector(".pin-sign") !== null)) this.replace(message);
    }
  }

  remove(id) {
    const node = this.find(id);
    const before = node?.previousElementSibling;
    const isLonely = before?.classList.contains("day") && !node.nextElementSibling;
    node?.remove();
    if (isLonely) this.renderAll();
  }

  find(id) {
    return this.list.querySelector(`:scope > [data-message="${Number(id)}"]`);
  }

  /** Go to a message and let it shine for a moment. */
  goTo(id) {
    const node = this.find(id);
    if (!node) return this.phone.toast("This message is no longer here.");
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.remove("shine");
    requestAnimationFrame(() => node.classList.add("shine"));
  }

  /** Go to the end, and stay there. */
  follow() {
    this.following = true;
    this.toEnd();
    this.setUnread(0);
  }

  toEnd() {
    this.pane.scrollTop = this.pane.scrollHeight;
  }

  scrolled() {
    this.following = this.pane.scrollHeight - this.pane.scrollTop - this.pane.clientHeight < NEAR;
    if (this.following && this.visible) this.setUnread(0);
    this.down.hidden = this.following;
  }

  /** Whether the phone is in sight (phones may stand outside the window). */
  setVisible(visible) {
    this.visible = visible;
    if (visible && this.following) this.setUnread(0);
  }

  setUnread(count) {
    this.unread = count;
    this.down.lastElementChild.textContent = count ? String(count) : "";
    this.down.hidden = this.following;
    this.phone.table.unreadChanged?.(this.phone.chatId, count);
  }

  showTyping(shown) {
    this.typing.hidden = !shown;
    if (this.following) this.toEnd();
  }

  contextMenu(event) {
    const more = event.target.closest("li.message")?.querySelector("[data-role=more]");
    if (!more || getSelection().toString()) return;
    event.preventDefault();
    more.click();
  }

  refreshWelcome() {
    if (!this.timeline.length) this.renderAll();
  }

  /** Before the first message: what the bot says of itself, as Telegram shows it. */
  async welcome() {
    const { phone } = this;
    if (phone.isPlace) return;
    const about = await read("about", { person: phone.chatId }).catch(() => null);
    if (!about || this.list.childElementCount) return;
    const words =
      about.description ?? about.short_description ?? "A new chat. Press Start, or follow a link from the menu above.";
    this.list.append(
      el(
        "li",
        { class: "welcome" },
        el("img", { src: "/page/icon.svg", alt: "", width: 56, height: 56 }),
        el("b", {}, about.name ?? world.bot.first_name),
        el("p", {}, words),
      ),
    );
  }
}
