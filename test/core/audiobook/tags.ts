import type { FileTags } from '../../../electron/core/audiobook/types.ts';

export const FILE_TAGS: FileTags = {
  title: 'Moby-Dick; or, The Whale',
  authors: ['Herman Melville', 'Ghost Writer'],
  narrator: 'Zoë',
  year: '1851',
  language: 'en-US',
  publisher: 'Harper & Brothers',
  cover: null,
  fileTitle: 'Loomings --> & on',
  track: { number: 3, of: 135 },
};
