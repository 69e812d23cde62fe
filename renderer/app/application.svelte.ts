/** The window's parts, put together once the application has said what it is. */
import type { CallOutput, LecternApi } from '../../electron/contract/table.ts';
import type { Settings } from '../../electron/contract/schemas.ts';
import type { Clock } from '../../electron/core/clock.ts';
import { errorFromPayload } from '../../electron/core/errors.ts';
import { keymapOf } from '../../electron/core/shortcuts/keymap.ts';
import type { Connection } from '../bridge/connection.svelte.ts';
import type { Upload } from '../bridge/upload.ts';
import { Exports } from '../audiobook/exports.svelte.ts';
import { Clippings } from '../library/clippings.svelte.ts';
import { Library } from '../library/library.svelte.ts';
import { openInPicture, pictureInPicture } from '../pill/picture-in-picture.ts';
import type { Player } from '../player/types.ts';
import { Queue } from '../queue/queue.svelte.ts';
import { SpeechInfo } from '../settings/speech-info.svelte.ts';
import { VoiceSampler } from '../settings/voice-sampler.svelte.ts';
import { Notices } from '../ui/notices.svelte.ts';
import { Commands } from './commands.ts';
import { Desk } from './desk.svelte.ts';
import { PositionKeeper } from './position-keeper.ts';
import { Preferences } from './preferences.svelte.ts';
import { Updates } from './updates.ts';

export interface ApplicationDeps {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly createPlayer: (api: LecternApi, settings: () => Settings) => Player;
  readonly createUpload: (api: LecternApi) => Upload;
}

export class Application {
  readonly connection: Connection;
  readonly api: LecternApi;
  readonly info: CallOutput<'app.info'>;
  readonly notices: Notices;
  readonly preferences: Preferences;
  readonly commands: Commands;
  readonly player: Player;
  readonly desk: Desk;
  readonly library: Library;
  readonly clippings: Clippings;
  readonly exports: Exports;
  readonly queue: Queue;
  readonly speech: SpeechInfo;
  readonly sampler: VoiceSampler;
  readonly keeper: PositionKeeper;
  readonly updates: Updates;
  #clock: Clock;
  #endings: (() => void)[] = [];

  /** @throws LecternError where the application does not answer. */
  static async start(deps: ApplicationDeps): Promise<Application> {
    const { api } = deps.connection;
    const [info, settings] = await Promise.all([api.call('app.info'), api.call('settings.get')]);
    const application = new Application(deps, info, settings);
    await Promise.all([application.#refresh(), application.#openFirst()]);
    void application.updates.look();
    return application;
  }

  private constructor(deps: ApplicationDeps, info: CallOutput<'app.info'>, settings: Settings) {
    const { api } = deps.connection;
    this.connection = deps.connection;
    this.#clock = deps.clock;
    this.api = api;
    this.info = info;
    const notices = (this.notices = new Notices(deps.clock));
    const fault = (error: unknown) => notices.fault(error);
    const preferences = (this.preferences = new Preferences(api, settings, fault));
    const keymap = $derived(keymapOf(preferences.current.shortcuts));
    this.commands = new Commands(info.platform, () => keymap);
    const player = (this.player = deps.createPlayer(api, () => preferences.current));
    const desk = (this.desk = new Desk({ api, player, onFault: fault, onChosen: (id) => library.keep(id) }));
    const library = (this.library = new Library({
      api,
      upload: deps.createUpload(api),
      notices,
      onRemoved: (id) => desk.close(id),
    }));
    this.queue = new Queue({
      ...{ api, notices, show: () => void this.commands.run('show-queue') },
      choose: () => {
        const open = desk.choose();
        return (id, how) => open(id, { play: true, ...how });
      },
    });
    this.clippings = new Clippings(api, notices);
    this.exports = new Exports({ api, notices, show: () => void this.commands.run('show-exports') });
    this.speech = new SpeechInfo(api, fault, () => player.voiceChanged());
    this.sampler = new VoiceSampler(api, () => player.pause(), fault);
    this.keeper = new PositionKeeper(api, fault);
    this.updates = new Updates({ api, clock: deps.clock, notices, openLink: (url) => this.openLink(url) });
    this.#listen();
  }

  /** Brings in files and shows the first that could be read. */
  async openFiles(files: readonly File[]): Promise<void> {
    const open = this.desk.choose();
    const entry = await this.library.addFiles(files);
    if (entry) await open(entry.id);
  }

  /** Pasted or dropped text is wanted to be heard. */
  async readText(text: string): Promise<void> {
    const open = this.desk.choose();
    const entry = await this.library.addText(text);
    if (entry) await open(entry.id, { play: true });
  }

  async openSample(play: boolean): Promise<void> {
    const open = this.desk.choose();
    const entry = await this.library.addSample();
    if (entry) await open(entry.id, { play });
  }

  /** By the system's dialog; where there is none, `pick` shows the browser's. */
  async openDialog(pick: () => void): Promise<void> {
    if (!this.info.nativeOpenDialog) return pick();
    const open = this.desk.choose();
    const entry = await this.library.openDialog();
    if (entry) await open(entry.id);
  }

  /** Whether keys can work in every program: in Electron alone. */
  get hasAnywhere(): boolean {
    return this.info.program === 'electron';
  }

  /** The small player, in a window of Electron's or of the browser's; null where neither can be had. */
  get openPill(): (() => void) | null {
    const { api, notices } = this;
    const fault = (error: unknown) => notices.fault(error);
    if (this.hasAnywhere) return () => void api.call('pill.act', { action: 'show' }).catch(fault);
    const opener = pictureInPicture(window);
    if (!opener) return null;
    const onopen = () => (this.desk.route = 'reader');
    return () => void openInPicture(opener, { page: window, api, clock: this.#clock, onopen }).catch(fault);
  }

  /** A link out of a document. The web program's page opens it itself, the others ask the system. */
  openLink(url: string): void {
    if (this.info.program === 'web') window.open(url, '_blank', 'noopener,noreferrer');
    else this.api.call('app.openLink', { url }).catch((error: unknown) => this.notices.fault(error));
  }

  close(): void {
    for (const end of this.#endings) end();
    this.updates.close();
    this.player.unload();
  }

  #listen() {
    const { api, notices } = this;
    this.#endings = [
      api.on('app.command', ({ command }) => void this.commands.run(command)),
      api.on('app.problem', ({ error }) => notices.fault(errorFromPayload(error))),
      api.on('key.changed', () => this.player.voiceChanged()),
      api.on('document.show', ({ id }) => void this.desk.open(id)),
      api.on('document.read', ({ id, restart }) => void this.desk.open(id, { play: true, restart })),
      api.on('pill.changed', ({ sentence }) => sentence !== null && notices.info(sentence)),
      this.connection.onReopened(() => void this.#refresh()),
    ];
  }

  async #refresh() {
    await Promise.all([
      this.library.reload(),
      this.clippings.reload(),
      this.exports.reload(),
      this.queue.reload(),
      this.preferences.reload(),
      this.speech.reload(),
    ]);
  }

  async #openFirst() {
    if (this.info.startDocument !== null) await this.desk.open(this.info.startDocument);
  }
}
