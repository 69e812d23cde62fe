/**
 * Whether the hyphen at a line's end is the word's own or the printer's, decided by the words that stand elsewhere in
 * the document: always taking it away joins one word in forty wrongly ("well-" + "known"), never taking it away breaks
 * the other thirty-nine.
 */

/** Words of the document, in lower case, with how often they stand inside a line. */
export interface Vocabulary {
  /** Whole words, hyphens within them kept. */
  readonly words: ReadonlyMap<string, number>;
  /** First and last parts of the hyphenated ones: "well" and "known" of "well-known". */
  readonly firsts: ReadonlyMap<string, number>;
  readonly lasts: ReadonlyMap<string, number>;
}

const WORD = /[\p{L}\p{M}\p{N}’']+(?:[-‐‑][\p{L}\p{M}\p{N}’']+)*/gu;

/** @param lines Texts of lines: the last word of one that ends with a hyphen, and the first of the next, are no words. */
export function vocabularyOf(lines: Iterable<string>): Vocabulary {
  const words = new Map<string, number>();
  const firsts = new Map<string, number>();
  const lasts = new Map<string, number>();
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  let broken = false;
  for (const line of lines) {
    const found = line.match(WORD) ?? [];
    const breaks = /[-‐‑]\s*$/u.test(line);
    const whole = found.slice(broken ? 1 : 0, breaks ? -1 : undefined);
    for (const raw of whole) {
      const word = plain(raw);
      count(words, word);
      const parts = word.split('-');
      if (parts.length < 2) continue;
      count(firsts, parts[0]!);
      count(lasts, parts.at(-1)!);
      for (const part of parts) if (part.length > 3) count(words, part);
    }
    broken = breaks;
  }
  return { words, firsts, lasts };
}

const plain = (word: string): string => word.toLowerCase().replace(/[‐‑]/gu, '-').replaceAll('’', "'");

/** First parts that make a compound with a hyphen in the languages that have such, rather than a syllable. */
const FIRSTS =
  /^(?:self|well|half|cross|quasi|double|three|four|five|seven|eight|nine|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|demi|quatre|vingt|trente|quarante|cinquante|soixante|celui|celle|ceux|grand|après|avant)$/;
/** The same, but short enough to be a syllable too: only before what is a word by itself. */
const SHORT_FIRSTS =
  /^(?:ill|all|non|ex|semi|vice|two|six|mi|sous|sud|nord|est|ouest|dix|moi|lui|peut|co|pro)$/;
/** Last parts that hang on a verb by a hyphen in French and Portuguese, where these are words. */
const LASTS = /^(?:je|tu|elle|on|nous|vous|ils|elles|moi|toi|lui|là|ci|même|mêmes|lhe|lhes)$/;
/** The same, where little else than the pronoun can stand there. */
const PRONOUNS = /^(?:vous|nous|elles?|ils|moi|toi|mêmes?)$/;
/** Last parts that hang on a verb in Portuguese alone: elsewhere they are syllables as well ("quel-lo"). */
const CLITICS = /^(?:se|me|te|lo|la|los|las|nos|no|na)$/;
/** English adjectives that make one with a participle: "low-lying", "much-bitten", but "darkened". */
const ADJECTIVES =
  /^(?:bad|best|big|bright|broad|clean|clear|close|cold|dark|deep|dull|ever|fair|far|fine|first|free|fresh|full|good|half|hard|heavy|high|hot|ill|kind|large|last|long|loose|low|much|narrow|new|newly|often|old|open|pale|plain|quick|rough|sharp|short|single|slow|small|smooth|soft|still|straight|strong|sweet|thick|thin|tight|warm|weak|well|wide|young)$/;
const PARTICIPLE = /^(?!en(?:ed|ing)$)\p{L}{2,}(?:ed|ing|en|wn)$/u;
/** Last parts that such adjectives and fractions have, whatever stands before them. */
const PARTICIPLES =
  /^(?:thirds?|quarters?|fifths?|haired|eyed|faced|handed|minded|legged|looking|shaped|colou?red|sized|topped|tempered|footed|fingered|sided|bodied|spoken|fashioned)$/;
/** Last parts that English hangs on any noun, however short: "web-based", but "debased" and "unfriendly". */
const SUFFIXES = /^(?:based|driven|friendly|proof|specific|style|wide)$/;
/** First parts that are words by themselves and yet grow together with what follows. */
const GROWING =
  /^(?:over|under|some|with|after|fore|down|every|more|there|where|here|inter|super|counter|trans|hyper|micro|auto|anti|photo|electro|through|never|main|enter|along|life|sun|moon|rain|bed|bath|class|foot|finger|news|eye|fire|head|home|contre|entre|sobre|sopra|contra)$/;
