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
description =
    اسألوا بلهجتكم، ويصلكم الجواب معلومةً واحدة موثّقة بتاريخها ومصدرها.
    ونشرة يومية في الموضوعات التي تختارونها، في الساعة التي تناسبكم.
description-short = معلومات موثّقة، لكل منها تاريخها ومصدرها، ونشرة يومية في ما تختارون.
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
    نحفظ أسئلتكم وجواب كل منها ورأيكم فيه لتحسين الإجابات، واللغة التي اخترتموها، واشتراككم إن اشتركتم، وما أرسلناه إليكم ومتى.
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
command-review = آراء القرّاء في الأجوبة
command-preview = معاينة النشرة المقبلة
command-import = استيراد معلومات من ملف
command-export = تصدير المعلومات إلى ملف
command-curators = إدارة المحرّرين
command-thresholds = متى نجزم بالجواب
command-broadcast = رسالة إلى المشتركين
command-progress = سير الإرسال
command-pause = إيقاف الإرسال مؤقتًا
command-resume = استئناف الإرسال

## المعلومة

fact-as-of = 📅 بتاريخ: { $date }
fact-claim = 🗣 رأي أو تقدير منسوب إلى: { $whose }
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

small-talk =
    { $kind ->
        [stopping] لإيقاف النشرة أرسلوا /unsubscribe، ولتغيير موعدها أو موضوعاتها أرسلوا /settings
        [subscribing] للاشتراك في النشرة اليومية أرسلوا /subscribe، ثم اختاروا الموضوعات والساعة.
        [insult] نأسف إن لم نكن عند حسن ظنّكم. اسألونا من جديد وسنحاول أن نفيدكم.
        [identity] نحن «مرصد»: اسألوا بلهجتكم نُجبكم بمعلومة موثّقة بتاريخها ومصدرها، وإن لم نعرف قلنا ذلك. موضوعاتنا: /topics
        [thanks] على الرحب والسعة! اسألوا متى شئتم.
        [wellbeing] بخير والحمد لله، شكرًا لسؤالكم. ماذا تودّون أن تعرفوا؟
        [farewell] في أمان الله، نسعد بأسئلتكم متى عدتم.
        [compliment] هذا من لطفكم! يسعدنا أن ننفعكم.
        [peace] وعليكم السلام ورحمة الله وبركاته. تفضّلوا بسؤالكم.
        [morning] صباح النور! عمّ تودّون أن تسألوا؟
        [evening] مساء النور! عمّ تودّون أن تسألوا؟
        [acknowledgement] نحن هنا، تفضّلوا بسؤالكم متى شئتم.
       *[greeting] أهلًا وسهلًا بكم! عمّ تودّون أن تسألوا؟
    }
question-empty = لم نجد في رسالتكم كلامًا نقرؤه. اكتبوا سؤالكم بالكلمات.
question-vague = لم نتبيّن عمّ تسألون. اكتبوا سؤالكم كاملًا من فضلكم.
question-too-long = السؤال أطول مما نستطيع قراءته. اختصروه من فضلكم (أقصى عدد للأحرف: { $limit }).
question-too-soon =
    وصلتنا أسئلتكم أسرع مما نستطيع قراءته. { $seconds ->
        [zero] اسألوا الآن من فضلكم.
        [one] اسألوا بعد ثانية واحدة من فضلكم.
        [two] اسألوا بعد ثانيتين من فضلكم.
        [few] اسألوا بعد { $seconds } ثوانٍ من فضلكم.
        [many] اسألوا بعد { $seconds } ثانية من فضلكم.
       *[other] اسألوا بعد { $seconds } ثانية من فضلكم.
    }
text-only = نفهم النصوص وحدها حتى الآن. اكتبوا سؤالكم من فضلكم.
understood = 💬 فهمنا سؤالكم هكذا: { $question }
question-of-several = <b>{ $question }</b>
suggestions = هل تقصدون إحدى هذه المعلومات؟
suggestions-nearby = لا معلومات لدينا عن { $unmet }، وهذا أقرب ما نعرفه:
button-none-of-these = لا شيء مما سبق
none-of-these = لا جواب لدينا عن هذا السؤال إذن. حفظناه للمحرّرين.
unknown = لا نعرف جواب هذا السؤال. حفظناه للمحرّرين ليبحثوا عنه.
unknown-unmet = لا معلومات لدينا عن { $unmet }. حفظنا السؤال للمحرّرين ليبحثوا عن جوابه.
unmet-year = عام { $year }
unknown-topics = هذه أقرب الموضوعات التي لدينا معلومات عنها:

## رأي السائل في الجواب

thumb =
    { $verdict ->
        [up] 👍
       *[down] 👎
    }
feedback-reason =
    { $reason ->
        [wrong] معلومة خاطئة
        [outdated] معلومة قديمة
        [off_target] لم أسأل عن هذا
       *[bad_source] مصدر لا يُوثق به
    }
feedback-why = ما الخلل في الجواب؟
feedback-thanks-up = شكرًا لكم. سينظر المحرّرون في اعتماد صيغة سؤالكم، ليُجاب بها غيركم أيضًا.
feedback-thanks-fault = شكرًا لكم. سيراجع المحرّرون هذه المعلومة، ويصحّحونها إن لزم.
feedback-thanks-unmet = شكرًا لكم. وضعنا سؤالكم بين الأسئلة التي لا جواب لها، وسيبحث المحرّرون عن جوابه.
feedback-others = لعلّكم تقصدون إحدى هذه المعلومات:
feedback-not-yours = رأي السائل وحده هو ما نسجّله في هذا الجواب. اسألوا بأنفسكم لتبدوا رأيكم.
button-back = رجوع

## سبب الجواب

button-why = لماذا هذا الجواب؟
why = <b>لماذا هذا الجواب؟</b>
why-same = ✅ في السؤال وفي صيغ المعلومة: { $words }
why-alike =
    🔁 { $asked } ≈ { $found } ({ $how ->
        [name] الاسم نفسه
        [letters] تشابه في الكتابة
        [sound] تشابه في النطق
       *[meaning] تقارب في المعنى
    })
