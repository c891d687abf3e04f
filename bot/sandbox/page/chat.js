// The chat page: who you are, where you are, and what comes and goes.

import { CommandMenu } from "./commands.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { make } from "./message.js";
import * as server from "./server.js";
import { renderChats, renderPeople } from "./side.js";
import { switchLanguage, text, translatePage } from "./texts.js";

const find = (id) => document.getElementById(id);
const field = find("composer-text");
const PATIENCE = 15_000;

const state = {
  people: [],
  me: Number(localStorage.getItem("marsad.person")) || null,
  chatId: null,
  seen: null,
  unread: new Map(),
  isConnected: true,
  typingUntil: 0,
  looking: 0,
  missed: [],
};

const conversation = new Conversation({
  live: find("live"),
  log: find("log"),
  scroll: find("scroll"),
  latest: find("latest"),
});
const menu = new CommandMenu({ list: find("commands"), button: find("menu"), field, choose: command });
const composer = new Composer(field, {
  menu,
  say: send,
  edit: (id, words) => attempt(() => server.edit(state.me, state.chatId, id, words)),
  attach: (file, caption) => attempt(() => server.upload(state.me, state.chatId, file, caption)),
  last: () => conversation.last(({ from, text: words }) => from?.id === state.me && words),
});
const act = { say: send, open: (parameter) => attempt(() => server.start(state.me, parameter)), press };

const chat = () => state.seen.chats.find(({ id }) => id === state.chatId);
const isPrivate = () => state.chatId === state.me;

/* Looking */

async function load() {
  const { people } = await server.listPeople();
  state.people = people;
  if (!people.some(({ id }) => id === state.me)) state.me = people[0].id;
  await look();
}

/** What is heard meanwhile may be newer than the answer, so it is told again afterwards. */
async function look() {
  if (!state.people.length) return; // who is loading looks afterwards
  state.looking += 1;
  try {
    await lookNow(state.me);
  } finally {
    state.looking -= 1;
  }
  if (!state.looking) state.missed.splice(0).forEach(hear);
}

async function lookNow(me) {
  const seen = await server.look(me);
  if (me !== state.me) return;
  state.seen = seen;
  if (!chat()) state.chatId = me;
  menu.commands = chat().commands;
  state.typingUntil = Date.now() + chat().typing * 1000;
  conversation.show(chat().messages, { me, isGroup: !isPrivate(), act });
  render();
}

async function become(person) {
  state.me = state.chatId = person;
  localStorage.setItem("marsad.person", person);
  await enter(person);
}

async function enter(chatId) {
  composer.stopEditing();
  state.chatId = chatId;
  state.unread.delete(`${state.me}/${chatId}`);
  await look();
}

/* Drawing */

function render() {
  renderSide();
  renderHeader();
  renderWelcome();
  renderFoot();
}

function renderSide() {
  renderPeople(state, become);
  renderChats(state, enter);
}

function renderHeader() {
  const name = chat().title ?? state.seen.bot.name;
  find("chat-name").textContent = name;
  document.title = name;
  const isBlocked = chat().bot_status === "kicked";
  find("block").hidden = !isPrivate() || !chat().bot_status;
  find("block").ariaPressed = String(isBlocked);
  find("block").ariaLabel = find("block").title = text(isBlocked ? "unblock" : "block");
  find("latest").ariaLabel = text("latest");
  find("menu").ariaLabel = text("commands");
  renderStatus();
}

function renderStatus() {
  const isTyping = state.typingUntil > Date.now();
  const resting = chat()?.bot_status === "kicked" ? "blocked" : isPrivate() ? "online" : "members";
  const status = !state.isConnected ? "offline" : isTyping ? "typing" : resting;
  if (find("status").textContent !== text(status)) find("status").textContent = text(status);
  find("status").className = status;
  find("typing").hidden = !isTyping;
  if (conversation.follows) conversation.follow();
  if (isTyping) setTimeout(renderStatus, state.typingUntil - Date.now() + 50);
}

function renderWelcome() {
  find("welcome").hidden = chat().messages.length > 0 || conversation.messages.size > 0;
  const { name, description } = state.seen.bot;
  const title = isPrivate() ? description && text("welcome") : chat().title;
  find("welcome-title").textContent = title || name;
  find("welcome-text").textContent = isPrivate() ? description || text("welcomeEmpty") : text("welcomeGroup");
}

