/**
 * What the sentence rules know of a language: its abbreviations, its typical first words, its ordinals. Data only.
 *
 * Abbreviations are lower case, without the last full stop, inner spaces left out ("z. B." is `z.b`). Three classes:
 * - `title`: something must follow ("Dr.", "e.g."), so no sentence ends here;
 * - `numbered`: no sentence ends here if a number follows ("p. 55"), otherwise it is a plain word ("no.", "art.");
 * - `ambiguous`: may end a sentence ("etc.", "U.S."): it does if the next word looks like a first word.
 */
import { baseLanguage } from '../language.ts';

export type AbbreviationClass = 'title' | 'numbered' | 'ambiguous';

export interface SentenceLanguage {
  readonly abbreviations: ReadonlyMap<string, AbbreviationClass>;
  /** Closed-class words that are capitalised only at the start of a sentence; null: any capital letter tells. */
  readonly starters: ReadonlySet<string> | null;
  /** "12." is an ordinal ("12. Juni"), not the end of a sentence, before a capital letter that is no starter. */
  readonly ordinals: boolean;
  /** The one mark besides `?` and `!` that ends a sentence in Armenian is verjaket, often typed as a colon. */
  readonly armenian: boolean;
  /** "I" is a word, and capital wherever it stands. */
  readonly english: boolean;
}

interface Source {
  readonly title?: string;
  readonly numbered?: string;
  readonly ambiguous?: string;
  readonly starters?: string;
  readonly ordinals?: true;
}

/** English and Latin ones that are met in every language of Latin script: names of firms, persons, countries. */
const INTERNATIONAL: Source = {
  title: 'mr mrs ms dr prof st mt vs cf e.g i.e',
  numbered: 'nr p pp vol fig n° nº № tel',
  ambiguous:
    'co inc ltd corp bros jr sr etc u.s u.k u.n e.u u.s.a u.s.s.r a.m p.m a.d b.c ph.d m.d b.a m.a d.c',
};

