"""What a speech model is known to say when nobody speaks, by language.

It was taught by subtitles of videos: their credits, their farewells and their notes of sounds. Collected from the
reports of Whisper's users (openai/whisper discussions 679, 928, 1606 and 2608) and from our own runs over noise.
Everything is compared without punctuation, case-folded, with single spaces.
"""

from __future__ import annotations

import re

# Credits and sounds that nobody says at a table, however they are worded; searched in texts of at most CREDIT_LETTERS.
CREDITS = re.compile(
    r"amara ?org|dimatorzok|субтитр\w* (?:сделал|создавал|подогнал|делал)|редактор субтитров|корректор а ?\w+$"
    r"|(?:untertitel(?:ung)?|copyright) (?:im auftrag )?(?:des |von |der )?"
    r"(?:(?:zdf|wdr|swr|ard|br|mdr|ndr)\b|stephanie geiges)"
    r"|sous ?titr\w* (?:st ?|fr ?|par |réalisés|société|mfp|soustitreur)|soustitreur com|radio canada$"
    r"|subt[ií]tul\w* (?:realizados|hechos|creados|por la comunidad)|legendas (?:pela comunidade|por )"
    r"|legendado por|sottotitol\w* (?:creati|e revisione|a cura)|qtss|subtitles by|captioned by|transcribed by"
    r"|ترجمة نانسي|نانسي قنقر|تمت? ?الترجمة|字幕由|字幕提供|字幕志愿者|中文字幕|字幕製作|字幕组|明镜与点点|明鏡與點點"
    r"|不吝点赞|不吝點贊|优优独播|優優獨播|yoyo television|以下是普通话的句子|ご視聴|チャンネル登録|字幕視聴"
    r"|(?:mbc|kbs|sbs|ytn) ?뉴스 \w+(?:입니다|였습니다)|기상캐스터|한글자막|자막 (?:제공|by)"
    r"|구독과 좋아요|시청해 ?주셔서"
    r"|ซับไตเติ้ล|กดติดตาม|กดไลค์"
)
CREDIT_LETTERS = 60
# Notes of sounds, where they are all there is.
SOUNDS = frozenset(
    {
        "applause", "applaudissements", "aplausos", "applausi", "applaus", "cheering", "laughter", "music",
        "musique", "background music", "musique de fond", "música de fondo", "música de fundo", "hintergrundmusik",
        "musica di sottofondo", "фоновая музыка",
        "música", "musik", "musica", "silence", "rires", "risas", "risos", "аплодисменты", "музыка", "смех",
        "музыкальная заставка", "спокойная музыка", "весёлая музыка", "веселая музыка", "динамичная музыка",
        "тревожная музыка", "торжественная музыка", "напряженная музыка", "лирическая музыка", "стук", "шум",
        "موسيقى", "تصفيق", "ضحك", "音乐", "音樂", "掌声", "掌聲", "笑声", "音楽", "拍手", "笑い声", "음악",
        "박수",
        "웃음", "เพลง", "ดนตรี", "เสียงปรบมือ", "เสียงหัวเราะ",
    }
)  # fmt: skip
# Farewells of videos: a delegate hardly says them, so only a model that is very sure is believed.
FAREWELLS = {
    "en": {
        "don t forget to subscribe", "i ll see you in the next video", "like and subscribe", "music playing",
        "please like and subscribe", "please subscribe", "please subscribe to my channel",
        "see you in the next video",
        "see you next time", "subscribe", "subscribe to my channel", "thank you for watching",
        "thank you so much for watching", "thanks for listening", "thanks for watching",
        "thanks for watching bye",
        "the end", "we ll be right back", "welcome back to my channel",
    },
    "fr": {
        "abonnez vous", "abonnez vous à la chaîne", "à bientôt pour une nouvelle vidéo",
        "merci d avoir regardé",
        "merci d avoir regardé cette vidéo", "merci d avoir regardé la vidéo", "n oubliez pas de vous abonner",
        "merci de votre attention et à bientôt",
    },
    "es": {
        "dale like", "gracias por ver", "gracias por ver el video", "gracias por ver el vídeo",
        "hasta el próximo video",
        "nos vemos en el próximo video", "no olvides suscribirte", "suscríbete", "suscríbete al canal",
        "suscribanse al canal", "suscríbanse", "hasta la próxima",
    },
    "pt": {
        "até a próxima", "até o próximo vídeo", "deixe seu like", "e aí", "inscreva se", "inscreva se no canal",
        "não se esqueça de se inscrever no canal", "obrigada por assistir", "obrigado por assistir",
        "tchau tchau",
    },
    "de": {
        "abonniert den kanal", "bis zum nächsten mal", "danke fürs zuschauen", "danke für s zuschauen",
        "vielen dank fürs zuschauen", "vielen dank für s zuschauen",
    },
    "it": {
        "alla prossima", "grazie per aver guardato il video", "grazie per la visione", "iscriviti al canale",
        "iscrivetevi al canale",
    },
    "ru": {
        "до новых встреч", "подпишись", "подпишись на канал", "подпишитесь на канал", "подписывайтесь на канал",
        "подписывайтесь на мой канал", "продолжение в следующей части", "продолжение следует",
        "спасибо за просмотр",
        "ставьте лайки",
    },
    "ar": {
        "اشترك في القناة", "اشتركوا بالقناة", "اشتركوا في القناة", "شكرا على المشاهدة",
        "شكرا لكم على المشاهدة", "شكرا للمشاهدة", "شكرا لمتابعتكم", "لا تنسوا الاشتراك",
        "لا تنسوا الاشتراك في القناة", "لا تنسى الاشتراك",
    },
    "ko": {
        "감사합니다 다음 영상에서", "고맙습니다 다음 시간에", "구독 좋아요 알림설정",
        "다음 시간에 또 뵙도록 하겠습니다",
        "다음 영상에서 만나요", "봐주셔서 감사합니다", "영상 봐주셔서 감사합니다",
        "이 영상은 유료광고를 포함하고 있습니다",
    },
    "zh": {
        "感謝收看", "感謝觀看", "感谢收看", "感谢观看", "下集再见", "下期再见", "我们下期再见", "拜拜",
        "謝謝收看", "謝謝觀看",
        "谢谢收看", "谢谢观看", "谢谢观看 下集再见", "请订阅", "歡迎訂閱", "欢迎订阅", "点赞订阅",
        "點贊訂閱", "订阅转发",
    },
    "ja": {
        "また次の動画でお会いしましょう", "また見てくださいね", "次の動画でお会いしましょう",
        "最後までご覧いただきありがとうございます",
        "最後まで視聴してくださって本当にありがとうございます", "見てくれてありがとう", "おやすみなさい",
        "おわり", "終わり",
    },
    "th": {
        "ขอบคุณที่รับชม", "ขอบคุณสำหรับการรับชม", "แล้วพบกันใหม่", "โปรดติดตามตอนต่อไป", "สวัสดีครับ แล้วพบกันใหม่",
    },
}  # fmt: skip
# What people do say, and the model over noise as well: believed unless the model itself is in doubt. Answers ("yes",
# "no", "okay") are not among them: a meeting lives by them.
COURTESIES = {
    "en": {
        "ah", "bye", "bye bye", "goodbye", "hello", "hmm", "i m sorry", "mm", "oh", "oh my god", "so", "thank you",
        "thank you so much", "thank you very much", "thanks", "uh", "um", "you",
    },
    "fr": {"ah", "au revoir", "bonjour", "euh", "hum", "merci", "merci beaucoup", "oh", "salut"},
    "es": {"ah", "adiós", "chau", "gracias", "hola", "mmm", "muchas gracias", "oh"},
    "pt": {"ah", "ai", "hum", "o", "obrigada", "obrigado", "oi", "tchau", "valeu"},
    "de": {"ah", "danke", "hallo", "mhm", "oh", "tschüss", "vielen dank"},
    "it": {"ah", "ciao", "grazie", "grazie a tutti", "grazie mille", "oh"},
    "ru": {"а", "ага", "всем пока", "ну", "ой", "пока", "спасибо", "спасибо за внимание", "угу", "удачи", "э"},
    "ar": {"آه", "السلام عليكم", "السلام عليكم ورحمة الله وبركاته", "ترجمة", "شكرا", "شكرا لكم", "يا"},
    "ko": {"감사합니다", "고맙습니다", "아", "안녕하세요", "어", "음"},
    "zh": {"啊", "嗯", "你好", "謝謝", "谢谢", "谢谢大家", "謝謝大家", "哦"},
    "ja": {"あ", "ありがとう", "ありがとうございました", "ありがとうございます", "うん", "え", "ん"},
    "th": {"ขอบคุณ", "ขอบคุณครับ", "ขอบคุณค่ะ", "สวัสดีครับ", "สวัสดีค่ะ", "อืม"},
}  # fmt: skip
# Answers by which a meeting decides: believed however short they are and however little the model makes of them.
ANSWERS = frozenset(
    {
        "agreed", "aye", "i agree", "no", "nope", "okay", "ok", "we agree", "yeah", "yes",
        "d accord", "je suis d accord", "non", "oui", "de acuerdo", "sí", "si",
        "certo", "concordo", "de acordo", "não", "sim", "einverstanden", "ja", "nein", "d accordo", "sì",
        "да", "нет", "согласен", "согласна", "لا", "موافق", "نعم",
        "不同意", "同意", "好的", "不", "是", "是的", "对", "賛成です", "いいえ", "はい",
        "네", "동의합니다", "아니오", "아니요", "예", "เห็นด้วย", "ใช่", "ไม่",
    }
)  # fmt: skip
