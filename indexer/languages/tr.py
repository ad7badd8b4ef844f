"""Turkish."""

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    labels_of_roles,
    month_numbers,
    phrases,
    words,
)

# `str.lower` makes "i̇" of "İ" and "i" of "I": words with them are given in the form that capitals lead to, too.
_TITLES = """
    sayın sayin bey hanım dr prof doç profesör başkan başkanı başkani başkanvekili başkanveki̇li̇ bakan
    bakanı bakani başbakan cumhurbaşkanı cumhurbaşkani milletvekili mi̇lletveki̇li̇ vekil müsteşar
    büyükelçi büyükelçi̇ vali vali̇ sözcü sözcüsü sekreter mecliṡ
"""
_POSTS = """
    bakanlık bakanlığı gazeteci gazeteci̇ grubu hükûmet hükümet katılımcı komisyon komisyonu konuk kurul
    kâtip meclisi moderatör muhabir muhabi̇r parti soru sunucu tercüman çevirmen üye üyesi genel meclis
"""

LANGUAGE = Language(
    code="tr",
    aliases=words("tur"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                başkan | oturum başkanı | meclis başkanı | başkanvekili | başkanveki̇li̇ | moderatör
                | sunucu
            """,
            questioner="soru | gazeteci | gazeteci̇ | muhabir | muhabi̇r",
            audience="dinleyici | izleyici | salondan",
            narration="anlatıcı | anlatici",
            speaker="cevap | yanıt | yanit",
        ),
        titles=words(_TITLES),
        posts=words(_POSTS),
        courtesy=words("sayın sayin bey hanım"),
        men=words("bey"),
        women=words("hanım"),
        asking=("gazeteci", "muhabir", "sunucu"),
    ),
    layout=LayoutWords(
        rolls=phrases("""
            katılanlar | katılımcılar | hazır bulunanlar | bulunmayanlar | toplantıya katılanlar
        """),
        no_labels=phrases(
            """
            açılma saati | başlık | ek | ekler | gündem | kapanma saati | kaynaklar | konu
            | konular | not | oturum | oylama | özet | saat | süre | tarih | telefon
            | yer ve tarih
            """
        ),
        small_words=words("ve veya ile için"),
        months=month_numbers("ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık"),
        function_words=words(
            """
            ama bir biz bizim bu bunu bunun böyle çok da daha de değerli değil diye en gibi hem her
            için ile ki kadar konuda mı ne o olan olarak olduğu sayın şimdi şu var ve veya yani yok
            """
        ),
    ),
)