const SOURCES: Readonly<Record<string, Source>> = {
  en: {
    title:
      'mr mrs ms messrs mme mlle mx dr drs prof gen lt col capt cpt cmdr maj sgt adm brig cpl pvt rev revd fr hon sen rep gov pres supt det insp st ste sts mt ft ald amb atty rt ven viz vs cf eg e.g i.e ie al esp ca approx',
    numbered:
      'no nos n° p pp vol vols fig figs ch chap sec sect art eq eqs ed nr tel ext ver bk pt pl para jan feb mar apr jun jul aug sep sept oct nov dec v c n b d op',
    ambiguous:
      'co inc ltd corp bros jr sr esq etc dept univ assn ave blvd rd u.s u.k u.n e.u u.s.a u.s.s.r a.m p.m a.d b.c ph.d m.d b.a m.a d.c j.d ll.b est min max ibid mon tue tues wed thu thur thurs fri sat sun mi oz lb lbs yd yds hr hrs dist',
    starters:
      'the a an this that these those it he she they we you i his her their our my its there here what who when where why how which if in on at for but and or so as after before however although while then now yet one some many most all no not is are was were do does did can could will would should have has had let please by with from to of mr mrs ms dr today yesterday tomorrow',
  },
  de: {
    title:
      'dr prof hr fr frl dipl ing med phil jur rer nat z.b z.t z.z z.zt u.a u.ä u.u d.h i.d.r i.a i.v i.e.s v.a v.chr n.chr bzw ca evtl ggf inkl exkl vgl sog bspw entspr gem geb gest hrsg str std tel zzt zzgl abs max min mio mrd kath ev röm lt mind o.g s.o s.u a.d b v st',
    numbered: 'nr s bd kap abb tab art jg anm ziff § aufl jh tel',
    ambiguous: 'usw etc u.s.w u.v.m u.dgl usf co jh',
    starters:
      'der die das des dem den ein eine einer eines einem einen dieser diese dieses diesem diesen jener jene jenes er sie es ich du wir ihr man sein seine ihre mein meine unser unsere kein keine hier dort da dann danach daher darum deshalb damit dabei dazu nun jetzt heute gestern morgen so auch aber und oder doch denn weil wenn als ob dass nachdem bevor während obwohl seit bis in im an am auf aus bei beim mit nach von vom zu zum zur über unter vor hinter für gegen ohne um durch was wer wie wo wann warum welche welcher welches nicht nur noch schon alle alles viele einige mehrere jeder jede jedes',
    ordinals: true,
  },
  da: {
    title: 'hr fru frk dr prof kgl skt f.eks fx bl.a dvs ca evt inkl ekskl jf mht pga vedr s.u',
    numbered: 'nr s p kap art tlf pkt',
    ambiguous: 'osv etc mv m.v m.m o.l mio mia kl co',
    starters:
      'den det de der en et han hun vi jeg du i dig mig hvad hvem hvor hvornår hvorfor hvordan hvis når da men og eller så her nu i denne dette disse alle mange nogle ikke efter før med for på til af om fra ved under over min din sin hans hendes vores deres this that the it he she they we you what who how hr fru',
    ordinals: true,
  },
  nl: {
    title: 'dhr mevr mw mr dr drs prof ing ir ds st bijv b.v d.w.z m.b.t o.a i.p.v t.o.v ca vgl',
    numbered: 'nr blz pag p art fig hfdst tel',
    ambiguous: 'enz etc',
  },
  fr: {
    title: 'm mm mme mmes mlle mlles dr pr me mgr st ste p.ex c.-à-d cf env av apr',
    numbered: 'p pp vol n n° no fig chap art t tél éd',
    ambiguous: 'etc j.-c cie',
  },
  es: {
    title:
      'sr sra srta srs sres dr dra d dª dña lic ing prof profa gral cap cnel rvdo excmo excma p.ej ud uds vd vds sto sta arq mons hnos av avda ee',
    numbered: 'n núm pág págs p pp vol fig cap tel art',
    ambiguous: 'etc ee.uu cía s.a a.c d.c a.m p.m',
  },
  it: {
    title:
      'sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa ing avv arch geom rag on mons egr gent spett cfr es p.es s st',
    numbered: 'n l pag pagg p pp vol fig cap art artt tel',
    ambiguous: 'ecc a.c d.c s.p.a s.r.l',
  },
  pt: {
    title: 'sr sra srta dr dra prof profa eng exmo exma d p.ex av r',
    numbered: 'n núm pág págs p pp vol fig cap tel art',
    ambiguous: 'etc ltda cia a.c d.c s.a',
  },
  ru: {
    title: 'т.е т.к т.н им ул д кв пр проф акад стр рис см ср напр гр св о пос',
    numbered: 'с стр рис гл т п № табл',
    ambiguous: 'т.д т.п др н.э до руб коп тыс млн млрд г гг в вв м куб.м',
  },
  pl: {
    title: 'dr prof mgr inż ks św ul al pl np tj tzn tzw m.in ok por gen płk kpt hab',
    numbered: 'nr str s rys tab t ust art',
    ambiguous: 'itd itp r w',
    ordinals: true,
  },
  cs: {
    title: 'dr prof ing mgr např tzv tj sv ul',
    numbered: 'č s str obr',
    ambiguous: 'atd apod',
    ordinals: true,
  },
  hu: { title: 'dr ifj id pl ún ill', numbered: 'old sz', ambiguous: 'stb', ordinals: true },
  fi: { title: 'esim ns ts eli', numbered: 's nro', ambiguous: 'jne yms', ordinals: true },
  no: { title: 'hr dr prof f.eks bl.a dvs ca', numbered: 'nr s kap', ambiguous: 'osv etc', ordinals: true },
  kk: { ambiguous: 'т.б т.с.с' },
};

const OTHER_SCRIPTS: ReadonlySet<string> = new Set(
  'ru uk bg sr mk kk be el hy ka ar fa ur he yi hi mr ne bn ta te ml kn gu pa th lo my km am ti zh ja ko'.split(
    ' ',
  ),
);

const words = (list: string | undefined): readonly string[] => list?.split(' ') ?? [];

/** The rules for a BCP 47 tag. An unknown language gets the international abbreviations alone. */
export function sentenceLanguage(language: string | null): SentenceLanguage {
  const base = baseLanguage(language);
  const own = SOURCES[base === 'nb' || base === 'nn' ? 'no' : base] ?? {};
  const abbreviations = new Map<string, AbbreviationClass>();
  for (const source of OTHER_SCRIPTS.has(base) ? [own] : [INTERNATIONAL, own]) {
    for (const kind of ['ambiguous', 'numbered', 'title'] as const) {
      for (const word of words(source[kind])) abbreviations.set(word, kind);
    }
  }
  return {
    abbreviations,
    starters: own.starters ? new Set(words(own.starters)) : null,
    ordinals: own.ordinals ?? false,
    armenian: base === 'hy',
    english: base === 'en',
  };
}
