/**
 * A writer of small PDFs for tests: text at places, in the fonts that every reader has (PDF 32000-1, 9.6.2.2). Places
 * are points from the page's top left corner to the start of the baseline.
 */
export interface PlacedText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Points; 10 where it is not said. */
  readonly size?: number;
  /** Shared: one whose hyphen is called a soft one, and its raised ones and twos plain digits, as real files have it. */
  readonly font?: 'plain' | 'bold' | 'mono' | 'shared';
  /** Of the paint: 0 black, 1 white. */
  readonly gray?: number;
  /** PDF 32000-1, table 106: 3 is neither filled nor stroked. */
  readonly mode?: number;
  /** Degrees, clockwise. */
  readonly angle?: number;
}

export interface TestPage {
  readonly texts?: readonly PlacedText[];
  readonly width?: number;
  readonly height?: number;
  readonly rotate?: number;
  /** A black square in the middle: something that is no text. */
  readonly drawing?: boolean;
}

export interface TestPdf {
  readonly pages: readonly TestPage[];
  readonly info?: Readonly<Record<string, string>>;
  readonly outline?: readonly { readonly title: string; readonly page: number; readonly y: number }[];
  /** Entries of the page labels' number tree, such as `0 << /S /r >> 4 << /S /D >>`. */
  readonly labels?: string;
  readonly language?: string;
}

/** What `shared` says that its signs mean (PDF 32000-1, 9.10.3). */
const SHARED_MEANING = `/CIDInit /ProcSet findresource begin begincmap
/CMapName /Shared def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <20> <2C> <0020> endbfrange
1 beginbfrange <2E> <7E> <002E> endbfrange
3 beginbfchar <2D> <00AD> <B9> <0031> <B2> <0032> endbfchar
endcmap end`;
const FONTS = { plain: 'Helvetica', bold: 'Helvetica-Bold', mono: 'Courier' } as const;
const WIDTH = 400;
const HEIGHT = 600;

export function pdfOf({ pages, info = {}, outline = [], labels, language }: TestPdf): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const reserve = (): number => objects.push('');
  const catalog = reserve();
  const tree = reserve();
  const fonts = Object.entries(FONTS).map(
    ([name, base]) =>
      `/${name} ${add(`<< /Type /Font /Subtype /Type1 /BaseFont /${base} /Encoding /WinAnsiEncoding >>`)} 0 R`,
  );
  const meaning = add(`<< /Length ${SHARED_MEANING.length} >>\nstream\n${SHARED_MEANING}\nendstream`);
  fonts.push(
    `/shared ${add(`<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode ${meaning} 0 R >>`)} 0 R`,
  );
  const kids = pages.map((page) => {
    const { width = WIDTH, height = HEIGHT, rotate = 0 } = page;
    const program = programOf(page, height);
    const content = add(`<< /Length ${program.length} >>\nstream\n${program}\nendstream`);
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${rotate} ` +
        `/Resources << /Font << ${fonts.join(' ')} >> >> /Contents ${content} 0 R >>`,
    );
  });
  objects[tree - 1] =
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`;
  const entries = [`/Type /Catalog /Pages ${tree} 0 R`];
  if (labels !== undefined) entries.push(`/PageLabels << /Nums [${labels}] >>`);
  if (language !== undefined) entries.push(`/Lang (${language})`);
  if (outline.length > 0) entries.push(`/Outlines ${outlineOf(outline)} 0 R`);
  objects[catalog - 1] = `<< ${entries.join(' ')} >>`;
  const about = add(
    `<< ${Object.entries(info)
      .map(([key, value]) => `/${key} ${literal(value)}`)
      .join(' ')} >>`,
  );
  return file(objects, catalog, about);

  function outlineOf(items: NonNullable<TestPdf['outline']>): number {
    const root = reserve();
    const first = objects.length + 1;
    items.forEach(({ title, page, y }, i) => {
      const height = pages[page]?.height ?? HEIGHT;
      const next = i + 1 < items.length ? `/Next ${first + i + 1} 0 R` : '';
      const last = i > 0 ? `/Prev ${first + i - 1} 0 R` : '';
      add(
        `<< /Title ${literal(title)} /Parent ${root} 0 R ${next} ${last} /Dest [${kids[page]} 0 R /XYZ 0 ${height - y} 0] >>`,
      );
    });
    objects[root - 1] =
      `<< /Type /Outlines /First ${first} 0 R /Last ${first + items.length - 1} 0 R /Count ${items.length} >>`;
    return root;
  }
}

function programOf({ texts = [], drawing = false }: TestPage, height: number): string {
  const square = drawing ? ['100 200 100 100 re f'] : [];
  const shown = texts.map(({ x, y, text, size = 10, font = 'plain', gray = 0, mode = 0, angle = 0 }) => {
    const [cos, sin] = [Math.cos((-angle * Math.PI) / 180), Math.sin((-angle * Math.PI) / 180)];
    const matrix = [cos, sin, -sin, cos, x, height - y].map((value) => value.toFixed(4)).join(' ');
    return `BT /${font} ${size} Tf ${gray} g ${mode} Tr ${matrix} Tm ${literal(text)} Tj ET`;
  });
  return [...square, ...shown].join('\n');
}

/** Characters of Windows-1252 that are not those of Latin-1. */
const WINDOWS: Readonly<Record<string, number>> = {
  '‘': 145,
  '’': 146,
  '“': 147,
  '”': 148,
  '•': 149,
  '–': 150,
  '—': 151,
  '†': 134,
};

function literal(text: string): string {
  const codes = [...text].map((character) => WINDOWS[character] ?? character.codePointAt(0) ?? 63);
  return `<${codes.map((code) => code.toString(16).padStart(2, '0')).join('')}>`;
}

function file(objects: readonly string[], root: number, info: number): Uint8Array {
  let text = '%PDF-1.7\n';
  const places = objects.map((body, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root ${root} 0 R /Info ${info} 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** Lines of a column, one below the other. @param lines An empty one leaves a gap. */
export function columnOf(
  x: number,
  top: number,
  lines: readonly string[],
  style: Partial<PlacedText> = {},
): readonly PlacedText[] {
  const leading = 1.2 * (style.size ?? 10);
  return lines.flatMap((text, i) =>
    text === ''
      ? []
      : [{ ...style, x: text.startsWith('  ') ? x + 12 : x, y: top + i * leading, text: text.trim() }],
  );
}
