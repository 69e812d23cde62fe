import { expect, test } from '@playwright/test';
import { sentenceCues } from '../../electron/core/audiobook/cues.ts';
import { subtitleCues } from '../../electron/core/audiobook/subtitle-cues.ts';
import { webVtt } from '../../electron/core/audiobook/subtitles.ts';
import { millisecondsOf } from '../../electron/core/audiobook/times.ts';
import { heard } from '../core/audiobook/heard.ts';
import { FILE_TAGS } from '../core/audiobook/tags.ts';
import { inBareBrowser } from './support/bare-browser.ts';

const TEXT =
  '“Yes.” He looked up & away. It is a truth universally acknowledged, that a single man in possession of a good fortune, ' +
  'must be in want of a wife. If a < b && b > c, then <i>this</i> --> that &amp; so on.';

test('a browser reads the subtitles as they were meant, every cue and every word', async ({}, info) => {
  test.skip(info.project.name !== 'web', 'says nothing of Electron');
  await inBareBrowser(async (page) => {
    const cues = [...sentenceCues(heard(TEXT))];
    const shown = await page.evaluate(
      async (source) => {
        const track = document.createElement('track');
        track.src = URL.createObjectURL(new Blob([source], { type: 'text/vtt' }));
        document.body.appendChild(document.createElement('video')).append(track);
        track.track.mode = 'hidden';
        await new Promise((resolve, reject) => {
          track.onload = resolve;
          track.onerror = reject;
        });
        return Array.from(track.track.cues ?? []).map((cue) => {
          const fragment = (cue as VTTCue).getCueAsHTML();
          const times = document.createTreeWalker(fragment, NodeFilter.SHOW_PROCESSING_INSTRUCTION);
          let count = 0;
          while (times.nextNode()) count++;
          return { start: cue.startTime, end: cue.endTime, text: fragment.textContent, times: count };
        });
      },
      [...webVtt({ tags: FILE_TAGS, cues })].join(''),
    );
    const expected = [...subtitleCues(cues, 'en')];
    expect(shown.map(({ text }) => text)).toEqual(
      expected.map(({ text, lines }) => lines.map((line) => text.slice(...line)).join('\n')),
    );
    shown.forEach(({ start, end, times }, index) => {
      const cue = expected[index];
      expect(Math.round(start * 1000)).toBe(millisecondsOf(cue?.start ?? NaN));
      expect(Math.round(end * 1000)).toBe(millisecondsOf(cue?.end ?? NaN));
      // The first word may begin with the cue itself, and then needs no time of its own.
      const words = cue?.words.filter((word) => millisecondsOf(word.start) > millisecondsOf(cue.start));
      expect(times).toBe(words?.length);
    });
  });
});
