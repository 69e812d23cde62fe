/** Study mode as the settings have it, for the player and in words. */
import type { Settings } from '../../electron/contract/schemas.ts';
import type { StudySettings } from '../player/types.ts';

type StudyFields = Pick<Settings, 'studyMode' | 'studyTimes' | 'studySlower' | 'studyPause' | 'studyStops'>;

/** Null: it is off. */
export const studyOf = (settings: StudyFields): StudySettings | null =>
  settings.studyMode
    ? {
        times: settings.studyTimes,
        slower: settings.studySlower,
        pause: settings.studyPause,
        stops: settings.studyStops,
      }
    : null;

export const timesText = (times: number): string =>
  times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`;

/** Said when it is switched on. */
export function studySentence({ studyTimes, studyStops }: StudyFields): string {
  const heard = `Study mode: each sentence is heard ${timesText(studyTimes)}`;
  return studyStops ? `${heard}, then Space goes on.` : `${heard}.`;
}
