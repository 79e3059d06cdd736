"""Ordinary words of the languages shipped that somebody may take for a name.

A list of our own: words that begin sentences or headlines of daily news, so that a name that is
written like one of them would be found where nobody is named. It is short on purpose: what is not
in it is not doubted. Words that news uses for one actor above all (Turkey, Congress) are left out.
"""

_ENGLISH = """
a about above after again against aid air all alliance also always amid among an and another any
arms army as asia at attack away back bank battle be because before being best better between big
bill black board body border both bridge brown budget bush business but by call can care case cash
centre chair chance change chief child church city claim coalition coast cold come coming common
company concern council country court crisis cross crown current day deal dear debt defence
democracy development digital do down drone during early east economy election elections emergency
end energy even every exchange express fair faith family far fast few fields fighting finance fire
first fish five food for force forces foreign forward four free freedom friday friend from front
fund future gas general give global go going gold good government grand grant great green group
growth guard guardian had hand harbour hard has have he health heat help her here high hill him
his history home hope hot house how hunt hunter i if ill in independence industry inside interior
into island it its january job judge june just justice keep key kind king knight labour lady lake
land large last late law leader leave left less liberal liberty life light like little long lord
love major majority make male many march mark market markets marshall may media meet mercy might
military mill miller minister ministry mission mobile monday money more most mother mr much must
my nation national near new news next nice night no none north not nothing november now observer
oil old on once one only open opposition or order other our out outside over own page park
parliament part party past peace people perhaps pilot place police polish politics poor post power
present president press price pride prime prince private progress public queen quick reading
reform relief report republic reserve resolution rest rich right rise river road rose rule rush
sad same sanctions say school sea second security see senior service seven several shadow she
short should since six small smith so social solidarity some son soon south speaker special spring
stand star state states still stone stop storm strange street strike strong such summer sun sunday
support sure talks task team ten thank that the their them then there these they thing third this
those three through thursday time to today together tomorrow too top trade transport treasury tree
trust truth try tuesday two under union unity until up us very victory voice war ward was water
way we weak wednesday welcome well west what when where which while white who whole why wild will
win winter wise with wolf woman women wood word work worker world would year years yes yesterday
yet young
"""
_GERMAN = """
aber alle allein als also alt am an auch auf aus bald bank bauer baum bei beide berg bis bitte
brand bruder brücke buch bund bündnis da damit dank dann das dass dein dem den denn der des
deshalb die dies diese doch dorf drei du durch ein eine einer eines einfach eins ende er ernst
erst es etwa euro fall fast feld fest feuer finanzen fischer fluss forst frage frau frei freiheit
freitag freund frieden früh fuchs führung fünf für ganz gast geld gemeinsam gericht gern
geschichte gesetz gesundheit gewalt gibt gipfel grenze groß grün gut haben hafen hand hart hat
haus heer heiß herbst herr heute hier hilfe hof hoffnung holz ich ihm ihn ihr im in insel ist ja
jahr jetzt jung kaiser kalt kanzler kein keller kind klar klein koch kohl könig können kraft krieg
krise kurz land lang leben links lohn macht mai man markt mehr mein meister mensch mit mittwoch
montag morgen müller nach nacht neu nein neun nicht nie noch nord november nun nur oder offen oft
ohne ost öl partei platz präsident rat recht reform regierung reich rein ring ritter rot ruhe
sache samstag sanktionen schnee schneider schnell schon schule schutz schwarz schwert sechs see
sehr sein seit september sicherheit sie sieg sind so sohn soll sommer sonntag sonst sozial spiel
staat stadt stark stein stern stolz streit strom stunde süd tag tat teil tod tor trotz und union
unser unter vater verein vertrag viel vier vogel volk voll vom von vor wagner wahl wald wand wann
war warum was wasser weber weg wegen weil wein weiß weit welt wenn wer west wetter wichtig wie
wieder winter wir wirtschaft wo wolf wolke wort zahl zeit zeitung zu zug zukunft zum zur zusammen
zwei zwischen
"""
_UKRAINIAN = """
а або але багато без бій більше брат був була були бути в важко вас ваш величезний верба вже ви
від війна військо віра влада вода воля вона вони вперше все всі втім від вчора вічна він газ
голова голос гора город гроші далі два де дерево день держава довго довіра дорога дуже для до
допомога є з за закон замок завтра зараз захід зброя земля зима зірка знову і із інші її їх його
кінець коли коваль край країна криза круг крім кордон куди лев ліс літо люди маленький мало мати
ми мир міст місто може можна молодий мороз море мій на наш надія назад народ не небо немає ні ніч
новий новини новина нові нам обидва один озеро осінь он партія після перемога перший південь
північ під по поле порада порт потім поряд про правда президент прем'єр при пізно раз разом рада
реформа рік річка робота рух рішення сад сам свобода свій сила син сніг слава слово собор сонце
союз справа спільно спочатку срібло стан сто суд схід сьогодні та так там те тепер тепло ти
тиждень тиша тільки тому три тут у угода уряд усе фонд хата хто цей ця це чи час через чому чорний
чотири шлях ще що щоб як якщо яка який які
"""
COMMON = {
    word: language
    for language, words in (
        ("Ukrainian", _UKRAINIAN),
        ("German", _GERMAN),
        ("English", _ENGLISH),
    )
    for word in words.split()
}
"""The language of each ordinary word, in lower case."""