why-unmet = ❌ في السؤال وليس في صيغ المعلومة: { $words }
why-nearness = 🔎 قرب السؤال من أشبه صيغ المعلومة به: { $letters } في الحروف، و{ $meaning } في المعنى
why-certainty =
    🎯 { $level ->
        [high] نحن متأكدون جدًا
        [good] نحن متأكدون إلى حد كبير
        [fair] نحن متأكدون بعض التأكد
       *[low] نحن غير متأكدين
    }: { $percent }

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
write-as-reply =
    { $instead ->
        [press] أو اكتبوا غير ذلك ردًّا على هذه الرسالة.
       *[nothing] اكتبوا ذلك ردًّا على هذه الرسالة.
    }
hour-unknown = لم نفهم هذه الساعة. اكتبوها مثل: 7:30 أو 9 مساءً، أو أرسلوا /cancel للإلغاء.
hour-unknown-suggestions = لسنا متأكدين من هذه الساعة. هل تقصدون إحدى هذه؟
zone-unknown = لم نعرف هذه المدينة. اكتبوا اسم مدينة كبيرة قريبة، أو فارق التوقيت مثل: غرينتش+3، أو أرسلوا /cancel للإلغاء.
zone-unknown-suggestions = لم نعرف هذه المدينة. هل تقصدون إحدى هذه؟
confirm-subscription = هكذا ستكون نشرتكم:
more-in-settings = وأما الأيام وعدد المعلومات وساعات الهدوء وحصاد الأسبوع فتختارونها متى شئتم في /settings
summary = { $days } الساعة { $time } بتوقيت { $zone }: { $topics }.
days =
    { $shape ->
        [every] كل يوم
        [all_but_one] كل يوم ما عدا { $names }
        [single] كل أسبوع يوم { $names }
        [pair] يومَي { $names }
       *[some] أيام { $names }
    }
days-run = من { $first } إلى { $last }
utc = غرينتش
summary-amount =
    { $count ->
        [zero] لا معلومات في النشرة.
        [one] معلومة واحدة في كل نشرة.
        [two] معلومتان في كل نشرة على الأكثر.
        [few] { $count } معلومات في كل نشرة على الأكثر.
        [many] { $count } معلومة في كل نشرة على الأكثر.
       *[other] { $count } معلومة في كل نشرة على الأكثر.
    }
summary-recap =
    { $place ->
        [alone] ويوم { $day } حصاد الأسبوع وحده.
       *[with] ومع نشرة يوم { $day } حصاد الأسبوع.
    }
summary-quiet = ساعات الهدوء: من { $start } إلى { $end }.
quiet-warning = ⚠️ ساعة النشرة ({ $time }) تقع في ساعات الهدوء، وستصلكم في موعدها كما اخترتم.
summary-language = لغة النشرة: { $language }.
topics-ended =
    { $count ->
        [zero] ⏹ لم ينتهِ أي موضوع.
        [one] ⏹ انتهى موضوع { $topics }، ولن يصلكم فيه جديد.
        [two] ⏹ انتهى موضوعا { $topics }، ولن يصلكم فيهما جديد.
        [few] ⏹ انتهت موضوعات { $topics }، ولن يصلكم فيها جديد.
        [many] ⏹ انتهت موضوعات { $topics }، ولن يصلكم فيها جديد.
       *[other] ⏹ انتهت موضوعات { $topics }، ولن يصلكم فيها جديد.
    }
topics-all-ended =
    { $count ->
        [zero] ⏹ ليس في اشتراككم موضوع. اختاروا موضوعًا في /settings لتصلكم النشرة.
        [one] ⏹ انتهى موضوع اشتراككم ({ $topics })، فلن تصلكم النشرة حتى تختاروا غيره: اضغطوا «الموضوعات» في /settings
        [two] ⏹ انتهى موضوعا اشتراككم ({ $topics })، فلن تصلكم النشرة حتى تختاروا غيرهما: اضغطوا «الموضوعات» في /settings
        [few] ⏹ انتهت موضوعات اشتراككم كلها ({ $topics })، فلن تصلكم النشرة حتى تختاروا غيرها: اضغطوا «الموضوعات» في /settings
        [many] ⏹ انتهت موضوعات اشتراككم كلها ({ $topics })، فلن تصلكم النشرة حتى تختاروا غيرها: اضغطوا «الموضوعات» في /settings
       *[other] ⏹ انتهت موضوعات اشتراككم كلها ({ $topics })، فلن تصلكم النشرة حتى تختاروا غيرها: اضغطوا «الموضوعات» في /settings
    }
choose-days = في أي أيام تصلكم النشرة؟ اختاروا أحد الخيارات الثلاثة الأولى، أو علّموا الأيام التي تريدونها ثم اضغطوا «تم».
choose-at-least-one-day = اختاروا يومًا واحدًا على الأقل.
choose-amount = كم معلومة تريدون في النشرة على الأكثر؟
choose-quiet =
    <b>ساعات الهدوء</b>
    لا نرسل فيها شيئًا لم تحدّدوا ساعته: لا تصويبًا ولا إعلانًا ولا نشرة تأخرت، بل يصلكم ذلك بعدها. أما النشرة في ساعتها التي اخترتموها فتصلكم ولو في ساعات الهدوء.
button-no-quiet = بلا ساعات هدوء
button-other-hours = ساعات أخرى
hours = من { $start } إلى { $end }
type-quiet = اكتبوا أول ساعات الهدوء وآخرها، مثل: من 10 مساءً إلى 7 صباحًا، أو من 22:00 إلى 7:30
quiet-unknown = لم نفهم هذه الساعات. اكتبوها مثل: من 10 مساءً إلى 7 صباحًا، أو من 22:00 إلى 7:30، أو أرسلوا /cancel للإلغاء.
quiet-unknown-suggestions = لسنا متأكدين من هذه الساعات. هل تقصدون إحدى هذه؟
choose-recap =
    <b>حصاد الأسبوع</b>
    نجمع لكم مرة في الأسبوع ما وصلكم في أيامه السبعة. في أي يوم تريدونه؟
