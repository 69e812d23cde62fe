import { resolve } from 'node:path';
import { stretch } from '../core/audio/stretch.ts';
import type { DocumentReader } from '../core/document/reader.ts';
import type { DocumentChoices, ReadingPlan } from '../core/document/plan.ts';
import { LecternError } from '../core/errors.ts';
import { inOrder } from '../core/in-order.ts';
import { requestLanguage } from '../core/speech/voice-choice.ts';
import { samplesOf, secondsOf } from '../core/speech/pcm.ts';
import type { SpeechRequest, Voice, VoiceId } from '../core/speech/types.ts';
import type { Settings } from '../contract/schemas.ts';
import { languageArgument, numberArgument, readArguments, usage } from './arguments.ts';
import { readWholeDocument } from './document-blocks.ts';
import { createDraftFile } from './draft-file.ts';
import { withDocumentFile } from './document-file.ts';
import { isSameFile } from './existing-file.ts';
import { helpPage } from './help.ts';
import { withOfflineVoice } from './offline-voice.ts';
import type { Sound } from './sound.ts';
import { createSpeakers } from './speakers.ts';
import type { SpokenChunk } from './spoken-chunk.ts';
import { placeWords, type SpokenWord } from './spoken-words.ts';
import { PLAN_OPTIONS, planArguments } from './plan-arguments.ts';
import type { Terminal } from './terminal.ts';
import type { FetchAddress } from '../core/web-address.ts';
import { spokenText, utterances, type Utterance } from './utterances.ts';
import { voiceByName } from './voice-argument.ts';
import { createWavFile } from './wav-file.ts';

/** What `say` uses of the application. */
export interface SayPorts {
  readonly reader: DocumentReader;
  readonly fetchAddress: FetchAddress;
  settings(): Promise<Settings>;
  /** Of a file, by its absolute path. */
  planOf(path: string, options: (choices: DocumentChoices) => DocumentChoices): Promise<ReadingPlan>;
  /** Null where it cannot be told. */
  languageOf(text: string): Promise<string | null>;
  voices(): Promise<readonly Voice[]>;
  voiceFor(language: string | null, document: string | null): Promise<Voice>;
  speak(
    request: SpeechRequest,
    signal: AbortSignal,
    waiting: (sentence: string) => void,
  ): Promise<SpokenChunk>;
}

interface Order {
  readonly text: string | null;
  readonly file: string | null;
  readonly output: string | null;
  readonly words: string | null;
  readonly voice: string | null;
  readonly language: string | null;
  readonly speed: number;
  /** What the options make of the file's own choices. */
  readonly choices: (choices: DocumentChoices) => DocumentChoices;
}

/** Speeds at which speech is still understood; the same as the window's. */
const SPEED = { min: 0.5, max: 4 };

/** Chunks asked for at once: enough that the voice never waits for the writing, few enough to stop soon. */
const AHEAD = 4;

/** `lectern say`: speech as a file, or through the speakers. */
export async function sayCommand(
  args: readonly string[],
  terminal: Terminal,
  open: () => Promise<SayPorts>,
): Promise<void> {
  const order = readOrder(args);
  if (order === null) return terminal.out(helpPage('say'));
  const ports = await open();
  const plan = await planOf(order, ports, terminal);
  const list = order.words === null ? null : await createDraftFile(order.words);
  const sound = await openSound(order, terminal).catch(async (error: unknown) => {
    await list?.discard();
    throw error;
  });
  try {
    const { words, seconds } = await speakAll(plan, order, ports, sound, terminal);
    await list?.guard(list.handle.writeFile(`${JSON.stringify(words)}\n`));
    await sound.finish();
    await list?.commit();
    if (order.output !== null) terminal.say(`${seconds.toFixed(1)} s of speech in ${order.output}.`);
  } catch (error) {
    await sound.discard();
    await list?.discard();
    throw error;
  }
}

function openSound(order: Order, terminal: Terminal): Promise<Sound> {
  return order.output === null ? createSpeakers(terminal.env) : createWavFile(order.output);
}

