import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Engine, type EngineCommand, type EngineReport } from '../../../electron/core/audio/engine.ts';
import { Timeline } from '../../../electron/core/audio/timeline.ts';
import { SAMPLE_RATE } from '../../../electron/core/speech/types.ts';
import { seeded, sharpest, sine, speechLike } from '../../support/signals.ts';

const QUANTUM = 128;
const FADE = 72;
const FULL_SCALE = 32_768;

/** The engine under a manual clock: `run` pulls quanta and keeps every sample and report. */
function harness() {
  const reports: EngineReport[] = [];
  const heard: number[] = [];
  const engine = new Engine({ sampleRate: SAMPLE_RATE, report: (report) => reports.push(report) });
  const out = new Float32Array(QUANTUM);
  return {
    reports,
    heard,
    tell: (...commands: EngineCommand[]) => commands.forEach((command) => engine.command(command)),
    run(quanta: number) {
      for (let i = 0; i < quanta; i++) {
        engine.pull(out, heard.length);
        for (const sample of out) heard.push(sample * FULL_SCALE);
      }
    },
    speak(id: number, pcm: Int16Array) {
      engine.command({ type: 'open', id, cut: false });
      engine.command({ type: 'audio', id, pcm });
      engine.command({ type: 'close', id });
    },
    finished: () => reports.filter((report) => report.type === 'finished'),
    get buffered() {
      return engine.buffered;
    },
  };
}

const quantaFor = (samples: number) => Math.ceil(samples / QUANTUM);
const noise = (samples: number, seed: number) => {
  const random = seeded(seed);
  return Int16Array.from({ length: samples }, () => Math.floor(random() * 65_536) - FULL_SCALE);
};
const PLAY: EngineCommand = { type: 'play' };
const PAUSE: EngineCommand = { type: 'pause' };

describe('playing at rate 1', () => {
  it('plays 30 sentences with their pauses sample for sample, though they arrive in pieces', () => {
    const random = seeded(7);
    const player = harness();
    const expected: number[] = [];
    player.tell(PLAY);
    player.run(1);
    for (let sentence = 0; sentence < 30; sentence++) {
      const pcm = noise(4000 + Math.floor(random() * 20_000), sentence);
      const id = 2 * sentence;
      player.tell({ type: 'open', id, cut: false });
      for (let at = 0; at < pcm.length;) {
        const length = 1 + Math.floor(random() * 2400);
        player.tell({ type: 'audio', id, pcm: pcm.slice(at, at + length) });
        at += length;
      }
      player.tell({ type: 'close', id }, { type: 'silence', id: id + 1, samples: sentence * 200 });
      expected.push(...pcm, ...new Array<number>(sentence * 200).fill(0));
      if (player.buffered > 30_000) player.run(100);
    }
    player.tell({ type: 'finish' });
    player.run(quantaFor(player.buffered) + 2);
    expect(player.heard.slice(QUANTUM, QUANTUM + expected.length)).toEqual(expected);
    expect(player.heard.slice(QUANTUM + expected.length).every((sample) => sample === 0)).toBe(true);
    expect(player.finished()).toEqual([{ type: 'finished', frame: QUANTUM + expected.length, id: 59 }]);
    // One starving: before anything had come.
    expect(player.reports.filter((report) => report.type === 'starving')).toEqual([
      { type: 'starving', frame: 0, id: null },
    ]);
  });

  it('says at which frame which sample is heard', () => {
    const player = harness();
    const first = noise(3000, 1);
    const second = noise(3000, 2);
    player.speak(1, first);
    player.speak(2, second);
    player.tell(PLAY, { type: 'finish' });
    player.run(50);
    const positions = player.reports.filter((report) => report.type === 'position' && report.speed === 1);
    expect(positions.length).toBeGreaterThan(8);
    for (const report of positions) {
      if (report.type !== 'position') continue;
      const pcm = report.id === 1 ? first : second;
      expect(player.heard[report.frame]).toBe(pcm[report.offset]);
    }
  });

  it('starts a span that begins in the middle of a sound softly, and only that', () => {
    const loud = new Int16Array(3000).fill(10_000);
    const player = harness();
    player.tell({ type: 'open', id: 1, cut: true }, { type: 'audio', id: 1, pcm: loud }, PLAY);
    player.run(4);
    expect(player.heard[0]).toBeLessThan(20);
    expect(sharpest(player.heard.slice(0, FADE))).toBeLessThan(60);
    expect(player.heard[FADE]).toBe(10_000);
  });
});