button-no-recap = بلا حصاد
subscribed = تم الاشتراك.
subscribed-again = عاد اشتراككم كما كان.
saved = حُفظ التغيير.
settings = <b>نشرتكم اليومية</b>
settings-channel = <b>نشرة قناة «{ $title }»</b>
start-subscribed = 🔔 نشرتكم مستمرة، والتالية يوم { $date } الساعة { $time }. لإيقافها: /unsubscribe
button-for-channel = نشرة لقناة تديرونها
button-set-up = إعداد نشرة القناة
button-settings = إعدادات نشرة القناة
type-channel =
    اجعلوا البوت مشرفًا في قناتكم مع صلاحية نشر الرسائل، ثم أعيدوا توجيه منشور منها إلى هنا، أو اكتبوا رابطها أو اسمها الذي يبدأ بعلامة @.
channel-unread = لم نفهم أي قناة تقصدون. أعيدوا توجيه منشور منها إلى هنا، أو اكتبوا رابطها أو اسمها الذي يبدأ بعلامة @، أو أرسلوا /cancel للإلغاء.
channel-not-subscribed = قناة «{ $title }» غير مشتركة في النشرة.
channel-let-in = صار البوت مشرفًا في قناة «{ $title }»، ويستطيع أن ينشر فيها نشرة يومية في الموضوعات التي تختارونها.
channel-goes-on = عاد البوت مشرفًا في قناة «{ $title }»، ونشرتها مستمرة كما كانت من موعدها التالي.
channel-refused =
    { $reason ->
        [group] { $title } مجموعة وليست قناة. لاشتراك المجموعة أرسلوا فيها /subscribe
        [person] { $title } ليست قناة.
        [bot-outside] البوت ليس مشرفًا في قناة «{ $title }». أضيفوه إلى مشرفيها مع صلاحية نشر الرسائل، ثم أعيدوا المحاولة.
        [bot-mute] البوت مشرف في قناة «{ $title }» ولكن بلا صلاحية نشر الرسائل. امنحوه إياها، ثم أعيدوا المحاولة.
        [not-yours] لا يضبط نشرة قناة «{ $title }» إلا مشرفوها.
        [no-right] لا يضبط نشرة قناة «{ $title }» إلا من له صلاحية نشر الرسائل فيها. اطلبوها من مالك القناة، ثم أعيدوا المحاولة.
       *[unknown] لم نجد قناة { $title }. تأكدوا من اسمها، ومن أن البوت مشرف فيها، ثم أعيدوا المحاولة.
    }
settings-interface = لغة الحديث معكم:
settings-interface-below = وفي الصف الأخير لغة الحديث معكم.
not-subscribed = لستم مشتركين في النشرة. للاشتراك: /subscribe
unsubscribed = أُلغي اشتراككم، ولن تصلكم النشرة بعد الآن.
muted = لن تصلكم معلومات جديدة في موضوع { $title }.
unmuted = ستصلكم معلومات موضوع { $title } كما من قبل.
last-topic = هذا آخر موضوع في اشتراككم، فكتمه إيقاف للنشرة كلها.
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
        [days] الأيام
        [amount] عدد المعلومات
        [quiet] ساعات الهدوء
        [recap] حصاد الأسبوع
       *[language] اللغة
    }

## النشرة

digest = <b>نشرتكم ليوم { $date }</b>
digest-part = <b>نشرتكم ليوم { $date }</b> (الجزء { $part } من { $parts })
digest-corrections = <b>تصويب</b>
correction-before = ❌ قلنا لكم: <s>{ $statement }</s>
correction-after = ✅ والصحيح: { $statement }
correction-withdrawn = ❌ سحبنا هذه المعلومة، فلا تعتمدوا عليها: <s>{ $statement }</s>
correction-restored = ✅ سحبنا هذه المعلومة ثم تبيّن أنها صحيحة: { $statement }
digest-topic = <b>{ $title }</b>
digest-topic-about = <i>{ $about }</i>
digest-date = 📅 { $date }
digest-claim = 🗣 { $whose }
digest-source = 📰 { $source }
digest-recap = <b>معلومات هذا الأسبوع</b>
digest-recap-entry = • { $text }
digest-legend = 📰 المعلومة ومصدرها، 💬 سؤال عنها
digest-no-more = هذا كل ما لدينا في موضوعاتكم الآن. سيصلكم الجديد مع النشرة المقبلة.
button-of-fact =
    { $what ->
        [source] 📰 المصدر ({ $number })
       *[about] 💬 سؤال عن ({ $number })
    }
button-of-one =
    { $what ->
        [source] 📰 المصدر
       *[about] 💬 سؤال عن هذه المعلومة
    }
button-of-number =
    { $what ->
        [source] 📰 { $number }
       *[about] 💬 { $number }
    }
button-mute = كتم { $title }
button-more = المزيد الآن
button-stop = إيقاف النشرة
about-fact =
    { $where ->
        [group] 💬 اكتبوا سؤالكم عن هذه المعلومة ردًّا على هذه الرسالة.
       *[private] 💬 اكتبوا سؤالكم عن هذه المعلومة.
    }
about-fact-wordings = أو اختاروا سؤالًا مما يأتي:
about-fact-later = لديكم أمر لم يكتمل: أكملوه أو ألغوه بالأمر /cancel لتكتبوا سؤالكم عن هذه المعلومة.

## الرفض والأعطال

refused-curators-only = هذا الأمر للمحرّرين وحدهم، ولكم أن تسألوا ما شئتم.
refused-owners-only = هذا الأمر لمالكي البوت وحدهم.
refused-private-only = هذا الأمر في المحادثة الخاصة مع البوت فقط.
refused-administrators-only = مشرفو المجموعة وحدهم يديرون اشتراكها.
press-stale = هذا الزر قديم ولم يعد يعمل. أعيدوا الأمر من فضلكم.
fact-not-found = هذه المعلومة غير منشورة.
topic-not-found = هذا الموضوع لم يعد موجودًا.
failed = حدث عطل من جهتنا. حاولوا مرة أخرى بعد قليل.
unsure = انقطع الاتصال ونحن نجيبكم. إن لم تروا جوابًا أعلاه فأعيدوا المحاولة من فضلكم.
command-unknown = لا نعرف هذا الأمر. القائمة كاملة: /help
command-unknown-nearest = لا نعرف هذا الأمر. هل تقصدون { $command }؟
cancelled = أُلغي.
nothing-to-cancel = لا شيء مفتوح لإلغائه.

## إضافة معلومة وتعديلها

