/**
 * Looks at a window from inside, without a word of its own code: when input came, which frame left the loudspeaker when,
 * what was marked, and what held the window up. Times are milliseconds of the page's `performance.now()`.
 */
import type { Page } from '@playwright/test';

/** A frame of the audio clock that left the loudspeaker at a time, by `AudioContext.getOutputTimestamp`. */
export interface Moment {
  readonly frame: number;
  readonly at: number;
}

export interface Input {
  /** Of the event: when the browser received it. */
  readonly at: number;
  /** The frame that was being made then: what it causes is heard later than this. */
  readonly frame: number;
}

/** What was marked as spoken when a picture of the page was made. */
export interface Marked {
  /** The frame that was heard then. */
  readonly frame: number;
  /** "section:block", and where in the block's text the word begins (UTF-16). */
  readonly place: string;
  readonly offset: number;
}

export interface Probe {
  readonly moments: Moment[];
  /** Milliseconds that the device keeps a sample before it is heard, as the browser says (`outputLatency`). */
  deviceLatency: number;
  readonly inputs: Input[];
  readonly marks: Marked[];
  /** Milliseconds that the window was held up, of all that took 50 and more. */
  readonly longTasks: number[];
  /** How often the word's mark moved. */
  moves: number;
  /** Whether marks are being noted. */
  watching: boolean;
}

declare global {
  interface Window {
    benchProbe: Probe;
  }
}

/** To be called before the page is opened. */
export async function installProbe(page: Page): Promise<void> {
  await page.addInitScript(probe);
}

/** Runs in the page. */
function probe(): void {
  const state: Probe = {
    ...{ moments: [], inputs: [], marks: [], longTasks: [] },
    ...{ deviceLatency: NaN, moves: 0, watching: false },
  };
  window.benchProbe = state;
  let context: AudioContext | null = null;
  const meet = (first: AudioContext) => {
    context ??= first;
  };
  const Original = window.AudioContext;
  window.AudioContext = class extends Original {
    constructor(options?: AudioContextOptions) {
      super(options);
      meet(this);
    }
  };

  const heard = (): Moment | null => {
    if (!context || context.state !== 'running') return null;
    const { contextTime, performanceTime } = context.getOutputTimestamp();
    if (!contextTime || !performanceTime) return null;
    return { frame: contextTime * context.sampleRate, at: performanceTime };
  };
  setInterval(() => {
    const moment = heard();
    if (moment) state.moments.push(moment);
    if (moment && context) state.deviceLatency = context.outputLatency * 1000;
  }, 20);

  const note = (event: Event) => {
    const frame = context ? Math.round(context.currentTime * context.sampleRate) : 0;
    if (event.isTrusted) state.inputs.push({ at: event.timeStamp, frame });
  };
  addEventListener('keydown', note, { capture: true });
  addEventListener('click', note, { capture: true });

  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) state.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });

  const add = Highlight.prototype.add;
  Highlight.prototype.add = function (range) {
    if (this === CSS.highlights.get('lectern-word')) state.moves++;
    return add.call(this, range);
  };

  /** At irregular times, in the last step before a picture of the page is made. */
  const watch = () => {
    const now = heard();
    const [range] = CSS.highlights.get('lectern-word') ?? [];
    const element = range?.startContainer.parentElement?.closest('[data-place]');
    if (state.watching && now && context && range && element) {
      const before = document.createRange();
      before.setStart(element, 0);
      before.setEnd(range.startContainer, range.startOffset);
      state.marks.push({
        frame: now.frame + ((performance.now() - now.at) / 1000) * context.sampleRate,
        place: element.getAttribute('data-place') ?? '',
        offset: before.toString().length,
      });
    }
    setTimeout(() => requestAnimationFrame(watch), 500 + 900 * Math.random());
  };
  requestAnimationFrame(watch);
}

/** When a frame left the loudspeaker, by the nearest of the moments. */
export function timeOf(moments: readonly Moment[], frame: number, sampleRate: number): number {
  const nearest = moments.reduce<Moment | null>(
    (best, moment) =>
      best && Math.abs(best.frame - frame) <= Math.abs(moment.frame - frame) ? best : moment,
    null,
  );
  if (!nearest) throw new Error('The page has no running sound.');
  return nearest.at + ((frame - nearest.frame) / sampleRate) * 1000;
}
