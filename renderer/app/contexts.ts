/** What every component may ask for, given once by App.svelte. */
import { createContext } from 'svelte';
import type { LecternApi } from '../../electron/contract/table.ts';
import type { Player } from '../player/types.ts';

export const [useApi, provideApi] = createContext<LecternApi>();
export const [usePlayer, providePlayer] = createContext<Player>();