draft-unfinished = لديكم معلومة لم تكتمل، فلنتابع من حيث توقفتم. للبدء من جديد أرسلوا /cancel أولًا.
draft-step =
    { $step ->
        [statement] اكتبوا المعلومة في جملة أو جملتين تُفهمان وحدهما، بالعربية أو بالإنجليزية.
        [translation] { $language ->
            [ar] اكتبوا المعلومة نفسها بالعربية.
           *[en] اكتبوا المعلومة نفسها بالإنجليزية.
        }
        [topics] في أي موضوع تندرج؟ اختاروا واحدًا أو أكثر، أو اكتبوا اسم موضوع جديد.
        [date] ما تاريخها؟ اكتبوه كما تعرفونه: 2025، أو أبريل 2025، أو 26 يوليو 2025.
        [source] ما مصدرها؟ اختاروه، أو اكتبوه هكذا: الناشر – العنوان – الرابط. الناشر والرابط اختياريان.
        [standing] أهي خبر ينقله المصدر، أم رأي أو تقدير؟
        [attribution] من صاحب هذا الرأي أو التقدير؟
        [aliases] كيف قد يسأل الناس عنها؟ اكتبوا كل صيغة في سطر.
       *[preview] هذه هي المعلومة.
    }
draft-field =
    { $step ->
        [statement] النص
        [topics] الموضوعات
        [date] التاريخ
        [source] المصدر
        [standing] خبر أم رأي
       *[aliases] صيغ السؤال
    }
draft-fields = ماذا تريدون أن تغيّروا؟
standing =
    { $standing ->
        [claim] رأي أو تقدير
       *[reported] خبر
    }
preview = هكذا ستظهر المعلومة للقرّاء.
preview-particulars =
    الموضوعات: { $topics }
    { $aliases ->
        [zero] لم تُكتب لها صيغ أسئلة.
        [one] لها صيغة سؤال واحدة.
        [two] لها صيغتا سؤال.
        [few] لها { $aliases } صيغ أسئلة.
        [many] لها { $aliases } صيغة سؤال.
       *[other] لها { $aliases } صيغة سؤال.
    }
preview-similar =
    { $count ->
        [zero] لا معلومات شبيهة بها.
        [one] ⚠️ انتبهوا، في القاعدة معلومة تشبهها:
        [two] ⚠️ انتبهوا، في القاعدة معلومتان تشبهانها:
        [few] ⚠️ انتبهوا، في القاعدة { $count } معلومات تشبهها:
        [many] ⚠️ انتبهوا، في القاعدة { $count } معلومة تشبهها:
       *[other] ⚠️ انتبهوا، في القاعدة { $count } معلومة تشبهها:
    }
date-unknown = لم نفهم هذا التاريخ. اكتبوه مثل: 2025، أو أبريل 2025، أو 26 يوليو 2025.
source-unknown = نحتاج إلى عنوان المصدر على الأقل. اكتبوه هكذا: الناشر – العنوان – الرابط
wrong-language =
    { $language ->
        [ar] ننتظر النص بالعربية. اكتبوه، أو تخطّوا هذه الخطوة.
       *[en] ننتظر النص بالإنجليزية. اكتبوه، أو تخطّوا هذه الخطوة.
    }
invalid-entry =
    { $code ->
        [too-long] هذا النص أطول من اللازم. اختصروه من فضلكم.
        [empty] نحتاج إلى نص هنا. اكتبوه من فضلكم.
        [bad-url] هذا الرابط غير صحيح. ينبغي أن يبدأ بـ https://
       *[other] لا يمكن حفظ هذا كما هو ({ $code }). راجعوه من فضلكم.
    }
draft-overtaken = تغيّرت المعلومة { $fact } بعد أن فتحتموها، فلم نحفظ شيئًا. افتحوها من جديد: /edit
fact-unknown = لم نجد معلومة كهذه. اكتبوا معرّفها أو سؤالًا تجيب عنه.
choose-fact-to-edit = أي معلومة تريدون تعديلها؟
choose-fact-to-retire = أي معلومة تريدون سحبها؟ ستختفي عن القرّاء، ويمكنكم التراجع.
changed =
    { $done ->
        [published] ✅ نُشرت المعلومة { $fact }، ويمكن السؤال عنها من الآن.
        [draft] حُفظت المعلومة { $fact } مسودةً لا يراها القرّاء. لنشرها: /edit
        [retired] سُحبت المعلومة { $fact } ولم يعد القرّاء يرونها.
       *[undone] تم التراجع عن آخر ما جرى للمعلومة { $fact }.
    }
    رقم هذا التعديل { $number }، ويمكنكم التراجع عنه متى شئتم.
button-skip = تخطٍّ
button-today = اليوم
button-publish = نشر
button-save = حفظ
button-save-draft = حفظ مسودة
button-edit = تعديل
button-cancel = إلغاء

## أثر التغيير في أسئلة القرّاء

effects-broken =
    { $count ->
        [zero] لا سؤال مؤكَّدًا يفقد جوابه: { $questions }
        [one] ⚠️ سؤال واحد أكّد القرّاء جوابه لن يصله هذا الجواب بعد الآن: { $questions }
        [two] ⚠️ سؤالان أكّد القرّاء جوابيهما لن يصلهما هذا الجواب بعد الآن: { $questions }
        [few] ⚠️ { $count } أسئلة أكّد القرّاء أجوبتها لن تصلها هذه الأجوبة بعد الآن: { $questions }
        [many] ⚠️ { $count } سؤالًا أكّد القرّاء أجوبتها لن تصلها هذه الأجوبة بعد الآن: { $questions }
       *[other] ⚠️ { $count } سؤال أكّد القرّاء أجوبتها لن تصلها هذه الأجوبة بعد الآن: { $questions }
    }
effects-gained =
    { $count ->
        [zero] لا سؤال من الأسئلة التي بلا جواب يصير له جواب: { $questions }
        [one] 💡 سؤال كان بلا جواب ستكون هذه المعلومة جوابه: { $questions }
        [two] 💡 سؤالان كانا بلا جواب ستكون هذه المعلومة جوابهما: { $questions }
        [few] 💡 { $count } أسئلة كانت بلا جواب ستكون هذه المعلومة جوابها: { $questions }
        [many] 💡 { $count } سؤالًا كانت بلا جواب ستكون هذه المعلومة جوابها: { $questions }
       *[other] 💡 { $count } سؤال كانت بلا جواب ستكون هذه المعلومة جوابها: { $questions }
    }