describe('nothing is lost and nothing is repeated', () => {
  it('fades what is cut and takes it up again so that the halves add up to the sound', () => {
    const pcm = speechLike(150, 1);
    const player = harness();
    player.speak(1, pcm);
    player.tell(PLAY);
    player.run(40);
    player.tell(PAUSE);
    player.run(3);
    const stopped = 40 * QUANTUM;
    const resumed = 43 * QUANTUM;
    expect(player.heard.slice(stopped + FADE, resumed).every((sample) => sample === 0)).toBe(true);
    player.tell(PLAY);
    player.run(40);
    for (let i = 0; i < FADE; i++)
      expect((player.heard[stopped + i] ?? 0) + (player.heard[resumed + i] ?? 0)).toBeCloseTo(
        pcm[stopped + i] ?? NaN,
        1,
      );
    expect(player.heard.slice(resumed + FADE, resumed + 1000)).toEqual([
      ...pcm.slice(stopped + FADE, stopped + 1000),
    ]);
    expect(sharpest(player.heard)).toBeLessThan(1.2 * sharpest(pcm));
  });

  it('holds for any order of arriving, pulling, pausing and playing', () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('pull' as const), n: fc.integer({ min: 1, max: 30 }) }),
      },
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('arrive' as const), n: fc.integer({ min: 1, max: 3000 }) }),
      },
      fc.record({ do: fc.constantFrom('close' as const, 'toggle' as const), n: fc.constant(0) }),
      fc.record({ do: fc.constant('rest' as const), n: fc.integer({ min: 0, max: 900 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const player = harness();
        // A ramp: at full gain the samples that are heard must go up by one, in order.
        let value = 0;
        let said = 0;
        let id = 1;
        let playing = true;
        player.tell(PLAY, { type: 'open', id, cut: false });
        for (const { do: what, n } of steps) {
          if (what === 'pull') player.run(n);
          else if (what === 'toggle') {
            player.run(1); // one fade at a time
            playing = !playing;
            player.tell(playing ? PLAY : PAUSE);
            player.run(1);
          } else if (what === 'arrive' && value + n < 30_000) {
            const pcm = Int16Array.from({ length: n }, () => ++value);
            said += pcm.reduce((sum, sample) => sum + sample, 0);
            player.tell({ type: 'audio', id, pcm });
          } else if (what !== 'arrive') {
            player.tell({ type: 'close', id: id++ });
            if (what === 'rest') player.tell({ type: 'silence', id: id++, samples: n });
            player.tell({ type: 'open', id, cut: false });
          }
        }
        player.tell({ type: 'close', id }, { type: 'finish' });
        if (!playing) player.tell(PLAY);
        player.run(quantaFor(player.buffered) + 3);

        const sum = player.heard.reduce((total, sample) => total + sample, 0);
        expect(Math.abs(sum - said)).toBeLessThan(1 + said * 1e-6);
        // Whole values outside the fades are the ramp's, each at most once, in order.
        const stops = player.reports.flatMap((report) =>
          report.type === 'position' && report.speed === 0 ? [report.frame] : [],
        );
        expect(player.finished()).toHaveLength(1);
        let last = 0;
        let missing = 0;
        for (const sample of player.heard) {
          if (!Number.isInteger(sample) || sample <= last) continue;
          missing += sample - last - 1;
          last = sample;
        }
        missing += value - last;
        expect(missing).toBeLessThanOrEqual(FADE * (stops.length + 1));
      }),
      { numRuns: 200 },
    );
  });

  it('is silent while audio is late, says so once, and goes on with the next sample', () => {
    const pcm = noise(12_000, 3);
    const player = harness();
    player.tell(PLAY, { type: 'open', id: 1, cut: false }, { type: 'audio', id: 1, pcm: pcm.slice(0, 4000) });
    player.run(60);
    const starving = player.reports.filter((report) => report.type === 'starving');
    expect(starving).toEqual([{ type: 'starving', frame: 4000 - FADE, id: 1 }]);
    player.tell({ type: 'audio', id: 1, pcm: pcm.slice(4000, 4400) });
    player.run(5); // a crumb is not enough to go on: it would stutter
    expect(player.heard.slice(60 * QUANTUM).every((sample) => sample === 0)).toBe(true);
    player.tell({ type: 'audio', id: 1, pcm: pcm.slice(4400) }, { type: 'close', id: 1 });
    player.run(70);
    const from = 65 * QUANTUM;
    expect(player.heard.slice(from + FADE, from + 8000)).toEqual([...pcm.slice(4000, 4000 - FADE + 8000)]);
  });

  it('goes on between two spans without a fade where the second was late', () => {
    const player = harness();
    const second = noise(3000, 9);
    player.tell(PLAY);
    player.speak(1, noise(1000, 8));
    player.tell({ type: 'open', id: 2, cut: false });
    player.run(20);
    player.tell({ type: 'audio', id: 2, pcm: second }, { type: 'close', id: 2 });
    player.run(30);
    expect(player.heard.slice(20 * QUANTUM, 20 * QUANTUM + 3000)).toEqual([...second]);
  });

  it('forgets on flush at once, lets the old sound fade beside the new, and drops what comes late', () => {
    const player = harness();
    player.speak(1, new Int16Array(20_000).fill(8000));
    player.tell(PLAY);
    player.run(10);
    const fresh = noise(4000, 4);
    player.tell({ type: 'flush' });
    player.speak(2, fresh);
    player.tell({ type: 'audio', id: 1, pcm: noise(500, 5) });
    player.run(20);
    const at = 10 * QUANTUM;
    expect((player.heard[at] ?? 0) - (fresh[0] ?? 0)).toBeGreaterThan(7900); // the very next frame holds both
    expect(player.heard.slice(at + FADE, at + 2000)).toEqual([...fresh.slice(FADE, 2000)]);
  });

  it('takes back what was to follow, but never what is under way', () => {
    const player = harness();
    const [first, second, other] = [noise(2000, 1), noise(2000, 2), noise(2000, 3)];
    player.speak(1, first);
    player.speak(2, second);
    player.speak(3, noise(9000, 4));
    player.tell({ type: 'finish' }, PLAY);
    player.run(20); // in the second
    player.tell({ type: 'drop', after: 1 });
    player.speak(4, other);
    player.tell({ type: 'finish' });
    player.run(60);
    expect(player.heard.slice(0, 6000)).toEqual([...first, ...second, ...other]);
    expect(player.finished()).toEqual([{ type: 'finished', frame: 6000, id: 4 }]);
  });

  it.each([0, 1000])(
    'goes on with other speech though it waits in a span that is taken back, of which %i samples have come',
    (come) => {
      const player = harness();
      const [first, begun, other] = [noise(2000, 1), noise(come, 2), noise(2000, 3)];
      player.speak(1, first);
      player.tell({ type: 'open', id: 2, cut: false }, { type: 'audio', id: 2, pcm: begun }, PLAY);
      player.run(40); // it starves in the second
      player.tell({ type: 'drop', after: 1 }, { type: 'audio', id: 2, pcm: noise(500, 4) });
      player.speak(3, other);
      player.tell({ type: 'finish' });
      player.run(60);
      expect(player.finished()).toMatchObject([{ type: 'finished', id: 3 }]);
      expect(player.heard.filter((sample) => sample !== 0).slice(-1900)).toEqual([...other].slice(-1900));
    },
  );

  it.each([
    [40, 'there', 9000],
    [90, 'where the sound is by now', 90 * QUANTUM],
  ])('after %i quanta ends a span that grows %s, and goes on with the next', (quanta, _, end) => {
    const player = harness();
    const [broken, other] = [noise(20_000, 1), noise(2000, 2)];
    player.tell({ type: 'open', id: 1, cut: false }, PLAY);
    for (let at = 0; at < broken.length; at += 700)
      player.tell({ type: 'audio', id: 1, pcm: broken.subarray(at, at + 700) });
    player.run(quanta);
    player.tell({ type: 'close', id: 1, samples: 9000 }, { type: 'audio', id: 1, pcm: noise(500, 3) });
    player.speak(2, other);
    player.run(100);
    expect(player.heard.slice(0, end + 2000)).toEqual([...broken.subarray(0, end), ...other]);
  });

  it('stays silent when it is flushed or paused before it sounded', () => {
    const player = harness();
    player.speak(1, new Int16Array(20_000).fill(8000));
    player.tell(PLAY, PAUSE, PLAY, { type: 'flush' }, PAUSE);
    player.run(3);
    expect(player.heard.every((sample) => sample === 0)).toBe(true);
  });
});

