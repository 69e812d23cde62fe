import { start } from './start.ts';

await start(import.meta.url);
