/**
 * What the sentence rules know of languages: abbreviations, typical first words, ordinals. Data only.
 *
 * Abbreviations are lower case, without the last full stop, inner spaces left out ("z. B." is `z.b`). Three classes:
 * - `title`: something must follow ("Dr.", "e.g."), so no sentence ends here;
 * - `numbered`: no sentence ends here if a number follows ("p. 55"), otherwise it is a plain word ("no.", "art.");
 * - `ambiguous`: may end a sentence ("etc.", "U.S."): it does if the next word looks like a first word.
 */

export interface SentenceWords {
  readonly title?: string;
  readonly numbered?: string;
  readonly ambiguous?: string;
  /**
   * Closed-class words: with a capital letter, they begin a sentence. Those that are parts of names as well ("Le", "De")
   * are left out.
   */
  readonly firsts?: string;
  /** Only a first word tells after an ambiguous abbreviation; else any capital letter does. */
  readonly strict?: true;
  /** "12." is an ordinal ("12. Juni"). */
  readonly ordinals?: true;
  /** Months that are written with a capital letter after an ordinal. */
  readonly months?: string;
  /** Words of one letter with which a sentence may end. */
  readonly letters?: string;
}

/** English and Latin ones that are met in every language of Latin script: names of firms, persons, countries. */
export const INTERNATIONAL: SentenceWords = {
  title: 'mr mrs ms dr prof st mt vs cf e.g i.e',
  numbered: 'nr p pp vol fig n° nº № tel',
  ambiguous:
    'co inc ltd corp bros jr sr etc u.s u.k u.n e.u u.s.a u.s.s.r a.m p.m a.d b.c ph.d m.d b.a m.a d.c',
};

