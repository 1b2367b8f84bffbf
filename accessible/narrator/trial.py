"""What a voice says to be measured: sentences of our own, loud sounds and soft ones, in the voice's own language.

Four of them are enough: with those of English, ten voices came out within half a decibel of a whole article.
"""

from __future__ import annotations

from collections.abc import Iterable

#: A language, and what is said in it.
_SENTENCES = """
ar فتح الميناء أبوابه يوم الاثنين بعد عام من العواصف.
ar سألت المرأة عن المصباح ولم يجب أحد.
ar ركض الأطفال إلى الماء وعدّوا السفن.
ar قبل حلول الظلام أخذ الجميع أجورهم وعادوا إلى بيوتهم.
cs Přístav se v pondělí po roce bouří znovu otevřel.
cs Zeptala se na lampu a nikdo neodpověděl.
cs Děti běžely k vodě a počítaly lodě.
cs Než se setmělo, dostali všichni zaplaceno a šli domů.
da Havnen åbnede igen mandag efter et år med storme.
da Hun spurgte efter lampen, og ingen svarede.
da Børnene løb ned til vandet og talte skibene.
da Før det blev mørkt, havde alle fået deres løn og gik hjem.
de Der Hafen wurde am Montag nach einem Jahr voller Stürme geöffnet.
de Sie fragte nach der Lampe, und niemand antwortete.
de Die Kinder liefen zum Wasser und zählten die Schiffe.
de Bevor es dunkel wurde, hatten alle ihren Lohn und gingen nach Hause.
el Το λιμάνι άνοιξε ξανά τη Δευτέρα μετά από έναν χρόνο καταιγίδες.
el Ρώτησε για τη λάμπα και κανείς δεν απάντησε.
el Τα παιδιά έτρεξαν στο νερό και μέτρησαν τα πλοία.
el Πριν νυχτώσει, όλοι είχαν πληρωθεί και πήγαν στα σπίτια τους.
en The harbour opened again on Monday after a year of storms.
en She asked about the lamp, and nobody answered.
en The children ran down to the water and counted the ships.
en Before it was dark, all of them had been paid and went home.
es El puerto volvió a abrir el lunes tras un año de tormentas.
es Ella preguntó por la lámpara y nadie respondió.
es Los niños corrieron hasta el agua y contaron los barcos.
es Antes de que oscureciera, todos habían cobrado y se fueron a casa.
fi Satama avattiin maanantaina vuoden myrskyjen jälkeen.
fi Hän kysyi lampusta, eikä kukaan vastannut.
fi Lapset juoksivat veden äärelle ja laskivat laivat.
fi Ennen pimeää kaikki olivat saaneet palkkansa ja menivät kotiin.
fr Le port a rouvert lundi après une année de tempêtes.
fr Elle demanda où était la lampe, et personne ne répondit.
fr Les enfants coururent jusqu'à l'eau et comptèrent les bateaux.
fr Avant la nuit, tous avaient reçu leur paie et rentrèrent chez eux.
hu A kikötő hétfőn nyitott ki újra egy év vihar után.
hu A lámpáról kérdezett, és senki sem válaszolt.
hu A gyerekek leszaladtak a vízhez, és megszámolták a hajókat.
hu Mire besötétedett, mindenki megkapta a bérét, és hazament.
it Il porto ha riaperto lunedì dopo un anno di tempeste.
it Lei chiese della lampada e nessuno rispose.
it I bambini corsero fino all'acqua e contarono le navi.
it Prima che facesse buio, tutti avevano avuto la paga e tornarono a casa.
nl De haven ging maandag weer open na een jaar vol stormen.
nl Zij vroeg naar de lamp en niemand antwoordde.
nl De kinderen renden naar het water en telden de schepen.
nl Voor het donker werd, had iedereen zijn loon en ging naar huis.
no Havnen åpnet igjen på mandag etter et år med stormer.
no Hun spurte etter lampen, og ingen svarte.
no Barna løp ned til vannet og telte skipene.
no Før det ble mørkt, hadde alle fått lønn og gikk hjem.
pl Port otwarto znowu w poniedziałek po roku burz.
pl Zapytała o lampę i nikt nie odpowiedział.
pl Dzieci pobiegły nad wodę i liczyły statki.
pl Zanim się ściemniło, wszyscy dostali zapłatę i poszli do domu.
pt O porto reabriu na segunda-feira depois de um ano de tempestades.
pt Ela perguntou pela lâmpada e ninguém respondeu.
pt As crianças correram até à água e contaram os navios.
pt Antes de escurecer, todos tinham recebido e foram para casa.
ro Portul s-a deschis din nou luni, după un an de furtuni.
ro Ea a întrebat de lampă și nimeni nu a răspuns.
ro Copiii au alergat la apă și au numărat corăbiile.
ro Înainte de a se întuneca, toți fuseseră plătiți și s-au dus acasă.
ru Гавань снова открылась в понедельник после года штормов.
ru Она спросила о лампе, и никто не ответил.
ru Дети побежали к воде и стали считать корабли.
ru Ещё до темноты все получили деньги и пошли домой.
sv Hamnen öppnade igen på måndagen efter ett år av stormar.
sv Hon frågade efter lampan, och ingen svarade.
sv Barnen sprang ner till vattnet och räknade skeppen.
sv Innan det blev mörkt hade alla fått betalt och gick hem.
tr Liman bir yıl süren fırtınalardan sonra pazartesi yeniden açıldı.
tr Kadın lambayı sordu ve kimse cevap vermedi.
tr Çocuklar suya koştular ve gemileri saydılar.
tr Hava kararmadan önce herkes parasını aldı ve evine gitti.
uk Гавань знову відкрилася в понеділок після року штормів.
uk Вона запитала про лампу, і ніхто не відповів.
uk Діти побігли до води й рахували кораблі.
uk Ще до темряви всі отримали гроші й пішли додому.
zh 经过一年的风暴，港口星期一重新开放。
zh 她问那盏灯在哪里，没有人回答。
zh 孩子们跑到水边去数船。
zh 天黑以前，大家都领了工钱回家去了。
"""
#: Any language has words for these.
_NUMBERS = ("1 2 3 4 5 6 7 8 9 10.", "11 12 13 14 15 16 17 18 19 20.")
_SAME = {"nb": "no", "nn": "no", "cmn": "zh"}


def trial(languages: Iterable[str]) -> tuple[str, ...]:
    """The sentences for a voice of these BCP 47 tags: in the first language that there are some for, else numbers."""
    for tag in languages:
        primary = tag.lower().replace("_", "-").partition("-")[0]
        wanted = _SAME.get(primary, primary)
        found = [line.partition(" ") for line in _SENTENCES.strip().splitlines()]
        if said := tuple(sentence for language, _, sentence in found if language == wanted):
            return said
    return _NUMBERS
