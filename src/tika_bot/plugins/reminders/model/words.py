"""The words for times that members type, by language: data for the lexer in `lexicon`."""

from dataclasses import dataclass
from datetime import time
from typing import Any, NamedTuple

LANGUAGES = ("en", "de", "fr", "es", "ja", "ru")


class Unit(NamedTuple):
    """A unit of time: ``seconds`` of real time, or ``days`` or ``months`` on the calendar."""

    seconds: int = 0
    days: int = 0
    months: int = 0


SECOND, MINUTE, HOUR = Unit(seconds=1), Unit(seconds=60), Unit(seconds=3600)
DAY, WEEK, MONTH, YEAR = Unit(days=1), Unit(days=7), Unit(months=1), Unit(months=12)


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """Morning, evening and so on: the time that is meant if none is given; is it after noon?"""

    at: time
    after_noon: bool


MORNING = PartOfDay(time(9), after_noon=False)
AFTERNOON = PartOfDay(time(15), after_noon=True)
EVENING = PartOfDay(time(19), after_noon=True)
NIGHT = PartOfDay(time(21), after_noon=True)

KINDS = (
    *(("U", unit) for unit in (SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR)),
    *(("D", n) for n in (0, 1, 2)),
    *(("W", (n,)) for n in range(7)),
    *(("M", n) for n in range(1, 13)),
    *(("N", n) for n in range(1, 11)),
)
"""What the words of a `TABLES` entry stand for, row by row."""

# second … year | today, tomorrow, the day after | monday … sunday | january … december | one … ten
TABLES = {
    "en": """
        s sec secs second seconds/m min mins minute minutes/h hr hrs hour hours/d day days
        w wk wks week weeks/mo month months/y yr yrs year years
        today/tomorrow tmrw tmr/day_after_tomorrow the_day_after_tomorrow
        monday mon/tuesday tue tues/wednesday wed weds/thursday thu thur thurs/friday fri/saturday sat
        sunday sun
        january jan/february feb/march mar/april apr/may/june jun/july jul/august aug/september sep sept
        october oct/november nov/december dec
        one a an/two a_couple_of/three a_few/four/five/six/seven/eight/nine/ten""",
    "de": """
        sek sekunde sekunden/min minute minuten/std stunde stunden/tag tage tagen tages/woche wochen
        monat monate monaten monats/jahr jahre jahren jahres
        heute/morgen/übermorgen
        montag mo/dienstag di/mittwoch mi/donnerstag do/freitag fr/samstag sonnabend sa/sonntag so
        januar jänner jan/februar feb/märz mrz/april apr/mai/juni jun/juli jul/august aug
        september sep sept/oktober okt/november nov/dezember dez
        ein eine einer einem einen/zwei/drei/vier/fünf/sechs/sieben/acht/neun/zehn""",
    "fr": """
        seconde secondes/min minute minutes/heure heures/jour jours journée/semaine semaines/mois
        ans année années
        aujourd'hui aujourd’hui/demain/après-demain après_demain
        lundi lundis/mardi mardis/mercredi mercredis/jeudi jeudis/vendredi vendredis/samedi samedis
        dimanche dimanches
        janvier janv/février févr/mars/avril/mai/juin/juillet/août/septembre/octobre/novembre/décembre
        un une/deux/trois/quatre/cinq/six/sept/huit/neuf/dix""",
    "es": """
        seg segundo segundos/min minuto minutos/hora horas/día días/semana semanas/mes meses/año años
        hoy/mañana/pasado_mañana
        lunes/martes/miércoles/jueves/viernes/sábado sábados/domingo domingos
        enero/febrero/marzo/abril/mayo/junio/julio/agosto/septiembre/octubre/noviembre/diciembre
        un una/dos/tres/cuatro/cinco/seis/siete/ocho/nueve/diez""",
    "ja": """
        秒 秒間/分 分間/時間/日 日間/週 週間/か月 ヶ月 カ月 ヵ月 ヶ月間 か月間 月/年 年間
        今日 きょう/明日 あした/明後日 あさって
        月曜日 月曜/火曜日 火曜/水曜日 水曜/木曜日 木曜/金曜日 金曜/土曜日 土曜/日曜日 日曜
        1月/2月/3月/4月/5月/6月/7月/8月/9月/10月/11月/12月
        一/二/三/四/五/六/七/八/九/十""",
    "ru": """
        сек секунда секунду секунды секунд/мин минута минуту минуты минут/час часа часов/день дня дней
        неделя неделю недели недель/месяц месяца месяцев/год года лет
        сегодня/завтра/послезавтра
        понедельник понедельникам/вторник вторникам/среду среда средам/четверг четвергам
        пятницу пятница пятницам/субботу суббота субботам/воскресенье воскресеньям
        января январь/февраля февраль/марта март/апреля апрель/мая май/июня июнь/июля июль
        августа август/сентября сентябрь/октября октябрь/ноября ноябрь/декабря декабрь
        один одну одна/два две/три/четыре/пять/шесть/семь/восемь/девять/десять""",
}  # fmt: skip

