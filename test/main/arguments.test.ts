import { describe, expect, it } from 'vitest';
import { commandArguments, documentArgument } from '../../electron/main/arguments.ts';

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
    {
      argv: ['lectern', 'file:///home/ada/My%20book%20%231.epub'],
      packaged: true,
      found: '/home/ada/My book #1.epub',
    },
    {
      argv: ['lectern', 'file://elsewhere/b.epub'],
      packaged: true,
      found: '/home/ada/file:/elsewhere/b.epub',
    },
    { argv: ['lectern', 'file:///a%2Fb.epub'], packaged: true, found: '/home/ada/file:/a%2Fb.epub' },
    { argv: ['lectern', 'lectern://read-clipboard'], packaged: true, found: null },
  ])('$argv', ({ argv, packaged, found }) => {
    expect(documentArgument(argv, '/home/ada', packaged)).toBe(found);
  });
});

describe('a command on the command line', () => {
  it.each([
    { argv: ['lectern', 'export', 'b.epub', '-o', 'b.mp3'], found: ['export', 'b.epub', '-o', 'b.mp3'] },
    { argv: ['lectern', '--no-sandbox', 'voices', '--json'], found: ['voices', '--json'] },
    { argv: ['lectern', '--version'], found: ['--version'] },
    { argv: ['lectern', '--ozone-platform=x11', '--help'], found: ['--help'] },
    { argv: ['lectern', 'book.epub', '--web'], found: ['book.epub', '--web'] },
    { argv: ['lectern'], found: null },
    { argv: ['lectern', 'book.epub'], found: null },
    { argv: ['lectern', './export'], found: null },
    { argv: ['lectern', 'open'], found: null },
    { argv: ['lectern', '--original-process-start-time=1'], found: null },
  ])('$argv', ({ argv, found }) => {
    expect(commandArguments(argv, true)).toEqual(found);
    expect(commandArguments(['electron', '.', ...argv.slice(1)], false)).toEqual(found);
  });
});
