import { describe, expect, it } from 'vitest';
import { documentArgument } from '../../electron/main/arguments.ts';

describe('the document on the command line', () => {
  it.each([
    { argv: ['electron', '.'], packaged: false, found: null },
    { argv: ['electron', '.', 'book.epub'], packaged: false, found: '/home/ada/book.epub' },
    { argv: ['electron', '--no-sandbox', '--inspect=0', '.', '/b.md'], packaged: false, found: '/b.md' },
    { argv: ['lectern'], packaged: true, found: null },
    {
      argv: ['lectern', '--original-process-start-time=1', 'notes.txt'],
      packaged: true,
      found: '/home/ada/notes.txt',
    },
  ])('$argv', ({ argv, packaged, found }) => {
    expect(documentArgument(argv, '/home/ada', packaged)).toBe(found);
  });
});
