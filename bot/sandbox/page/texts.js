// What the page itself says. What the bot says comes from the bot.

const TEXTS = {
  ar: {
    brand: "مرصد",
    tagline: "غرفة المحادثة",
    other: "English",
    people: "أنت الآن",
    reader: "قراءة",
    curator: "تحرير",
    chats: "المحادثات",
    sandbox: "بيئة محلية.",
    notice: "بديل عن تيليغرام على هذا الجهاز، ولا يغادره شيء.",
    skip: "إلى حقل الكتابة",
    conversation: "المحادثة",
    messages: "الرسائل",
    message: "رسالة",
    send: "إرسال",
    attach: "إرفاق ملف",
    commands: "أوامر البوت",
    noCommands: "لا أوامر لهذا البوت بعد",
    keyboard: "ردود جاهزة",
    editing: "تعديل رسالتك",
    cancel: "إلغاء",
    edited: "معدّلة",
    ok: "حسنًا",
    start: "ابدأ",
    restart: "إلغاء الحظر والبدء من جديد",
    block: "حظر البوت",
    unblock: "إلغاء حظر البوت",
    latest: "إلى آخر رسالة",
    online: "بوت",
    blocked: "البوت محظور",
    typing: "يكتب…",
    offline: "انقطع الاتصال، تجري إعادة المحاولة…",
    members: "مجموعة",
    welcome: "ماذا يستطيع هذا البوت؟",
    welcomeGroup: "في المجموعات لا يسمع البوت إلا الأوامر، وما ذُكر فيه اسمه، والردود على رسائله.",
    welcomeEmpty: "اضغط «ابدأ» لتبدأ المحادثة.",
    unread: "غير مقروءة",
    you: "أنت",
    photo: "صورة",
    today: "اليوم",
    yesterday: "أمس",
    copied: "نُسخ النص",
    failed: "تعذّر ذلك",
    spoiler: "نص مخفي، اضغط لإظهاره",
    migrated: "صارت المجموعة مجموعةً خارقة",
  },
  en: {
    brand: "Marsad",
    tagline: "Chat room",
    other: "العربية",
    people: "You are",
    reader: "reader",
    curator: "curator",
    chats: "Chats",
    sandbox: "Sandbox.",
    notice: "A local stand-in for Telegram; nothing leaves this machine.",
    skip: "Skip to the message field",
    conversation: "Conversation",
    messages: "Messages",
    message: "Message",
    send: "Send",
    attach: "Attach a file",
    commands: "Commands of the bot",
    noCommands: "This bot has no commands yet",
    keyboard: "Ready replies",
    editing: "Editing your message",
    cancel: "Cancel",
    edited: "edited",
    ok: "OK",
    start: "Start",
    restart: "Unblock and restart",
    block: "Block the bot",
    unblock: "Unblock the bot",
    latest: "To the latest message",
    online: "bot",
    blocked: "the bot is blocked",
    typing: "typing…",
    offline: "Connection lost, trying again…",
    members: "group",
    welcome: "What can this bot do?",
    welcomeGroup: "In groups a bot hears only commands, mentions of its name and replies to its messages.",
    welcomeEmpty: "Press Start to begin.",
    unread: "unread",
    you: "You",
    photo: "Photo",
    today: "Today",
    yesterday: "Yesterday",
    copied: "Copied",
    failed: "That did not work",
    spoiler: "Hidden text, press to show it",
    migrated: "The group became a supergroup",
  },
};
const LOCALES = { ar: "ar-u-nu-latn", en: "en-GB" };

let language = localStorage.getItem("marsad.language") === "en" ? "en" : "ar";

export const text = (name) => TEXTS[language][name];

export function switchLanguage() {
  language = language === "ar" ? "en" : "ar";
  localStorage.setItem("marsad.language", language);
}

/** Writes the texts into the elements that name them. */
export function translatePage() {
  const page = document.documentElement;
  page.lang = language;
  page.dir = language === "ar" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) element.ariaLabel = text(element.dataset.label);
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.placeholder = text(element.dataset.placeholder);
  }
  const toggle = document.getElementById("language");
  toggle.textContent = text("other");
  toggle.lang = language === "ar" ? "en" : "ar";
}

export const time = (date) =>
  new Intl.DateTimeFormat(LOCALES[language], { hour: "numeric", minute: "2-digit" }).format(date);

export function day(date) {
  const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
  const days = Math.round((midnight(new Date()) - midnight(date)) / 86_400_000);
  if (days === 0) return text("today");
  if (days === 1) return text("yesterday");
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long" }).format(date);
}

export function fileSize(bytes) {
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  const style = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(LOCALES[language], style).format(amount);
}
