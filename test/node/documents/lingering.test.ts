import { describe, expect, it } from 'vitest';
import { lingering } from '../../../electron/node/documents/lingering.ts';
import { createFakeReader } from '../../fakes/document-reader.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const file = temporaryFiles();
const MARGINS = { top: 0.1, right: 0, bottom: 0.1, left: 0 };

function setUp() {
  const inner = createFakeReader();
  const clock = createManualClock();
  return { inner, clock, reader: lingering(inner, clock) };
}

describe('a reader whose documents linger', () => {
  it('hands a closed document to whoever opens the same file next', async () => {
    const { inner, reader } = setUp();
    const path = file('a.txt', 'One.');
    const first = await reader.open(path, 'a.txt');
    await first.close();
    await expect(first.section(0)).rejects.toMatchObject({ kind: 'cancelled' });
    const second = await reader.open(path, 'a.txt', { margins: null });
    await first.close(); // again: it is another's now
    expect((await second.section(0)).blocks[0]?.text).toBe('One.');
    expect(inner.opened).toBe(1);
    await second.close();
    await reader.close();
    expect(inner.openNow.size).toBe(0);
  });

  it('opens anew what is read by other margins, has another name, or is open already', async () => {
    const { inner, reader } = setUp();
    const path = file('a.txt', 'One.');
    await (await reader.open(path, 'a.txt')).close();
    await (await reader.open(path, 'a.txt', { margins: MARGINS })).close();
    await (await reader.open(path, 'b.txt', { margins: MARGINS })).close();
    expect(inner.opened).toBe(3);
    const held = await reader.open(path, 'b.txt', { margins: MARGINS });
    await reader.open(path, 'b.txt', { margins: MARGINS });
    expect(inner.opened).toBe(4);
    await held.close();
  });

  it('keeps one, and that for five seconds', async () => {
    const { inner, clock, reader } = setUp();
    const [one, other] = [file('1.txt', 'One.'), file('2.txt', 'Two.')];
    const first = await reader.open(one, '1.txt');
    const second = await reader.open(other, '2.txt');
    await first.close();
    await second.close();
    expect([...inner.openNow]).toEqual(['2.txt']);
    clock.advance(4_999);
    expect([...inner.openNow]).toEqual(['2.txt']);
    clock.advance(1);
    await expect.poll(() => inner.openNow.size).toBe(0);
  });

  it('keeps none any more once it has ended: what is given back later would keep the program', async () => {
    const { inner, reader } = setUp();
    const held = await reader.open(file('a.txt', 'One.'), 'a.txt');
    await reader.close();
    await held.close();
    expect(inner.openNow.size).toBe(0);
  });

  it('ends at once what is closed while it is asked for something', async () => {
    const { inner, reader } = setUp();
    const document = await reader.open(file('a.txt', 'One.'), 'a.txt');
    const asked = document.section(0);
    await document.close();
    expect(inner.openNow.size).toBe(0);
    await asked.catch(() => undefined);
  });

  it('passes on why a file cannot be read', async () => {
    const { reader } = setUp();
    const bad = file('bad.txt', 'corrupt');
    await expect(reader.open(bad, 'bad.txt')).rejects.toMatchObject({ kind: 'corrupt-document' });
  });
});