quoted = «{ $text }»
shown-before =
    { $count ->
        [zero] 👥 لم تظهر هذه المعلومة لأحد كما كانت.
        [one] 👥 ظهرت المعلومة كما كانت في محادثة واحدة. هل نرسل إليها تصويبًا؟
        [two] 👥 ظهرت المعلومة كما كانت في محادثتين. هل نرسل إليهما تصويبًا؟
        [few] 👥 ظهرت المعلومة كما كانت في { $count } محادثات. هل نرسل إليها تصويبًا؟
        [many] 👥 ظهرت المعلومة كما كانت في { $count } محادثة. هل نرسل إليها تصويبًا؟
       *[other] 👥 ظهرت المعلومة كما كانت في { $count } محادثة. هل نرسل إليها تصويبًا؟
    }
shown-before-import =
    { $count ->
        [zero] 👥 لم يظهر لأحد شيء مما سيتغيّر.
        [one] 👥 ظهر بعض المعلومات التي ستتغيّر كما كان في محادثة واحدة. هل نرسل إليها تصويبًا؟
        [two] 👥 ظهر بعض المعلومات التي ستتغيّر كما كان في محادثتين. هل نرسل إليهما تصويبًا؟
        [few] 👥 ظهر بعض المعلومات التي ستتغيّر كما كان في { $count } محادثات. هل نرسل إليها تصويبًا؟
        [many] 👥 ظهر بعض المعلومات التي ستتغيّر كما كان في { $count } محادثة. هل نرسل إليها تصويبًا؟
       *[other] 👥 ظهر بعض المعلومات التي ستتغيّر كما كان في { $count } محادثة. هل نرسل إليها تصويبًا؟
    }
changed-told = 📣 سيصل التصويب بعد دقيقة إلى من ظهرت لهم المعلومة كما كانت. إن تراجعتم قبل ذلك لم يُرسل شيء.
button-tell =
    { $change ->
        [publish] نشر وإرسال التصويب
        [retire] سحب وإرسال التصويب
        [import] استيراد وإرسال التصويب
       *[undo] تراجع وإرسال التصويب
    }
button-quietly =
    { $change ->
        [publish] نشر بلا تصويب
        [retire] سحب بلا تصويب
        [import] استيراد بلا تصويب
       *[undo] تراجع بلا تصويب
    }
button-anyway = تنفيذ رغم ذلك
button-leave = إبقاء الحال كما هي

## التراجع والسجل

undo-usage = اكتبوا رقم التعديل بعد الأمر، أو أرسلوا /undo وحده للتراجع عن آخر تعديل لكم.
undo-again = سبق التراجع عن التعديل رقم { $number }.
undo-nothing = ليس لكم تعديل يمكن التراجع عنه.
undo-unknown = لا يوجد تعديل رقمه { $number }.
undo-conflict = عُدّلت المعلومة بعد التعديل رقم { $number }. تراجعوا أولًا عن التعديل رقم { $newer }.
history = <b>آخر التعديلات</b>
history-none = لا تعديلات بعد.
history-entry =
    <b>{ $number }</b> · { $action ->
        [add] إضافة
        [edit] تعديل
        [publish] نشر
        [retire] سحب
       *[undo] تراجع عن { $undoes }
    } · { $fact }
    { $by ->
        [file] من ملف
       *[person] { $author }
    } · { $time }
history-change = { $field }: <s>{ $before }</s> ← { $after }

## أسئلة بلا جواب

inbox =
    { $count ->
        [zero] لا أسئلة بلا جواب.
        [one] سؤال واحد بلا جواب:
        [two] سؤالان بلا جواب:
        [few] { $count } أسئلة بلا جواب:
        [many] { $count } سؤالًا بلا جواب:
       *[other] { $count } سؤال بلا جواب:
    }
inbox-ignored = لن يظهر هذا السؤال هنا بعد الآن.
inbox-answering = سؤال القارئ: { $question }
button-answer-question = جواب { $number }
button-ignore-question = تجاهل { $number }

## آراء القرّاء

review =
    { $count ->
        [zero] لا شيء ينتظر مراجعتكم.
        [one] رأي واحد ينتظر مراجعتكم:
        [two] رأيان ينتظران مراجعتكم:
        [few] { $count } آراء تنتظر مراجعتكم، أقدمها أولًا:
        [many] { $count } رأيًا ينتظر مراجعتكم، أقدمها أولًا:
       *[other] { $count } رأي ينتظر مراجعتكم، أقدمها أولًا:
    }
review-wording =
    { $number }. 👍 سؤال أكّد صاحبه أن هذه المعلومة جوابه { $count ->
        [zero] (بلا تكرار)
        [one] (مرة واحدة)
        [two] (مرتين)
        [few] ({ $count } مرات)
        [many] ({ $count } مرة)
       *[other] ({ $count } مرة)
    }: «{ $question }»
review-complaint =
    { $number }. 👎 اعتراض على هذه المعلومة { $count ->
        [zero] (بلا تكرار)
        [one] (مرة واحدة)
        [two] (مرتين)
        [few] ({ $count } مرات)
        [many] ({ $count } مرة)
       *[other] ({ $count } مرة)
    }: { $reason }. كان السؤال: «{ $question }»
review-approved = أضيف السؤال إلى صيغ المعلومة (التعديل رقم { $number }). للتراجع: /undo
review-declined = رُفضت هذه الصيغة، ولن تُعرض عليكم مرة أخرى.
review-set-aside = طُوي هذا الاعتراض، وسيظهر من جديد إن اعترض قارئ آخر.
review-done-already = سبق البتّ في هذا الرأي.
button-approve = اعتماد { $number }
button-decline = رفض { $number }
button-edit-fact = تعديل { $number }
button-set-aside = طيّ { $number }

## المعاينة والاستيراد والمحرّرون

