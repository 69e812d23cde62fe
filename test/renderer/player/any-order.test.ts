import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { speechDocument } from '../../support/speech-document.ts';
import { contains, settle, setup, sound } from './setup.ts';

/** Longer than what the player takes to be committed when it takes back what it has laid. */
const SENTENCES = Array.from(
  { length: 12 },
  (_, n) => `Sentence ${n} of this book is none of the short ones.`,
);
const LAST = 'These are the very last words of it.';

/** What a person does at any time, each of it once in a while. */
const CONTROLS = [
  ...([
    'play',
    'pause',
    'toggle',
    'stop',
    'next',
    'previous',
    'paragraph',
    'section',
    'back',
    'jump',
  ] as const),
  ...(['word', 'study', 'time', 'skip', 'selection', 'rate', 'lost'] as const),
] as const;
/** What goes on all the time. */
const COURSE = [
  ...(['answer', 'answer', 'begin', 'anew', 'wait', 'fail', 'voice', 'plan'] as const),
  ...(['late', 'late', 'run', 'run', 'run'] as const),
] as const;
type StepName = (typeof CONTROLS | typeof COURSE)[number];
const step = fc.oneof(
  { arbitrary: fc.constantFrom<StepName>(...CONTROLS), weight: 1 },
  { arbitrary: fc.constantFrom<StepName>(...COURSE), weight: 3 },
);
const anyOrder = fc.array(fc.tuple(step, fc.boolean()), { maxLength: 40 });
const anyCourse = fc.array(fc.tuple(fc.constantFrom<StepName>(...COURSE), fc.boolean()), { maxLength: 20 });

function bookInHand() {
  const paragraphs = [0, 3, 6, 9].map((n) => SENTENCES.slice(n, n + 3).join(' '));
  const document = speechDocument([paragraphs.slice(0, 2), paragraphs.slice(2), [LAST]]);
  return setup(document, { automatic: false });
}
type Hand = ReturnType<typeof bookInHand>;

const open = ({ fetcher }: Hand) => fetcher.requests.filter(({ settled }) => !settled);
const noNetwork = (retryable: boolean) => new LecternError('network', 'No network.', { retryable });

/** To its end, or nearly: where the sound stood still it has faded out and in again. */
const isSaid = ({ output }: Hand, sentence: string): boolean =>
  [400, 900].some((left) => contains(output.heard, sound(sentence).slice(-left, -left + 399)) > 0);

/** @param flag One of two ways to do it. */
async function take(t: Hand, what: StepName, flag: boolean): Promise<void> {
  const { player } = t;
  const [oldest] = open(t);
  if (what === 'play') player.play();
  else if (what === 'pause') player.pause();
  else if (what === 'toggle') player.toggle();
  else if (what === 'stop') player.stop();
  else if (what === 'next') player.nextSentence();
  else if (what === 'previous') player.previousSentence();
  else if (what === 'paragraph') player.nextParagraph();
  else if (what === 'section') player.nextSection();
  else if (what === 'back') player.previousSection();
  else if (what === 'study')
    player.setStudy(flag ? { times: 2, slower: 0.8, pause: 0.5, stops: true } : null);
  else if (what === 'time') t.clock.advance(500);
  else if (what === 'skip') player.skip();
  else if (what === 'jump') player.playFrom(1, 0, 0);
  else if (what === 'word') player.playFrom(0, 1, 15);
  else if (what === 'selection') player.playPassages([{ section: 0, block: 0, range: [5, 40] }]);
  else if (what === 'rate') player.setRate(player.rate === 1 ? 2.5 : 1);
  else if (what === 'voice') player.voiceChanged();
  else if (what === 'plan') player.planChanged();
  else if (what === 'lost') t.output.emit({ type: 'lost' });
  else if (what === 'answer') oldest?.giveAll();
  else if (what === 'begin') oldest?.giveSome(flag ? 100 : 3000);
  else if (what === 'anew') oldest?.give({ type: 'anew' });
  else if (what === 'wait')
    oldest?.give({ type: 'waiting', wait: { reason: 'A pause.', seconds: flag ? 2 : null } });
  else if (what === 'fail') open(t).at(-1)?.fail(noNetwork(flag));
  else if (what === 'late') t.output.late = flag;
  else await t.run(flag ? 0.05 : 0.5); // a moment, or past the end of a sentence
}

it('settles after any order of controls, failures and late answers, and then reads to the end', async () => {
  await fc.assert(
    fc.asyncProperty(anyOrder, async (steps) => {
      const t = bookInHand();
      const { player, fetcher } = t;
      for (const [what, flag] of steps) {
        await take(t, what, flag);
        if (flag) await settle();
      }
      t.output.late = false;
      await settle();
      // Whatever happened, from here it goes well.
      fetcher.automatic = true;
      player.setRate(1);
      player.setStudy(null);
      open(t).forEach((request) => request.giveAll());
      player.playFrom(0, 1, 0);
      await settle();
      const from = t.output.frame;
      await t.runUntil(() => player.state.phase === 'finished' || player.state.phase === 'failed');
      expect(player.state.phase).toBe('finished');
      const heard = t.output.heard.slice(from);
      for (const sentence of [...SENTENCES.slice(4), LAST]) expect(contains(heard, sound(sentence))).toBe(1);
      expect(contains(heard, sound(SENTENCES[2] ?? ''))).toBe(0);
      player.unload();
      await settle();
      expect(open(t)).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 60_000);

it('never waits for what will not come: where all is answered, it goes on from where it is to the end', async () => {
  await fc.assert(
    fc.asyncProperty(anyCourse, async (steps) => {
      const t = bookInHand();
      const { player, fetcher } = t;
      player.play();
      await settle();
      open(t)[0]?.giveAll();
      await settle();
      await t.run(0.05);
      for (const [what, flag] of steps) {
        await take(t, what, flag);
        if (flag) await settle();
      }
      t.output.late = false;
      await settle();
      player.setStudy(null);
      await settle();
      fetcher.automatic = true;
      open(t).forEach((request) => request.giveAll());
      // A selection ends with itself, and what failed before is told: then it is for the person to go on.
      for (let asked = 0; asked < 4 && player.state.phase !== 'finished'; asked++) {
        player.play();
        await t.runUntil(() => !['playing', 'waiting'].includes(player.state.phase));
        t.clock.advance(500);
      }
      expect(player.state.phase).toBe('finished');
      for (const sentence of [...SENTENCES, LAST])
        expect([sentence, isSaid(t, sentence)]).toEqual([sentence, true]);
    }),
    { numRuns: 150 },
  );
}, 120_000);
