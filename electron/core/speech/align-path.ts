/** The cheapest path through source words and spoken tokens, and what one step of it costs. */

/** `words` source words from `word` on are said by `tokens` tokens from `token` on; one of the two may be 0. */
export interface Step {
  readonly word: number;
  readonly words: number;
  readonly token: number;
  readonly tokens: number;
}

export interface Path {
  readonly path: readonly Step[];
  /** 0–1: the part of the characters of source words and tokens, up to the last word reached, that was recognised. */
  readonly recognised: number;
}

/** A source word that nobody said; a token that stands for no word. Two of them cost more than a plain mismatch. */
const SKIP_WORD = 1;
const SKIP_TOKEN = 0.8;
const MISMATCH = 1.3;
/** "$1,250.75" is twelve words in some languages; three source words may come as one token. */
const MOST_TOKENS = 16;
const MOST_WORDS = 4;
/** Paths that cost so much more than the best one to the same word are given up: it keeps the work near the diagonal. */
const BEAM = 8;
/** From this cost on a step is not recognition. */
const DOUBTFUL = 0.9;

/** Letters and digits alone, without case and diacritics; a sign that has none stays as it is. */
export function plain(word: string): string {
  const lower = word.trim().toLowerCase().replaceAll('ß', 'ss').replaceAll('&', 'and');
  return lower.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '') || lower.replace(/\p{P}/gu, '');
}

interface Word {
  readonly plain: string;
  /** Said otherwise than written, in any number of words: numbers, money, signs, capitals, Roman numerals. */
  readonly written: boolean;
  /** Ends in a full stop: perhaps an abbreviation, to be expanded. */
  readonly stopped: boolean;
}

function describe(word: string): Word {
  const bare = word.replace(/\.$/u, '');
  return {
    plain: plain(word),
    written:
      /[\p{N}\p{Sc}%‰°@/&+=§#]/u.test(bare) ||
      /^\p{Lu}{2,}$/u.test(bare) ||
      /^\p{L}(?:\.\p{L})+$/u.test(bare),
    stopped: word.endsWith('.'),
  };
}

/**
 * 0 (nothing in common) to 1 (equal): one minus Levenshtein's distance over the longer length.
 * @param least Below this 0 may be answered, which the lengths alone often allow without a look at the letters.
 */
function similarity(a: string, b: string, least: number): number {
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  if (longest > 40 || Math.min(a.length, b.length) < least * longest) return 0;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return 1 - (row[b.length] ?? longest) / longest;
}

/** All letters of `short` occur in `long` in order, beginning with the same one: "mr" in "mister". */
function abbreviates(short: string, long: string): boolean {
  if (short === '' || short[0] !== long[0] || short.length >= long.length) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

/** @param joined The tokens, run together. */
function costOneToMany(word: Word, joined: string, count: number): number {
  if (word.plain === joined) return 0;
  const one = count === 1;
  if (one && word.stopped && abbreviates(word.plain, joined)) return 0.2;
  if (word.written) return 0.4 + 0.1 * count;
  if (word.stopped && count <= 3) return 0.7 + 0.1 * count;
  if (!one) return similarity(word.plain, joined, 0.8) >= 0.8 ? 0.4 : Infinity;
  const alike = similarity(word.plain, joined, 0.5);
  return alike >= 0.5 ? 1.2 * (1 - alike) : MISMATCH;
}

/** @param joined The source words, run together. */
function costManyToOne(joined: string, token: string): number {
  if (joined === token) return 0;
  return similarity(joined, token, 0.85) >= 0.85 ? 0.4 : Infinity;
}

/**
 * Aligns source words with tokens. All tokens are used up; source words after the last one said cost nothing, so that
 * a list that still grows aligns with the beginning. A chunk has some sixty words: about two milliseconds.
 */
export function cheapestPath(sources: readonly string[], spoken: readonly string[]): Path {
  const words = sources.map(describe);
  const tokens = spoken.map(plain);
  const width = tokens.length + 1;
  const cost = new Float64Array((words.length + 1) * width).fill(Infinity);
  const steps = new Array<(Step & { readonly cost: number }) | undefined>(cost.length);
  cost[0] = 0;
  const offer = (word: number, count: number, token: number, used: number, price: number) => {
    const total = (cost[word * width + token] ?? Infinity) + price;
    const to = (word + count) * width + token + used;
    if (total >= (cost[to] ?? Infinity)) return;
    cost[to] = total;
    steps[to] = { word, words: count, token, tokens: used, cost: price };
  };
  for (let w = 0; w <= words.length; w++) {
    const worth = Math.min(...cost.subarray(w * width, (w + 1) * width)) + BEAM;
    for (let t = 0; t <= tokens.length; t++) {
      if ((cost[w * width + t] ?? Infinity) > worth) continue;
      const word = words[w];
      const token = tokens[t];
      if (token !== undefined) offer(w, 0, t, 1, token === '' ? 0.05 : SKIP_TOKEN);
      if (!word) continue;
      offer(w, 1, t, 0, SKIP_WORD);
      if (token === undefined) continue;
      const most = word.written ? MOST_TOKENS : 4;
      let said = '';
      for (let used = 1; used <= Math.min(most, tokens.length - t); used++) {
        offer(w, 1, t, used, costOneToMany(word, (said += tokens[t + used - 1] ?? ''), used));
      }
      let written = word.plain;
      for (let count = 2; count <= Math.min(MOST_WORDS, words.length - w); count++) {
        offer(w, count, t, 1, costManyToOne((written += words[w + count - 1]?.plain ?? ''), token));
      }
    }
  }
  let reached = 0;
  const end = (w: number) => cost[w * width + tokens.length] ?? Infinity;
  for (let w = 0; w <= words.length; w++) if (end(w) <= end(reached)) reached = w;

  const path: Step[] = [];
  let good = 0;
  let all = 0;
  for (let at = reached * width + tokens.length; at > 0;) {
    const step = steps[at];
    if (!step) break;
    path.push(step);
    const weight = words
      .slice(step.word, step.word + step.words)
      .reduce((sum, word) => sum + word.plain.length, 0);
    all += step.words > 0 ? weight : (tokens[step.token]?.length ?? 0);
    const said = step.words > 0 && step.tokens > 0;
    if (said && (step.cost < DOUBTFUL || words[step.word]?.written)) good += weight;
    at = step.word * width + step.token;
  }
  return { path: path.reverse(), recognised: all === 0 ? 0 : good / all };
}
