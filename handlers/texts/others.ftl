# That the answer is in English, in languages that the bot does not speak otherwise: a message is a language, by its code.
# "und" is for all that are missing here.

de = Wir sprechen noch kein Deutsch und antworten daher auf Englisch.
es = Todavía no hablamos español, así que respondemos en inglés.
fa = هنوز فارسی بلد نیستیم، پس به انگلیسی پاسخ می‌دهیم.
fr = Nous ne parlons pas encore français ; nous répondons donc en anglais.
hi = हमें अभी हिन्दी नहीं आती, इसलिए हम अंग्रेज़ी में उत्तर दे रहे हैं।
id = Kami belum bisa berbahasa Indonesia, jadi kami menjawab dalam bahasa Inggris.
it = Non parliamo ancora italiano, quindi rispondiamo in inglese.
pt = Ainda não falamos português, por isso respondemos em inglês.
ru = Мы пока не говорим по-русски, поэтому отвечаем по-английски.
tr = Henüz Türkçe bilmiyoruz, bu yüzden İngilizce yanıt veriyoruz.
und = We do not speak this language yet, so we answer in English.
ur = ہمیں ابھی اردو نہیں آتی، اس لیے ہم انگریزی میں جواب دے رہے ہیں۔
zh = 我们还不会说中文，所以用英语回答。
