/** What groups of RTF are about, by the word that begins them. */

export type Destination =
  | 'text'
  | 'fonts'
  | 'styles'
  | 'info'
  | 'title'
  | 'author'
  | 'description'
  | 'created'
  | 'instruction'
  | 'marker'
  | 'bookmark'
  /** Nothing of it is text, though groups inside it may be. */
  | 'frame'
  /** Nothing in it is read. */
  | 'ignored';

const table = (destination: Destination, words: string): readonly (readonly [string, Destination])[] =>
  words.split(' ').map((word) => [word, destination]);

const DESTINATIONS: ReadonlyMap<string, Destination> = new Map([
  ...table('fonts', 'fonttbl'),
  ...table('styles', 'stylesheet'),
  ...table('info', 'info'),
  ...table('title', 'title'),
  ...table('author', 'author'),
  ...table('description', 'doccomm'),
  ...table('created', 'creatim'),
  ...table('instruction', 'fldinst'),
  ...table('marker', 'listtext pntext'),
  ...table('bookmark', 'bkmkstart'),
  ...table('frame', 'shp shpinst do nesttableprops'),
  ...table('text', 'fldrslt result shptxt dptxbxtext ud moMath moMathPara mmath'),
  ...table(
    'ignored',
    'colortbl expandedcolortbl pict shppict nonshppict objdata objclass objname objalias objsect themedata colorschememapping datastore latentstyles listtable listoverridetable revtbl rsidtbl generator xmlnstbl mmathPr mmathPict wgrffmtfilter bkmkend header headerl headerr headerf footer footerl footerr footerf private template subject manager company operator category keywords comment hlinkbase revtim printim buptim fchars lchars annotation atnid atnauthor atntime atndate atnicn atnref atnparent atrfstart atrfend ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn tc tcn xe rxe pn pnseclvl panose falt blipuid sp sn sv shprslt userprops passwordhash datafield formfield ffdeftext pgptbl filetbl background factoidname nonesttables upr protusertbl docvar htmltag mhtmltag picprop',
  ),
]);

/** Words that begin a destination only inside the document's information. */
const INFO_ONLY = new Set<Destination>(['title', 'author', 'description', 'created']);

/**
 * @param optional Whether `\*` stands before the word: then a program that does not know it ignores the group.
 * @returns the destination; null where the word begins none, or none here.
 */
export function destinationOf(word: string, optional: boolean, within: Destination): Destination | null {
  const found = DESTINATIONS.get(word);
  if (found === undefined) return optional || /^m\w+Pr$/.test(word) ? 'ignored' : null;
  return INFO_ONLY.has(found) && within !== 'info' ? null : found;
}

/** Characters that have words of their own. */
export const CHARACTERS: Readonly<Record<string, string>> = {
  tab: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  zwj: '\u200d',
  zwnj: '\u200c',
  // Of equations: what stands between their parts in a line of text.
  mden: '/',
  msup: '^',
  msub: '_',
  mrad: '√',
};

export const SYMBOLS: Readonly<Record<string, string>> = {
  '~': '\u00a0',
  _: '\u2011',
  '\\': '\\',
  '{': '{',
  '}': '}',
  '\t': '\t',
};
