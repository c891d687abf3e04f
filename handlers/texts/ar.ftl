# رسائل مرصد بالعربية. الخطاب بصيغة الجمع، فهي للجميع.
# كل سطر يبدأ برقم أو رمز أو اسم لاتيني تُضاف إليه علامة الاتجاه عند العرض، فلا تُكتب هنا.

## اللغة

language-name = العربية
language-auto = بلغة السؤال
language-chosen = سنتحدث بالعربية.

## البداية

welcome =
    أهلًا بكم في <b>مرصد</b>. اسألوا بلغتكم وبلهجتكم، ويصلكم الجواب معلومةً موثّقة بتاريخها ومصدرها.
    وإن لم نعرف الجواب قلنا ذلك صراحة، ولا نخمّن.
welcome-examples = جرّبوا أحد هذه الأسئلة، أو اكتبوا سؤالكم:
help = اكتبوا سؤالكم مباشرة، ولا حاجة إلى أي أمر.
help-heading =
    { $audience ->
        [curator] <b>للمحرّرين</b>
        [owner] <b>للمالكين</b>
       *[reader] <b>الأوامر</b>
    }
help-line = { $command } – { $does }
privacy =
    <b>الخصوصية</b>
    نحفظ أسئلتكم وجواب كل منها لتحسين الإجابات، واللغة التي اخترتموها، واشتراككم إن اشتركتم، وما أرسلناه إليكم ومتى.
    لا نحفظ اسمكم ولا رقم هاتفكم، ولا نعطي شيئًا من ذلك لأحد.
    للاطلاع على ما نحفظه: /mydata
    لمحوه: /forget

## الأوامر كما تظهر في القائمة

command-start = البداية وأمثلة على الأسئلة
command-help = كل الأوامر
command-topics = تصفّح الموضوعات
command-latest = أحدث المعلومات
command-subscribe = الاشتراك في النشرة اليومية
command-settings = إعدادات النشرة واللغة
command-unsubscribe = إلغاء الاشتراك
command-mydata = ما نحفظه عنكم
command-forget = محو ما نحفظه عنكم
command-privacy = الخصوصية
command-cancel = إلغاء ما بدأتموه
command-add = إضافة معلومة
command-edit = تعديل معلومة
command-retire = سحب معلومة من النشر
command-undo = التراجع عن تعديل
command-history = سجلّ التعديلات
command-inbox = أسئلة بلا جواب
command-preview = معاينة النشرة المقبلة
command-import = استيراد معلومات من ملف
command-export = تصدير المعلومات إلى ملف
command-curators = إدارة المحرّرين

## المعلومة

fact-as-of = 📅 بتاريخ: { $date }
fact-claim = 🗣 رأي أو تقدير، وصاحبه: { $whose }
fact-source = 📰 المصدر: { $publisher } – { $title }
fact-source-title = 📰 المصدر: { $title }
fact-other-language =
    { $language ->
        [en] (متوفّرة بالإنجليزية فقط)
       *[other] (لا تتوفّر هذه المعلومة بالعربية)
    }
fact-line = { $text } ({ $date })
numbered = { $number }. { $text }
button-more-of-topic = المزيد في الموضوع نفسه

## السؤال

question-empty = لم نجد في رسالتكم كلامًا نقرؤه. اكتبوا سؤالكم بالكلمات.
question-too-long = السؤال أطول مما نستطيع قراءته. اختصروه من فضلكم (أقصى عدد للأحرف: { $limit }).
text-only = نفهم النصوص وحدها حتى الآن. اكتبوا سؤالكم من فضلكم.
suggestions = هل تقصدون إحدى هذه المعلومات؟
button-none-of-these = لا شيء مما سبق
none-of-these = لا جواب لدينا عن هذا السؤال إذن. حفظناه للمحرّرين.
unknown = لا نعرف جواب هذا السؤال. حفظناه للمحرّرين ليبحثوا عنه.
unknown-topics = هذه أقرب الموضوعات التي لدينا معلومات عنها:

