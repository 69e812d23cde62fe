import { describe, expect, it } from 'vitest';
import { leftOutReason } from '../../../electron/core/audiobook/matter.ts';
import { block } from '../../support/blocks.ts';

const story = [block('It was a dark and stormy night; the rain fell in torrents.')];

describe('what is left out of an audiobook at first', () => {
  it.each([
    ['Cover', 'cover'],
    ['Titlepage', 'title-page'],
    ['Title Page', 'title-page'],
    ['Imprint', 'imprint'],
    ['Colophon', 'imprint'],
    ['Transcriber’s Note', 'imprint'],
    ['About this edition', 'imprint'],
    ['CONTENTS', 'contents'],
    ['Table des matières', 'contents'],
    ['Inhaltsverzeichnis', 'contents'],
    ['List of Illustrations', 'illustrations'],
    ['Endnotes', 'notes'],
    ['Notes', 'notes'],
    ['Anmerkungen', 'notes'],
    ['12. Index', 'index'],
    ['Index of Names', 'index'],
    ['Bibliography', 'bibliography'],
    ['Works Cited', 'bibliography'],
    ['Literaturverzeichnis', 'bibliography'],
    ['Uncopyright', 'licence'],
    ['THE FULL PROJECT GUTENBERG LICENSE', 'licence'],
    ['Also by Jane Austen', 'advertisement'],
    ['About the Author', 'advertisement'],
  ])('%s: %s', (title, reason) => {
    expect(leftOutReason(title, story)).toBe(reason);
  });

  it.each([
    'Chapter I',
    'Author’s Preface',
    'Introduction',
    'Dedication',
    'Notes from Underground',
    'The Index Card Murders',
    'A Cover Story',
    'The Licence to Kill',
    'I: A Letter with a Postscript',
    'Appendix',
    'C',
  ])('reads %s', (title) => {
    expect(leftOutReason(title, story)).toBeNull();
  });

  it('knows a licence and an index by their text', () => {
    expect(
      leftOutReason('', [
        block('*** START: FULL LICENSE ***'),
        block('To protect the Project Gutenberg-tm mission you agree to the Project Gutenberg-tm License.'),
      ]),
    ).toBe('licence');
    const entries = Array.from({ length: 30 }, (_, n) =>
      block(`Entry ${String.fromCharCode(65 + (n % 26))}, ${n}, ${n + 7}–${n + 9}`),
    );
    expect(leftOutReason('Z', entries)).toBe('index');
    expect(leftOutReason('Z', [block('He was born in 1842.'), ...story])).toBeNull();
  });

  it('leaves out what has nothing to say', () => {
    expect(leftOutReason('Plate', [block('', { kind: 'figure', spoken: false, reason: 'image' })])).toBe(
      'empty',
    );
  });
});
