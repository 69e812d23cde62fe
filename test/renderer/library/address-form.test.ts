import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { AddressForm } from '../../../renderer/library/address-form.svelte.ts';
import { Library } from '../../../renderer/library/library.svelte.ts';
import { Notices } from '../../../renderer/ui/notices.svelte.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

function setUp(address = '') {
  const lectern = new FakeLectern();
  const notices = new Notices(createManualClock());
  const library = new Library({
    api: lectern.api,
    notices,
    onRemoved: () => undefined,
    upload: () => Promise.reject(new Error('none here')),
  });
  return { lectern, library, notices, form: new AddressForm(lectern.api, library, address) };
}

describe('the form for a web address', () => {
  it('brings the document, and shows meanwhile who is asked', async () => {
    const { form, library, lectern } = setUp('https://example.org/a');
    const fetching = form.fetch();
    expect(form.asking).toBe('example.org');
    const entry = await fetching;
    expect(entry).not.toBeNull();
    expect(form.asking).toBeNull();
    expect(library.entries.map(({ id }) => id)).toEqual([entry?.id]);
    expect(lectern.calls('library.addAddress')).toEqual([{ address: 'https://example.org/a' }]);
  });

  it('asks nobody for what is no address, and says so until it is changed', async () => {
    const { form, lectern } = setUp('no address');
    expect(await form.fetch()).toBeNull();
    expect(form.problem).toMatch(/no address/);
    expect(lectern.calls('library.addAddress')).toEqual([]);
    form.address = 'example.org';
    expect(form.problem).toBeNull();
  });

  it('tells what was wrong beside the address, not in a notice, and can be tried again', async () => {
    const { form, lectern, notices } = setUp('https://example.org/a');
    lectern.fail('library.addAddress', new LecternError('network', 'The site was not found.'));
    expect(await form.fetch()).toBeNull();
    expect(form.problem).toBe('The site was not found.');
    expect(notices.list).toEqual([]);
    lectern.fail('library.addAddress', null);
    expect(await form.fetch()).not.toBeNull();
    expect(form.problem).toBeNull();
  });

  it('that was stopped opens nothing, even where the page still comes', async () => {
    const { form, lectern } = setUp('https://example.org/a');
    const fetching = form.fetch();
    form.cancel();
    expect(form.asking).toBeNull();
    expect(await fetching).toBeNull();
    expect(form.problem).toBeNull();
    expect(lectern.calls('library.cancelAddress')).toEqual([{ address: 'https://example.org/a' }]);
  });
});