## التصفّح

topics = الموضوعات التي نرصدها:
topics-none = لا موضوعات بعد.
topic = <b>{ $title }</b>
topic-count = { $title } ({ $count })
topic-empty = لا معلومات في هذا الموضوع بعد.
latest = <b>أحدث ما أضفناه</b>
latest-none = لا معلومات بعد.
button-newer = الأحدث
button-older = الأقدم
button-topics = كل الموضوعات

## الاشتراك

choose-topics = ما الموضوعات التي تهمّكم؟ اختاروا منها ما شئتم.
choose-at-least-one = اختاروا موضوعًا واحدًا على الأقل.
choose-hour = في أي ساعة تصلكم النشرة؟
choose-zone = بتوقيت أي مدينة؟
choose-digest-language = بأي لغة تصلكم النشرة؟
type-hour = اكتبوا الساعة، مثل: 7:30 أو 9 مساءً
type-zone = اكتبوا اسم مدينتكم، أو فارق التوقيت مثل: غرينتش+3
hour-unknown = لم نفهم هذه الساعة. اكتبوها مثل: 7:30 أو 9 مساءً، أو أرسلوا /cancel للإلغاء.
zone-unknown = لم نعرف هذه المدينة. اكتبوا اسم مدينة كبيرة قريبة، أو فارق التوقيت مثل: غرينتش+3
zone-unknown-suggestions = لم نعرف هذه المدينة. هل تقصدون إحدى هذه؟
confirm-subscription = هكذا ستكون نشرتكم:
summary =
    كل يوم الساعة { $time } بتوقيت { $zone }: { $topics }.
    لغة النشرة: { $language }.
subscribed = تم الاشتراك.
subscribed-again = عاد اشتراككم كما كان.
saved = حُفظ التغيير.
settings = <b>نشرتكم اليومية</b>
settings-interface = لغة الحديث معكم:
not-subscribed = لستم مشتركين في النشرة. للاشتراك: /subscribe
unsubscribed = أُلغي اشتراككم، ولن تصلكم النشرة بعد الآن.
muted = لن تصلكم معلومات جديدة في موضوع { $title }.
unmuted = ستصلكم معلومات موضوع { $title } كما من قبل.
last-topic = هذا آخر موضوع في اشتراككم. لإيقاف النشرة كلها: /unsubscribe
button-next = التالي
button-done = تم
button-other-hour = ساعة أخرى
button-other-zone = مدينة أخرى
button-subscribe = اشتراك
button-unsubscribe = إلغاء الاشتراك
button-undo = تراجع
button-change =
    { $what ->
        [topics] الموضوعات
        [hour] الساعة
        [zone] المدينة
       *[language] اللغة
    }

## النشرة

digest = <b>نشرتكم ليوم { $date }</b>
digest-topic = <b>{ $title }</b>
digest-date = 📅 { $date }
digest-source = 📰 { $source }
button-read = المزيد ({ $number })
button-mute = كتم { $title }

## الرفض والأعطال

refused-curators-only = هذا الأمر للمحرّرين وحدهم، ولكم أن تسألوا ما شئتم.
refused-owners-only = هذا الأمر لمالكي البوت وحدهم.
refused-private-only = هذا الأمر في المحادثة الخاصة مع البوت فقط.
refused-administrators-only = مشرفو المجموعة وحدهم يديرون اشتراكها.
press-stale = هذا الزر قديم ولم يعد يعمل. أعيدوا الأمر من فضلكم.
fact-not-found = هذه المعلومة غير منشورة.
topic-not-found = هذا الموضوع لم يعد موجودًا.
failed = حدث عطل من جهتنا. حاولوا مرة أخرى بعد قليل.
command-unknown = لا نعرف هذا الأمر. القائمة كاملة: /help
command-unknown-nearest = لا نعرف هذا الأمر. هل تقصدون { $command }؟
cancelled = أُلغي.
nothing-to-cancel = لا شيء مفتوح لإلغائه.
