import { afterAll, describe, expect, it } from 'vitest';
import { createEmbeddedVoice } from '../../../../electron/node/speech/embedded/voice.ts';
import {
  append,
  AUDIO,
  cancel,
  commit,
  DONE,
  FAILED,
  openSpeech,
  update,
  WORDS,
} from '../../../support/speech-socket.ts';

const worker = new URL('../../../../electron/node/speech/embedded/worker.ts', import.meta.url);
const voice = createEmbeddedVoice({ worker, size: 2 });
afterAll(() => voice.close());

const AMERICAN = { model: 'espeak-ng', voice: 'gmw/en-US' };
const open = (query: Readonly<Record<string, string>> = {}) => openSpeech(voice, { ...AMERICAN, ...query });
/** Some twenty minutes. */
const LONG = 'And then they went on, and on, and on. '.repeat(800);
const loudest = (audio: Int16Array) => audio.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

describe('a conversation with the embedded server', () => {
  it('begins with session.created, which names model and voice', async () => {
    const socket = await open();
    expect(socket.messages).toHaveLength(1);
    expect(socket.messages[0]).toMatchObject({
      type: 'session.created',
      session: { object: 'realtime.tts.session', modalities: ['text', 'audio'], ...AMERICAN },
    });
    socket.close();
  });

  it('takes append and commit without a context: the default one, which is not named', async () => {
    const socket = await open();
    await socket.say('Hello there.');
    expect(socket.messages.map(({ type }) => type)).toEqual([
      'session.created',
      'conversation.item.input_text.received',
      ...socket.messages.filter(({ type }) => type === AUDIO).map(() => AUDIO),
      DONE,
    ]);
    expect(socket.messages[1]?.text).toBe('Hello there.');
    expect(socket.messages.every((message) => !('context_id' in message))).toBe(true);
    const audio = socket.audio();
    expect(audio.length / 24_000).toBeGreaterThan(0.4);
    expect(audio.length / 24_000).toBeLessThan(2);
    expect(loudest(audio)).toBeGreaterThan(5_000);
    expect(loudest(audio)).toBeLessThan(32_767);
    socket.close();
  });

  it('stays usable for many rounds of append and commit; items count within their context', async () => {
    const socket = await open({ segment: 'never' });
    await socket.say('One.', 'a');
    await socket.say('Two.', 'a');
    await socket.say('One.', 'b');
    const ids = (context: string) =>
      socket.messages
        .filter(({ type, context_id }) => type === DONE && context_id === context)
        .map(({ item_id }) => item_id);
    expect(ids('a')).toEqual(['tts_1', 'tts_2']);
    expect(ids('b')).toEqual(['tts_1']);
    socket.close();
  });

  it('sends no words with alignment none, and every word with alignment word', async () => {
    const without = await open();
    await without.say('Hello, world.');
    expect(without.messages.filter(({ type }) => type === WORDS)).toEqual([]);
    without.close();
    const socket = await open({ segment: 'never', alignment: 'word' });
    await socket.say('“Hello, world!” she said — twice.', 'a');
    expect(socket.words('a', 'tts_1').map(({ word }) => word)).toEqual([
      '“Hello,',
      'world!”',
      'she',
      'said',
      'twice.',
    ]);
    socket.close();
  });

  it('segment sentence: a commit of two sentences is two items', async () => {
    const socket = await open({ segment: 'sentence', alignment: 'word' });
    await socket.say('Hello! How are you?', 'a', 2);
    expect(socket.words('a', 'tts_1').map(({ word }) => word)).toEqual(['Hello!']);
    expect(socket.words('a', 'tts_2').map(({ word }) => word)).toEqual(['How', 'are', 'you?']);
    expect(socket.words('a', 'tts_2')[0]?.start).toBeLessThan(0.1); // time begins anew with each item
    socket.close();
  });

  it('segment sentence: a sentence that is complete is spoken without a commit', async () => {
    const socket = await open({ segment: 'sentence', alignment: 'word' });
    socket.send(append('First part. Second', 'a'));
    await socket.until(({ type }) => type === DONE);
    expect(socket.words('a').map(({ word }) => word)).toEqual(['First', 'part.']);
    await socket.say(' part.', 'a');
    expect(socket.words('a', 'tts_2').map(({ word }) => word)).toEqual(['Second', 'part.']);
    socket.close();
  });

  it('segment immediate: every append is an item', async () => {
    const socket = await open({ segment: 'immediate', alignment: 'word' });
    socket.send(append('Hello', 'a'));
    socket.send(append('world', 'a'));
    await socket.until(({ type }) => type === DONE, 2);
    expect(socket.words('a').map(({ word }) => word)).toEqual(['Hello', 'world']);
    socket.close();
  });

  it('segment never: nothing is spoken before the commit, then all as one item', async () => {
    const socket = await open({ segment: 'never', alignment: 'word' });
    socket.send(append('Hello! How are ', 'a'));
    socket.send(append('you? ', 'a'));
    await socket.say('Before.', 'b'); // all that was to come of the appends would have come by now
    expect(socket.messages.filter(({ context_id, type }) => context_id === 'a' && type === DONE)).toEqual([]);
    await socket.say('Fine.', 'a');
    expect(socket.words('a', 'tts_1').map(({ word }) => word)).toEqual([
      'Hello!',
      'How',
      'are',
      'you?',
      'Fine.',
    ]);
    socket.close();
  });

  it('max_partial_length: a longer part of a sentence is spoken without its end', async () => {
    const socket = await open({ segment: 'sentence', alignment: 'word', max_partial_length: '20' });
    socket.send(append('one two three four five six', 'a'));
    await socket.until(({ type }) => type === DONE);
    expect(socket.words('a').map(({ word }) => word)).toEqual(['one', 'two', 'three', 'four']);
    socket.close();
  });

  it('clear drops what is buffered', async () => {
    const socket = await open({ segment: 'never', alignment: 'word' });
    socket.send(append('Never mind this.', 'a'));
    socket.send({ type: 'input_text_buffer.clear', context_id: 'a' });
    await socket.say('Only this.', 'a');
    expect(socket.words('a').map(({ word }) => word)).toEqual(['Only', 'this.']);
    socket.close();
  });

  it('an empty commit harms nothing, and text with nothing to say ends with done alone', async () => {
    const socket = await open({ segment: 'never' });
    socket.send(commit('a'));
    for (const text of ['…', '* * *', '   ', '😀']) await socket.say(text, 'a');
    expect(socket.messages.filter(({ type }) => type === AUDIO || type === FAILED)).toEqual([]);
    expect(socket.messages.filter(({ type }) => type === DONE)).toHaveLength(4);
    await socket.say('Still here.', 'a');
    expect(socket.audio('a').length).toBeGreaterThan(10_000);
    socket.close();
  });

  it('two contexts interleave: a short one ends while a long one goes on', async () => {
    const socket = await open({ segment: 'never' });
    socket.send(append(LONG, 'long'));
    socket.send(commit('long'));
    await socket.until(({ type }) => type === AUDIO);
    await socket.say('A word in between.', 'short');
    const heard = socket.messages.length;
    await socket.until(({ context_id, type }) => type === AUDIO && context_id === 'long', heard);
    expect(socket.messages.filter(({ context_id, type }) => type === DONE && context_id === 'long')).toEqual(
      [],
    );
    socket.send(cancel('long'));
    await socket.until(({ type }) => type === 'context.cancelled');
    socket.close();
  });

  it('speed lengthens and shortens by what is asked, words and all, held within 0.25 and 4', async () => {
    const socket = await open({ segment: 'never', alignment: 'word' });
    let count = 0;
    const length = async (speed: number) => {
      const id = `c${++count}`;
      socket.send(update({ speed }, id));
      await socket.say('The quick brown fox jumps over the lazy dog.', id);
      const seconds = socket.audio(id).length / 24_000;
      const words = socket.words(id);
      expect(words).toHaveLength(9);
      expect(words.at(-1)?.end).toBeLessThanOrEqual(seconds);
      expect(words.at(-1)?.end).toBeGreaterThan(seconds * 0.85);
      return seconds;
    };
    const normal = await length(1);
    for (const speed of [0.25, 0.5, 0.75, 1.5, 2, 3, 4]) {
      const ratio = normal / (await length(speed)) / speed;
      expect(ratio, `at ${speed}`).toBeGreaterThan(0.88);
      expect(ratio, `at ${speed}`).toBeLessThan(1.12);
    }
    expect(await length(10)).toBe(await length(4));
    expect(await length(0.01)).toBe(await length(0.25));
    socket.close();
  });

  it('speaks 60 contexts that were all asked at once', async () => {
    const socket = await open({ segment: 'never', alignment: 'word' });
    const names = Array.from({ length: 60 }, (_, index) => `c${index}`);
    for (const name of names) {
      socket.send(append(`This is number ${name.slice(1)}.`, name));
      socket.send(commit(name));
    }
    await socket.until(({ type }) => type === DONE, 60);
    for (const name of names) {
      expect(socket.words(name).map(({ word }) => word)).toEqual([
        'This',
        'is',
        'number',
        `${name.slice(1)}.`,
      ]);
      expect(loudest(socket.audio(name))).toBeGreaterThan(5_000);
    }
    socket.close();
  });
});