/** @returns null where help was asked for. */
function readOrder(args: readonly string[]): Order | null {
  const { values, positionals } = readArguments('say', args, {
    file: { type: 'string', short: 'f' },
    output: { type: 'string', short: 'o' },
    voice: { type: 'string', short: 'v' },
    language: { type: 'string', short: 'l' },
    speed: { type: 'string', short: 's' },
    words: { type: 'string', short: 'w' },
    ...PLAN_OPTIONS,
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return null;
  const [text, ...more] = positionals;
  if (more.length > 0) throw usage('Put the text in quotes: lectern say "TEXT".');
  if ((text === undefined) === (values.file === undefined)) {
    throw usage('Give either a text or --file FILE. See "lectern say --help".');
  }
  refuseSameFile(values.file, values.output, 'The sound would take the place of the document');
  refuseSameFile(values.file, values.words, 'The words would take the place of the document');
  refuseSameFile(values.output, values.words, 'The sound and the words need a file each');
  return {
    text: text ?? null,
    file: values.file ?? null,
    output: values.output === undefined ? null : resolve(values.output),
    words: values.words === undefined ? null : resolve(values.words),
    voice: values.voice ?? null,
    language: languageArgument(values.language),
    choices: planArguments(values),
    speed: values.speed === undefined ? 1 : numberArgument('speed', values.speed, SPEED),
  };
}

function refuseSameFile(one: string | undefined, other: string | undefined, sentence: string): void {
  if (one !== undefined && other !== undefined && isSameFile(one, other)) {
    throw usage(`${sentence}. Name another file.`);
  }
}

/** @throws LecternError `no-text` where nothing can be said. */
async function planOf(order: Order, ports: SayPorts, terminal: Terminal): Promise<readonly Utterance[]> {
  const pauses = await ports.settings();
  if (order.file === null) {
    const block = { kind: 'paragraph', text: order.text ?? '', language: null } as const;
    const whole = { block: 0, from: 0, to: block.text.length };
    const language = order.language ?? (await ports.languageOf(block.text));
    const plan = utterances([block], [whole], language, order.language, pauses);
    if (plan.length === 0) throw usage('There is nothing to say in this text.');
    return plan;
  }
  const { signal } = terminal;
  const [document, name] = await withDocumentFile(order.file, ports.fetchAddress, signal, async (found) => {
    const chosen = await ports.planOf(found.path, order.choices);
    return [await readWholeDocument(ports.reader, found.path, found.name, chosen, signal), found.name];
  });
  for (const warning of document.warnings) terminal.say(warning);
  const plan = utterances(
    document.blocks,
    document.order,
    document.metadata.language,
    order.language,
    pauses,
  );
  if (plan.length === 0) throw new LecternError('no-text', `There is nothing to read in ${name}.`);
  return plan;
}

async function speakAll(
  plan: readonly Utterance[],
  { voice, speed }: Order,
  ports: SayPorts,
  sound: Sound,
  terminal: Terminal,
): Promise<{ readonly words: readonly SpokenWord[]; readonly seconds: number }> {
  const fixed = voice === null ? null : voiceByName(await ports.voices(), voice);
  let told: string | null = null;
  /** Chunks that wait for one and the same thing all say so; it is told once. */
  const waiting = (sentence: string) => {
    if (sentence !== told) terminal.say(sentence);
    told = sentence;
  };
  const say = async (utterance: Utterance, signal: AbortSignal) => {
    const speaker = fixed ?? (await ports.voiceFor(utterance.language, utterance.documentLanguage));
    const request = requestFor(utterance, speaker);
    try {
      return { utterance, ...(await ports.speak(request, signal, waiting)) };
    } catch (error) {
      // Of the text's own language, which the voice that failed may not have spoken.
      const wanted = { ...request, language: utterance.language ?? request.language };
      throw withOfflineVoice(error, wanted, await ports.voices());
    }
  };
  const words: SpokenWord[] = [];
  const characters = plan.reduce((sum, one) => sum + spokenText(one).length, 0);
  let samples = 0;
  let done = 0;
  for await (const { utterance, samples: speech, words: reported, spoken } of inOrder(
    plan,
    say,
    terminal.signal,
    AHEAD,
  )) {
    told = null;
    const stretched = stretch(speech, speed);
    const placement = {
      start: secondsOf(samples),
      spoken: secondsOf(speech.length),
      stretched: secondsOf(stretched.length),
      speed,
    };
    words.push(...placeWords(utterance, { words: reported, spoken }, placement));
    const pause = new Int16Array(samplesOf(utterance.pause / speed));
    await sound.write(stretched);
    await sound.write(pause);
    samples += stretched.length + pause.length;
    done += spokenText(utterance).length;
    if (plan.length > 1)
      terminal.progress(`Spoken: ${Math.floor((100 * done) / characters)} %`, done / characters);
  }
  return { words, seconds: secondsOf(samples) };
}

function requestFor(utterance: Utterance, voice: VoiceId & Pick<Voice, 'languages'>): SpeechRequest {
  return {
    server: voice.server,
    model: voice.model,
    voice: voice.voice,
    text: spokenText(utterance),
    language: requestLanguage(voice, utterance.language),
    pronunciation: [],
  };
}
