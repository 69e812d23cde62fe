/**
 * Whether a finished file is what was planned, before it counts as done. What is wrong comes as data: by it the segments
 * are made again, and each has its sentence for the person.
 */
import { plausibleSeconds } from '../speech/completeness.ts';
import { samplesOf, secondsOf } from '../speech/pcm.ts';
import type { EncodedAudio, PlacedSegment } from './encoded-audio.ts';
import { musicSamples, type InfoTag } from './info-frame.ts';
import { MOST_TRUE_PEAK } from './levels.ts';
import { samplesAtRate, samplesPerFrame } from './mp3-settings.ts';
import type { ChapterMark, Mp3Settings } from './types.ts';

/** What was met in an mp3 file on a walk over its frames; ID3 tags before and after them left out. */
export interface Mp3FileFacts {
  /** Of the Info frame; null where the first frame is none. */
  readonly tag: InfoTag | null;
  /** Frames of music. */
  readonly frames: number;
  /** Bytes of all frames. */
  readonly bytes: number;
  /** CRC-16 of the frames of music. */
  readonly musicCrc: number;
  /** What frames of music have, each once, rising: Hz and kbit/s. */
  readonly rates: readonly number[];
  readonly bitRates: readonly number[];
  readonly mono: boolean;
  /** All is frames, and the last one is all there. */
  readonly whole: boolean;
}

/** What a file should be. */
export interface PlannedAudio {
  readonly settings: Mp3Settings;
  /** At `SAMPLE_RATE`: the finished segments and their pauses, as the ledger has them. */
  readonly samples: number;
  /** What each of the file's segments says, in order. */
  readonly texts: readonly string[];
  readonly marks: readonly ChapterMark[];
}

export type FindingKind =
  /** A segment is shorter or longer than its text can be. */
  | 'too-short'
  | 'too-long'
  /** A silence in a segment, or between two, that nobody asked for. */
  | 'silence'
  /** The speech was cut off at full scale. */
  | 'clipping'
  /** The whole is louder than it may be. */
  | 'too-loud'
  /** The file is not as it was written. */
  | 'damaged'
  /** The file is longer or shorter than planned. */
  | 'length'
  /** A chapter lies outside of the file, or where another one is. */
  | 'chapter';

export interface Finding {
  readonly kind: FindingKind;
  /** Which of the file's segments, from 0: making it again may help. Null where it is the file as a whole. */
  readonly segment: number | null;
  /** For the person: what is wrong. */
  readonly message: string;
}

/** Silence beyond the wanted pause that a voice may make at a comma, before its first sound and after its last. */
const SLACK_SECONDS = 1.5;
/** Characters of a text by which a person knows it again. */
const EXCERPT = 48;

/** @returns what is wrong; nothing where all is well. */
export function checkAudio(plan: PlannedAudio, audio: EncodedAudio, file: Mp3FileFacts): readonly Finding[] {
  return [
    ...audio.segments.flatMap((segment, index) => checkSegment(segment, index, plan.texts[index] ?? '')),
    ...checkPauses(audio.segments, plan.texts),
    ...checkLevel(plan.settings, audio),
    ...checkFile(plan, audio, file),
    ...checkMarks(plan.marks, audio.samples),
  ];
}

function checkSegment(sound: PlacedSegment, segment: number, text: string): Finding[] {
  const found = (kind: FindingKind, what: string): Finding => ({
    kind,
    segment,
    message: `“${excerpt(text)}” ${what}`,
  });
  const seconds = secondsOf(sound.samples);
  const { least, most } = plausibleSeconds(text);
  const findings: Finding[] = [];
  if (sound.lead === sound.samples && least > 0) findings.push(found('silence', 'is silent.'));
  else if (seconds < least)
    findings.push(found('too-short', `takes ${spell(seconds)}: part of it is missing.`));
  if (seconds > most) findings.push(found('too-long', `takes ${spell(seconds)}: that is too long for it.`));
  if (sound.gap > samplesOf(SLACK_SECONDS))
    findings.push(found('silence', `has a silence of ${spell(secondsOf(sound.gap))} in it.`));
  if (sound.clipped > 0) findings.push(found('clipping', 'is distorted: its loudest parts are cut off.'));
  return findings;
}

/** Silence at the ends of segments adds to the pause between them. */
function checkPauses(segments: readonly PlacedSegment[], texts: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  // A segment in which nothing is heard has its own finding, and no ends.
  const edge = (index: number, end: 'lead' | 'tail') => {
    const sound = segments[index];
    return !sound || sound.lead === sound.samples ? 0 : sound[end];
  };
  for (let index = 0; index <= segments.length; index++) {
    const [tail, lead] = [edge(index - 1, 'tail'), edge(index, 'lead')];
    if (tail + lead <= samplesOf(SLACK_SECONDS)) continue;
    const segment = tail > lead ? index - 1 : index;
    const where = tail > lead ? 'after' : 'before';
    findings.push({
      kind: 'silence',
      segment,
      message: `There is a silence of ${spell(secondsOf(tail + lead))} more than wanted ${where} “${excerpt(texts[segment] ?? '')}”.`,
    });
  }
  return findings;
}

function checkLevel({ loudness }: Mp3Settings, { truePeak }: EncodedAudio): Finding[] {
  if (loudness === null || truePeak === null || truePeak <= MOST_TRUE_PEAK) return [];
  return [
    {
      kind: 'too-loud',
      segment: null,
      message: `The loudest place reaches ${truePeak.toFixed(1)} dB, more than the ${MOST_TRUE_PEAK} dB that are allowed.`,
    },
  ];
}

function checkFile({ settings, samples }: PlannedAudio, audio: EncodedAudio, file: Mp3FileFacts): Finding[] {
  const { tag } = file;
  const { rate, mode } = settings;
  const isDamaged =
    !file.whole ||
    !file.mono ||
    !tag?.intact ||
    tag.kind !== (mode.kind === 'cbr' ? 'Info' : 'Xing') ||
    tag.bytes !== file.bytes ||
    tag.musicCrc !== file.musicCrc ||
    file.bytes !== audio.bytes ||
    file.rates.some((each) => each !== rate) ||
    (mode.kind === 'cbr' && file.bitRates.some((kbps) => kbps !== mode.kbps));
  if (!tag || isDamaged)
    return [
      { kind: 'damaged', segment: null, message: 'The mp3 file is damaged: it is not as it was written.' },
    ];
  const wanted = samplesAtRate(samples, rate);
  const given = musicSamples(tag, samplesPerFrame(rate));
  if (tag.frames === file.frames && given === wanted && audio.samples === samples) return [];
  const off = (given - wanted) / rate;
  return [
    {
      kind: 'length',
      segment: null,
      message: `The mp3 file is ${spell(Math.abs(off))} ${off < 0 ? 'shorter' : 'longer'} than planned.`,
    },
  ];
}

function checkMarks(marks: readonly ChapterMark[], samples: number): Finding[] {
  return marks.flatMap(({ title, start, end }, index): Finding[] => {
    const from = index === 0 ? 0 : marks[index - 1]!.end;
    const isInside = start === from && end > start && end <= samples;
    return isInside
      ? []
      : [{ kind: 'chapter', segment: null, message: `The mark of “${excerpt(title)}” is at a wrong place.` }];
  });
}

function excerpt(text: string): string {
  const letters = [...text];
  return letters.length <= EXCERPT ? text : `${letters.slice(0, EXCERPT).join('').trimEnd()}…`;
}

function spell(seconds: number): string {
  return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}
