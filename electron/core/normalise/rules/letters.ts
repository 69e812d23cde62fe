/** Initials, acronyms with full stops, and words in capitals. */
import type { RuleMaker } from '../rule.ts';

const ends = (after: string) => /^["”’')\]]*\s*$/u.test(after);

export const letterRules: RuleMaker = (lexicon) => [
  {
    name: 'acronyms with full stops',
    pattern: /(?<![\p{L}\p{N}.])\p{Lu}(?:\.[ \u00a0]?\p{Lu}){1,7}\.(?!\p{L})/gu,
    say: ({ all, after }) => {
      // "J. R. R. Tolkien" and "U.S." alike: letters, whose full stops are no pauses.
      const letters = (all.match(/\p{Lu}/gu) ?? []).join(' ');
      const last =
        ends(after) || /^\s+(?:The|This|That|It|He|She|They|We|But|And|In|Now|When|If)\s/u.test(after);
      return last ? `${letters}.` : letters;
    },
  },
  {
    name: 'initials',
    pattern: /(?<=(?:^|[\s("“‘])\p{Lu})\.(?=\s?\p{Lu}\p{Ll})/gu,
    // "Plan B. Then …": before the commonest first words it is an end.
    say: ({ before, after }) =>
      /(?:^|\s)I$/u.test(before) ||
      /^\s(?:The|This|That|It|He|She|They|We|But|And|In|Now|When|If|Then|There|You|What|So|Der|Die|Das|Er|Sie|Es|Le|La|Les|Il|Elle|El|Los|Las|O|A|Os|As)\s/u.test(
        after,
      )
        ? null
        : '',
  },
  ...(lexicon.language === 'en' || lexicon.language === 'de' || ROMANCE.has(lexicon.language)
    ? [
        {
          name: 'words in capitals',
          // One word, or several in a row; each at most 40 letters long.
          pattern:
            /(?<![\p{L}\p{N}.&/@#_-])\p{Lu}[\p{Lu}’']{1,39}(?:[ \u00a0,:;–—-]{1,3}(?:\p{Lu}[\p{Lu}’']{0,39})){0,60}(?![\p{L}\p{N}&_]|\.\p{L})/gu,
          say: ({ all, before, after }: { all: string; before: string; after: string }) =>
            lowered(all, lexicon.language, { before, after }),
        },
      ]
    : []),
];

const ROMANCE = new Set(['fr', 'es', 'it', 'pt']);
const VOWEL = /[AEIOUYÀ-ÖØ-Ý]/u;
/** Said as a word or by its letters, whatever stands around it. */
const ACRONYMS = new Set(
  'NASA NATO UNESCO UNICEF OPEC AIDS SARS FIFA UEFA IKEA LASER RADAR ISBN ISSN HTML HTTP HTTPS JSON YAML XML CSS SQL PDF EPUB ASCII UTF USA UAE EU UK UN US UNO BBC CNN NBC ABC CBS FBI CIA NSA IRS DNA RNA HIV CEO CFO CTO COO PHD MBA BA MA AM PM AD BC BCE CE TV PC CPU GPU RAM ROM USB DVD CD VHS GPS GMT UTC EST PST IQ ID IT AI API IDE IBM HP BMW VW AUDI SAP ADAC EDV LKW PKW GMBH AG ONU OTAN SNCF RATP PIB TVA SIDA ONG EEUU RAE IVA DNI RTVE RAI IRPEF UE INPS FIAT MIT UCLA NYU LSE YMCA NAACP OSHA FEMA NOAA AOL OK DIY FAQ RSVP ASAP AKA ETA VIP NBA NFL NHL MLB IMF WHO WTO NGO OECD ECB EZB BRD DDR CDU CSU SPD FDP AFD GPT LLM RGB LED LCD OLED URL URI IP TCP UDP DNS VPN WIFI SMS MMS SIM PIN ATM IPO GDP CPI CET CEST EDT PDT'.split(
    ' ',
  ),
);
/** Short words that stand in capitals for emphasis alone: the others of four letters and fewer may be anything. */
const EMPHASISED: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    'NOT ALL YOU THE AND VERY EVER NEVER MUST STOP YES NO NOW HER HIS HIM SHE HE WE ME MY MINE YOUR THIS THAT THEN THEM THEY WHAT WHEN WHY HOW DO DID DONT DOES WILL WAS ARE IS BE CAN ANY ONE TWO OUT OFF ON IN AT OF OR SO TOO BUT FOR FROM WITH ONLY EVEN JUST MORE MOST LESS GO GET GOOD BAD BIG LOVE HATE HELP KNOW WANT NEED DEAD ALIVE HOME HERE OVER END PART BOOK ACT SELF REAL TRUE FREE OPEN EXIT WAIT LOOK RUN FIRE HEY DEAR'.split(
      ' ',
    ),
  ),
};

/** Null where all of it stays as it is. */
function lowered(
  all: string,
  language: string,
  around: { readonly before: string; readonly after: string },
): readonly (readonly [string, string])[] | null {
  const parts = all.split(/([^\p{Lu}’']+)/u);
  const words = parts.filter((_, at) => at % 2 === 0);
  const heading =
    words.filter((word) => word.length > 1 && VOWEL.test(word)).length >= 3 || isHeading(words, around);
  // A capital where a sentence begins; within one, the word is a word like others.
  let first = heading || /(?:^|[.!?:…]["”’)]?\s+["“‘(]?|\n)$/u.test(around.before);
  let changed = false;
  const said = parts.map((part, at): [string, string] => {
    if (at % 2 === 1 || !mayLower(part, language, heading)) return [part, part];
    const lower = part.toLowerCase();
    const spoken = first || language === 'de' ? part.charAt(0) + lower.slice(1) : lower;
    first = false;
    changed ||= spoken !== part;
    return [part, spoken];
  });
  return changed ? said : null;
}

/** Two words that are all there is, with something to follow or not: a line of its own. */
const isHeading = (words: readonly string[], { before, after }: { before: string; after: string }) =>
  words.length >= 2 && /^\s*$/u.test(before) && /^[\s.!?:]*$/u.test(after);

function mayLower(word: string, language: string, heading: boolean): boolean {
  const letters = word.replace(/[’']/gu, '');
  if (letters === 'I' && language === 'en') return false;
  if (letters.length === 1) return heading && /^[AOYÀÉ]$/u.test(letters);
  if (ACRONYMS.has(letters))
    return heading && /^(?:IT|US|WHO|OK|AM|ID|AD|MA)$/u.test(letters) && letters !== 'US';
  if (
    /^[IVXLCDM]+$/u.test(letters) &&
    !/^(?:MIX|DID|MILD|VIM|DIM|LID|MILL|CIVIL|VIVID|LIVID)$/u.test(letters)
  )
    return false;
  if (!VOWEL.test(letters)) return false;
  if (heading || EMPHASISED[language]?.has(letters)) return true;
  return letters.length >= 5;
}