export const LEXICON: Readonly<Record<string, SentenceWords>> = {
  en: {
    title:
      'mr mrs ms messrs mme mlle mx dr drs prof gen lt col capt cpt cmdr maj sgt adm brig cpl pvt rev revd fr hon sen rep gov pres supt det insp ste sts mt ft ald amb atty rt ven viz vs cf eg e.g i.e ie al esp ca approx',
    numbered:
      'no nos n° p pp vol vols fig figs ch chap sec sect art eq eqs ed nr tel ext ver bk pt pl para jan feb mar apr jun jul aug sep sept oct nov dec v c n b d op',
    ambiguous:
      'co inc ltd corp bros jr sr esq etc dept univ assn st ave blvd rd u.s u.k u.n e.u u.s.a u.s.s.r a.m p.m a.d b.c ph.d m.d b.a m.a d.c j.d ll.b est min max ibid mon tue tues wed thu thur thurs fri sat sun mi oz lb lbs yd yds hr hrs dist',
    strict: true,
    firsts:
      'the a an this that these those it he she they we you i his her their our my its there here what who when where why how which if in on at for but and or so as after before however although while then now yet one some many most all no not is are was were do does did can could will would should have has had let please by with from to of mr mrs ms dr today yesterday tomorrow',
  },
  de: {
    title:
      'dr prof hr fr frl dipl ing med phil jur rer nat z.b z.t z.z z.zt u.a u.ä u.u d.h i.d.r i.a i.v i.e.s v.a v.chr n.chr bzw ca evtl ggf inkl exkl vgl sog bspw entspr gem geb gest hrsg std tel zzt zzgl max min mio mrd kath ev röm lt mind o.g s.o s.u a.d b v st fa hl geb verh gegr resp bes vors stellv',
    numbered: 'nr s bd kap abb tab art abs jg anm ziff § aufl jh tel str',
    ambiguous: 'usw etc u.s.w u.v.m u.dgl usf co jh',
    strict: true,
    firsts:
      'der die das des dem den ein eine einer eines einem einen dieser diese dieses diesem diesen jener jene jenes er sie es ich du wir ihr man sein seine ihre mein meine unser unsere kein keine hier dort da dann danach daher darum deshalb damit dabei dazu nun jetzt heute gestern morgen so auch aber und oder doch denn weil wenn als ob dass nachdem bevor während obwohl seit bis in im an am auf aus bei beim mit nach von vom zu zum zur über unter vor hinter für gegen ohne um durch was wer wie wo wann warum welche welcher welches nicht nur noch schon alle alles viele einige mehrere jeder jede jedes',
    ordinals: true,
    months:
      'januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert',
  },
  da: {
    title: 'hr fru frk dr prof kgl skt f.eks fx bl.a dvs ca evt inkl ekskl jf mht pga vedr s.u',
    numbered: 'nr s p kap art tlf pkt',
    ambiguous: 'osv etc mv m.v m.m o.l mio mia kl co',
    strict: true,
    firsts:
      'den det de der en et han hun vi jeg du i dig mig hvad hvem hvor hvornår hvorfor hvordan hvis når da men og eller så her nu i denne dette disse alle mange nogle ikke efter før med for på til af om fra ved under over min din sin hans hendes vores deres this that the it he she they we you what who how hr fru',
    ordinals: true,
    letters: 'i å ø',
  },
  nl: {
    title:
      'dhr mevr mw mr dr drs prof ing ir ds st bijv b.v d.w.z m.b.t o.a i.p.v t.o.v ca vgl jhr jkvr mgr resp incl excl',
    numbered: 'nr blz pag p art fig hfdst tel str afb tab jl',
    ambiguous: 'enz etc e.d a.u.b',
    firsts:
      'hij zij ze ik wij jullie dit dat deze die er een maar en want dus toen daar hier nu ook als wanneer omdat hoewel volgens na voor bij met naar om tijdens sinds wat wie waar waarom hoe niet geen alle',
  },
  fr: {
    title: 'm mm mme mmes mlle mlles dr pr me mgr st ste p.ex c.-à-d cf env av apr',
    numbered: 'p pp vol n n° no fig chap art t tél éd tabl ann al janv févr avr juil sept oct nov déc',
    ambiguous: 'etc j.-c cie',
    firsts:
      'il elle on nous vous ils elles je tu ce cette ces cela mais et ou donc car si quand comme dans en sur pour par avec sans après avant depuis pendant selon malgré c d’après un une des son sa ses leur leurs notre votre mon ma mes qui que où quel quelle tous toutes tout aucun chaque ainsi alors puis enfin ici là',
    letters: 'a y',
  },
  es: {
    title:
      'sr sra srta srs sres dr dra d dª dña lic ing prof profa gral cap cnel rvdo excmo excma p.ej ud uds vd vds sto sta arq mons hnos av avda ee dpto prov aprox',
    numbered:
      'n no núm pág págs p pp vol fig cap tel art párr párrf cra cl ext apdo ene feb abr jun jul ago sept oct nov dic',
    ambiguous: 'etc ee.uu cía s.a a.c d.c a.m p.m',
    firsts:
      'él ella ellos ellas yo tú usted nosotros ustedes un una unos unas el los este esta estos estas ese esa eso esto aquel aquella su sus mi pero y e o u si no ni cuando como donde porque aunque mientras en con por para sin sobre desde hasta según tras durante ante entre también además así luego entonces después antes ahora hoy qué quién cuál cómo todo todos muchos algunos otro otra',
    letters: 'o u y e',
  },
  it: {
    title:
      'sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa ing avv arch geom rag on mons egr gent spett cfr es p.es s st',
    numbered:
      'n l pag pagg p pp vol fig cap art artt tel tab sec gen feb mar apr mag giu lug ago set sett ott nov dic lun mart mer gio ven sab dom',
    ambiguous: 'ecc a.c d.c s.p.a s.r.l',
    firsts:
      'egli ella esso essa io tu lui lei noi voi loro il i gli un uno una questo questa questi queste quello quella ma e ed o se non né quando come dove perché poiché mentre in con per su tra fra secondo dopo prima durante anche inoltre così poi allora oggi ora qui chi che cosa quale tutti tutto molti alcuni ogni nel nella nei nelle al alla dal dalla sul sulla',
    letters: 'è e o',
  },
  pt: {
    title: 'sr sra srta dr dra prof profa eng exmo exma d p.ex av r',
    numbered: 'n núm pág págs p pp vol fig cap tel art séc sécs jan fev mar abr jun jul ago set out nov dez',
    ambiguous: 'etc ltda cia a.c d.c s.a',
    firsts:
      'ele ela eles elas eu tu você vocês nós o a os as um uma uns umas este esta estes estas esse essa isso isto aquele aquela seu sua seus suas meu minha mas e ou se não nem quando como onde porque embora enquanto em com por para sem sobre desde até segundo após durante entre também além assim depois antes agora hoje já que quem qual todos todo muitos alguns outro outra no na nos nas ao à pelo pela',
    letters: 'é e o a',
  },
  ru: {
    title:
      'т.е т.к т.н им ул д кв пр пер просп пл наб проф акад доц стр рис см ср напр гр св о пос пгт дер обл р-н тов',
    numbered: 'с стр рис гл т п № табл ч ст кн вып тел',
    ambiguous: 'т.д т.п др н.э до руб коп тыс млн млрд г гг в вв м куб.м',
    firsts:
      'он она оно они я ты мы вы это эта этот эти тот та те то но и а или если когда как где что кто потому хотя пока на по за из от до для при без после перед во со об не ни так там тут здесь теперь тогда потом затем также его её их мой наш все всё многие некоторые каждый',
    letters: 'я',
  },
  pl: {
    title: 'dr prof mgr inż ks św ul al pl np tj tzn tzw m.in ok por gen płk kpt hab zob ur zm woj pow',
    numbered: 'nr str s rys tab t ust art rozdz pkt poz tel godz',
    ambiguous: 'itd itp r w zł gr tys mln mld',
    firsts:
      'on ona ono oni one ja ty my wy to ten ta te ci tam tu a i ale lecz albo lub jeśli jeżeli gdy kiedy jak gdzie bo ponieważ choć w we na po za z ze od do dla przy bez przed o nie tak teraz potem wtedy także jego jej ich mój nasz wszyscy wiele każdy jest był była było są już jeszcze czy co kto',
    ordinals: true,
  },
  cs: {
    title: 'dr prof ing mgr bc judr mudr phdr rndr doc např tzv tj sv ul nám gen plk kpt pan',
    numbered: 'č s str obr kap tab sv odst čl roč tel viz',
    ambiguous: 'atd apod tis mil mld kč hod',
    firsts:
      'on ona ono oni já ty my vy to ten ta ti tam tady a i ale nebo když jestli jak kde protože ačkoli v ve na po za z ze od do pro při bez před o ne tak teď potom také jeho její jejich můj náš všichni mnoho každý je byl byla bylo jsou už ještě co kdo',
    ordinals: true,
  },
  hu: {
    title: 'dr ifj id özv pl ún ill kb prof st szt vö',
    numbered: 'old sz fej ábra tel ker',
    ambiguous: 'stb kft rt bt zrt nyrt',
    firsts:
      'ő ők én te mi ti ez az ezek azok egy és de vagy ha amikor ahol hogy mert bár míg nem így ott itt most akkor aztán után is minden sok néhány mindenki aki ami már még csak',
    letters: 'ő',
    ordinals: true,
  },
  fi: {
    title: 'esim ns ts eli tri prof toht mm em ent synt kuol pvm',
    numbered: 's nro n klo kpl luku kuva v puh',
    ambiguous: 'jne yms ym mrd milj oy',
    firsts:
      'hän he minä sinä me te se ne tämä nämä tuo ja mutta tai jos kun kuin missä koska vaikka ei en eivät niin siellä täällä nyt sitten myös hänen heidän kaikki moni jokainen on oli ovat vain jo vielä mikä kuka',
    ordinals: true,
  },
  no: {
    title: 'hr fru frk dr prof f.eks bl.a dvs ca evt jf pga ift inkl ekskl nåv tidl',
    numbered: 'nr s kap str fig kl art tlf pkt tab',
    ambiguous: 'osv etc mv m.m o.l kr mill mrd',
    firsts:
      'han hun det den de vi jeg du dere en et ei og men eller hvis når da som der her nå i på til fra med for av om etter før under ved uten mot hva hvem hvor hvorfor hvordan ikke dette denne disse alle mange noen så min din sin vår deres er var har',
    letters: 'i å',
    ordinals: true,
  },
  sv: {
    title: 'hr fru dr prof t.ex bl.a dvs d.v.s ca ev resp jfr inkl exkl f.d s.k m.a.o p.g.a fr.o.m t.o.m st',
    numbered: 'nr s kap fig kl art tel avd tab',
    ambiguous: 'osv o.s.v etc m.m m.fl kr milj mdr',
    firsts:
      'han hon det den de vi jag du ni en ett och men eller om när då som där här nu i på till från med för av efter före under vid utan mot vad vem var varför hur inte detta denna dessa alla många några så min din sin vår deras är har',
    letters: 'i å ö',
  },
  uk: {
    title: 'т.зв ім вул буд кв просп пров пл проф акад доц див напр св о с м',
    numbered: 'с стор рис розд гл т п № табл ч ст тел',
    ambiguous: 'т.д т.п ін р рр ст грн коп тис млн млрд',
    firsts:
      'він вона воно вони я ти ми ви це ця цей ці той та те але і й або якщо коли як де що хто бо хоча поки на по за з із від до для при без після перед у в не ні так там тут тепер тоді потім також його її їх мій наш всі все багато кожен',
    letters: 'я є',
  },
  bg: {
    title: 'г-н г-жа г-ца д-р проф акад доц инж ул бул пл кв гр св т.е т.нар вж ср напр',
    numbered: 'с стр рис гл т № табл чл ал тел',
    ambiguous: 'т.н др г лв ст хил млн млрд',
    letters: 'е я',
  },
  el: {
    title: 'κ κα κος κκ δις δρ καθ αγ βλ πρβλ δηλ π.χ λεωφ χλμ',
    numbered: 'σελ σ εικ κεφ αρ άρθρο παρ τ τηλ πίν σχ',
    ambiguous: 'κ.λπ κλπ κ.ά κ.τ.λ κτλ μ.χ π.μ μ.μ εκ',
  },
  tr: {
    title: 'prof doç yrd dr av sn org alb yzb bkz örn müh uzm ord arş öğr gör',
    numbered: 'no s sf c cad sok mah apt tel md',
    ambiguous: 'vb vs vd m.ö m.s a.ş ltd şti',
    firsts:
      'bu şu o ben sen biz siz onlar bir ve ama fakat çünkü eğer ne nasıl neden niçin her bazı çok daha sonra önce şimdi burada orada böyle öyle hiç kim de da ya ise yine için gibi',
    letters: 'o',
    ordinals: true,
    months: 'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık',
  },
  ro: {
    title: 'dl dna dra dlui prof dr ing av str bd sf col gen nr.crt',
    numbered: 'nr pag p fig cap art alin tel vol',
    ambiguous: 'etc ș.a î.hr d.hr s.a s.r.l',
    letters: 'e',
  },
  hr: {
    title: 'dr prof mr gosp gđa ing ul sv tzv tj npr usp odn gen',
    numbered: 'br str sl pogl tab čl st tel',
    ambiguous: 'itd i.sl sl mil mlrd kn',
    firsts:
      'on ona ono oni one ja ti mi vi to taj ta ovaj ova ovo a i ali ili ako kad kada kako gdje jer iako u na po za iz od do pri bez prije nakon ne tako tamo ovdje sada onda također njegov njezin njihov svi mnogi svaki je su bio bila već još što tko',
    ordinals: true,
  },
  ca: {
    title: 'sr sra dr dra prof av c p.ex',
    numbered: 'núm pàg p fig cap art tel',
    ambiguous: 'etc a.c d.c',
  },
  hi: { title: 'डॉ प्रो श्री श्रीमती पं कु मो सं', numbered: 'पृ सं क्र रु' },
  mr: { title: 'डॉ प्रा श्री सौ पं कै', numbered: 'पृ क्र रु' },
  ne: { title: 'डा प्रा श्री पं वि.सं', numbered: 'पृ नं रु' },
  bn: { title: 'ড ডা ডাঃ ডঃ মো মোঃ অধ্যা', numbered: 'পৃ নং' },
  eo: { title: 's-ro s-ino d-ro prof ekz t.e', numbered: 'n p paĝ', ambiguous: 'ktp k.a' },
  kk: {
    numbered: 'б',
    title: 'ж жж проф акад',
    ambiguous: 'т.б т.с.с',
  },
};
