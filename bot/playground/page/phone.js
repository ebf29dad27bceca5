/** One phone: a person's chat with the bot, or a group or channel in which somebody is chosen to act. */

import { act } from "./api.js";
import { sendFiles } from "./attach.js";
import { Composer } from "./composer.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { busy } from "./keys.js";
import { copy, follow, openLink } from "./links.js";
import { actingIn, keepActing } from "./memory.js";
import { openMessageMenu } from "./message_menu.js";
import { openPhoneMenu } from "./phone_menu.js";
import { ask } from "./sheet.js";
import { Thread } from "./thread.js";
import { chatOf, livingPeople, loadChat, membership, world } from "./world.js";
import { chatName, fullName, serviceLine, snippet, subtitle } from "./wording.js";

const TOAST = 4000;
const TYPING = 5000;
const SENDING = /^(says|starts|sends|shares|forwards|presses_key)/;

export class Phone {
  /** `table` is where phones stand: open(chatId, {focus}), close(chatId), isFirst(phone), moveLeft(phone). */
  constructor(chatId, table) {
    this.chatId = chatId;
    this.table = table;
    this.isPlace = world.places.has(chatId);
    this.pressed = new Map();
    this.build();
    loadChat(chatId).catch((refusal) => this.toast(refusal.message));
  }

  get name() {
    return chatName(this.chatId);
  }

  /** Who acts on this phone: in a place whoever was chosen, else an administrator of it, else anybody. */
  get personId() {
    if (!this.isPlace) return this.chatId;
    const chosen = actingIn(this.chatId);
    if (world.people.has(chosen)) return chosen;
    const here = world.places.get(this.chatId).members.filter((member) => member.inside && world.people.has(member.id));
    const first = here.find((member) => member.status === "creator") ?? here[0];
    return first?.id ?? livingPeople()[0]?.id;
  }

  build() {
    const kind = world.places.get(this.chatId)?.type ?? "private";
    this.head = el("div", { class: "who" });
    this.acting = this.isPlace ? this.makeActing() : null;
    this.menu = iconButton("more", `Menu of ${this.name}`, {
      data: { role: "menu" },
      aria: { haspopup: "menu", label: `Menu of ${this.name}` },
      onclick: () => openPhoneMenu(this, this.menu),
    });
    this.pinned = el("button", {
      type: "button",
      class: "pinned",
      data: { role: "pinned" },
      hidden: true,
      onclick: () => this.showPinned(),
    });
    this.thread = new Thread(this);
    this.toasts = el("div", { class: "toasts", aria: { live: "polite" } });
    this.root = el("section", {
      class: `phone ${this.isPlace ? "place" : "private"}`,
      data: { chat: this.chatId, kind },
      tabindex: "-1",
    });
    this.composer = new Composer(this);
    const top = el("header", { class: "top" }, this.head, this.menu);
    this.root.append(top, this.acting ?? "", this.pinned, this.thread.root, this.composer.root, this.toasts);
    this.acceptDrops();
    this.refreshProfile();
    this.refreshPinned();
    this.composer.loadCommands();
  }

  makeActing() {
    this.select = el("select", { data: { role: "acting-as" }, aria: { label: `Who acts in ${this.name}` } });
    this.select.addEventListener("change", () => {
      keepActing(this.chatId, Number(this.select.value));
      this.refreshProfile();
      this.thread.renderAll();
      this.composer.loadCommands();
    });
    return el("label", { class: "acting" }, el("span", {}, "You act here as"), this.select);
  }

