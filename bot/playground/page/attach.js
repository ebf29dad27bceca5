/** Sending what is no text: photos and files from this machine, contacts, and one of every other kind. */

import { base64 } from "./api.js";
import { el } from "./dom.js";
import { openMenu } from "./menu.js";
import { ask, choice, field, orCancel } from "./sheet.js";
import { livingPeople } from "./world.js";
import { fullName } from "./wording.js";

const LONGEST_SIDE = 1280;
const QUALITY = 0.87;

/** What the server plays by itself: kinds that hold nothing of one's own. */
const KINDS = [
  ["voice", "🎤 Voice message"],
  ["sticker", "🏠 Sticker"],
  ["location", "📍 Location"],
  ["poll", "📊 Poll"],
  ["video_note", "🎥 Video message"],
  ["video", "🎬 Video"],
  ["animation", "🎞️ GIF"],
  ["audio", "🎵 Music"],
  ["venue", "🏛️ Place"],
  ["dice", "🎲 Dice"],
  ["story", "📖 Story"],
];

/** The menu of everything that can be sent. */
export function openAttachMenu(phone, anchor) {
  openMenu(anchor, "Send something else", [
    ["🖼️ Photo…", () => pick(phone, "image/*", (files) => sendPhotos(phone, files))],
    ["📄 File…", () => pick(phone, "", (files) => sendDocuments(phone, files))],
    ["👤 Own phone number", () => shareOwn(phone)],
    ["👥 Somebody's contact…", () => shareContact(phone)],
    "-",
    ...KINDS.map(([kind, label]) => [label, () => phone.do("sends", { kind })]),
  ]);
}

/** Files that were dropped or pasted: pictures as photos, others as they are. */
export async function sendFiles(phone, files) {
  const isPicture = (file) => file.type.startsWith("image/");
  await sendPhotos(phone, files.filter(isPicture));
  await sendDocuments(
    phone,
    files.filter((file) => !isPicture(file)),
  );
}

function pick(phone, accept, chosen) {
  const input = el("input", { type: "file", accept, multiple: true, hidden: true, data: { role: "file" } });
  phone.root.append(input);
  input.addEventListener("change", () => {
    input.remove();
    chosen([...input.files]);
  });
  input.addEventListener("cancel", () => input.remove());
  input.click();
}

async function sendPhotos(phone, files) {
  for (const file of files) {
    const picture = await asPhoto(file).catch(() => null);
    if (picture) await sendPhoto(phone, file.name, picture);
    else phone.toast(`${file.name} is not a picture that this browser knows.`);
  }
}

async function sendPhoto(phone, name, picture) {
  const url = URL.createObjectURL(picture);
  const answer = await askCaption(phone, "photo", "Send a photo", el("img", { src: url, alt: name, class: "preview" }));
  URL.revokeObjectURL(url);
  if (answer)
    await phone.do("sends_photo", {
      content_base64: await base64(picture),
      caption: answer.caption,
      name: jpegName(name),
    });
}

/** As Telegram's apps send photos: as JPEG, not too large, and without what the camera wrote into the file. */
async function asPhoto(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = el("canvas", {
    width: Math.max(1, Math.round(bitmap.width * scale)),
    height: Math.max(1, Math.round(bitmap.height * scale)),
  });
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject()), "image/jpeg", QUALITY),
  );
}

const jpegName = (name) => `${name.replace(/\.[^.]*$/, "") || "photo"}.jpg`;

async function sendDocuments(phone, files) {
  for (const file of files) {
    const answer = await askCaption(
      phone,
      "document",
      "Send a file",
      el("p", { class: "file-name" }, `📄 ${file.name}`),
    );
    if (!answer) continue;
    const content = { content_base64: await base64(file), name: file.name, caption: answer.caption };
    await phone.do("sends_document", file.type ? { ...content, mime_type: file.type } : content);
  }
}

function askCaption(phone, name, title, preview) {
  return ask(phone.root, name, {
    title,
    body: [preview, field("Caption", el("input", { name: "caption", maxlength: "1024", autocomplete: "off" }))],
    buttons: orCancel("Send"),
  });
}

async function shareOwn(phone) {
  const sure = await phone.composer.confirmContact();
  if (sure) await phone.do("shares_contact");
}

async function shareContact(phone) {
  const others = livingPeople().filter((person) => person.id !== phone.personId);
  const options = [
    ...others.map((person) => [String(person.id), fullName(person)]),
    ["", "Somebody who is not on Telegram"],
  ];
  const answer = await ask(phone.root, "contact", {
    title: "Send a contact",
    body: [
      field("Whose?", choice("whose", options)),
      field("If not on Telegram: name", el("input", { name: "first_name", value: "Kaisa" })),
      field("and number", el("input", { name: "phone_number", value: "+358 40 000 0000" })),
    ],
    buttons: orCancel("Send"),
  });
  if (!answer) return;
  if (answer.whose) await phone.do("shares_contact_of", { whose: Number(answer.whose) });
  else await phone.do("shares_unknown_contact", { phone_number: answer.phone_number, first_name: answer.first_name });
}
