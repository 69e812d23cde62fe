/**
 * A text as the words that a reader sees, each with its place. Every token later gets a spoken form of its own, so that
 * what the engine says about its input leads back to the word without any map of characters.
 */
export interface Token {
  /** Exactly the text's slice, punctuation included. */
  readonly text: string;
  /** UTF-16 offset of its first character. */
  readonly from: number;
  /** No white space lies between it and the token before: scripts without spaces, words joined by a dash. */
  readonly joined: boolean;
  /** Whether it has anything to say: a letter, a digit or a sign that has a name. */
  readonly speakable: boolean;
}

/** Scripts that write words without spaces between them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const SPEAKABLE = /[\p{L}\p{N}$€£¥₹%&@#+=°§©®™]/u;
/** Up to white space, or through a dash: "word—word" is two tokens. */
const RUN = /[^\s—–]+[—–]*|[—–]+/gu;

export function tokenize(text: string, language: string): Token[] {
  const tokens: Token[] = [];
  const add = (slice: string, from: number) => {
    const previous = tokens.at(-1);
    const joined = previous !== undefined && previous.from + previous.text.length === from;
    tokens.push({ text: slice, from, joined, speakable: SPEAKABLE.test(slice) });
  };
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (UNSPACED.test(run))
      for (const [from, to] of unspacedWords(run, language)) add(run.slice(from, to), index + from);
    else add(run, index);
  }
  return tokens;
}

/** Words by dictionary; punctuation goes with the word before it. */
function unspacedWords(run: string, language: string): [from: number, to: number][] {
  const words: [number, number][] = [];
  for (const part of new Intl.Segmenter(language, { granularity: 'word' }).segment(run)) {
    const last = words.at(-1);
    const end = part.index + part.segment.length;
    if (last && !part.isWordLike) last[1] = end;
    else words.push([part.index, end]);
  }
  return words;
}