_NOON, _MIDNIGHT = ("C", time(12)), ("C", time(0))
_EVERY, _IN, _AGO, _NEXT, _HALF, _END = ("E",), ("I",), ("A",), ("X",), ("H",), ("L",)
_WORKDAYS, _WEEKEND = ("W", (0, 1, 2, 3, 4)), ("W", (5, 6))
_QUARTER = ("N", 0.25)

Row = tuple[str, tuple[tuple[Any, ...], ...]]

# Whatever isn't a plain list: words on the left (comma-separated), the tokens they stand for on the right.
# No token at all: the word says nothing ("on", "the").
ROWS: dict[str, tuple[Row, ...]] = {
    "en": (
        ("on, the, of, to, and then, this, coming, o, for, please, remind me, starting, from", ()),
        ("at, @", (("@",),)),
        ("o'clock, o’clock, oclock", (("o",),)),
        ("in, after", (_IN,)),
        ("from now, later", (_IN,)),
        ("ago, yesterday, last, past", (_AGO,)),
        ("and", (("&",),)),
        ("every, each", (_EVERY,)),
        ("other", (("V",),)),
        ("next", (_NEXT,)),
        ("half", (_HALF,)),
        ("half past", (("J",),)),
        ("quarter of an, quarter", (_QUARTER,)),
        ("end of, end of the", (_END,)),
        ("eod", (_END, ("U", DAY))),
        ("eom", (_END, ("U", MONTH))),
        ("noon, midday", (_NOON,)),
        ("midnight", (_MIDNIGHT,)),
        ("tonight, this evening", (("D", 0), ("P", EVENING))),
        ("morning, in the morning", (("P", MORNING),)),
        ("afternoon, in the afternoon", (("P", AFTERNOON),)),
        ("evening, in the evening", (("P", EVENING),)),
        ("night, at night", (("P", NIGHT),)),
        ("weekday, weekdays, workday, workdays", (_WORKDAYS,)),
        ("weekend, weekends", (_WEEKEND,)),
        ("hourly", (("F", HOUR),)),
        ("daily", (("F", DAY),)),
        ("weekly", (("F", WEEK),)),
        ("fortnightly, biweekly", (_EVERY, ("N", 2), ("U", WEEK))),
        ("fortnight, a fortnight", (("N", 2), ("U", WEEK))),
        ("monthly", (("F", MONTH),)),
        ("yearly, annually", (("F", YEAR),)),
    ),
    "de": (
        ("am, den, der, die, das, des, dem, diesen, diese, dieses, kommenden, ab, bitte, von, im", ()),
        ("um, gegen", (("@",),)),
        ("uhr", (("o",),)),
        ("in, nach", (_IN,)),
        ("später", (_IN,)),
        ("vor, gestern, letzten, letzte, vorgestern", (_AGO,)),
        ("und", (("&",),)),
        ("jede, jeden, jedes, jeder, alle", (_EVERY,)),
        ("zweite, zweiten, zweites, zweiter, anderen", (("V",),)),
        ("nächste, nächsten, nächstes, nächster", (_NEXT,)),
        ("halbe, halben, halber", (_HALF,)),
        ("halb", (("K",),)),
        ("anderthalb, eineinhalb", (("N", 1.5),)),
        ("viertelstunde", (_QUARTER, ("U", HOUR))),
        ("ende, am ende", (_END,)),
        ("monatsende", (_END, ("U", MONTH))),
        ("mittag, mittags, am mittag", (_NOON,)),
        ("mitternacht, um mitternacht", (_MIDNIGHT,)),
        ("heute abend", (("D", 0), ("P", EVENING))),
        ("morgen früh", (("D", 1), ("P", MORNING))),
        ("früh, morgens, am morgen, vormittag, vormittags", (("P", MORNING),)),
        ("nachmittag, nachmittags", (("P", AFTERNOON),)),
        ("abend, abends", (("P", EVENING),)),
        ("nacht, nachts", (("P", NIGHT),)),
        ("werktag, werktags, wochentag, wochentags", (_WORKDAYS,)),
        ("wochenende", (_WEEKEND,)),
        ("stündlich", (("F", HOUR),)),
        ("täglich", (("F", DAY),)),
        ("wöchentlich", (("F", WEEK),)),
        ("monatlich", (("F", MONTH),)),
        ("jährlich", (("F", YEAR),)),
    ),
    "fr": (
        ("le, la, les, l', l’, du, de, d', ce, cette, au, à partir de", ()),
        ("à, vers", (("@",),)),
        ("dans, d'ici, après", (_IN,)),
        ("plus tard", (_IN,)),
        ("il y a, hier, dernier, dernière", (_AGO,)),
        ("et", (("&",),)),
        ("chaque, tous les, toutes les, tous, toutes", (_EVERY,)),
        ("prochain, prochaine", (_NEXT,)),
        ("demi, demie, demi-", (_HALF,)),
        ("un an", (("N", 1), ("U", YEAR))),
        ("fin, fin de, la fin de, fin du, la fin du", (_END,)),
        ("midi", (_NOON,)),
        ("minuit", (_MIDNIGHT,)),
        ("ce soir", (("D", 0), ("P", EVENING))),
        ("matin, du matin", (("P", MORNING),)),
        ("après-midi, de l'après-midi", (("P", AFTERNOON),)),
        ("soir, du soir", (("P", EVENING),)),
        ("jour ouvré, jours ouvrés", (_WORKDAYS,)),
        ("week-end, week-ends", (_WEEKEND,)),
        ("quotidien, quotidiennement", (("F", DAY),)),
        ("hebdomadaire", (("F", WEEK),)),
        ("mensuel", (("F", MONTH),)),
    ),
    "es": (
        ("el, los, la, las, de, del, este, esta, desde, por, en punto", ()),
        ("a las, a la", (("@",),)),
        ("en, dentro de", (_IN,)),
        ("después, más tarde", (_IN,)),
        ("hace, ayer, pasado, pasada", (_AGO,)),
        ("y", (("&",),)),
        ("cada, todos los, todas las, todos, todas", (_EVERY,)),
        ("próximo, próxima, que viene", (_NEXT,)),
        ("medio, media", (_HALF,)),
        ("fin de, final de, finales de, a fin de", (_END,)),
        ("mediodía, al mediodía", (_NOON,)),
        ("medianoche, a medianoche", (_MIDNIGHT,)),
        ("esta noche", (("D", 0), ("P", EVENING))),
        ("de la mañana, por la mañana", (("P", MORNING),)),
        ("de la tarde, por la tarde, tarde", (("P", AFTERNOON),)),
        ("de la noche, por la noche, noche", (("P", EVENING),)),
        ("fin de semana, fines de semana", (_WEEKEND,)),
        ("diario, diariamente", (("F", DAY),)),
        ("semanal, semanalmente", (("F", WEEK),)),
        ("mensual, mensualmente", (("F", MONTH),)),
    ),
    "ja": (
        ("の, に, は, を, から", ()),
        ("後, 後に", (_IN,)),
        ("前, 昨日, 先週", (_AGO,)),
        ("と, 、", (("&",),)),
        ("毎, ごと, おき", (_EVERY,)),
        ("毎日", (("F", DAY),)),
        ("毎朝", (("F", DAY), ("P", MORNING))),
        ("毎晩", (("F", DAY), ("P", EVENING))),
        ("毎週", (("F", WEEK),)),
        ("隔週", (_EVERY, ("N", 2), ("U", WEEK))),
        ("毎月", (("F", MONTH),)),
        ("毎年", (("F", YEAR),)),
        ("来週", (_NEXT, ("U", WEEK))),
        ("来月", (_NEXT, ("U", MONTH))),
        ("来年", (_NEXT, ("U", YEAR))),
        ("半", (_HALF,)),
        ("正午", (_NOON,)),
        ("月末", (_END, ("U", MONTH))),
        ("今夜, 今晩", (("D", 0), ("P", EVENING))),
        ("午前, 朝", (("P", MORNING),)),
        ("午後", (("P", AFTERNOON),)),
        ("夜, 夕方", (("P", EVENING),)),
        ("平日", (_WORKDAYS,)),
        ("週末", (_WEEKEND,)),
    ),
    "ru": (
        ("во, это, эту, этот, ближайший, ближайшую, по, с", ()),
        ("в, к", (("@",),)),
        ("через, спустя", (_IN,)),
        ("назад, вчера, прошлый, прошлую", (_AGO,)),
        ("и", (("&",),)),
        ("каждый, каждую, каждое, каждые", (_EVERY,)),
        ("второй, вторую, второе", (("V",),)),
        ("следующий, следующую, следующее, следующей, следующем", (_NEXT,)),
        ("половиной", (_HALF,)),
        ("полчаса", (("N", 0.5), ("U", HOUR))),
        ("полтора, полторы", (("N", 1.5),)),
        ("в конце, конец", (_END,)),
        ("полдень", (_NOON,)),
        ("полночь", (_MIDNIGHT,)),
        ("сегодня вечером", (("D", 0), ("P", EVENING))),
        ("утра, утром", (("P", MORNING),)),
        ("дня днем, днём", (("P", AFTERNOON),)),
        ("вечера, вечером", (("P", EVENING),)),
        ("ночью", (("P", NIGHT),)),
        ("будни, будням", (_WORKDAYS,)),
        ("выходным, выходные", (_WEEKEND,)),
        ("ежедневно", (("F", DAY),)),
        ("еженедельно", (("F", WEEK),)),
        ("ежемесячно", (("F", MONTH),)),
        ("ежегодно", (("F", YEAR),)),
    ),
}  # fmt: skip