describe('tts_session.updated', () => {
  it('changes one context, not the others, and is acknowledged', async () => {
    const socket = await open({ segment: 'never' });
    socket.send(update({ voice: 'gmw/en-US+f3' }, 'a'));
    await socket.until(({ type }) => type === 'session.updated');
    await Promise.all([socket.say('Hello.', 'a'), socket.say('Hello.', 'b')]);
    expect(socket.audio('a')).not.toEqual(socket.audio('b'));
    socket.close();
  });

  it('without a context changes all there are; later ones begin with the address’s settings', async () => {
    const socket = await open({ segment: 'never' });
    await Promise.all([socket.say('Hello.', 'a'), socket.say('Hello.', 'b')]);
    const normal = socket.audio('a').length;
    socket.send(update({ speed: 2 }));
    await socket.until(({ type }) => type === 'session.updated');
    await Promise.all([socket.say('Hello.', 'a'), socket.say('Hello.', 'b'), socket.say('Hello.', 'c')]);
    expect(socket.audio('a', 'tts_2').length).toBeLessThan(normal * 0.75);
    expect(socket.audio('b', 'tts_2').length).toBeLessThan(normal * 0.75);
    expect(socket.audio('c').length).toBeGreaterThan(normal * 0.9);
    socket.close();
  });

  it('reaches no text that was committed before it', async () => {
    const socket = await open({ segment: 'never' });
    socket.send(append('Hello.', 'a'));
    socket.send(commit('a'));
    socket.send(update({ speed: 2 }, 'a'));
    await socket.until(({ type }) => type === DONE);
    await socket.say('Hello.', 'a');
    expect(socket.audio('a', 'tts_2').length).toBeLessThan(socket.audio('a', 'tts_1').length * 0.75);
    socket.close();
  });

  it('pronunciation_dict: says by the rules, and times the words of the text', async () => {
    const socket = await open({ segment: 'never', alignment: 'word' });
    await socket.say('The omg and the New York end.', 'plain');
    const pronunciation_dict = ['omg/oh my goodness gracious me', 'new york/that very large town'];
    socket.send(update({ extra_params: { pronunciation_dict } }, 'ruled'));
    await socket.say('The omg and the New York end.', 'ruled');
    expect(socket.words('ruled').map(({ word }) => word)).toEqual(
      socket.words('plain').map(({ word }) => word),
    );
    const length = (context: string, word: string) => {
      const found = socket.words(context).find((other) => other.word === word);
      return found ? found.end - found.start : 0;
    };
    expect(length('ruled', 'omg')).toBeGreaterThan(length('plain', 'omg') * 1.5);
    expect(length('ruled', 'York')).toBeGreaterThan(0);
    socket.close();
  });

  it('refused: the context says so at once and at its commit, and speaks again after a good one', async () => {
    const socket = await open({ segment: 'never' });
    socket.send(update({ voice: 'nobody' }, 'a'));
    const failed = await socket.until(({ type }) => type === FAILED);
    expect(failed).toMatchObject({
      context_id: 'a',
      error: { type: 'invalid_request_error', param: 'voice', code: 'voice_not_found' },
    });
    socket.send(append('Hello.', 'a'));
    socket.send(commit('a'));
    await socket.until(({ type }) => type === FAILED, 2);
    socket.send(update({ voice: 'gmw/en' }, 'a'));
    await socket.say('Hello.', 'a');
    expect(socket.audio('a').length).toBeGreaterThan(5_000);
    socket.close();
  });
});