preview-begins =
    { $count ->
        [zero] 👁 <b>معاينة</b>: لا جديد، فلن تُرسل نشرة.
        [one] 👁 <b>معاينة</b>: الرسالة التالية كما ستُرسل، ولا يُسجَّل أنها عُرضت.
        [two] 👁 <b>معاينة</b>: الرسالتان التاليتان كما ستُرسلان، ولا يُسجَّل أنهما عُرضتا.
        [few] 👁 <b>معاينة</b>: الرسائل التالية ({ $count }) كما ستُرسل، ولا يُسجَّل أنها عُرضت.
        [many] 👁 <b>معاينة</b>: الرسائل التالية ({ $count }) كما ستُرسل، ولا يُسجَّل أنها عُرضت.
       *[other] 👁 <b>معاينة</b>: الرسائل التالية ({ $count }) كما ستُرسل، ولا يُسجَّل أنها عُرضت.
    }
preview-whose =
    { $whose ->
        [own] هذه نشرتكم المقبلة: { $topics }
        [other] هذه النشرة المقبلة للمحادثة { $chat }: { $topics }
       *[newcomer] هذه نشرة الغد لمشترك جديد: { $topics }
    }
preview-ends = 👁 انتهت المعاينة.
preview-usage = اكتبوا رقم المحادثة بعد الأمر، مثل: /preview 123456، أو أرسلوا /preview وحده لمعاينة نشرتكم.
preview-no-subscription = لا اشتراك لهذه المحادثة.
preview-choose-topics = اختاروا الموضوعات التي تريدون معاينة نشرتها:
button-other-topics = موضوعات أخرى
button-preview = معاينة
import-send = أرسلوا الملف الآن: YAML أو JSON Lines.
import-too-large = الملف أكبر مما تستطيع البوتات تنزيله (20 ميغابايت).
import-contents =
    الملف سليم. { $facts ->
        [zero] لا معلومات فيه.
        [one] فيه معلومة واحدة.
        [two] فيه معلومتان.
        [few] فيه { $facts } معلومات.
        [many] فيه { $facts } معلومة.
       *[other] فيه { $facts } معلومة.
    }
    موضوعات: { $topics }، مصادر: { $sources }، أسماء: { $names }.
import-report =
    تم الاستيراد.
    أُضيف: { $added }، تغيّر: { $changed }، لم يتغيّر: { $unchanged }، أُبقي على تعديل المحرّرين: { $kept }.
import-told = 📣 ستصل التصويبات بعد دقيقة إلى من ظهرت لهم المعلومات كما كانت. إن تراجعتم قبل ذلك لم يُرسل شيء.
import-undone =
    { $count ->
        [zero] لم نتراجع عن شيء.
        [one] تم التراجع عن تعديل واحد.
        [two] تم التراجع عن تعديلين.
        [few] تم التراجع عن { $count } تعديلات.
        [many] تم التراجع عن { $count } تعديلًا.
       *[other] تم التراجع عن { $count } تعديل.
    }
    ويمكنكم التراجع عن ذلك أيضًا متى شئتم.
import-problems =
    { $count ->
        [zero] لا أخطاء في الملف.
        [one] لم نستورد شيئًا: في الملف خطأ واحد.
        [two] لم نستورد شيئًا: في الملف خطآن.
        [few] لم نستورد شيئًا: في الملف { $count } أخطاء.
        [many] لم نستورد شيئًا: في الملف { $count } خطأ.
       *[other] لم نستورد شيئًا: في الملف { $count } خطأ.
    }
import-problem = • { $place }: { $detail }
button-import = استيراد
curators =
    { $count ->
        [zero] لا محرّرين بعد.
        [one] محرّر واحد:
        [two] محرّران:
        [few] { $count } محرّرين:
        [many] { $count } محرّرًا:
       *[other] { $count } محرّر:
    }
curator-line = • { $name } ({ $id })
curator-who = أعيدوا إلينا توجيه رسالة من الشخص، أو اكتبوا رقم معرّفه في تيليغرام.
curator-unknown = لم نعرف من تقصدون. ربما يخفي هويته عند إعادة التوجيه؛ اكتبوا رقم معرّفه، أو أرسلوا /cancel
curator-added = أصبح { $name } من المحرّرين.
curator-removed = لم يعد من المحرّرين.
button-add-curator = إضافة محرّر
button-remove-curator = إزالة { $name }

## متى نجزم بالجواب

thresholds =
    <b>متى نجزم بالجواب؟</b>
    نجيب بالمعلومة إذا بلغت ثقتنا بها { $answer } على الأقل، وفاقت التي تليها بما لا يقل عن { $lead }.
    ونعرض معلومات للاختيار منها إذا بلغت الثقة { $suggest } على الأقل، وما دون ذلك نقول إننا لا نعرف جوابه.
thresholds-questions =
    { $count ->
        [zero] لم يُسأل شيء بعد لنرى أثر ذلك.
        [one] أثر ذلك في السؤال الوحيد الذي سُئل:
        [two] أثر ذلك في آخر سؤالين:
        [few] أثر ذلك في آخر { $count } أسئلة:
        [many] أثر ذلك في آخر { $count } سؤالًا:
       *[other] أثر ذلك في آخر { $count } سؤال:
    }
thresholds-status =
    { $status ->
        [answered] أُجيب عنها
        [suggested] عُرضت لها معلومات للاختيار
       *[unknown] لم نعرف جوابها
    }
thresholds-line = • { $status }: { $questions }
thresholds-line-change = • { $status }: { $questions } (والآن: { $now })
thresholds-state =
    { $state ->
        [calibrated] هذه هي القيم التي عايرناها على أسئلة نعرف أجوبتها.
        [moved] عُدّلت هذه القيم عمّا عايرناه على أسئلة نعرف أجوبتها.
       *[proposed] هذا اقتراح لم يُعتمد بعد، والقرّاء لا يرون أثره.
    }
thresholds-held = اعتُمدت القيم، ويسري العمل بها من السؤال التالي.
button-threshold =
    { $way ->
        [lower] ▼
       *[higher] ▲
    } { $level ->
        [answer] الجواب من { $percent }
        [suggest] العرض من { $percent }
       *[lead] الفارق { $percent }
    }
button-thresholds-hold = اعتماد
button-thresholds-discard = إبقاء القيم كما هي
button-thresholds-calibrated = العودة إلى القيم المعايرة

## الإرسال

