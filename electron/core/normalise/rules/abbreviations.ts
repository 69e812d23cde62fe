/** Abbreviations, by what stands around them. */
import type { Abbreviation } from '../languages/lexicon.ts';
import { anyOf, type Found, type Rule, type RuleMaker } from '../rule.ts';

const NOT_IN_WORD = "(?<![\\p{L}\\p{N}.’'-])";
/** A sentence ends here: nothing follows, or a capital. */
const ends = (after: string) => /^["”’')\]]*(?:\s*$|\s+["“‘'(]?\p{Lu})/u.test(after) && !GOES_ON.test(after);
/** The quarter of a town behind a street, a month behind a day. */
const GOES_ON =
  /^,?\s(?:(?:[NS][EW]?|[EW])(?![\p{L}.])|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}{0,6}\.?\s\d)/u;

export const abbreviationRules: RuleMaker = (lexicon) => {
  const all = Object.entries(lexicon.abbreviations);
  const of = (when: Abbreviation['when']) => all.filter(([, abbreviation]) => abbreviation.when === when);
  const saying = (written: string) =>
    lexicon.abbreviations[written]?.say ?? lexicon.abbreviations[`${written}!`]?.say ?? null;
  const rule = (
    when: Abbreviation['when'],
    follows: string,
    stop: string,
    keys: readonly string[],
    say: (found: Found, word: string) => string | null,
  ): readonly Rule[] =>
    keys.length === 0
      ? []
      : [
          {
            name: `abbreviations: ${when}`,
            pattern: new RegExp(`${NOT_IN_WORD}(${anyOf(keys)})(?!\\p{L})${stop}${follows}`, 'gu'),
            say: (found) => {
              const word = saying(found.groups[1] ?? '');
              return word === null ? null : say(found, word);
            },
          },
        ];
  const bare = (list: readonly (readonly [string, Abbreviation])[], loose: boolean) =>
    list.filter(([key]) => key.endsWith('!') === loose).map(([key]) => key.replace(/!$/u, ''));
  const initial = (word: string, written: string) =>
    /^\p{Lu}/u.test(written) && !/^\p{Lu}/u.test(word) ? word.charAt(0).toUpperCase() + word.slice(1) : word;

  return [
    ...(lexicon.language === 'en' ? doctorsAndSaints : []),
    ...rule(
      'number',
      '(?=\\s?(?:\\p{Sc})?(?:\\p{N}|[IVXLivxl]{1,7}(?!\\p{L})))',
      '\\.?',
      symbolic(of('number')),
      (_, word) => word,
    ),
    ...rule(
      'number',
      '(?=\\s?(?:\\p{Sc})?(?:\\p{N}|[IVXLivxl]{1,7}(?!\\p{L})))',
      '\\.',
      bare(of('number'), false),
      ({ groups }, word) => initial(word, groups[1] ?? ''),
    ),
    ...rule(
      'capital',
      '(?!\\s?(?:Chr|J\\.-C)\\.)(?=\\s?(?:\\p{Lu}|[dv](?:e|i|on|an|a|ella?|el)?\\s|de\\s|(?:med|phil|jur|rer|theol|oec|ing)\\.))',
      '\\.',
      bare(of('capital'), false),
      (_, word) => word,
    ),
    ...rule(
      'capital',
      '(?=\\s(?:(?:and|et|und|y|e)\\s)?\\p{Lu})',
      '\\.?',
      bare(of('capital'), true),
      ({ all: written, after }, word) =>
        // "St Paul", but a lone "M" is a letter
        written.endsWith('.') || /^\s(?:\p{Ll}{1,3}\s)?\p{Lu}(?:\p{Ll}|\.)/u.test(after) ? word : null,
    ),
    ...rule('inside', '', '\\.', bare(of('inside'), false), ({ after }, word) =>
      /^\s*$/u.test(after) ? null : word,
    ),
    ...(lexicon.language === 'en' ? [versus] : []),
    ...(lexicon.language === 'de' ? [streets, following] : []),
    ...(lexicon.language === 'en' ? [lives] : []),
    ...(SPELT[lexicon.language] ?? []),
    ...rule('anywhere', '', '\\.', bare(of('anywhere'), false), ({ after }, word) =>
      ends(after) ? `${word}.` : word,
    ),
  ];
};

/** "n°", "№": signs, which need no full stop. */
const symbolic = (list: readonly (readonly [string, Abbreviation])[]) =>
  list.map(([key]) => key).filter((key) => /[°º№]/u.test(key));