describe('context.cancel', () => {
  it('stops what is under way, sends nothing after it, and frees the worker', async () => {
    const socket = await open({ segment: 'never' });
    socket.send(append(LONG, 'long'));
    socket.send(commit('long'));
    await socket.until(({ type }) => type === AUDIO);
    socket.send(cancel('long'));
    await socket.until(({ type }) => type === 'context.cancelled');
    const heard = socket.messages.length;
    await socket.say('One.', 'b');
    await socket.say('Two.', 'c');
    expect(socket.messages.slice(heard).filter(({ context_id }) => context_id === 'long')).toEqual([]);
    // The whole of it would be over twenty minutes.
    expect(socket.audio('long').length / 24_000).toBeLessThan(600);
    socket.close();
  });

  it('takes back what waits, and frees one of the 100 places', async () => {
    const socket = await open({ segment: 'never' });
    for (let index = 0; index < 100; index++) socket.send(append('Some text.', `c${index}`));
    socket.send(append('One too many.', 'c100'));
    const failed = await socket.until(({ type }) => type === FAILED);
    expect(failed).toMatchObject({ context_id: 'c100', error: { code: 'too_many_contexts' } });
    socket.send(commit('c1'));
    socket.send(cancel('c0'));
    await socket.until(({ type, context_id }) => type === 'context.cancelled' && context_id === 'c0');
    await socket.say('Now there is room.', 'c100');
    expect(socket.messages.filter(({ context_id, type }) => context_id === 'c0' && type === DONE)).toEqual(
      [],
    );
    socket.close();
  });

  it('of a context that is not there is acknowledged all the same', async () => {
    const socket = await open();
    socket.send(cancel('nobody'));
    const answer = await socket.until(({ type }) => type === 'context.cancelled');
    expect(answer.context_id).toBe('nobody');
    socket.close();
  });
});

describe('names of Together’s', () => {
  it('speaks with a Kokoro voice’s name, a mix of them, and the model’s own voice', async () => {
    for (const query of [{ voice: 'af_heart' }, { voice: 'af_bella(2)+af_heart(1)' }, {}]) {
      const socket = await openSpeech(voice, { model: 'hexgrad/Kokoro-82M', ...query });
      await socket.say('Hello.');
      expect(socket.audio().length).toBeGreaterThan(5_000);
      socket.close();
    }
  });

  it('answers at the rate that was asked', async () => {
    const [usual, telephone] = await Promise.all([open(), open({ sample_rate: '8000' })]);
    await Promise.all([usual.say('Hello there.'), telephone.say('Hello there.')]);
    expect(Math.abs(usual.audio().length - telephone.audio().length * 3)).toBeLessThan(
      usual.audio().length / 50,
    );
    usual.close();
    telephone.close();
  });
});
