interface Table {
  columns: number;
  /** Cells of the row under way; −1 outside a row. */
  cells: number;
  paragraphs: number;
  inCell: boolean;
  deleted: boolean;
}

/**
 * The tables under way. A table of one column is a frame around text: its paragraphs are paragraphs. In any other a row
 * is one text.
 */
export class Tables {
  readonly #stack: Table[] = [];

  /** Whether a paragraph is a piece of a row. */
  get inCell(): boolean {
    const table = this.#stack.at(-1);
    return table !== undefined && table.inCell && table.columns !== 1;
  }

  get rowIsDeleted(): boolean {
    return this.#stack.at(-1)?.deleted ?? false;
  }

  open(): void {
    this.#stack.push({ columns: 0, cells: -1, paragraphs: 0, inCell: false, deleted: false });
  }

  column(): void {
    const table = this.#stack.at(-1);
    if (table && table.cells < 0) table.columns++;
  }

  /** @returns whether the row is a block. */
  openRow(): boolean {
    const table = this.#stack.at(-1);
    if (table) Object.assign(table, { cells: 0, deleted: false });
    return table !== undefined && table.columns !== 1;
  }

  deleteRow(): void {
    const table = this.#stack.at(-1);
    if (table) table.deleted = true;
  }

  /** @returns whether the cell is a part of a row's text. */
  openCell(): boolean {
    const table = this.#stack.at(-1);
    if (table) Object.assign(table, { cells: table.cells + 1, paragraphs: 0, inCell: true });
    return this.inCell;
  }

  /** @returns whether there was one in this cell before, to be heard apart. */
  openParagraph(): boolean {
    const table = this.#stack.at(-1);
    return table !== undefined && table.paragraphs++ > 0;
  }

  closeCell(): void {
    const table = this.#stack.at(-1);
    if (table) table.inCell = false;
  }

  closeRow(): void {
    const table = this.#stack.at(-1);
    if (table) table.cells = 0;
  }

  close(): void {
    this.#stack.pop();
  }
}