  acceptDrops() {
    this.root.addEventListener("dragover", (event) => event.preventDefault());
    this.root.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length && !this.composer.form.hidden) sendFiles(this, [...event.dataTransfer.files]);
    });
  }

  /** Something that may be refused: the refusal is shown, and undefined comes back. */
  async attempt(action) {
    try {
      return (await action()) ?? null;
    } catch (refusal) {
      this.toast(refusal.message, "refusal");
      return undefined;
    }
  }

  /** Something that the person of this phone does in this chat. What is done is done in order. */
  do(name, args = {}) {
    const here = this.isPlace ? { chat_id: this.chatId } : {};
    const own = { person_id: this.personId, ...here, ...args };
    if (SENDING.test(name)) this.thread.follow();
    const turn = (this.turn ?? Promise.resolve()).then(() => this.attempt(() => act(name, own)));
    this.turn = turn;
    return turn;
  }

  say(text) {
    return this.do("says", { text });
  }

  mayEdit(message) {
    const written = message.text ?? message.caption;
    const own = message.author_id === this.personId && !message.forward_origin;
    return Boolean(written) && own && !serviceLine(message);
  }

  follow(kind, target) {
    return follow(this, kind, target);
  }

  /** Press an inline button. By its data, since several may bear the same label. */
  async press(button, node, message) {
    if (button.url) return openLink(this, button.url);
    if (button.copy_text) return copy(this, button.copy_text.text);
    if (button.callback_data === undefined) return this.toast("Buttons of this kind are not played here.");
    const press = { end: busy(node), personId: this.personId };
    this.pressed.set(message.message_id, press);
    const done = await this.do("presses_data", { message_id: message.message_id, data: button.callback_data });
    if (done === undefined) press.end();
  }

  openMenu(message, anchor) {
    openMessageMenu(this, message, anchor);
  }

  /** The bot has answered a press: in this tab the link is followed only for one's own press. */
  answered({ person_id: personId, message_id: messageId, text, show_alert: isAlert, url }) {
    const press = this.pressed.get(messageId);
    const own = press?.personId === personId;
    if (own) {
      press.end();
      this.pressed.delete(messageId);
    }
    const who = this.isPlace && personId !== this.personId ? `${world.people.get(personId)?.first_name}: ` : "";
    if (text && isAlert) this.alert(who + text);
    else if (text) this.toast(who + text);
    if (url && own) openLink(this, url, personId);
  }

  alert(text) {
    const body = el("p", { data: { role: "alert" } }, text);
    return ask(this.root, "alert", {
      title: world.bot.first_name,
      body,
      buttons: [["ok", "OK", "primary"]],
      alert: true,
    });
  }

  toast(text, look = "") {
    const toast = el("p", { class: `toast ${look}`, data: { role: "toast" } }, text);
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), TOAST + 30 * text.length);
  }

  typing() {
    clearTimeout(this.typingEnds);
    this.thread.showTyping(true);
    this.typingEnds = setTimeout(() => this.thread.showTyping(false), TYPING);
  }

  refreshProfile() {
    const { root, name } = this;
    root.dataset.phone = name;
    root.setAttribute("aria-label", this.isPlace ? name : `${name}'s phone`);
    const title = this.isPlace ? name : fullName(world.people.get(this.chatId));
    this.head.replaceChildren(
      avatar(title, this.chatId, this.isPlace),
      el("div", {}, el("h2", { title }, title), el("p", { class: "sub" }, subtitle(this.chatId))),
    );
    if (this.isPlace) this.refreshActing();
    this.composer.refresh();
  }

  refreshActing() {
    const place = world.places.get(this.chatId);
    const inside = (person) => membership(place, person.id)?.inside === true;
    const people = livingPeople().sort((a, b) => inside(b) - inside(a));
    const label = (person) => fullName(person) + (inside(person) ? "" : " (not here)");
    this.select.replaceChildren(...people.map((person) => el("option", { value: person.id }, label(person))));
    this.select.value = String(this.personId ?? "");
  }

  refreshPinned() {
    const { pinned, messages } = chatOf(this.chatId);
    const message = messages.get(pinned.at(-1));
    this.pinned.hidden = !message;
    if (!message) return;
    const count = pinned.length > 1 ? ` (${pinned.length})` : "";
    this.pinned.replaceChildren(icon("pin"), el("b", {}, `Pinned${count}`), el("span", {}, snippet(message)));
  }

  showPinned() {
    this.thread.goTo(chatOf(this.chatId).pinned.at(-1));
  }
}