describe('other rates', () => {
  it('keeps the order, visits every span and takes the time that the rates ask', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(0.5, 0.8, 1, 1.3, 2, 4), fc.integer({ min: 5, max: 60 })), {
          minLength: 1,
          maxLength: 8,
        }),
        (changes) => {
          const player = harness();
          for (let id = 1; id <= 6; id++)
            if (id % 2) player.speak(id, speechLike(100 + 20 * id, 0.7));
            else player.tell({ type: 'silence', id, samples: 6000 });
          player.tell(PLAY, { type: 'finish' });
          const total = player.buffered;
          let asked = 0;
          for (const [rate, quanta] of changes) {
            player.tell({ type: 'rate', rate });
            player.run(quanta);
            asked += rate * quanta * QUANTUM;
          }
          const left = total - player.buffered;
          // A hop that was made at the old rate is played to its end.
          if (player.finished().length === 0)
            expect(Math.abs(left - asked)).toBeLessThan(changes.length * 4 * 360 + 480);
          player.tell({ type: 'rate', rate: 1 });
          player.run(quantaFor(total));
          expect(player.finished()).toHaveLength(1);
          const ids = player.reports.flatMap((report) => (report.type === 'position' ? [report.id] : []));
          expect([...ids].sort((a, b) => a - b)).toEqual(ids);
          expect(new Set(ids).size).toBe(6);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('divides pauses by the rate', () => {
    const player = harness();
    player.speak(1, sine(200, 0.5));
    player.tell({ type: 'silence', id: 2, samples: SAMPLE_RATE }, { type: 'rate', rate: 2 });
    player.speak(3, sine(200, 0.5));
    player.tell(PLAY);
    player.run(quantaFor(SAMPLE_RATE));
    const quiet = player.heard.map((sample) => Math.abs(sample) < 1);
    let longest = 0;
    for (let i = 0, run = 0; i < quiet.length; i++)
      longest = Math.max(longest, (run = quiet[i] ? run + 1 : 0));
    expect(Math.abs(longest - SAMPLE_RATE / 2)).toBeLessThan(0.03 * SAMPLE_RATE);
  });

  it('pauses and changes the rate without a click', () => {
    const pcm = speechLike(130, 4);
    const player = harness();
    player.speak(1, pcm);
    player.tell(PLAY);
    for (const rate of [1, 2, 1, 0.5, 4, 1]) {
      player.tell({ type: 'rate', rate });
      player.run(20);
      player.tell(PAUSE);
      player.run(2);
      player.tell(PLAY);
    }
    expect(sharpest(player.heard)).toBeLessThan(1.3 * sharpest(pcm));
  });
});

describe('the line of samples', () => {
  it('lets go of what was played', () => {
    const timeline = new Timeline();
    const probe = new Float32Array(1);
    const at = (position: number) => {
      timeline.read(position, probe);
      return probe[0];
    };
    for (let id = 1; id <= 3; id++) {
      timeline.open(id);
      for (let i = 0; i < 10; i++) timeline.append(id, new Int16Array(100).fill(FULL_SCALE / 2));
      timeline.close(id);
    }
    timeline.trim(1550);
    expect([at(999), at(1499), at(1500), at(2999), at(3000)]).toEqual([0, 0, 0.5, 0.5, 0]);
    expect(timeline.locate(1600)).toEqual({ id: 2, offset: 600 });
    timeline.trim(9000);
    expect(timeline.locate(9000)).toEqual({ id: 3, offset: 1000 });
    expect(timeline.end).toBe(3000);
  });
});
