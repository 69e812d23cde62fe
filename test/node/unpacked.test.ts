import { expect, it } from 'vitest';
import { unpacked } from '../../electron/node/unpacked.ts';

it.each([
  ['/opt/Lectern/resources/app.asar/out/main/w.js', '/opt/Lectern/resources/app.asar.unpacked/out/main/w.js'],
  ['file:///opt/resources/app.asar/w.js', 'file:///opt/resources/app.asar.unpacked/w.js'],
  ['C:\\Lectern\\resources\\app.asar\\w.js', 'C:\\Lectern\\resources\\app.asar.unpacked\\w.js'],
  ['/home/ada/lectern/out/main/w.js', '/home/ada/lectern/out/main/w.js'],
  ['/opt/resources/app.asar.unpacked/w.js', '/opt/resources/app.asar.unpacked/w.js'],
])('%s', (place, is) => {
  expect(unpacked(place)).toBe(is);
});
