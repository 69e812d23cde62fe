/**
 * The reader of the document on the desk: the text, the pages and the panel beside them, and how a person's wishes move
 * these and the voice. ReaderView renders it and forwards.
 */
import { tick } from 'svelte';
import type { PageView, SearchHit } from '../../electron/contract/schemas.ts';
import type { LecternApi } from '../../electron/contract/table.ts';
import type { Preferences } from '../app/preferences.svelte.ts';
import { goToChosen } from '../document/chosen-place.ts';
import { blockOfAnchor } from '../document/contents.ts';
import type { DocumentMarks } from '../document/marks.svelte.ts';
import type { Place } from '../document/progress.ts';
import type { DocumentReadingPlan } from '../document/reading-plan.svelte.ts';
import type { ReadingPlace } from '../document/reading-place.svelte.ts';
import { isSpeaking } from '../player/is-speaking.ts';
import type { Player } from '../player/types.ts';
import type { Notices } from '../ui/notices.svelte.ts';
import { MarginDrawing } from './pages/margin-drawing.svelte.ts';
import { nextView, viewFor } from './pages/page-views.ts';
import { PagesView } from './pages/pages-view.svelte.ts';
import { ReadingView } from './reading-view.svelte.ts';
import { DocumentSearch } from './search.svelte.ts';
import { selectedText, type SelectedText } from './selected-text.ts';

/** What may stand at the left of the text. */
export type ReaderPanel = 'contents' | 'search' | 'bookmarks' | 'plan';

/** Pixels of the window below which a panel covers the text, and goes away when something in it is chosen. */
const NARROW = 900;
/** Characters of a selection that may be what somebody looks for. */
const LONGEST_SOUGHT = 80;
/** Outside the window: nothing is pointed at. */
const NOWHERE = { x: -1, y: -1 };

interface Parts {
  readonly api: LecternApi;
  readonly player: Player;
  readonly notices: Notices;
  readonly preferences: Preferences;
  readonly reading: ReadingPlace;
  readonly marks: DocumentMarks;
  readonly plan: DocumentReadingPlan;
}

export class Reader {
  readonly view: ReadingView;
  readonly pages: PagesView;
  readonly search: DocumentSearch;
  /** Whether the document has printed pages. */
  readonly paged: boolean;
  /** Pixels of the window. */
  width = $state(innerWidth);
  /** Where the pointer is in the window, in pixels. */
  pointer = NOWHERE;
  #parts: Parts;
  #panel: ReaderPanel | null = $state(null);
  #planning = $state(false);
  #found: SearchHit | null = $state.raw(null);
  /** Places that a person chose, counted: one that is found late is not gone to after another. */
  #wishes = 0;
  /** For the selection, and the fields of a panel. */
  #root: HTMLElement | null = null;

