import { expect, test } from '@playwright/test';
import { inBareBrowser } from './support/bare-browser.ts';

test('the browser that the tests run in plays 24 kHz, frame by frame', async ({}, info) => {
  test.skip(info.project.name !== 'web', 'says nothing of Electron');
  await inBareBrowser(async (page) => {
    const heard = await page.evaluate(async () => {
      const context = new AudioContext({ sampleRate: 24_000 });
      const analyser = new AnalyserNode(context);
      analyser.connect(context.destination);
      const source = new ConstantSourceNode(context, { offset: 0.25 });
      source.connect(analyser);
      source.start();
      const frame = new Float32Array(1);
      while (frame[0] === 0) {
        await new Promise(requestAnimationFrame);
        analyser.getFloatTimeDomainData(frame);
      }
      return { rate: context.sampleRate, state: context.state, level: frame[0], time: context.currentTime };
    });
    expect(heard).toMatchObject({ rate: 24_000, state: 'running', level: 0.25 });
    expect(heard.time).toBeGreaterThan(0);
  });
});
