import type { EngineReport } from '../../electron/core/audio/engine.ts';

type PositionReport = Extract<EngineReport, { type: 'position' }>;

/** Reports kept: far more than the latency of any device. */
const KEPT = 64;

/**
 * What is heard now. The engine reports what it makes; the loudspeaker is later by the device's latency, which may be a
 * tenth of a second and more. So reports are kept until their frame is heard.
 */
export class Heard {
  #reports: PositionReport[] = [];

  add(report: PositionReport): void {
    this.#reports.push(report);
    if (this.#reports.length > KEPT) this.#reports.shift();
  }

  /** Span and sample at this frame; null where nothing of these spans is heard yet. */
  at(frame: number): { readonly id: number; readonly offset: number } | null {
    const index = this.#reports.findLastIndex((report) => report.frame <= frame);
    const report = this.#reports[index];
    if (!report) return null;
    this.#reports.splice(0, index);
    const next = this.#reports[1];
    const moved = Math.floor(report.offset + (frame - report.frame) * report.speed);
    const offset = next?.id === report.id ? Math.min(moved, next.offset) : moved;
    return { id: report.id, offset };
  }

  clear(): void {
    this.#reports = [];
  }
}