function renderFoot() {
  const { bot_status: status } = chat();
  const isClosed = isPrivate() && status !== "member";
  find("composer").hidden = isClosed;
  find("start").hidden = !isClosed;
  find("start").textContent = text(status === "kicked" ? "restart" : "start");
  renderKeyboard();
}

function renderKeyboard() {
  const { keyboard } = conversation.last(({ reply_markup: markup }) => markup?.keyboard || markup?.remove_keyboard)
    ?.reply_markup ?? {};
  find("keyboard").hidden = !keyboard || find("composer").hidden;
  find("keyboard").replaceChildren(...(keyboard ?? []).map(keyboardRow));
}

function keyboardRow(row) {
  const buttons = row.map((key) => {
    const button = make("button", "", key.text ?? key);
    button.type = "button";
    button.addEventListener("click", () => send(button.textContent));
    return button;
  });
  const element = make("div", "row", ...buttons);
  element.dir = "ltr";
  return element;
}

/* Doing */

/** Runs what may be refused, and says so when it is. */
async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    toast(`${text("failed")}: ${error.message}`);
    return null;
  }
}

function command(words) {
  composer.write("");
  return send(words);
}

function send(words) {
  return attempt(() => server.say(state.me, state.chatId, words));
}

async function press(message, button, element) {
  if (button.copy_text) {
    await attempt(() => navigator.clipboard.writeText(button.copy_text.text));
    return toast(text("copied"));
  }
  if (!button.callback_data || element.ariaBusy === "true") return null;
  element.ariaBusy = "true";
  setTimeout(() => (element.ariaBusy = "false"), PATIENCE);
  return attempt(() => server.press(state.me, state.chatId, message.message_id, button.callback_data));
}

let toastTimer;
function toast(words) {
  find("toast").textContent = words;
  find("toast").classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => find("toast").classList.remove("shown"), 4000);
}

/* Hearing */

const heard = {
  hello: load,
  reset: load,
  profile: look,
  chat: look,
  message: ({ chat_id: id, message }) => {
    if (id !== state.chatId) return countUnread(id, message);
    if (message.from?.is_bot) state.typingUntil = 0;
    conversation.put(message);
    find("welcome").hidden = true;
    renderStatus();
    return renderKeyboard();
  },
  deleted: ({ chat_id: id, message_id: message }) => id === state.chatId && conversation.remove(message),
  typing: ({ chat_id: id, seconds }) => {
    if (id !== state.chatId) return;
    state.typingUntil = Date.now() + seconds * 1000;
    renderStatus();
  },
  answer: (answer) => {
    if (answer.person_id !== state.me) return;
    const buttons = conversation.find(answer.message_id)?.querySelectorAll("[aria-busy=true]") ?? [];
    for (const button of buttons) if (button.dataset.data === answer.data) button.ariaBusy = "false";
    if (answer.text) show(answer);
  },
};

function hear(event) {
  const isAboutChat = !["hello", "reset", "profile", "chat"].includes(event.type);
  if (isAboutChat && (state.looking || !state.seen)) state.missed.push(event);
  else heard[event.type](event);
}

function show({ text: words, show_alert: isAlert }) {
  if (!isAlert) return toast(words);
  find("alert-text").textContent = words;
  return find("alert").showModal();
}

function countUnread(chatId, message) {
  if (!message.from?.is_bot || message.edit_date) return;
  for (const person of state.people.filter(({ chats }) => chats.some(({ id }) => id === chatId))) {
    const key = `${person.id}/${chatId}`;
    state.unread.set(key, (state.unread.get(key) ?? 0) + 1);
  }
  renderSide();
}

/* Wiring */

find("start").addEventListener("click", async () => {
  await act.open("");
  field.focus();
});
find("block").addEventListener("click", () =>
  attempt(() => server.block(state.me, chat().bot_status !== "kicked")),
);
find("language").addEventListener("click", () => {
  switchLanguage();
  translatePage();
  look();
});

translatePage();
server.listen(hear, (isConnected) => {
  state.isConnected = isConnected;
  if (state.seen) renderStatus();
});