sending = <b>الإرسال</b>
sending-state =
    { $state ->
        [going] ▶️ الرسائل في طريقها إلى أصحابها.
       *[idle] ✅ لا رسائل تنتظر الإرسال الآن.
    }
sending-paused-by-owner = ⏸ الإرسال متوقّف منذ { $since } بأمر من { $name }.
sending-paused-on-the-machine = ⏸ الإرسال متوقّف منذ { $since } بأمر من سطر الأوامر.
sending-paused-by-errors =
    ⏸ توقّف الإرسال من نفسه منذ { $since }، إذ تكرّر الخطأ نفسه:
    { $reason }
sending-held-up =
    ⚠️ الإرسال متعثّر منذ { $since } بسبب خطأ لم يزُل بعد:
    { $reason }
sending-tries-again = سنعيد المحاولة من أنفسنا برسالة واحدة في { $time }، فإن وصلت عاد الإرسال كما كان.
sending-tries-now = نعيد المحاولة الآن برسالة واحدة، فإن وصلت عاد الإرسال كما كان.
sending-waits = ستبقى الرسائل محفوظة إلى أن يُستأنف الإرسال.
sending-amounts = ما أُرسل في آخر 24 ساعة وما بقي:
sending-amount =
    • { $kind ->
        [correction] التصويبات
        [broadcast] الرسائل العامة
       *[digest] النشرات
    }: أُرسل { $sent }، وبقي { $left }
sending-later = (المؤجَّل إلى وقت لاحق: { $later })
sending-rate = السرعة في الدقيقة الأخيرة، بالرسائل في الثانية: { $rate }
sending-waits-for-telegram = ⏳ طلب تيليغرام ألّا نرسل شيئًا قبل { $time }.
sending-until = ينتهي إرسال ما حان وقته نحو { $time }.
sending-zone = الأوقات بتوقيت { $zone }.
sending-paused = أُوقف الإرسال. وما هو في الطريق سيصل.
sending-resumed = استُؤنف الإرسال.
button-refresh = تحديث
button-pause-sending = إيقاف الإرسال
button-resume-sending = استئناف الإرسال

## الرسائل العامة

broadcast-write = اكتبوا الرسالة كما تريدون أن تصل إلى المشتركين، بالعربية أو بالإنجليزية. يبقى تنسيقها كما هو.
broadcast-translation =
    { $language ->
        [ar] اكتبوا الرسالة نفسها بالعربية لمن يقرأ بها، أو تخطّوا هذه الخطوة فتصلهم كما كتبتموها.
       *[en] اكتبوا الرسالة نفسها بالإنجليزية لمن يقرأ بها، أو تخطّوا هذه الخطوة فتصلهم كما كتبتموها.
    }
broadcast-text-only = ننتظر رسالة نصية. اكتبوها من فضلكم، أو أرسلوا /cancel للإلغاء.
broadcast-audience = إلى من نرسلها؟
broadcast-everyone = كل المشتركين
broadcast-language =
    { $language ->
        [ar] من يقرأ بالعربية
       *[en] من يقرأ بالإنجليزية
    }
broadcast-of-topic = المشتركون في { $title }
broadcast-groups-too = المجموعات والقنوات أيضًا
broadcast-preview = هكذا ستصل الرسالة.
broadcast-one-language = تصل بهذه اللغة إلى الجميع.
broadcast-whom =
    إلى: { $who } { $where ->
        [people] (الأفراد فقط)
       *[everywhere] (الأفراد والمجموعات والقنوات)
    }
broadcast-reach =
    { $count ->
        [zero] لا أحد بين هؤلاء الآن.
        [one] تصل إلى محادثة واحدة.
        [two] تصل إلى محادثتين.
        [few] تصل إلى { $count } محادثات.
        [many] تصل إلى { $count } محادثة.
       *[other] تصل إلى { $count } محادثة.
    }
broadcast-takes =
    { $minutes ->
        [zero] تنتهي فورًا بالسرعة الحالية.
        [one] تنتهي في دقيقة أو أقل بالسرعة الحالية.
        [two] تنتهي في نحو دقيقتين بالسرعة الحالية.
        [few] تنتهي في نحو { $minutes } دقائق بالسرعة الحالية.
        [many] تنتهي في نحو { $minutes } دقيقة بالسرعة الحالية.
       *[other] تنتهي في نحو { $minutes } دقيقة بالسرعة الحالية.
    }
broadcast-card = <b>الرسالة العامة رقم { $number }</b>
broadcast-scheduled =
    ⏳ تبدأ نحو { $time } بتوقيت { $zone }. { $count ->
        [zero] لا أحد ممن تخصّهم الآن.
        [one] تصل إلى محادثة واحدة.
        [two] تصل إلى محادثتين.
        [few] تصل إلى { $count } محادثات.
        [many] تصل إلى { $count } محادثة.
       *[other] تصل إلى { $count } محادثة.
    }
    إن تراجعتم قبل ذلك لم يُرسل شيء.
broadcast-undone = ↩️ تم التراجع عنها، ولم يُرسل منها شيء.
broadcast-begun = فات وقت التراجع، فقد بدأ الإرسال. يمكنكم إيقافه.
broadcast-state =
    { $state ->
        [going] ▶️ في طريقها إلى أصحابها.
        [stopped] ⏹ أُوقفت قبل أن تصل إلى الجميع.
       *[done] ✅ انتهى الإرسال.
    }
broadcast-count =
    • { $what ->
        [sent] وصلت
        [left] بقيت
        [unknown] لا يُعرف هل وصلت
        [dead] تعذّر إيصالها
       *[skipped] لم تُرسل
    }: { $count }
broadcast-until = تنتهي نحو { $time } بتوقيت { $zone }.
broadcast-paused = ⏸ الإرسال كله متوقف الآن. لاستئنافه: /resume
broadcast-held-up = ⚠️ الإرسال كله متعثّر الآن بسبب خطأ، ونعيد المحاولة من أنفسنا. التفاصيل: /progress
broadcast-stop = هل نوقف هذه الرسالة؟ ما وصل منها باقٍ، وما لم يُرسل بعد لن يُرسل، ولا رجوع عن ذلك.
button-send = إرسال
button-other-audience = جمهور آخر
button-rewrite = كتابتها من جديد
button-stop-broadcast = إيقاف

## تنبيهات المالكين

