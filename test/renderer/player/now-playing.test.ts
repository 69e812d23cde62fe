import { beforeEach, expect, it, vi } from 'vitest';
import type { NowPlaying } from '../../../electron/contract/player-schemas.ts';
import { START, type Block } from '../../../electron/core/document/model.ts';
import { createNowPlayingTeller, type NowPlayingTeller } from '../../../renderer/player/now-playing.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { FakePlayer } from '../../fakes/player.svelte.ts';
import { novel } from '../../fakes/documents.ts';

let lectern: FakeLectern;
let player: FakePlayer;
let teller: NowPlayingTeller;
let told: NowPlaying[];
const isLong = ({ spoken, text }: Block) => spoken && text.length > 30;
const section = novel().sections.find(({ blocks }) => blocks.some(isLong))!;
const spokenAt = section.blocks.findIndex(isLong);
const { text } = section.blocks[spokenAt]!;

beforeEach(() => {
  lectern = new FakeLectern();
  player = new FakePlayer(createManualClock());
  told = [];
  lectern.api.on('player.now', (now) => told.push(now));
  teller = createNowPlayingTeller(lectern.api);
});

const last = () => {
  teller.show(player);
  return vi.waitFor(() => {
    expect(told.length).toBeGreaterThan(0);
    return told.at(-1)!;
  });
};
const document = (read = async () => section) => ({
  ...{
    id: 'a'.repeat(64),
    title: 'Emma',
    author: null,
    cover: null,
    language: 'en',
    notes: 'skip' as const,
    sectionCount: 1,
  },
  section: read,
});

it('tells that nothing is there', async () => {
  expect(await last()).toMatchObject({ phase: 'empty', document: null, sentence: null });
});

it('tells the sentence and the word inside it', async () => {
  player.load(document(), START);
  player.playhead = { section: 0, block: spokenAt, sentence: [4, 20], word: [6, 9], home: null };
  player.state = { phase: 'playing' };
  teller.show(player);
  await vi.waitFor(() =>
    expect(told.at(-1)).toMatchObject({
      phase: 'playing',
      document: { title: 'Emma' },
      sentence: { text: text.slice(4, 20), word: [2, 5] },
    }),
  );
});

it('never tells an older place after a newer one, and nothing twice', async () => {
  const first = Promise.withResolvers<typeof section>();
  let reads = 0;
  player.load(
    document(() => (reads++ === 0 ? first.promise : Promise.resolve(section))),
    START,
  );
  player.playhead = { section: 0, block: spokenAt, sentence: [0, 5], word: null, home: null };
  teller.show(player);
  player.playhead = { section: 0, block: spokenAt, sentence: [5, 11], word: null, home: null };
  teller.show(player);
  await vi.waitFor(() => expect(told.at(-1)?.sentence?.text).toBe(text.slice(5, 11)));
  first.resolve(section);
  const count = told.length;
  player.playhead = { ...player.playhead };
  teller.show(player);
  player.setRate(2);
  teller.show(player);
  await vi.waitFor(() => expect(told.at(-1)?.rate).toBe(2));
  expect(told).toHaveLength(count + 1);
});
