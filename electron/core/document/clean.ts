/**
 * Cleaning of text, the same for every reader, so that one cleaned text is the truth for sentences, speech, highlight
 * and search.
 */

/** JavaScript's white space, and NEL, which it leaves out. */
const SPACE = '[\\s\\u0085]';
const SPACES = new RegExp(`${SPACE}+`, 'gu');
const LEADING = new RegExp(`^${SPACE}`, 'u');
const TRAILING = new RegExp(`${SPACE}$`, 'u');

const PLAIN = /^[\t\n\r -~]*$/;
/** Controls, soft hyphens, zero-width spaces and joiners of words, marks of direction, noncharacters. */
const REMOVED =
  /(?![\s\u0085])[\p{Cc}\p{Noncharacter_Code_Point}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb]|\ufeff/gu;
/** Joiners shape words in Persian and Hindi, and emoji; after letters of these scripts they only mark typesetting. */
const IDLE_JOINERS =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{P}\p{Z}\p{Nd}])(?:\u200c|\u200d)+/gu;
/** ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ: typesetting, not spelling. */
const LIGATURES = /[\ufb00-\ufb06]/g;

/** NFC, without characters that are neither seen nor heard, ligatures spelt out. White space is left as it is. */
export function cleanText(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  return raw
    .toWellFormed()
    .replace(REMOVED, '')
    .replace(IDLE_JOINERS, '')
    .replace(LIGATURES, (ligature) => ligature.normalize('NFKC'))
    .normalize('NFC');
}

/** Every run of white space becomes one space. */
export const foldSpace = (text: string): string => text.replace(SPACES, ' ');

/** One clean line: for titles, names, markers and alternative texts. */
export const cleanLine = (raw: string): string => foldSpace(cleanText(raw)).trim();

export const startsWithSpace = (text: string): boolean => LEADING.test(text);
export const endsWithSpace = (text: string): boolean => TRAILING.test(text);

/** Whether there is anything to say: a letter or a digit of any script. */
export const isSpeakable = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Whether a line only adorns: "* * *", "———", "❦". Sentence marks and quotes alone ("…", "?!") are still text. */
export const isOrnament = (text: string): boolean => /^[^\p{L}\p{N}?!…"“”‘’'«»„]+$/u.test(text);