alert-paused =
    ⏸ <b>توقّف الإرسال</b>
    { $count ->
        [zero] تكرّر الخطأ نفسه:
        [one] وقع خطأ واحد:
        [two] تكرّر الخطأ نفسه مرتين متتاليتين:
        [few] تكرّر الخطأ نفسه { $count } مرات متتالية:
        [many] تكرّر الخطأ نفسه { $count } مرة متتالية:
       *[other] تكرّر الخطأ نفسه { $count } مرة متتالية:
    }
    { $reason }
alert-tries-again = سنعيد المحاولة من أنفسنا في { $time } بتوقيت { $zone }. لا يضيع شيء مما ينتظر.
alert-needs-resume = لن يُرسل شيء حتى تستأنفوا الإرسال بأنفسكم بعد معالجة السبب. لا يضيع شيء مما ينتظر.
alert-resumed = ▶️ عاد الإرسال بعد أن زال هذا الخطأ: { $reason }
alert-refused =
    ⚠️ رفض تيليغرام رسالة واحدة، ولم يتأثر سواها.
    الرسالة: { $campaign }
    رقم المحادثة: { $chat }
    سبب الرفض كما ذكره: { $reason }
alert-campaign =
    { $kind ->
        [digest] نشرة { $what }
        [correction] تصويب رقم { $what }
       *[broadcast] رسالة عامة رقم { $what }
    }
alert-refused-more =
    { $count ->
        [zero] ⚠️ لم يرفض تيليغرام رسائل أخرى.
        [one] ⚠️ رفض تيليغرام بعد ذلك رسالة أخرى.
        [two] ⚠️ رفض تيليغرام بعد ذلك رسالتين أخريين.
        [few] ⚠️ رفض تيليغرام بعد ذلك { $count } رسائل أخرى.
        [many] ⚠️ رفض تيليغرام بعد ذلك { $count } رسالة أخرى.
       *[other] ⚠️ رفض تيليغرام بعد ذلك { $count } رسالة أخرى.
    }
    الأسباب كما ذكرها: { $reasons }
    التفاصيل في سطر الأوامر: marsad digest ledger --status dead

## بياناتكم

mydata = <b>ما نحفظه عنكم</b>
mydata-language = لغة الحديث: { $language }
mydata-questions =
    { $count ->
        [zero] لم تسألوا شيئًا بعد.
        [one] سألتم سؤالًا واحدًا.
        [two] سألتم سؤالين.
        [few] سألتم { $count } أسئلة.
        [many] سألتم { $count } سؤالًا.
       *[other] سألتم { $count } سؤال.
    }
mydata-feedback =
    { $count ->
        [zero] لم تقيّموا أي جواب بعد.
        [one] قيّمتم جوابًا واحدًا.
        [two] قيّمتم جوابين.
        [few] قيّمتم { $count } أجوبة.
        [many] قيّمتم { $count } جوابًا.
       *[other] قيّمتم { $count } جواب.
    }
mydata-showings =
    { $count ->
        [zero] لم نعرض عليكم أي معلومة بعد.
        [one] عرضنا عليكم معلومة واحدة.
        [two] عرضنا عليكم معلومتين.
        [few] عرضنا عليكم { $count } معلومات.
        [many] عرضنا عليكم { $count } معلومة.
       *[other] عرضنا عليكم { $count } معلومة.
    }
mydata-revisions =
    { $count ->
        [zero] لم تعدّلوا شيئًا بصفتكم محرّرين.
        [one] أجريتم تعديلًا واحدًا بصفتكم محرّرين، ويبقى في السجلّ.
        [two] أجريتم تعديلين بصفتكم محرّرين، ويبقيان في السجلّ.
        [few] أجريتم { $count } تعديلات بصفتكم محرّرين، وتبقى في السجلّ.
        [many] أجريتم { $count } تعديلًا بصفتكم محرّرين، وتبقى في السجلّ.
       *[other] أجريتم { $count } تعديل بصفتكم محرّرين، وتبقى في السجلّ.
    }
mydata-sendings = <b>آخر ما أرسلناه إليكم</b>
mydata-sendings-none = لم نرسل إليكم أي نشرة.
mydata-sending = • { $time }: { $what } – { $how }
mydata-what =
    { $kind ->
        [correction] تصويب
       *[broadcast] إعلان
    }
mydata-digest = نشرة ({ $facts })
mydata-digest-part = نشرة ({ $facts }، الجزء { $part } من { $parts })
mydata-facts =
    { $count ->
        [zero] بلا معلومات
        [one] معلومة واحدة
        [two] معلومتان
        [few] { $count } معلومات
        [many] { $count } معلومة
       *[other] { $count } معلومة
    }
mydata-how =
    { $how ->
        [sent] تم الإرسال (رقم الرسالة { $message })
        [unknown] ربما تم الإرسال: انقطع الاتصال قبل أن نعرف، ولا نكرّر الإرسال كي لا يصل مرتين
        [nothing-new] لا إرسال: لم يكن هناك جديد
        [too-late] لا إرسال: فات وقتها، وتأتي معلوماتها مع النشرة التالية
        [unsubscribed] لا إرسال: أُلغي الاشتراك قبل ذلك
        [told] لا إرسال: وصلكم مضمون الرسالة في رسالة أخرى
        [withdrawn] لا إرسال: سُحبت معلوماتها من النشر
        [cancelled] لا إرسال: أُلغي قبل أن يبدأ
        [gone] تعذّر الإرسال: المحادثة حظرت البوت أو لم تعد موجودة
        [refused] تعذّر الإرسال: رفضه تيليغرام
        [unreachable] تعذّر الإرسال بعد محاولات عدة
        [waiting] لم يتم الإرسال بعد، وسنحاول مجددًا
        [pending] في الطريق
       *[skipped] لا إرسال
    }
button-as-file = كل شيء في ملف
forget-confirm = سنمحو لغتكم المختارة واشتراككم وسجلّ ما أرسلناه إليكم، ونزيل كل ما يربط بكم أسئلتكم وآراءكم في الأجوبة. لا رجوع بعد ذلك.
forget-not-yours = هذا الزر لمن طلب المحو.
forgotten = مُحي كل ما كنا نحفظه عنكم.
button-forget = محو كل شيء
