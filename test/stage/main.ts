/** The whole window on the fake application and player. `?scene=` decides what the library holds. */
import { mount } from 'svelte';
import type { ApplicationDeps } from '../../renderer/app/application.svelte.ts';
import { browserClock } from '../../renderer/bridge/browser-clock.ts';
import { Connection } from '../../renderer/bridge/connection.svelte.ts';
import Root from '../../renderer/app/Root.svelte';
import '../../renderer/styles/index.css';
import { longDocument, novel, plainDocument } from '../fakes/documents.ts';
import { FakeLectern } from '../fakes/lectern-api.ts';
import { FakePlayer } from '../fakes/player.svelte.ts';

declare global {
  interface Window {
    stage: { lectern: FakeLectern; player: FakePlayer };
  }
}

const query = new URLSearchParams(location.search);
const DAY = 86_400_000;
const lectern = new FakeLectern({ now: Date.now });
const player = new FakePlayer(browserClock);
const now = Date.now();

if (query.get('scene') !== 'empty') {
  lectern.add(novel(), { openedAt: now - 3_600_000 * 2, progress: 0.12 });
  lectern.add(longDocument(Number(query.get('sentences') ?? 10_000)), {
    openedAt: now - DAY,
    progress: 0.42,
  });
  for (const [title, author, progress] of [
    ['The Art of Walking Slowly through Very Long Titles and Coming Home at Last', 'Henrietta Marlowe', 1],
    ['Meditations', 'Marcus Aurelius', 0],
    ['Notes for Thursday', '', 0.3],
    ['Middlemarch', 'George Eliot', 0.66],
  ] as const) {
    const document = plainDocument(title);
    lectern.add(
      { ...document, summary: { ...document.summary, metadata: { ...document.summary.metadata, title } } },
      {
        title,
        authors: author ? [author] : [],
        progress,
        openedAt: progress ? now - DAY * 9 : null,
        addedAt: now - DAY * 20,
      },
    );
  }
}

window.stage = { lectern, player };
const deps: ApplicationDeps = {
  connection: new Connection(lectern.transport),
  clock: browserClock,
  createPlayer: () => player,
  createUpload: (api) => async (file, onProgress) => {
    onProgress(1);
    return api.call('library.addText', { text: await file.text() });
  },
};
mount(Root, { target: document.querySelector('#app') ?? document.body, props: { deps } });
