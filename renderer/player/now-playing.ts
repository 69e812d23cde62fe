/** Tells the application what the player does, for those who show or steer it outside of this window. */
import type { NowPlaying } from '../../electron/contract/player-schemas.ts';
import type { LecternApi } from '../../electron/contract/table.ts';
import type { Player } from './types.ts';

/** What the player does now. `text` is the block's under the playhead; null while it is not known yet. */
export function nowPlayingOf(player: Player, text: string | null): NowPlaying {
  const { state, document, playhead, rate } = player;
  const word = playhead?.word ?? null;
  const [from, to] = playhead?.sentence ?? [0, 0];
  return {
    phase: state.phase,
    document: document && { id: document.id, title: document.title, author: document.author },
    sentence:
      text === null || !playhead
        ? null
        : {
            text: text.slice(from, to),
            word: word && [Math.max(0, word[0] - from), Math.max(0, word[1] - from)],
          },
    rate,
    reason: state.phase === 'waiting' ? state.reason : null,
    error: state.phase === 'failed' ? state.error : null,
  };
}

export interface NowPlayingTeller {
  /** Reads all that is told of the player, at once, so that an effect follows it; what is known already is not told. */
  show(player: Player): void;
}

/** One call at a time, the newest state next: what is superseded before its turn is not told. */
export function createNowPlayingTeller(api: LecternApi): NowPlayingTeller {
  let next: NowPlaying | null = null;
  let told = '';
  let telling = false;
  let generation = 0;

  const tell = async (now: NowPlaying) => {
    next = now;
    if (telling) return;
    telling = true;
    for (let turn = take(); turn; turn = take()) {
      const mark = JSON.stringify(turn);
      if (mark === told) continue;
      told = mark;
      // A view that misses one state gets the next; the player is no worse for it.
      await api.call('player.tell', turn).catch(() => (told = ''));
    }
    telling = false;
  };
  const take = () => {
    const now = next;
    next = null;
    return now;
  };

  return {
    show(player) {
      const own = ++generation;
      const { document, playhead } = player;
      const rough = nowPlayingOf(player, null);
      if (!document || !playhead) return void tell(rough);
      document.section(playhead.section).then(
        ({ blocks }) => {
          const text = blocks[playhead.block]?.text ?? null;
          if (own === generation) void tell(nowPlayingOf(player, text));
        },
        () => undefined, // the player says itself what hinders it
      );
    },
  };
}
