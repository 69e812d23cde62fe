import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { speechDocument } from '../../support/speech-document.ts';
import { contains, settle, setup, sound } from './setup.ts';

const SENTENCES = Array.from({ length: 12 }, (_, n) => `Sentence ${n} of this little book.`);
const LAST = 'These are the very last words of it.';

it('settles after any order of controls, failures and late answers, and then reads to the end', async () => {
  const control = fc.constantFrom(
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
      'word',
    ] as const),
    ...([
      'study',
      'time',
      'skip',
      'selection',
      'rate',
      'voice',
      'answer',
      'fail',
      'run',
      'run',
      'run',
    ] as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(control, fc.boolean()), { maxLength: 40 }), async (steps) => {
      const paragraphs = [0, 3, 6, 9].map((n) => SENTENCES.slice(n, n + 3).join(' '));
      const t = setup(speechDocument([paragraphs.slice(0, 2), paragraphs.slice(2), [LAST]]), {
        automatic: false,
      });
      const { player, fetcher } = t;
      for (const [what, wait] of steps) {
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
          player.setStudy(wait ? { times: 2, slower: 0.8, pause: 0.5, stops: true } : null);
        else if (what === 'time') t.clock.advance(500);
        else if (what === 'skip') player.skip();
        else if (what === 'jump') player.playFrom(1, 0, 0);
        else if (what === 'word') player.playFrom(0, 1, 15);
        else if (what === 'selection') player.playPassages([{ section: 0, block: 0, range: [5, 40] }]);
        else if (what === 'rate') player.setRate(player.rate === 1 ? 2.5 : 1);
        else if (what === 'voice') player.voiceChanged();
        else if (what === 'answer') fetcher.requests.filter(({ settled }) => !settled)[0]?.giveAll();
        else if (what === 'fail')
          fetcher.requests
            .filter(({ settled }) => !settled)
            .at(-1)
            ?.fail(new LecternError('network', 'No network.', { retryable: wait }));
        else await t.run(0.05);
        if (wait) await settle();
      }
      await settle();
      // Whatever happened, from here it goes well.
      fetcher.automatic = true;
      player.setRate(1);
      player.setStudy(null);
      fetcher.requests.filter(({ settled }) => !settled).forEach((request) => request.giveAll());
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
      expect(fetcher.requests.filter(({ settled }) => !settled)).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 60_000);
