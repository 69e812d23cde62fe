/**
 * `node --import ./confine.ts`, with the folder of a packaged application's resources in `CONFINED_TO`: what it imports must
 * lie in its own archive, and what its unpacked files import must be unpacked too. So the checkout's node_modules, from
 * which the double itself runs, are hidden from it.
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const resources = process.env['CONFINED_TO'] ?? '';
const archive = pathToFileURL(join(resources, 'app.asar/')).href;
const unpacked = pathToFileURL(join(resources, 'app.asar.unpacked/')).href;
const double = new URL('../electron-double/', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const from = context.parentURL ?? '';
    const allowed = from.startsWith(unpacked)
      ? [unpacked]
      : from.startsWith(archive)
        ? [archive, double]
        : null;
    if (allowed && found.url.startsWith('file:') && !allowed.some((place) => found.url.startsWith(place)))
      throw new Error(`${from} imports ${specifier} from outside of the package: ${found.url}`);
    return found;
  },
});
