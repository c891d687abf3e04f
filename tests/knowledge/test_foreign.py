"""A short question in another language is told from one in English or Arabic, in whichever letters."""

import json
import time
from importlib.resources import files

import pytest

from knowledge.foreign import foreign_language, language_to_answer_in


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Vertrauen in KI in Indien"),
        ("de", "Wie viele Nutzer hat DeepSeek?"),
        ("de", "Wie viele Roboter waren in Shanghai"),
        ("de", "gibt es neue Beschränkungen für Chips"),
        ("de", "sag mir was über Kimi"),
        ("de", "seit wann gelten die Exportkontrollen"),
        ("de", "und in Indien?"),
        ("de", "wann war die WAIC"),
        ("de", "warum sind chinesische Modelle beliebt"),
        ("de", "was sagte Li Qiang"),
        ("de", "welches Land führt"),
        ("de", "wer hat Kimi entwickelt"),
        ("de", "wo fand die Konferenz statt"),
        ("es", "buenas, cuantos robots hubo"),
        ("es", "confianza en la IA en la India"),
        ("es", "cuando fue la conferencia de Shanghai"),
        ("es", "dime algo sobre Kimi"),
        ("es", "donde esta la sede de la organizacion"),
        ("es", "me gustaria saber el precio de o3"),
        ("es", "por qué los modelos chinos son populares"),
        ("es", "que empresa hizo R1"),
        ("es", "quien creó Kimi K2"),
        ("es", "qué dijo Li Qiang"),
        ("es", "restricciones de chips de Estados Unidos"),
        ("es", "tienen datos de la conferencia?"),
        ("es", "y en la India?"),
        ("es", "¿cuántos usuarios tiene DeepSeek?"),
        ("fa", "اعتماد به هوش مصنوعی در هند چقدر است"),
        ("fa", "درباره کیمی بگو"),
        ("fa", "دیپ سیک چند کاربر دارد؟"),
        ("fa", "رییس اوپن ای آی چه گفت"),
        ("fa", "سلام، آر۱ چیست؟"),
        ("fa", "و در آمریکا؟"),
        ("fa", "چرا مدل‌های چینی محبوب هستند"),
        ("fa", "چند ربات در نمایشگاه بود"),
        ("fa", "چه کسی کیمی را ساخت"),
        ("fa", "چین چه پیشنهادی داد"),
        ("fa", "کنفرانس شانگهای کی برگزار شد"),
        ("fr", "bonsoir, combien de participants au WAIC"),
        ("fr", "c'est quoi R1"),
        ("fr", "combien d'utilisateurs a DeepSeek ?"),
        ("fr", "confiance dans l'IA en Inde"),
        ("fr", "de quand date le gel des puces nvidia"),
        ("fr", "et en Inde ?"),
        ("fr", "je voudrais connaître le taux de confiance aux USA"),
        ("fr", "la Chine a proposé quoi exactement ?"),
        ("fr", "les restrictions américaines sur les puces"),
        ("fr", "nombre de robots à Shanghai"),
        ("fr", "où se trouve le siège de l'organisation"),
        ("fr", "pourquoi les modèles chinois se répandent"),
        ("fr", "prix de o3"),
        ("fr", "qu'a dit Li Qiang à Shanghai ?"),
        ("fr", "quand a eu lieu la conférence WAIC"),
        ("fr", "qui a créé Kimi K2"),
        ("fr", "vous savez qui dirige Moonshot ?"),
        ("fr", "à quelle date DeepSeek a sorti R1"),
        ("hi", "और अमेरिका में?"),
        ("hi", "किमी किसने बनाया"),
        ("hi", "डीपसीक के कितने उपयोगकर्ता हैं?"),
        ("id", "ada berapa robot di Shanghai"),
        ("id", "berapa banyak pengguna DeepSeek?"),
        ("id", "ceritakan tentang Kimi"),
        ("id", "dan di India?"),
        ("id", "di mana kantor pusatnya"),
        ("id", "kapan konferensi WAIC diadakan"),
        ("id", "mengapa model Cina populer"),
        ("id", "siapa yang membuat Kimi"),
        ("it", "chi ha creato Kimi"),
        ("it", "cosa ha proposto la Cina"),
        ("it", "dimmi qualcosa su Kimi"),
        ("it", "dove si trova la sede"),
        ("it", "e negli Stati Uniti?"),
        ("it", "fiducia nell'IA in India"),
        ("it", "perché i modelli cinesi sono popolari"),
        ("it", "quando si è tenuta la conferenza"),
        ("it", "quante aziende c'erano"),
        ("it", "quanti utenti ha DeepSeek?"),
        ("pt", "confiança na IA na Índia"),
        ("pt", "e nos Estados Unidos?"),
        ("pt", "me fala da DeepSeek"),
        ("pt", "o que a China propôs"),
        ("pt", "por que os modelos chineses são populares"),
        ("pt", "quando foi a conferência de Xangai"),
        ("pt", "quantas empresas participaram"),
        ("pt", "quantos usuários tem o DeepSeek?"),
        ("pt", "quem criou o Kimi"),
        ("ru", "а в Индии?"),
        ("ru", "когда прошла конференция"),
        ("ru", "кто создал Kimi"),
        ("ru", "сколько пользователей у DeepSeek?"),
        ("tr", "DeepSeek'in kaç kullanıcısı var?"),
        ("tr", "Hindistan'da yapay zekaya güven"),
        ("tr", "Kimi'yi kim yaptı"),
        ("tr", "R1 nedir"),
        ("tr", "Shanghai'da ne oldu"),
        ("tr", "bana Kimi'yi anlat"),
        ("tr", "kac robot vardi"),
        ("tr", "konferans ne zaman yapıldı"),
        ("tr", "kullanıcı sayısını söyler misin"),
        ("tr", "peki ya Amerika?"),
        ("tr", "robotlar ne kadardı"),
        ("tr", "Çin modelleri neden yaygın"),
        ("und", "DeepSeekのユーザー数は？"),
        ("und", "πόσους χρήστες έχει η DeepSeek"),
        ("und", "כמה משתמשים יש לדיפסיק"),
        ("und", "딥시크 사용자 수는?"),
        ("ur", "اور امریکہ میں؟"),
        ("ur", "بھارت میں مصنوعی ذہانت پر اعتماد"),
        ("ur", "مجھے کیمی کے بارے میں بتائیں"),
        ("ur", "چینی ماڈل کیوں مقبول ہیں"),
        ("ur", "ڈیپ سیک کے کتنے صارفین ہیں؟"),
        ("ur", "کانفرنس کب ہوئی"),
        ("ur", "کیمی کس نے بنایا"),
        ("zh", "DeepSeek有多少用户？"),
        ("zh", "上海大会什么时候举行"),
        ("zh", "印度呢？"),
        ("zh", "谁开发了Kimi"),
    ],
)
def test_another_language_is_told_by_its_script_and_words(language: str, text: str) -> None:
    assert foreign_language(text) == language
    assert language_to_answer_in(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "hw many usrs dose depseek hav",
        "wen was R1 relesed",
        "wat is kimi",
        "were was waic held",
        "wer is the hq",
        "kimi k2 developer",
        "Schmidt Shanghai officials meeting",
        "o3 price drop percent",
        "gemma family google",
        "Li Qiang quote",
        "AI confidence survey India",
        "Belt and Road",
        "deepseek vs chatgpt users",
        "naïve question: café robots at WAIC?",
        "El Al flights to Rome",
        "die hard movie",
        "pros and cons of R1",
        "que?",
        "per month downloads",
        "DeepSeek R1",
        "Moonshot AI Kimi",
        "von der Leyen on AI",
        "San Francisco AI companies",
        "de facto leader in AI",
        "is a la carte pricing cheap",
        "Huawei Ascend chips",
        "non-US models",
        "con artists and AI",
        "kam wa7ed biesta5dem deepseek",
        "meen 3mel kimi",
        "imta bada el mo2tamar",
        "shu howe R1",
        "wen sar l mu2tamar",
        "min eftata7 waic",
        "ch7al dyal nas kaysta3mlo deepseek",
        "3lach momkin tkon chine hssen",
        "fin kan waic",
        "leh amrika mane3a el chips 3an el seen",
        "kimi meen 3amalo",
        "ma howa kimi",
        "esh a5bar el sharikat",
        "hal tathiq al hind bil dhaka2",
        "ad eh nesbet el seqa fel hend",
        "kan fiha kam robot",
        "nta chkoun li dar kimi",
        "ya3ni kam user 3ando",
        "al sin wa amrika",
        "ديب سيك",
        "چم مستخدم عند ديب سيك",
        "منو گال هالحچي",
        "شكد نسبة الثقة بالهند",
        "این مقر المنظمة",
        "كيمي",
        "هاي شنو",
        "نتا شكون",
        "قديه عدد الروبوتات",
        "",
        "👍",
        "2025",
    ],
)
def test_nothing_is_said_of_english_arabic_and_bare_names(text: str) -> None:
    assert foreign_language(text) is None


def test_no_question_of_the_evaluation_in_arabic_or_english_is_taken_for_another_language() -> None:
    lines = [
        json.loads(line)
        for file in ("tune.jsonl", "report.jsonl")
        for line in files("tests.evaluation").joinpath(file).read_text(encoding="utf-8").splitlines()
    ]
    ours = [line for line in lines if line.get("lang") in {"ar", "en"}]

    assert ours
    assert [line["q"] for line in ours if foreign_language(line["q"])] == []


def test_a_long_text_costs_no_more_than_a_question() -> None:
    began = time.perf_counter()

    foreign_language("combien de modèles " * 50_000)

    assert time.perf_counter() - began < 0.1