  #shown: PageView = $derived.by(() => {
    if (!this.paged) return 'text';
    const wanted = viewFor(this.#parts.preferences.current.pageView, this.width);
    return wanted === 'text' && this.pages.margins.drawn ? 'page' : wanted;
  });
  #lost = $derived.by(() => {
    const followers = [
      ...(this.shown === 'page' ? [] : [this.view.follower]),
      ...(this.shown === 'text' ? [] : [this.pages.follower]),
    ];
    return this.#parts.player.playhead ? followers.find(({ following }) => !following) : undefined;
  });

  constructor(parts: Parts) {
    const { api, plan, reading } = (this.#parts = parts);
    const { document } = reading;
    const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.view = new ReadingView(document, still);
    this.pages = new PagesView(
      document,
      new MarginDrawing((margins) => void plan.setMargins(margins)),
      async (id) => (await import('./pages/pdf-file.ts')).openPdfFile(id),
      still,
    );
    this.search = new DocumentSearch(api, document.id);
    this.paged = document.summary.pages !== undefined;
  }

  /** What of the document is on the screen. */
  get shown(): PageView {
    return this.#shown;
  }
  /** The panel that is shown, or null. */
  get panel(): ReaderPanel | null {
    return this.#panel;
  }
  /** Whether the page shows what will be read and what will not. */
  get planning(): boolean {
    return this.#planning;
  }
  /** What was searched for and is looked at, or null. */
  get found(): SearchHit | null {
    return this.#found;
  }
  /** The one that does not show what is spoken, if there is one. */
  get lost() {
    return this.#lost;
  }
  get speaking(): boolean {
    return isSpeaking(this.#parts.player.state);
  }

  /** For `{@attach}` on the element round it all. */
  attach = (root: HTMLElement): (() => void) => {
    this.#root = root;
    return () => {
      this.#root = null;
      this.pages.margins.end();
    };
  };

  focus(): void {
    if (this.shown === 'page') this.pages.focus();
    else this.view.focus();
  }

  /** What of the text is selected. */
  selected(): SelectedText | null {
    return this.#root && selectedText(this.#root);
  }

  attachFollowers(): void {
    this.view.follower.attach();
    this.pages.follower.attach();
  }

  show(place: Place): void {
    void this.view.goTo(place);
    void this.pages.goTo(place);
  }

  start(place: Place): void {
    this.#wishes++;
    this.attachFollowers();
    this.#parts.player.playFrom(place.section, place.block, place.offset);
  }

  read({ passages }: SelectedText): void {
    this.#wishes++;
    this.attachFollowers();
    this.#parts.player.playPassages(passages);
  }

  backToVoice(): void {
    this.attachFollowers();
    const head = this.#parts.player.playhead;
    if (!head) return;
    void this.view.backToVoice(head);
    void this.pages.goTo({
      section: head.section,
      block: head.block,
      offset: (head.word ?? head.sentence)[0],
    });
  }

  /** A place was chosen: speaking goes on there, silence moves there. */
  goTo(place: Place): void {
    this.#wishes++;
    goToChosen(this.#parts.player, this.#parts.reading, place);
  }

  async goToAnchor(section: number, anchor: string | null): Promise<void> {
    const place = await this.#placeOfAnchor(section, anchor);
    if (place) this.goTo(place);
  }

  /** A link is a look elsewhere: the voice stays where it is. */
  async followLink(section: number, anchor: string | null): Promise<void> {
    const place = await this.#placeOfAnchor(section, anchor);
    if (!place) return;
    this.view.follower.detach();
    this.pages.follower.detach();
    this.show(place);
  }

  /** Null, too, where something else was wished for before its section came. */
  async #placeOfAnchor(section: number, anchor: string | null): Promise<Place | null> {
    const { reading, notices } = this.#parts;
    const wish = ++this.#wishes;
    try {
      const block = blockOfAnchor(await reading.document.section(section), anchor);
      return wish === this.#wishes ? { section, block, offset: 0 } : null;
    } catch (error) {
      notices.fault(error);
      return null;
    }
  }

  /** Something in a panel was chosen: the text has the keyboard, and is seen. */
  leavePanel(): void {
    if (this.width < NARROW) this.#panel = null;
    this.focus();
  }

  closePanel(): void {
    this.#panel = null;
    this.showFound(null);
    this.focus();
  }

  togglePanel(wanted: ReaderPanel): void {
    if (this.#panel === wanted) this.closePanel();
    else this.showPanel(wanted);
  }

  showPanel(wanted: ReaderPanel): void {
    if (wanted === 'search') void this.showSearch();
    else this.#panel = wanted;
  }

  togglePlan(): void {
    this.#planning = !this.#planning;
    if (this.#planning && this.width >= NARROW) this.#panel = 'plan';
    else if (this.#panel === 'plan') this.closePanel();
  }

  async showSearch(): Promise<void> {
    const sought = this.selected()?.text.trim() ?? '';
    this.#panel = 'search';
    if (sought !== '' && sought.length <= LONGEST_SOUGHT && !sought.includes('\n'))
      void this.search.find(sought);
    await tick();
    this.#root?.querySelector<HTMLInputElement>('[role=search] input')?.select();
  }

  /** A look at the place: the voice stays where it is, until it is told to start here. */
  chooseHit(hit: SearchHit): void {
    this.leavePanel();
    getSelection()?.removeAllRanges();
    this.pointer = NOWHERE;
    this.showFound(hit);
  }

  showFound(hit: SearchHit | null): void {
    this.#found = hit;
    void this.view.goToFound(hit);
    if (!hit) return;
    this.pages.follower.detach();
    void this.pages.goTo({ section: hit.section, block: hit.block, offset: hit.from });
  }

  choosePageView(pageView: PageView): void {
    if (pageView === 'text') this.pages.margins.end();
    void this.#parts.preferences.set({ pageView });
  }

  nextPageView(): void {
    this.choosePageView(nextView(this.shown, this.width));
  }

  drawMargins(): void {
    this.pages.margins.begin(this.#parts.plan.choices.margins);
    if (this.width < NARROW) this.#panel = null;
  }

  doneWithMargins(): void {
    this.pages.margins.end();
    this.focus();
  }

  /** The file was read anew: all blocks are others. */
  reread(): void {
    const { plan, reading } = this.#parts;
    this.pages.margins.follow(plan.choices.margins);
    this.#found = null;
    if (this.search.query !== '') void this.search.find(this.search.query);
    void this.view.reread(reading.place);
  }

  /** Nothing was ever heard or left here: what is on the screen is meant. @returns whether it began so. */
  startFresh(): boolean {
    const { player, reading } = this.#parts;
    const fresh =
      player.state.phase === 'stopped' && reading.document.entry.position === null && !reading.moved;
    const first = fresh ? this.view.firstVisible() : null;
    if (first) this.start(first);
    return first !== null;
  }

  /** The selection, else the text under the pointer, else what was found, else the first in view. */
  startHere(): boolean {
    if (this.shown === 'page') {
      void this.#startOnPage();
      return true;
    }
    const selected = this.selected()?.passages[0];
    const { x, y } = this.pointer;
    const place = selected
      ? { section: selected.section, block: selected.block, offset: selected.range[0] }
      : ((x < 0 ? null : this.view.placeAt(x, y)) ?? this.view.foundInView() ?? this.view.firstVisible());
    if (!place) return false;
    getSelection()?.removeAllRanges();
    this.start(place);
    return true;
  }

  /** On the pages the same, but that nothing is selected there. */
  async #startOnPage(): Promise<void> {
    const { x, y } = this.pointer;
    const wish = ++this.#wishes;
    const place = (x < 0 ? null : await this.pages.placeAt(x, y)) ?? (await this.pages.firstVisible());
    if (place && wish === this.#wishes) this.start(place);
  }

  /** Where the reading stands if that is heard or seen, else the first text in view. */
  async toggleBookmark(): Promise<void> {
    const { marks, reading } = this.#parts;
    const first = this.view.firstVisible();
    const here = this.speaking || this.view.inView(reading.place) ? reading.place : (first ?? reading.place);
    if (!(await marks.toggle('bookmark', here)) && first) await marks.toggle('bookmark', first);
  }
}
