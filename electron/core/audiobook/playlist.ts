import { cleanLine } from '../document/clean.ts';
import { secondsOf } from '../speech/pcm.ts';
import type { BookTags } from './types.ts';

export interface PlaylistFile {
  /** Beside the playlist: a name, or a path with `/` from where the playlist lies. */
  readonly name: string;
  readonly title: string;
  readonly samples: number;
}

/**
 * A playlist for a book with a file for each chapter: extended M3U, UTF-8. Whole seconds, as all players read them;
 * `#EXTENC` and `#PLAYLIST` are comments to those that do not know them.
 */
export function* m3u8(tags: BookTags, files: Iterable<PlaylistFile>): Generator<string> {
  yield `#EXTM3U\n#EXTENC:UTF-8\n#PLAYLIST:${cleanLine(tags.title)}\n`;
  const authors = cleanLine(tags.authors.join(', '));
  for (const { name, title, samples } of files) {
    const label = [authors, cleanLine(title)].filter((part) => part !== '').join(' - ');
    // A name that begins with # would be a comment.
    yield `#EXTINF:${Math.round(secondsOf(samples))},${label}\n${name.startsWith('#') ? `./${name}` : name}\n`;
  }
}
