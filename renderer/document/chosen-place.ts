/** A place of the document on the desk that a person chooses: in its contents, among the bookmarks, on the scrubber. */
import { isSpeaking } from '../player/is-speaking.ts';
import type { Player } from '../player/types.ts';
import type { Place } from './progress.ts';
import type { ReadingPlace } from './reading-place.svelte.ts';

/**
 * Speaking goes on there, silence moves there. Nothing moves where the place took so long to be found that another
 * document is under the player by now.
 */
export function goToChosen(player: Player, reading: ReadingPlace, place: Place): void {
  const { section, block, offset } = place;
  if (player.document !== reading.document) return;
  if (isSpeaking(player.state)) player.playFrom(section, block, offset);
  else player.load(reading.document, { section, block, offset, quote: '' });
  reading.jumpTo(place);
}