/**
 * Words that follow the hyphen of a suspended compound ("Haupt- und Nebensatz"), and one that is met wherever their
 * language is: elsewhere they are syllables ("Gremi-en").
 */
const AND: ReadonlyMap<string, string> = new Map([
  ...['und', 'oder', 'bzw', 'sowie'].map((word) => [word, 'der'] as const),
  ...['and', 'or'].map((word) => [word, 'the'] as const),
  ...['et', 'ou'].map((word) => [word, 'les'] as const),
  ...['en', 'of'].map((word) => [word, 'het'] as const),
  ...['y', 'o', 'e'].map((word) => [word, word] as const),
]);

export type HyphenVerdict = 'drop' | 'keep' | 'space';

/**
 * @param before What stands before the hyphen, up to the last space: "self-destruc".
 * @param after What begins the next line, up to the first space.
 * @returns 'space' for a suspended hyphen, which stays and is followed by a space.
 */
export function hyphenVerdict(
  before: string,
  after: string,
  { words, firsts, lasts }: Vocabulary,
): HyphenVerdict {
  const head = before.match(/[\p{L}\p{M}\p{N}’']+$/u)?.[0] ?? '';
  const tail = after.match(/^[\p{L}\p{M}\p{N}’']+/u)?.[0] ?? '';
  if (head === '' || tail === '') return 'keep';
  const [left, right] = [plain(head), plain(tail)];
  const seen = (word: string) => words.get(word) ?? 0;
  const isAnd = seen(AND.get(right) ?? '') > 0 && seen(left + right) === 0;
  if (isAnd && after.length === tail.length) return 'space';
  if (/\p{N}$/u.test(head) || /^\p{N}/u.test(tail)) return 'keep';
  if (/^\p{Lu}/u.test(tail) && !(isUpper(head) && isUpper(tail))) return 'keep';
  const [joined, hyphened] = [seen(left + right), seen(`${left}-${right}`)];
  if (joined !== hyphened) return joined > hyphened ? 'drop' : 'keep';
  // "c’est-" and "à-dire", "Ille-" and "et-Vilaine", but "Kuri-" and "len-Inseln".
  if (/^[-‐‑]\p{L}/u.test(after.slice(tail.length)))
    return right.length === 1 || seen(left) + seen(right) > 0 ? 'keep' : 'drop';
  if (/[-‐‑]/u.test(before) && growsTogether(seen)) return 'drop';
  // "up-to-" and "date", "heart-to-" and "heart".
  if (/[-‐‑]/u.test(before) && (seen(right) > 0 || (left.length < 4 && seen(left) > 0))) return 'keep';
  if (PARTICIPLES.test(right) || (ADJECTIVES.test(left) && PARTICIPLE.test(right))) return 'keep';
  if (SUFFIXES.test(right) && left.length > 2 && seen('the') > 0) return 'keep';
  if (FIRSTS.test(left) && (seen(right) > 0 || right.length > 3)) return 'keep';
  if (SHORT_FIRSTS.test(left) && seen(right) > 0) return 'keep';
  const hangs = LASTS.test(right) || (CLITICS.test(right) && isPortuguese(seen));
  if (hangs && seen(right) > 1 && (seen(left) > 0 || PRONOUNS.test(right))) return 'keep';
  if (growsTogether(seen)) return 'drop';
  const compounds = (firsts.get(left) ?? 0) + (lasts.get(right) ?? 0);
  if (left.length > 2 && right.length > 2 && compounds > 0 && seen(left) > 0 && seen(right) > 0)
    return 'keep';
  if (left.length < 4 || right.length < 4 || GROWING.test(left) || seen(left) === 0) return 'drop';
  // A name and a word: "German-speaking".
  const name = /^\p{Lu}\p{Ll}/u.test(head) && right.length > 4;
  return name || seen(right) > 0 ? 'keep' : 'drop';
}

/** Languages that write compounds as one word: two known words around a hyphen say nothing there. */
const growsTogether = (seen: (word: string) => number): boolean =>
  [
    ['und', 'der', 'die'],
    ['het', 'een', 'van'],
    ['och', 'att', 'som'],
    ['og', 'det', 'som'],
    ['ja', 'oli', 'ei'],
    ['és', 'az', 'egy'],
  ].some((words) => words.every((word) => seen(word) > 0));

const isPortuguese = (seen: (word: string) => number): boolean =>
  ['não', 'uma', 'com'].every((word) => seen(word) > 0);

const isUpper = (word: string): boolean => word === word.toUpperCase();