/** "(b. 1920, d. 1999)" */
const lives: Rule = {
  name: 'born and died',
  pattern: /(?<=(?<!\p{L})[(,;]\s?|\d[–,-]?\s)([bdr])\.(?=\s(?:c\.\s|ca\.\s)?\d{3,4}(?!\d))/gu,
  say: ({ groups: [, letter = ''] }) => ({ b: 'born', d: 'died', r: 'reigned' })[letter] ?? null,
};

/** "S. 12 ff." */
const following: Rule = {
  name: 'the pages that follow',
  pattern: /(?<=\d\s?)(ff?)\.(?!\p{L})/gu,
  say: ({ before, after }) => `${/\s$/u.test(before) ? '' : ' '}folgende${ends(after) ? '.' : ''}`,
};

const written = (name: string, pattern: RegExp, say: string): Rule => ({ name, pattern, say: () => say });

/** Abbreviations without a full stop, or with a hyphen, and those that agree with what follows. */
const SPELT: Readonly<Record<string, readonly Rule[]>> = {
  fr: [
    written('Saint before a hyphen', /(?<![\p{L}-])St(?=-\p{Lu})/gu, 'Saint'),
    written('Sainte before a hyphen', /(?<![\p{L}-])Ste(?=-\p{Lu})/gu, 'Sainte'),
    written('numbers', /(?<!\p{L})nos(?=\s\d)/gu, 'numéros'),
    written('centuries', /(?<=(?<!\p{L})[IVX]{1,5}e\s)s\.(?!\p{L})/gu, 'siècle'),
  ],
  es: [
    written('streets', /(?<!\p{L})C\/\s?(?=\p{Lu})/gu, 'Calle '),
    written('without a number', /(?<![\p{L}/])s\/n(?![\p{L}/])/gu, 'sin número'),
  ],
  it: [
    {
      name: 'saints',
      pattern: /(?<![\p{L}\p{N}.])S\.\s(\p{Lu}\p{L}+)/gu,
      say: ({ groups: [, name = ''] }) => {
        if (/^[AEIOU]/u.test(name)) return `Sant’${name}`;
        if (/a$/u.test(name) && !/^(?:Luca|Nicola|Mattia|Battista)$/u.test(name)) return `Santa ${name}`;
        return `${/^(?:S[^aeiou]|Z)/u.test(name) ? 'Santo' : 'San'} ${name}`;
      },
    },
    written('squares', /(?<!\p{L})P\.zza(?!\p{L})/gu, 'Piazza'),
    written('avenues', /(?<!\p{L})V\.le(?!\p{L})/gu, 'Viale'),
    written('streets', /(?<!\p{L})C\.so(?!\p{L})/gu, 'Corso'),
  ],
  pt: [
    written(
      'saints',
      /(?<![\p{L}\p{N}.])S\.(?=\s(?:Paulo|João|Pedro|José|Miguel|Bento|Francisco|Luís|Vicente|Jorge|Tomé|Martinho|Gonçalo|Sebastião|Mateus|Marcos|Lucas)(?!\p{L}))/gu,
      'São',
    ),
  ],
};

/** "Hauptstr. 5" */
const streets: Rule = {
  name: 'streets',
  pattern: /(?<!\p{L})(\p{L}{3,30}s)tr\.(?!\p{L})/gu,
  say: ({ groups: [, name = ''], after }) => `${name}traße${ends(after) ? '.' : ''}`,
};

/** Without a full stop, as the British write it. */
const versus: Rule = {
  name: 'versus',
  pattern: /(?<=\p{L}|\p{N}\s?)(\s)vs?(\s)(?=\p{L}|\p{N})/gu,
  say: ({ all, before }) => (all.trim() === 'vs' || /\p{Lu}[\p{L}.]*$/u.test(before) ? ' versus ' : null),
};

/** "Dr." is Drive after a street's name, "St." Street; before a name they are Doctor and Saint. */
const doctorsAndSaints: readonly Rule[] = [
  {
    name: 'Doctor or Drive, Saint or Street',
    pattern: /(?<![\p{L}\p{N}.’-])(Dr|St)(?!\p{L})(\.?)/gu,
    say: ({ groups: [, word = '', stop = ''], before, after }) => {
      const isDoctor = word === 'Dr';
      const [title, place] = isDoctor ? ['Doctor', 'Drive'] : ['Saint', 'Street'];
      // The word before is a capitalised one that is no title, in the same clause: the name of a street.
      const named =
        /(?<![\p{L}.])(?!(?:The|In|At|On|And|But|When|For|To|From|Of|Mr|Mrs|Ms|Sir|Is|Was|As|By|Said|If|That|Yes|No|So|Then)\s)(?:\p{Lu}[\p{L}’'-]*|\d{1,3}(?:st|nd|rd|th))\s$/u.test(
          before,
        );
      const name = /^\s\p{Lu}/u.test(after);
      if (named && !(name && !streetThenName(before, after)))
        return `${place}${stop !== '' && ends(after) ? '.' : ''}`;
      if (name || (isDoctor && /^\s(?:de|von|van|du)\s/u.test(after))) return title;
      return stop === '' ? null : named ? place : null;
    },
  },
];

/** "at 5 Baker St. Holmes said", "on Main St. The shop": a number or a preposition before the street's name says so. */
const streetThenName = (before: string, after: string) =>
  /(?:\d+[A-Za-z]?|(?<!\p{L})(?:on|in|at|to|from|along|of|near|off|down|up|and))\s(?:\p{Lu}[\p{L}’'.-]*\s){1,3}$/u.test(
    before,
  ) ||
  /^\s(?:The|A|An|He|She|It|They|We|I|His|Her|In|On|At|But|And|There|This|That|When|Then)\s/u.test(after);
