import type { Namespaces } from '../office/xml.ts';

const ODF = 'urn:oasis:names:tc:opendocument:xmlns:';

/** OpenDocument 1.0 to 1.4 (ISO/IEC 26300). */
export const ODF_NAMESPACES: Namespaces = {
  [`${ODF}office:1.0`]: 'office',
  [`${ODF}text:1.0`]: 'text',
  [`${ODF}style:1.0`]: 'style',
  [`${ODF}table:1.0`]: 'table',
  [`${ODF}drawing:1.0`]: 'draw',
  [`${ODF}meta:1.0`]: 'meta',
  [`${ODF}manifest:1.0`]: 'manifest',
  [`${ODF}svg-compatible:1.0`]: 'svg',
  [`${ODF}xsl-fo-compatible:1.0`]: 'fo',
  [`${ODF}script:1.0`]: 'script',
  [`${ODF}form:1.0`]: 'form',
  'http://www.w3.org/1999/xlink': 'xlink',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://www.w3.org/1998/Math/MathML': 'math',
};
