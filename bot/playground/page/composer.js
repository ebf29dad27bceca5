/** Where a person writes: the text field with what belongs to it, or the one button that an app shows instead. */

import { read } from "./api.js";
import { openAttachMenu, sendFiles } from "./attach.js";
import { el, icon, iconButton } from "./dom.js";
import { keyboardMessage, replyKeyboard } from "./keys.js";
import { draftOf, keepDraft } from "./memory.js";
import { ask, orCancel } from "./sheet.js";
import { chatOf, membership, world } from "./world.js";
import { nameOf, senderName, snippet } from "./wording.js";

const TALLEST = 140;

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.target = null;
    this.commands = null;
    this.keysHidden = false;
    this.keysOf = null;
    this.above = el("div", { class: "above", hidden: true });
    this.hints = el("ul", { class: "hints", role: "listbox", hidden: true, aria: { label: "Commands" } });
    this.input = this.makeInput();
    this.slash = iconButton("slash", "The bot's commands", {
      data: { role: "commands" },
      hidden: true,
      onclick: () => this.toggleHints(),
    });
    this.attach = iconButton("attach", "Send something else", {
      data: { role: "attach" },
      aria: { haspopup: "menu", label: "Send something else" },
      onclick: () => openAttachMenu(phone, this.attach),
    });
    this.toggle = iconButton("keys", "Show or hide the keyboard", {
      hidden: true,
      onclick: () => this.hideKeys(!this.keysHidden),
    });
    this.sendButton = el(
      "button",
      { class: "round send", data: { role: "send" }, aria: { label: "Send" }, title: "Send" },
      icon("send"),
    );
    this.form = el("form", { class: "composer" }, this.slash, this.attach, this.input, this.toggle, this.sendButton);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.instead = el("div", { class: "instead", hidden: true });
    this.keys = el("div", { class: "keys-panel", hidden: true });
    this.root = el("div", { class: "composer-area" }, this.hints, this.above, this.form, this.instead, this.keys);
    this.grow();
  }

  makeInput() {
    const { phone } = this;
    const label = `Message from ${nameOf(phone.personId)}`;
    const input = el("textarea", {
      rows: "1",
      data: { role: "composer" },
      aria: { label },
      enterkeyhint: "send",
      autocomplete: "off",
    });
    input.value = draftOf(phone.chatId);
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      sendFiles(phone, [...event.clipboardData.files]);
    });
    return input;
  }

  typed() {
    keepDraft(this.phone.chatId, this.input.value);
    this.grow();
    this.showHints(this.input.value);
  }

  grow() {
    this.input.style.height = "auto";
    if (this.input.scrollHeight) this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
    this.sendButton.disabled = !this.input.value.trim();
  }

  key(event) {
    if (event.isComposing) return;
    const chosen = this.hints.hidden ? null : this.hints.querySelector("[aria-selected=true]");
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (chosen) chosen.click();
      else this.send();
    } else if (event.key === "Escape") {
      this.hints.hidden = true;
      this.setTarget(null);
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      if (!this.hints.hidden) this.walkHints(event);
      else if (event.key === "ArrowUp" && !this.input.value) this.editLast(event);
    }
  }

  async send() {
    const text = this.input.value;
    if (!text.trim()) return;
    const { target } = this;
    this.setText("");
    this.setTarget(null);
    const done =
      target?.kind === "edit"
        ? await this.phone.do("edits", { message_id: target.message.message_id, text: text.trim() })
        : await this.phone.do("says", { text, reply_to: target?.message.message_id ?? null });
    if (done === undefined && !this.input.value) this.setText(text);
  }

  setText(text) {
    this.input.value = text;
    this.typed();
  }

  /** Reply to a message or edit it ({kind, message}), or neither any more (null). */
  setTarget(target) {
    const before = this.target;
    if (before?.kind === "edit" && target?.kind !== "edit") this.setText("");
    this.target = target;
    this.above.hidden = !target;
    if (!target) return;
    const { kind, message } = target;
    const title = kind === "edit" ? "Editing" : `Reply to ${senderName(message)}`;
    this.above.replaceChildren(
      icon(kind),
      el("div", {}, el("b", {}, title), el("span", {}, snippet(message))),
      iconButton("close", "Cancel", { onclick: () => this.setTarget(null) }),
    );
    if (kind === "edit") this.setText(message.text ?? message.caption ?? "");
    this.input.focus();
  }

  editLast(event) {
    const own = [...chatOf(this.phone.chatId).messages.values()].filter((message) => this.phone.mayEdit(message));
    if (!own.length) return;
    event.preventDefault();
    this.setTarget({ kind: "edit", message: own.at(-1) });
  }

  /** The bot's commands for this person here, asked anew after they changed. */
  async loadCommands() {
    const { chatId, isPlace, personId } = this.phone;
    const place = world.places.get(chatId);
    const has = !isPlace || (place.type !== "channel" && membership(place, personId)?.inside);
    const query = isPlace ? { person: personId, chat: chatId } : { person: personId };
    this.commands = has ? await read("commands", query).catch(() => []) : [];
    this.slash.hidden = !this.commands.length;
  }

  toggleHints() {
    if (this.hints.hidden) {
      this.showHints("/");
      this.input.focus();
    } else this.hints.hidden = true;
  }

  showHints(text) {
    const begun = /^\/(\w*)$/.exec(text)?.[1].toLowerCase();
    const fitting = begun === undefined ? [] : (this.commands ?? []).filter(({ command }) => command.startsWith(begun));
    this.hints.hidden = !fitting.length;
    this.hints.replaceChildren(...fitting.map((command) => this.hint(command)));
  }

  hint({ command, description }) {
    const choose = () => {
      this.setText("");
      this.phone.say(`/${command}`);
    };
    const words = [el("b", {}, `/${command}`), el("span", {}, description)];
    return el("li", { role: "option", data: { command }, aria: { selected: "false" }, onclick: choose }, words);
  }

  walkHints(event) {
    event.preventDefault();
    const options = [...this.hints.children];
    const at = options.findIndex((option) => option.ariaSelected === "true");
    const next = options.at((at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1)) % options.length);
    for (const option of options) option.ariaSelected = String(option === next);
    next.scrollIntoView({ block: "nearest" });
  }

  /** Show what the chat's state asks for: the field with its keys, or the one button instead. */
  refresh() {
    const instead = this.whatInstead();
    this.form.hidden = instead !== null;
    this.instead.hidden = instead === null;
    if (!instead?.isEqualNode(this.instead.firstChild)) this.instead.replaceChildren(instead ?? "");
    this.input.setAttribute("aria-label", `Message from ${nameOf(this.phone.personId)}`);
    this.refreshKeys(instead === null);
    this.grow();
  }

  whatInstead() {
    const { phone } = this;
    const person = world.people.get(phone.personId);
    if (!person) return note("Nobody is here yet.");
    if (person.deactivated) return note("This account has been deleted.");
    if (!phone.isPlace) return this.insteadInPrivate(person);
    const place = world.places.get(phone.chatId);
    const member = membership(place, person.id);
    if (!member?.inside) return this.big("join", `Join as ${person.first_name}`, () => phone.do("joins"));
    if (member.status === "restricted") return note(`${person.first_name} may not write here.`);
    const posts = member.status === "creator" || member.rights.includes("can_post_messages");
    return place.type === "channel" && !posts
      ? note(`${person.first_name} reads here; only administrators post.`)
      : null;
  }

  insteadInPrivate(person) {
    if (person.blocked_bot) return this.big("restart", "Restart the bot", () => this.phone.do("starts"));
    return person.started ? null : this.big("start", "Start", () => this.phone.do("starts"));
  }

  big(role, label, action) {
    return el("button", { type: "button", class: "big", data: { role }, onclick: action }, label);
  }

  refreshKeys(usable) {
    const message = usable ? keyboardMessage(chatOf(this.phone.chatId).messages.values()) : null;
    const markup = message?.reply_markup;
    this.input.placeholder = this.placeholder(markup);
    if (message !== this.keysOf) {
      this.keys.replaceChildren(message ? replyKeyboard(message, (key) => this.pressKey(key, markup)) : "");
      this.keysHidden = false;
    }
    this.keysOf = message;
    this.toggle.hidden = !message;
    this.keys.hidden = !message || this.keysHidden;
    this.toggle.setAttribute("aria-expanded", String(!this.keys.hidden));
  }

  placeholder(markup) {
    const last = [...chatOf(this.phone.chatId).messages.values()].at(-1)?.reply_markup;
    return (last?.force_reply ? last : markup)?.input_field_placeholder ?? "Message";
  }

  hideKeys(hidden) {
    this.keysHidden = hidden;
    this.keys.hidden = hidden;
    this.toggle.setAttribute("aria-expanded", String(!hidden));
  }

  async pressKey(key, markup) {
    if (key.request_contact && !(await this.confirmContact())) return;
    if (key.request_location && !(await this.confirmLocation())) return;
    const done = await this.phone.do("presses_key", { label: key.text });
    if (done !== undefined && markup.one_time_keyboard) this.hideKeys(true);
  }

  confirmContact() {
    const { phone_number: number } = world.people.get(this.phone.personId);
    return ask(this.phone.root, "confirm", {
      title: "Share your phone number?",
      body: el("p", {}, `The bot will know your phone number, ${number}.`),
      buttons: orCancel("Share"),
    });
  }

  confirmLocation() {
    return ask(this.phone.root, "confirm", {
      title: "Share your location?",
      body: el("p", {}, "The bot will know where you are (here: in the middle of Helsinki)."),
      buttons: orCancel("Share"),
    });
  }
}

const note = (text) => el("p", { class: "note" }, text);
