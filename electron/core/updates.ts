/** New versions: told where the person asked for it, never fetched. */
import { isRecord } from './speech/json.ts';

export interface Release {
  /** Without the tag's "v": 1.2.3. */
  readonly version: string;
  /** Its page, for the browser. */
  readonly url: string;
}

/** Milliseconds between two questions, whatever came of the first. */
export const LOOK_EVERY = 86_400_000;

/** @returns the address that answers with the latest release of a repository on GitHub, as its REST API has it. */
export function latestReleaseAddress(repository: string): string {
  return repository.replace('https://github.com/', 'https://api.github.com/repos/') + '/releases/latest';
}

const VERSION = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/;

/**
 * The answer of that address; null where it is none, and for drafts and for versions that are not meant for all.
 * @param answer As parsed from JSON, from anywhere.
 */
export function parseRelease(answer: unknown): Release | null {
  if (!isRecord(answer) || answer['draft'] === true || answer['prerelease'] === true) return null;
  const { tag_name: tag, html_url: url } = answer;
  if (typeof tag !== 'string' || typeof url !== 'string' || !VERSION.test(tag)) return null;
  return /^https:\/\/[^\s]{1,500}$/.test(url) ? { version: tag.replace(/^v/, ''), url } : null;
}

/** Whether the first goes before the second, by its three numbers; a version of another form does not. */
export function isNewer(version: string, than: string): boolean {
  const [one, other] = [VERSION.exec(version), VERSION.exec(than)];
  if (!one || !other) return false;
  for (const part of [1, 2, 3]) {
    const difference = Number(one[part]) - Number(other[part]);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
