import { describe, expect, it } from 'vitest';
import { DocumentPlan, type Place } from '../../../renderer/player/plan.ts';
import { stepFrom } from '../../../renderer/player/steps.ts';
import { block } from '../../support/blocks.ts';
import { speechDocument } from '../../support/speech-document.ts';

describe('the way through a document', () => {
  const A = 'One sentence stands here. Another one follows it.';
  const plan = () =>
    new DocumentPlan(
      speechDocument([
        [
          block('Title', { kind: 'heading' }),
          A,
          block('x = 1', { spoken: false, reason: 'code' }),
          'After the code it goes on.',
        ],
        [],
        ['The third section speaks again.'],
      ]),
    );
  const place = (section: number, at: number, offset = 0): Place => ({ section, block: at, offset });

  it('walks every chunk once, over what is not spoken and over empty sections', async () => {
    const walked = plan();
    const said: string[] = [];
    for (let chunk = await walked.at(place(0, 0)); chunk; chunk = await walked.after(chunk))
      said.push(chunk.text.slice(...chunk.spoken));
    expect(said.join(' ')).toBe(`Title ${A} After the code it goes on. The third section speaks again.`);
  });

  it('steps forth and back alike', async () => {
    const walked = plan();
    const stops = [place(0, 0), place(0, 1), place(0, 1, 26), place(0, 3), place(2, 0)];
    for (const [index, stop] of stops.entries()) {
      expect(await stepFrom(walked, stop, 'next-sentence')).toEqual(stops[index + 1] ?? null);
      expect(await stepFrom(walked, stop, 'previous-sentence')).toEqual(stops[Math.max(0, index - 1)]);
    }
    expect(await stepFrom(walked, place(0, 1, 30), 'previous-sentence')).toEqual(place(0, 1, 26));
    expect(await stepFrom(walked, place(0, 1, 30), 'next-paragraph')).toEqual(place(0, 3));
    expect(await stepFrom(walked, place(0, 3), 'previous-paragraph')).toEqual(place(0, 1));
    expect(await stepFrom(walked, place(0, 1), 'next-section')).toEqual(place(2, 0));
    expect(await stepFrom(walked, place(2, 0), 'previous-section')).toEqual(place(0, 0));
    expect(await stepFrom(walked, place(2, 0), 'next-section')).toBeNull();
  });
});
