import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PcmAssembler, samplesIn, wavHeader } from '../../../electron/core/speech/pcm.ts';
import { pieces } from '../../support/pieces.ts';

const assembled = (bytes: Uint8Array, sizes: readonly number[]) => {
  const assembler = new PcmAssembler();
  const parts = pieces(bytes, sizes).map((piece) => assembler.push(piece));
  expect(parts.filter((part) => part.length % 2 !== 0)).toEqual([]);
  return Buffer.concat([...parts, assembler.flush()]);
};
const sizes = fc.array(fc.nat(70), { maxLength: 20 });
/** Sound that does not begin like a file. */
const sound = fc.uint8Array({ maxLength: 300 }).filter((bytes) => bytes[0] !== 0x52);

describe('samples out of pieces of bytes', () => {
  it('are the same however the bytes are cut', () => {
    fc.assert(
      fc.property(sound, sizes, (bytes, cut) => {
        expect(assembled(bytes, cut)).toEqual(Buffer.from(bytes.subarray(0, 2 * samplesIn(bytes.length))));
      }),
    );
  });

  it('come without the header of a WAV file, however that is cut', () => {
    fc.assert(
      fc.property(sound, sizes, fc.boolean(), (bytes, cut, withList) => {
        const header = Buffer.from(wavHeader(samplesIn(bytes.length)));
        const list = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1'); // odd length: padded
        const file = withList
          ? Buffer.concat([header.subarray(0, 36), list, header.subarray(36), bytes])
          : Buffer.concat([header, bytes]);
        expect(assembled(file, cut)).toEqual(Buffer.from(bytes.subarray(0, 2 * samplesIn(bytes.length))));
      }),
    );
  });

  it('come without the headers of the pieces, where each is a file', () => {
    fc.assert(
      fc.property(sound, sizes, (bytes, cut) => {
        const assembler = new PcmAssembler();
        const files = pieces(bytes, cut).map((piece) =>
          Buffer.concat([wavHeader(samplesIn(piece.length)), piece]),
        );
        const parts = files.map((file) => assembler.push(file));
        expect(Buffer.concat(parts)).toEqual(Buffer.from(bytes.subarray(0, 2 * samplesIn(bytes.length))));
      }),
    );
  });

  it('end where a header tells of others', () => {
    const assembler = new PcmAssembler();
    expect([...assembler.push(new Uint8Array([1, 2, 3]))]).toEqual([1, 2]);
    expect(assembler.foreign).toBe(false);
    expect([...assembler.push(Buffer.concat([wavHeader(2, 16_000), new Uint8Array(4)]))]).toEqual([]);
    expect([...assembler.push(new Uint8Array(4))]).toEqual([]);
    expect(assembler.foreign).toBe(true);
  });

  it('are kept where they only begin like a header', () => {
    const bytes = Buffer.from('RIFFxxxxWAVY and so on ');
    expect(assembled(bytes, [1])).toEqual(bytes.subarray(0, 22));
    expect(assembled(Buffer.from('RI'), [1])).toEqual(Buffer.from('RI'));
  });

  it('are buffers of their own, which the receiver may change', () => {
    const input = new Uint8Array([1, 2, 3, 4]);
    const output = new PcmAssembler().push(input);
    output.fill(9);
    expect([...input]).toEqual([1, 2, 3, 4]);
    expect(output.byteOffset % 2).toBe(0);
  });
});

describe('the header of a WAV file', () => {
  it('is the canonical one of 24 kHz mono', () => {
    expect(Buffer.from(wavHeader(3)).toString('latin1')).toBe(
      'RIFF\x2a\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\xc0\x5d\0\0\x80\xbb\0\0\x02\0\x10\0data\x06\0\0\0',
    );
  });

  it('says another rate where it is asked to, and the largest size there is where that is not known', () => {
    const view = new DataView(wavHeader(Infinity, 8_000).buffer);
    expect([24, 28, 4, 40].map((at) => view.getUint32(at, true))).toEqual([
      8_000, 16_000, 0xffff_ffff, 0xffff_ffff,
    ]);
  });
});
